"""Is what is in hand walked in the order of its days, whole at any depth, and shown to nobody else?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from django.db import connection

from tests import walled
from tests.cast import clerk, person
from tests.moments import at
from tests.stories import story
from wangfang.records.cases import lookups
from wangfang.records.cases.lookups import Filters
from wangfang.records.cases.models import Case
from wangfang.rules.facts import Actor, Role, Step

pytestmark = pytest.mark.django_db
FIRST, NOW = date(2017, 9, 4), at("2017-09-20 09:00")
LEADER = ("NG", Role.BUREAU_LEADER)


def on(day: int) -> str:
    """Return the day so many after the first."""
    return (FIRST + timedelta(days=day)).isoformat()


def waiting(days: Sequence[int]) -> list[Case]:
    """Bring petitions in, so many days after each other; some are due on one day."""
    return [story(on(day)).submitted(to="NG").now for day in days]


def kept_from_leader(day: int) -> Case:
    """Bring in a petition from which the leader of its desk stands aside."""
    told = story(on(day)).submitted(to="NG").registered()
    leader = person(*LEADER)
    return told.taken(Step.RECUSE, leader, login=leader.login, why="亲属").now


def walked(who: Actor, view: str = "todo") -> list[str]:
    """Turn the pages of a list to its end, as the page of the list does, and return what stood on them."""
    numbers: list[str] = []
    after = None
    while True:
        found = lookups.worklist(who, Filters(view, after=after), NOW.date())
        page = found[: lookups.PAGE]
        numbers += [case.number for case in page]
        if len(found) <= lookups.PAGE:
            return numbers
        after = (page[-1].due_on, page[-1].pk)


def by_hand(view: str = "todo") -> list[str]:
    """Return what belongs on a list, from every open case there is."""
    wanted = {"todo": date.min.__lt__, "today": NOW.date().__eq__, "overdue": NOW.date().__gt__}[view]
    cases = [case for case in Case.objects.filter(is_open=True) if wanted(case.due_on)]
    return [case.number for case in sorted(cases, key=lambda case: (case.due_on, case.pk))]


@pytest.mark.parametrize("view", ["todo", "today", "overdue"])
def test_every_page_follows_the_one_before_without_a_gap(view: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "PAGE", 2)
    waiting([0, 0, 0, 1, 1, 2, 3, 7, 10])
    assert walked(clerk("NG"), view) == by_hand(view)
    assert len(by_hand(view)) >= 1


def test_cases_out_of_sight_make_no_page_shorter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "PAGE", 2)
    hidden = {kept_from_leader(day).number for day in (0, 0, 0, 2)}
    waiting([1, 2, 3])
    listed = [number for number in by_hand() if number not in hidden]
    assert walked(person(*LEADER)) == listed
    assert walked(clerk("NG")) == by_hand(), "who is not kept from them sees all"


def test_what_is_narrowed_is_looked_for_at_the_whole_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "PAGE", 1)
    *_others, last = waiting([0, 1, 2, 3])
    found = lookups.worklist(clerk("NG"), Filters(words=last.number), NOW.date())
    assert [case.number for case in found] == [last.number]
    assert lookups.worklist(clerk("NG"), Filters("overdue", words=last.number), at("2017-09-05 09:00").date()) == []


def test_of_another_agency_nobody_is_told_anything() -> None:
    (case, *_) = waiting([0, 1])
    walled.raise_walls()
    told = {code: told_to(code, case.holder_id) for code in ("NG", "DL")}
    assert told == {"NG": 2, "DL": 0}


def told_to(code: str, agency: int) -> int:
    """Return how many keys of an agency the database tells a clerk of another, connected as pages are."""
    question = "select count(*) from case_in_hand(%s, '0001-01-01', 0, '9999-12-31', 26)"
    return walled.counted_as(clerk(code), NOW, question, [agency])


def test_a_page_walks_along_the_index_and_sorts_no_desk() -> None:
    waiting([0])
    lookups.worklist(clerk("NG"), Filters(), NOW.date())
    with connection.cursor() as cursor:
        cursor.execute("select statement from pg_prepared_statements where name = 'cases_in_hand'")
        assert "case_in_hand(" in cursor.fetchone()[0]
        cursor.execute("select prosrc from pg_proc where proname = 'case_in_hand'")
        asks = cursor.fetchone()[0].split("return query (")[1].split(") union all")[0]
        given = {
            "agency": "1::bigint",
            "(since, key)": "('2017-09-01'::date, 0)",
            "until": "'9999-12-31'",
            "most": "26",
        }
        for name, value in given.items():
            asks = asks.replace(name, value)
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_sort = off")  # of so few rows a sort is cheaper than order
        cursor.execute("explain " + asks)
        plan = str(cursor.fetchall())
    assert "case_worklist" in plan
    assert "Sort" not in plan
