"""Is what figures count of a case read off its acts as a clerk would read it?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.moments import at
from tests.rules.lives import LETTER, Told, life, told
from wangfang.rules.outcomes import Outcome, Rating, outcome_of
from wangfang.rules.workdays import national_calendar

CALENDAR = national_calendar()
IN = (told("2017-08-22 09:00", "submit", to="D"), told("2017-08-22 10:00", "register", "D"))
AT_UNIT = (*IN, told("2017-08-23 09:00", "forward", "D", "D-JD"), told("2017-08-24 09:00", "accept", "D-JD"))
SOLVED = told("2017-08-30 09:00", "resolve", "D-JD")
SERVED = told("2017-09-01 09:00", "serve", "D-JD")
CLOSED = told("2017-09-04 09:00", "close", "D-JD")
CLOSED_AT = at("2017-09-04 09:00")
UNSERVED_UNTIL, SERVED_UNTIL = date(2017, 12, 20), date(2017, 10, 9)


def came_out(*acts: Told) -> Outcome:
    """Return how a case came out."""
    found = outcome_of(life(*acts), CALENDAR)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("acts", "bureau", "unit", "because"),
    [
        (IN, "D", "D", "nobody else had it"),
        (AT_UNIT, "D", "D-JD", "one of each"),
        (
            (told("2017-08-22 09:00", "submit", to="P"), told("2017-08-23 09:00", "forward", "P", "D"), *AT_UNIT[2:]),
            "P",
            "D-JD",
            "the bureau that had it first",
        ),
        (
            (*AT_UNIT[:3], told("2017-08-24 09:00", "decide_return", "D", "D-ZJ", agree=True)),
            "D",
            "D-ZJ",
            "the unit that had it last",
        ),
        ((*AT_UNIT[:3], told("2017-08-24 09:00", "decide_return", "D", agree=True)), "D", "D-JD", "it had it last"),
        ((told("2017-08-22 09:00", "register", "D-JD"),), "D-JD", "D-JD", "a letter to the unit itself"),
    ],
)
def test_a_case_belongs_to_its_first_bureau_and_to_its_last_unit(
    acts: tuple[Told, ...], bureau: str, unit: str, because: str
) -> None:
    found = came_out(*acts)
    assert (found.bureau, found.unit) == (bureau, unit), because


def test_a_successor_stands_for_whom_it_took_over_from() -> None:
    acts = (*AT_UNIT, told("2017-08-25 09:00", "hand_over", to="D-ZJ", **{"from": "D-JD"}))
    assert came_out(*acts).unit == "D-ZJ"


def test_nobody_had_it_yet() -> None:
    assert outcome_of(life(), CALENDAR) is None


@pytest.mark.parametrize(
    ("acts", "closed_at", "solved", "once", "because"),
    [
        ((*AT_UNIT, SOLVED), None, False, False, "solved is not closed"),
        ((*AT_UNIT, SERVED, CLOSED), CLOSED_AT, False, False, "closed is not solved"),
        ((*AT_UNIT, SOLVED, SERVED, CLOSED), CLOSED_AT, True, True, "both"),
        ((*AT_UNIT, CLOSED, replace(SOLVED, when="2017-09-05 09:00")), CLOSED_AT, False, False, "solved too late"),
        (
            (*AT_UNIT, SOLVED, CLOSED, told("2017-10-01 09:00", "reopen", "D")),
            CLOSED_AT,
            True,
            False,
            "it had to be done anew",
        ),
        (
            (*AT_UNIT, SOLVED, CLOSED, told("2017-09-20 09:00", "request_review")),
            CLOSED_AT,
            True,
            False,
            "the petitioner did not put up with it",
        ),
        (
            (
                *AT_UNIT,
                SOLVED,
                CLOSED,
                told("2017-10-01 09:00", "reopen", "D"),
                replace(CLOSED, when="2017-11-01 09:00"),
            ),
            CLOSED_AT,
            True,
            False,
            "the first closing counts, so that no figure moves into another period",
        ),
    ],
)
def test_closing_and_solving_are_two_ends(
    acts: tuple[Told, ...], closed_at: object, *, solved: bool, once: bool, because: str
) -> None:
    found = came_out(*acts)
    assert (found.closed_at, found.solved, found.once) == (closed_at, solved, once), because


@pytest.mark.parametrize(
    ("acts", "until", "of_unit", "because"),
    [
        (IN, UNSERVED_UNTIL, False, "day 120 after 22 August; it has reached no unit"),
        (AT_UNIT, UNSERVED_UNTIL, True, "the unit has it"),
        ((*IN, told("2017-08-23 09:00", "accept", "D")), UNSERVED_UNTIL, True, "the bureau does it itself"),
        ((*AT_UNIT, SERVED), SERVED_UNTIL, True, "30 days after 1 September is the October break"),
        ((*IN, told("2017-08-23 09:00", "decline", "D")), None, False, "declined, so out of scope"),
        ((*AT_UNIT, told("2017-08-25 09:00", "withdraw")), None, True, "given up"),
        ((*IN, told("2017-08-23 09:00", "merge", "D", into="2")), None, False, "it is rated with its first case"),
        (
            (*IN, told("2017-08-23 09:00", "merge", "D", into="2"), told("2017-08-24 09:00", "unmerge", "D")),
            UNSERVED_UNTIL,
            False,
            "taken out again",
        ),
    ],
)
def test_what_can_be_rated_until_when(
    acts: tuple[Told, ...], until: date | None, *, of_unit: bool, because: str
) -> None:
    found = came_out(*acts)
    assert (found.rates_until, found.rates_unit) == (until, of_unit), because


def test_each_of_the_two_is_rated_once_and_the_first_word_counts() -> None:
    moments = ("2017-09-10 09:00", "2017-09-11 09:00", "2017-09-12 09:00")
    ratings = [
        told(moments[0], "evaluate", unit="basically"),
        told(moments[1], "evaluate", bureau="dissatisfied", unit=""),
        told(moments[2], "evaluate", unit="satisfied"),
    ]
    found = came_out(*AT_UNIT, SERVED, *ratings)
    assert found.of_unit == Rating("basically", at(moments[0]))
    assert found.of_bureau == Rating("dissatisfied", at(moments[1]))


def test_a_letter_is_no_different() -> None:
    found = outcome_of(life(told("2017-08-22 09:00", "register", "D"), case=LETTER), CALENDAR)
    assert found == Outcome("D", "D", rates_until=UNSERVED_UNTIL)
