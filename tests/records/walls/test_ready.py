"""Is what every page asks planned once for a connection, and answered for whoever asks?"""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tests.cast import clerk
from tests.moments import at
from tests.stories import story
from tests.walled import seen_as
from wangfang.records.cases.models import Case
from wangfang.records.walls import ready
from wangfang.records.walls.ready import Ready, asked_by

pytestmark = pytest.mark.django_db
NOW = at("2017-09-20 09:00")
SUM = Ready("tested_sum", "integer, integer", "select $1 + $2, $1 > $2")
CASES = Ready("tested_cases", "boolean", "select number from cases_case where $1 order by number")


def said(fills: tuple[int, int]) -> list[str]:
    """Return the first words of the statements that one question takes."""
    with CaptureQueriesContext(connection) as asked:
        assert SUM.ask(fills) == [(sum(fills), fills[0] > fills[1])]
    return [one["sql"].split()[0].lower() for one in asked.captured_queries]


def forgotten() -> None:
    """Let the connection go, as at the end of its days."""
    with connection.cursor() as cursor:
        cursor.execute("deallocate all")
    ready._known.clear()


def test_a_statement_is_prepared_the_first_time_and_named_from_then_on() -> None:
    forgotten()
    assert said((1, 2)) == ["prepare", "execute"]
    assert said((30_000_000, 4)) == ["execute"]


def test_what_was_prepared_in_a_transaction_that_failed_is_there_afterwards() -> None:
    forgotten()
    with transaction.atomic():
        said((1, 2))
        transaction.set_rollback(True)
    assert said((3, 2)) == ["execute"]


def test_behind_a_pooler_no_plan_is_left_on_the_connection(settings: Settings) -> None:
    forgotten()
    settings.WANGFANG_KEEP_PLANS = False
    for _ in range(2):
        assert said((1, 2)) == ["prepare", "execute", "deallocate"]


def test_one_plan_answers_each_who_asks_with_their_own_rows() -> None:
    here, there = story().submitted(to="NG").now, story().submitted(to="HL").now
    for _ in range(7):  # after five times the server may keep one plan for all
        for code, own in (("NG", here), ("HL", there)):
            with seen_as(clerk(code), NOW):
                assert CASES.ask([True]) == [(own.number,)]
        assert CASES.ask([True]) == sorted([(here.number,), (there.number,)]), "whoever owns the tables sees all"


def test_a_query_of_the_orm_gives_the_same_rows_by_a_plan_that_others_share() -> None:
    here, there = story().submitted(to="NG").now, story().submitted(to="HL").now
    plans = set()
    for one in (here, there):
        rows = Case.objects.filter(number=one.number, state__in=["submitted", "registered"]).values_list("pk", "number")
        asked = asked_by(rows)
        assert asked is not None
        assert asked.rows() == list(rows) == [(one.pk, one.number)]
        plans.add(asked.ready)
    assert len(plans) == 1


def test_a_query_that_can_find_nothing_is_not_asked() -> None:
    assert asked_by(Case.objects.none()) is None
