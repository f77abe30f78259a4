"""When an agency is a problem unit, by which figures, and whose move it is until the problem is solved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.rules.lives import CITY, act
from wangfang.rules.access import NotYours
from wangfang.rules.facts import Actor, Role
from wangfang.rules.indicators import Indicator
from wangfang.rules.periods import Period
from wangfang.rules.problem_units import (
    FOLLOWS,
    LONGEST_SAID,
    STANDINGS,
    WORDS,
    Ground,
    Measured,
    Move,
    Standing,
    grounds_of,
    is_overdue,
    may_move,
    moves_open,
    next_standing,
    require_finder,
    require_limit,
    require_mover,
    require_over,
    require_said,
    thresholds,
)
from wangfang.rules.refusal import Refused

DAY = date(2017, 12, 10)
BUREAU, UNIT, CLOSURE = Indicator


def somebody(code: str, role: Role) -> Actor:
    return Actor("li", "李敏", role, CITY[code])


@pytest.mark.parametrize(
    ("due", "met", "grounds", "why"),
    [
        (100, 90, {Ground.OVERDUE}, "90 % is at the floor, not below it; ten are late"),
        (100, 89, {Ground.BELOW_FLOOR, Ground.OVERDUE}, "one less is below"),
        (20, 18, set(), "90 %, two late"),
        (19, 17, {Ground.BELOW_FLOOR}, "89.5 %, two late"),
        (4, 2, set(), "four duties say little, two are few"),
        (4, 1, {Ground.OVERDUE}, "three are late, however few there were"),
        (5, 4, {Ground.BELOW_FLOOR}, "five are enough for a rate"),
        (0, 0, set(), "nothing was due"),
    ],
)
def test_an_agency_is_a_problem_unit_from_the_thresholds_on(due: int, met: int, grounds: set[Ground], why: str) -> None:
    assert set(grounds_of([Measured(UNIT, due, met)], [])) == grounds, why


def test_late_duties_of_all_three_rates_come_together() -> None:
    rates = [Measured(one, 4, 3) for one in Indicator]
    assert grounds_of(rates, []) == {Ground.OVERDUE: tuple(rates)}
    assert grounds_of(rates[:2], []) == {}


def test_only_the_rates_that_say_so_are_told() -> None:
    low, good, late = Measured(BUREAU, 10, 5), Measured(UNIT, 10, 10), Measured(CLOSURE, 20, 18)
    found = grounds_of([low, good, late], [])
    assert found == {Ground.BELOW_FLOOR: (low,), Ground.OVERDUE: (low, late)}


def test_two_periods_running_is_a_ground_of_its_own() -> None:
    low, late = Measured(BUREAU, 10, 5), Measured(CLOSURE, 4, 1)
    found = grounds_of([low, late], [Measured(UNIT, 5, 4)])
    assert found[Ground.AGAIN] == (low, late)
    assert Ground.AGAIN not in grounds_of([low], [Measured(UNIT, 5, 5)])
    assert grounds_of([Measured(UNIT, 5, 5)], [low]) == {}


def test_every_rate_has_its_floor() -> None:
    assert set(thresholds().floors) == set(Indicator)
    assert (thresholds().overdue, thresholds().small) == (3, 5)


@pytest.mark.parametrize(
    ("who", "below"),
    [
        (Actor("system", "系统", Role.SYSTEM), ""),
        (somebody("C", Role.SUPERVISOR), "C"),
        (somebody("C-LB", Role.BUREAU_LEADER), "C"),
        (somebody("D", Role.BUREAU_LEADER), "D"),
    ],
)
def test_who_looks_for_problem_units_and_where(who: Actor, below: str) -> None:
    assert require_finder(who) == below


@pytest.mark.parametrize(
    "who",
    [
        somebody("C", Role.CLERK),
        somebody("C", Role.LEADER),
        somebody("C-ZJ", Role.SUPERVISOR),
        replace(somebody("C", Role.SUPERVISOR), agency=None),
    ],
)
def test_who_looks_for_none(who: Actor) -> None:
    with pytest.raises(NotYours):
        require_finder(who)


def test_a_period_that_goes_on_has_no_problem_units_yet() -> None:
    require_over(Period.parse("2017Q3"), act("C", "2017-10-01 00:00"))
    with pytest.raises(Refused, match="还没有结束"):
        require_over(Period.parse("2017Q3"), act("C", "2017-09-30 23:59"))


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("move", Move)
def test_a_move_that_may_not_follow_is_refused(standing: Standing, move: Move) -> None:
    if (standing, move) in FOLLOWS:
        assert next_standing(standing, move) is FOLLOWS[standing, move]
        return
    with pytest.raises(Refused, match=f"{STANDINGS[standing]}，现在不能{WORDS[move]}"):
        next_standing(standing, move)


@pytest.mark.parametrize(
    ("code", "role", "moves"),
    [
        ("C", Role.SUPERVISOR, "report_up solve refuse"),
        ("C-LB", Role.BUREAU_LEADER, "report_up solve refuse"),
        ("P", Role.BUREAU_LEADER, "report_up solve refuse"),
        ("D", Role.BUREAU_LEADER, "answer prove"),  # it is about itself: nobody verifies their own
        ("D", Role.CLERK, "answer prove"),
        ("D", Role.SUPERVISOR, ""),
        ("E", Role.BUREAU_LEADER, ""),
        ("C", Role.CLERK, ""),
        ("C-ZJ", Role.SUPERVISOR, ""),
    ],
)
def test_whose_which_move_is(code: str, role: Role, moves: str) -> None:
    who = somebody(code, role)
    assert " ".join(move for move in Move if may_move(who, move, CITY["D"])) == moves
    for move in Move:
        if move in moves.split():
            require_mover(who, move, CITY["D"])
        else:
            with pytest.raises(NotYours, match=WORDS[move]):
                require_mover(who, move, CITY["D"])


def test_who_has_no_agency_takes_no_move() -> None:
    assert not may_move(replace(somebody("C", Role.SUPERVISOR), agency=None), Move.SOLVE, CITY["D"])


def test_only_the_moves_of_the_hour_are_offered() -> None:
    assert moves_open(somebody("C", Role.SUPERVISOR), Standing.PROVED, CITY["D"]) == (Move.SOLVE, Move.REFUSE)
    assert moves_open(somebody("D", Role.CLERK), Standing.REPORTED_UP, CITY["D"]) == (Move.ANSWER,)
    assert moves_open(somebody("D", Role.CLERK), Standing.SOLVED, CITY["D"]) == ()


@pytest.mark.parametrize(
    ("move", "text", "enough"),
    [
        (Move.REPORT_UP, "", True),
        (Move.ANSWER, "马上改", False),
        (Move.PROVE, "五件超期事项都已办结并逐件回访。", True),
        (Move.SOLVE, "字" * (LONGEST_SAID + 1), False),
    ],
)
def test_a_move_says_enough(move: Move, text: str, *, enough: bool) -> None:
    if enough:
        require_said(move, text)
        return
    with pytest.raises(Refused, match=WORDS[move]):
        require_said(move, text)


def test_a_limit_is_a_day_that_is_not_over() -> None:
    assert require_limit(DAY, act("C", "2017-12-10 09:00")) == DAY
    for wrong in (None, date(2017, 12, 9)):
        with pytest.raises(Refused, match="不能早于今天"):
            require_limit(wrong, act("C", "2017-12-10 09:00"))


@pytest.mark.parametrize(
    ("standing", "due_on", "today", "late"),
    [
        (Standing.FOUND, None, date(2018, 1, 1), False),
        (Standing.REPORTED_UP, DAY, DAY, False),  # the last day is in time
        (Standing.REPORTED_UP, DAY, date(2017, 12, 11), True),
        (Standing.ANSWERED, DAY, date(2017, 12, 11), True),
        (Standing.PROVED, DAY, date(2017, 12, 11), False),  # waits to be verified
        (Standing.ANSWERED, None, date(2017, 12, 11), False),
    ],
)
def test_when_putting_right_is_overdue(standing: Standing, due_on: date | None, today: date, *, late: bool) -> None:
    assert is_overdue(standing, due_on, today) is late
