"""The simple way: which cases it fits, and the way back from it to the ordinary procedure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.lives import DONE, ONLINE, SENT_DOWN, TAKEN_UP, Told, life, told, why_not
from tests.rules.reckoning import answers, clocks
from wangfang.rules.facts import CaseFacts, Purpose, Role
from wangfang.rules.simplified import is_simple

FIT = {"procedure": "simplified", "ground": "clear"}
SIMPLE = (*SENT_DOWN[:2], told("2017-08-22 10:30", "screen", "D", **FIT), *SENT_DOWN[2:])
ACCEPTED = (*SIMPLE, told("2017-08-23 10:00", "accept", "D-JD"))
"""Accepted on Wednesday 2017-08-23: ten working days end on Wednesday 2017-09-06."""


def back(when: str) -> Told:
    return told(when, "screen", "D-JD", procedure="ordinary")


@pytest.mark.parametrize(
    ("case", "says", "why"),
    [
        (ONLINE, FIT, ""),
        (ONLINE, {"procedure": "ordinary"}, ""),  # needs no ground
        (ONLINE, {**FIT, "ground": "daily"}, ""),
        (
            ONLINE,
            {"procedure": "simplified"},
            "请写明适用简易办理的情形，可以是 clear、consultation、daily、promised、other",
        ),
        (
            ONLINE,
            {**FIT, "ground": "easy"},
            "请写明适用简易办理的情形，可以是 clear、consultation、daily、promised、other",
        ),
        (replace(ONLINE, purpose=Purpose.ACCUSATION), FIT, "检举控告、申诉类的信访事项，不适用简易办理"),
        (replace(ONLINE, purpose=Purpose.APPEAL), FIT, "检举控告、申诉类的信访事项，不适用简易办理"),
        (replace(ONLINE, people=4), FIT, ""),
        (replace(ONLINE, people=5), FIT, "5 人以上联名的信访事项，不适用简易办理"),
    ],
)
def test_what_is_fit_for_the_simple_way(case: CaseFacts, says: dict[str, str], why: str) -> None:
    assert why_not(life(*SENT_DOWN[:2], case=case), "screen", "D", "2017-08-22 11:00", None, **says) == why


def test_a_replayed_screening_names_no_ground() -> None:
    says = {"procedure": "simplified"}
    assert why_not(life(*SENT_DOWN[:2]), "screen", "D", "2017-08-22 11:00", Role.SYSTEM, **says) == ""


def test_what_a_superior_has_assigned_or_several_handle_is_not_for_the_simple_way() -> None:
    assigned = (*SENT_DOWN[:2], told("2017-08-22 11:00", "assign", "D", "D-JD", due_on="2017-09-20"))
    assert why_not(life(*assigned), "screen", "D-JD", "2017-08-23", None, **FIT) == "上级交办的信访事项，不适用简易办理"
    helped = (*SENT_DOWN[:2], told("2017-08-22 11:00", "forward", "D", "D-JD", co=["D-ZJ"]))
    assert (
        why_not(life(*helped), "screen", "D-JD", "2017-08-23", None, **FIT)
        == "由几个单位办理的信访事项，不适用简易办理"
    )


@pytest.mark.parametrize(
    ("step", "says", "why"),
    [
        ("forward", {}, ""),
        ("forward", {"co": ["D-ZJ"]}, "交办的、由几个单位办理的信访事项不适用简易办理，请先转为普通程序"),
        ("assign", {"due_on": "2017-09-20"}, "交办的、由几个单位办理的信访事项不适用简易办理，请先转为普通程序"),
    ],
)
def test_a_simplified_case_is_neither_assigned_nor_given_to_several(
    step: str, says: dict[str, object], why: str
) -> None:
    assert why_not(life(*SIMPLE[:3]), step, "D", "2017-08-22 11:00", None, to="D-JD", **says) == why
    ordinary = why_not(life(*SENT_DOWN[:2]), step, "D", "2017-08-22 11:00", None, to="D-JD", **says)
    assert ordinary == ""


@pytest.mark.parametrize(
    ("acts", "by", "procedure", "why"),
    [
        (SENT_DOWN, "D-JD", "simplified", ""),  # the unit may choose it before it accepts
        (SIMPLE, "D-JD", "ordinary", ""),
        (ACCEPTED, "D-JD", "ordinary", ""),  # the way back
        (TAKEN_UP, "D-JD", "simplified", "受理以后不能改为简易办理，只能转为普通程序"),
        ((*SENT_DOWN[:2], told("2017-08-22 11:00", "accept", "D")), "D", "simplified",
         "受理以后不能改为简易办理，只能转为普通程序"),  # a bureau that handles it itself likewise
    ],
)  # fmt: skip
def test_after_the_acceptance_there_is_only_the_way_back(
    acts: tuple[Told, ...], by: str, procedure: str, why: str
) -> None:
    says = {"procedure": procedure, "ground": "clear"}
    assert why_not(life(*acts), "screen", by, "2017-08-24", None, **says) == why


def answer(*acts: Told) -> list[tuple[int, str, str, int | None]]:
    """Return the answers: start, limit, legal due day, and the event that met it."""
    return [(d.number, d.limit.id, d.due_legal.isoformat(), d.met_by) for d in answers(*acts)]


def test_the_way_back_gives_the_running_answer_the_ordinary_time_from_the_same_start() -> None:
    assert answer(*ACCEPTED) == [(5, "DL12", "2017-09-06", None)]
    assert answer(*ACCEPTED, back("2017-08-30")) == [(5, "DL10", "2017-10-23", None)]
    assert answer(*ACCEPTED, back("2017-09-06 17:00")) == [(5, "DL10", "2017-10-23", None)]  # on its last day


def test_what_is_overdue_does_not_come_back_to_be_in_time() -> None:
    assert answer(*ACCEPTED, back("2017-09-07")) == [(5, "DL12", "2017-09-06", None)]


def test_the_way_back_leaves_the_acceptance_as_it_was() -> None:
    before = [row for row in clocks(*ACCEPTED) if row[0] in ("route", "accept")]
    assert [row for row in clocks(*ACCEPTED, back("2017-08-30")) if row[0] in ("route", "accept")] == before


FINISHED = (*ACCEPTED, *DONE[4:])
"""Opinion on 09-01, closed on 09-05, event 8."""

REOPENED = told("2017-09-20 09:00", "reopen", "D", why="答非所问")


def test_an_answer_that_was_given_keeps_its_simple_clock_when_the_case_is_reopened_and_taken_back() -> None:
    assert answer(*FINISHED, REOPENED) == [(5, "DL12", "2017-09-06", 8), (9, "DL12", "2017-10-10", None)]
    assert answer(*FINISHED, REOPENED, back("2017-09-21")) == [
        (5, "DL12", "2017-09-06", 8),
        (9, "DL10", "2017-11-20", None),  # 60 days from 09-20 end on Sunday 11-19
    ]


def test_a_screening_after_the_answer_changes_nothing() -> None:
    assert answer(*FINISHED, back("2017-09-05 12:00")) == [(5, "DL12", "2017-09-06", 8)]  # an old record


def test_the_way_back_makes_an_extension_possible() -> None:
    asked = {"days": 10, "why": "案情复杂"}
    simple, ordinary = life(*ACCEPTED), life(*ACCEPTED, back("2017-08-30"))
    refused = "简易办理的事项不能延期，需要更长时间的转为普通程序"
    assert why_not(simple, "extend", "D-JD", "2017-08-31", Role.UNIT_LEADER, **asked) == refused
    assert why_not(ordinary, "extend", "D-JD", "2017-08-31", Role.UNIT_LEADER, **asked) == ""


def test_the_last_screening_counts_up_to_an_event() -> None:
    lived = life(*ACCEPTED, back("2017-08-30"))
    assert (is_simple(lived), is_simple(lived, 5), is_simple(lived, 2), is_simple(life())) == (
        False,
        True,
        False,
        False,
    )
