"""Who must agree before a list leaves, told as a table, and what the order of rows can tell."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.moments import at
from tests.rules.lives import CITY
from wangfang.rules.exporting import (
    Consent,
    Wish,
    is_granted,
    needed,
    require_approver,
    require_asker,
    require_fetcher,
)
from wangfang.rules.facts import Act, Actor, Role
from wangfang.rules.refusal import Refused
from wangfang.rules.row_order import BITS, LEAST_ROWS, told_by_order, words_in

NOW = at("2026-11-23 10:00")


@pytest.mark.parametrize(
    ("rows", "with_people", "people"),
    [
        (1, True, 0), (50, True, 0), (51, True, 1), (500, True, 1), (501, True, 2), (10_000, True, 2),
        (50, False, 0), (500, False, 0), (501, False, 2),
    ],
)  # fmt: skip
def test_how_many_people_must_agree(rows: int, with_people: bool, people: int) -> None:  # noqa: FBT001 - a row of the table
    assert needed(rows, with_people=with_people) == people


def who(login: str, role: Role, agency: str = "D") -> Actor:
    return Actor(login, login, role, CITY[agency])


EVERYBODY = {
    "asker": who("asker", Role.BUREAU_LEADER), "clerk": who("clerk", Role.CLERK),
    "leader": who("leader", Role.BUREAU_LEADER), "second": who("second", Role.BUREAU_LEADER),
    "above": who("above", Role.BUREAU_LEADER, "C"), "below": who("below", Role.UNIT_LEADER, "D-JD"),
    "beside": who("beside", Role.BUREAU_LEADER, "E"), "guard": who("guard", Role.SECURITY, "P"),
    "guard two": who("guard2", Role.SECURITY, "P"), "ASKER": who("ASKER", Role.BUREAU_LEADER),
    "nobody": who("", Role.BUREAU_LEADER),
}  # fmt: skip
LEADERS = {"leader", "second", "above"}


def agree(wish: Wish, *names: str) -> bool:
    """Tell whether these people, one after the other, get an export granted."""
    given: list[Consent] = []
    for name in names:
        actor = EVERYBODY[name]
        try:
            require_approver(Act(actor, NOW, NOW), wish, given)
        except Refused:
            return False
        given.append(Consent(actor.login, actor.role))
    return is_granted(wish, given)


def test_one_leader_of_the_agency_or_above_is_enough_for_one() -> None:
    wish = Wish("asker", ("P", "C", "D"), 1, guarded=True)
    assert {name for name in EVERYBODY if agree(wish, name)} == LEADERS
    assert not is_granted(wish, [])


@pytest.mark.parametrize("guarded", [True, False])
def test_of_all_ordered_pairs_two_different_people_one_of_them_the_guard_where_there_is_one(guarded: bool) -> None:  # noqa: FBT001 - as above
    wish = Wish("asker", ("P", "C", "D"), 2, guarded=guarded)
    pairs = [*permutations(EVERYBODY, 2), *((name, name) for name in EVERYBODY)]
    able = LEADERS | {"guard", "guard two"}
    expected = {(a, b) for a, b in pairs if a != b and {a, b} <= able and (not guarded or not {a, b} <= LEADERS)}
    assert {pair for pair in pairs if agree(wish, *pair)} == expected
    assert not any(agree(wish, name) for name in EVERYBODY), "one alone never"


def test_nothing_more_is_approved_than_is_needed() -> None:
    with pytest.raises(Refused, match="不用再批准"):
        require_approver(Act(EVERYBODY["leader"], NOW, NOW), Wish("asker", ("D",), 0, guarded=True), [])


@pytest.mark.parametrize(
    ("role", "rows", "with_people", "may"),
    [
        (Role.CLERK, 1, True, True), (Role.OFFICER, 1, True, True), (Role.SUPERVISOR, 1, False, True),
        (Role.SUPERVISOR, 1, True, False), (Role.ANALYST, 1, False, False), (Role.SECURITY, 1, False, False),
        (Role.CLERK, 0, False, False), (Role.CLERK, 10_000, False, True), (Role.CLERK, 10_001, False, False),
    ],
)  # fmt: skip
def test_who_may_ask_for_what(role: Role, rows: int, with_people: bool, may: bool) -> None:  # noqa: FBT001 - as above
    try:
        require_asker(who("li", role), rows, with_people=with_people)
    except Refused:
        assert not may
    else:
        assert may


@pytest.mark.parametrize(
    ("login", "made", "why"),
    [
        ("asker", NOW - timedelta(hours=24) + timedelta(microseconds=1), ""),
        ("asker", NOW - timedelta(hours=24), "24 小时"),
        ("asker", None, "还没有生成"),
        ("other", NOW, "只有申请人"),
    ],
)
def test_the_asker_fetches_it_within_a_day(login: str, made: object, why: str) -> None:
    act = Act(who(login, Role.CLERK), NOW, NOW)
    wish = Wish("asker", ("D",), 0, guarded=False)
    if not why:
        require_fetcher(act, wish, made)  # type: ignore[arg-type]  # a moment or none
        return
    with pytest.raises(Refused, match=why):
        require_fetcher(act, wish, made)  # type: ignore[arg-type]  # as above


def names(count: int) -> list[str]:
    return [f"20170822-{nth:06d}" for nth in range(count)]


@given(st.binary(min_size=12, max_size=12), st.integers(LEAST_ROWS, 700))
def test_the_order_of_enough_rows_tells_the_word_and_loses_no_row(word: bytes, count: int) -> None:
    told = told_by_order(names(count), word)
    assert sorted(told) == names(count)
    assert next(words_in(told)) == word


@given(st.binary(min_size=12, max_size=12), st.integers(0, 250), st.integers(LEAST_ROWS + 2, 300))
def test_a_piece_of_enough_rows_tells_it_too(word: bytes, cut: int, kept: int) -> None:
    piece = told_by_order(names(800), word)[cut : cut + kept]
    assert word in set(words_in(piece))


def test_too_few_rows_and_rows_sorted_anew_tell_nothing() -> None:
    word = random.Random(7).randbytes(12)
    assert list(words_in(told_by_order(names(LEAST_ROWS - 1), word))) == []
    assert word not in set(words_in(sorted(told_by_order(names(400), word))))
    with pytest.raises(ValueError, match="12 bytes"):
        told_by_order(names(4), b"short")
    assert BITS == 96
