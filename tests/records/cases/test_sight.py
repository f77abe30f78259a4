"""Are the columns that say who sees a case what its steps give, and is it noticed and mended when they are not?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from tests.cast import person
from tests.stories import Story, story
from wangfang.records.agencies.tree import tree
from wangfang.records.cases.models import Case
from wangfang.records.cases.rebuilding import rebuild
from wangfang.records.cases.sight import FOR_GOOD
from wangfang.records.cases.verification import verify
from wangfang.records.cases.visible import visible_to
from wangfang.records.people.models import Account, Post
from wangfang.records.people.posts import actor_of
from wangfang.rules.facts import Role, Step

COLUMNS = ("seen_by", "asked", "secrecy", "barred", "barred_people", "granted_to", "granted_until", "marked")


def sight_columns(case: Case) -> dict[str, object]:
    """Return what the row says."""
    row: dict[str, object] = Case.objects.values(*COLUMNS).get(pk=case.pk)
    return row


@pytest.fixture
def accusation() -> Story:
    """Bring an accusation of a street office to a bureau where one person takes accusations."""
    account = Account.objects.create(login="jubao", name="周密")
    Post.objects.create(account=account, agency_id=tree().key_of["NG"], role=Role.CLERK, clearance=2)
    return story().accusing("NG-XF").submitted(to="NG")


def test_an_accusation_is_kept_from_whom_it_accuses_and_opened_by_name(accusation: Story) -> None:
    kept = sight_columns(accusation.now)
    assert kept["secrecy"] == 2
    assert kept["barred"] == [tree().key_of["NG-XF"]]
    assert (kept["granted_to"], kept["granted_until"]) == (["jubao"], [FOR_GOOD])
    assert kept["marked"] is True


def test_who_stands_aside_is_kept_out_by_the_same_step() -> None:
    lived = story().submitted(to="NG").registered()
    assert sight_columns(lived.now)["marked"] is False
    clerk = person("NG", Role.CLERK)
    lived.taken(Step.RECUSE, by=clerk, login=clerk.login, why="当事人是近亲属")
    kept = sight_columns(lived.now)
    assert (kept["barred_people"], kept["marked"]) == ([clerk.login], True)


@pytest.mark.parametrize(
    "tampering",
    [
        "secrecy = 0",
        "barred = '{}'",
        "barred_people = '{ng-clerk}'",
        "granted_to = '{jubao,somebody}', granted_until = array[granted_until[1], granted_until[1]]",
        "granted_until = array['2020-01-01'::timestamptz]",
        "seen_by = seen_by || 1::bigint",
        "marked = false",
    ],
)
def test_columns_that_drifted_from_the_steps_are_found_and_rebuilt(tampering: str, accusation: Story) -> None:
    before = sight_columns(accusation.now)
    assert list(verify()) == []
    with connection.cursor() as cursor:
        cursor.execute(f"update cases_case set {tampering}")  # noqa: S608 - from the list above
    assert [finding.kind for finding in verify()] == ["state"]
    rebuild()
    assert sight_columns(accusation.now) == before
    assert list(verify()) == []


@pytest.mark.parametrize(
    ("days", "finds", "why"),
    [(-1, True, "it ended yesterday"), (0, False, "today is its last day"), (1, False, "it goes on")],
)
def test_a_post_that_has_ended_denies_nothing_any_more(accusation: Story, days: int, finds: bool, why: str) -> None:  # noqa: FBT001 - a column of the table
    account, day = Account.objects.get(login="jubao"), accusation.moment.date()
    ends = day + timedelta(days)
    Post.objects.create(account=account, agency_id=tree().key_of["NG-XF"], role=Role.OFFICER, ends_on=ends)
    actor = actor_of(account, day)
    assert actor.agency
    assert visible_to(actor).filter(pk=accusation.now.pk).exists() is finds, why
