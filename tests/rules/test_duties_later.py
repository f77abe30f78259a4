"""What extensions, pauses, returns and reopenings do to the clocks of a case."""

from __future__ import annotations

from datetime import date

import pytest

from tests.moments import at
from tests.rules.lives import DONE, NATIONAL, SENT_DOWN, TAKEN_UP, Told, life, told
from tests.rules.reckoning import answers, clocks, rows
from wangfang.rules.duties import NEVER, Law, duties_of
from wangfang.rules.indicators import Indicator
from wangfang.rules.journey import hands_of, hops_of
from wangfang.rules.limits import Pilot

NANGANG = Law([Pilot("D", "harbin-315", date(2017, 1, 1))])
SIMPLE = (SENT_DOWN[0], SENT_DOWN[1], told("2017-08-22 10:30", "screen", "D", procedure="simplified"), *TAKEN_UP[2:])
ASKED = told("2017-08-24 09:00", "request_return", "D-JD", why="应由区住建局办理")
REOPENED = told("2017-09-06 10:00", "reopen", "D", why="答非所问")


@pytest.mark.parametrize(
    ("days", "stat", "legal"),
    [
        (None, "2017-10-22", "2017-10-23"),  # 60 days from 08-23 end on a Sunday
        (1, "2017-10-23", "2017-10-23"),  # counted on from the 22nd, not from the rolled 23rd
        (6, "2017-10-28", "2017-10-30"),  # a Saturday, rolled to the Monday
        (30, "2017-11-21", "2017-11-21"),
    ],
)
def test_an_extension_is_counted_from_the_same_start_and_then_rolled(days: int | None, stat: str, legal: str) -> None:
    acts = (*TAKEN_UP, told("2017-09-20", "extend", "D-JD", days=days, why="复杂")) if days else TAKEN_UP
    (answer,) = answers(*acts)
    assert (answer.due_stat.isoformat(), answer.due_legal.isoformat()) == (stat, legal)


def test_an_extension_without_a_number_of_days_gives_none() -> None:
    (answer,) = answers(*TAKEN_UP, told("2017-09-20", "extend", "D-JD", why="复杂"))  # an old record
    assert answer.due_legal == date(2017, 10, 23)


@pytest.mark.parametrize(
    ("acts", "stopped", "resumed", "legal", "why"),
    [
        (TAKEN_UP, "2017-08-28", "2017-09-04", "2017-10-30", "10-22 and 7 days is Sunday 10-29, rolled"),
        (TAKEN_UP, "2017-08-28", "2017-08-28", "2017-10-23", "stopped and resumed on one day: nothing"),
        (TAKEN_UP, "2017-08-26", "2017-08-27", "2017-10-23", "one calendar day of a weekend counts all the same"),
        (SIMPLE, "2017-08-25", "2017-08-28", "2017-09-07", "only Monday is a working day in (Friday, Monday]"),
        (SIMPLE, "2017-08-26", "2017-08-27", "2017-09-06", "no working day in a weekend"),
        (SIMPLE, "2017-08-28", "2017-09-04", "2017-09-13", "five working days in (Monday, Monday]"),
    ],
)
def test_a_pause_moves_the_due_day_by_the_days_between(
    acts: tuple[Told, ...], stopped: str, resumed: str, legal: str, why: str
) -> None:
    paused = (told(stopped, "pause", "D-JD", why="appraisal"), told(resumed, "resume", "D-JD"))
    (answer,) = answers(*acts, *paused)
    assert answer.due_legal.isoformat() == legal, why


def test_two_pauses_and_an_extension_add_up() -> None:
    (answer,) = answers(
        *TAKEN_UP,
        told("2017-08-28", "pause", "D-JD", why="appraisal"),
        told("2017-09-04", "resume", "D-JD"),  # 7 days
        told("2017-09-11", "pause", "D-JD", why="hearing"),
        told("2017-09-14", "resume", "D-JD"),  # 3 days
        told("2017-09-15", "extend", "D-JD", days=30, why="复杂"),
    )
    assert answer.due_stat == date(2017, 12, 1)  # 08-23 and 60 + 30 + 10 days


def test_a_running_pause_keeps_the_answer_from_falling_due() -> None:
    (answer,) = answers(*TAKEN_UP, told("2017-08-28", "pause", "D-JD", why="appraisal"))
    assert (answer.due_legal, answer.is_open) == (NEVER, True)


@pytest.mark.parametrize("resumed", [True, False])
def test_a_pause_that_begins_when_all_is_overdue_saves_nothing(*, resumed: bool) -> None:
    stopped = told("2017-11-06", "pause", "D-JD", why="appraisal")
    again = (told("2017-11-20", "resume", "D-JD"),) if resumed else ()
    (answer,) = answers(*TAKEN_UP, stopped, *again)
    assert answer.due_legal == date(2017, 10, 23)


def test_a_pause_that_begins_after_the_assigned_day_saves_nothing_either() -> None:
    assigned = (*SENT_DOWN[:2], told("2017-08-22 11:00", "assign", "D", "D-JD", due_on="2017-09-15"), TAKEN_UP[3])
    (late,) = answers(*assigned, told("2017-09-18", "pause", "D-JD", why="appraisal"))
    (stopped,) = answers(*assigned, told("2017-09-15", "pause", "D-JD", why="appraisal"))
    assert (late.due_legal, stopped.due_legal) == (date(2017, 9, 15), NEVER)


def test_an_answer_given_during_a_pause_counts_the_pause_up_to_it() -> None:
    (answer,) = answers(*TAKEN_UP, told("2017-08-28", "pause", "D-JD", why="appraisal"), *DONE[4:])
    assert answer.due_stat == date(2017, 10, 30)  # 10-22 and the 8 days to the closing on 09-05
    assert answer.met_by == 8


def test_a_going_on_without_a_stop_moves_nothing() -> None:
    (answer,) = answers(*TAKEN_UP, told("2017-09-04", "resume", "D-JD"))  # an old record
    assert answer.due_legal == date(2017, 10, 23)


def test_an_agreed_return_that_names_the_next_unit_starts_its_clock_and_none_of_the_bureau() -> None:
    acts = (*SENT_DOWN, ASKED, told("2017-08-25 09:00", "decide_return", "D", "D-ZJ", agree=True))
    assert clocks(*acts) == [
        ("route", "D", 1, "2017-09-06", 3),
        ("accept", "D-JD", 3, "2017-09-06", 5),  # met by the agreement
        ("decide_return", "D", 4, "2017-08-25", 5),  # one working day
        ("accept", "D-ZJ", 5, "2017-09-11", None),  # fresh: 09-09 is a Saturday
    ]
    assert rows("LEGAL", *acts)[1:] == [("unit_timely", "D-JD", True, True), ("unit_timely", "D-ZJ", False, False)]
    assert rows("HRB_315", *acts)[1] == ("unit_timely", "D-JD", True, True)


def test_an_agreed_return_without_a_next_unit_gives_the_bureau_the_case_and_a_clock() -> None:
    acts = (*SENT_DOWN, ASKED, told("2017-08-25 09:00", "decide_return", "D", agree=True))
    assert clocks(*acts) == [
        ("route", "D", 1, "2017-09-06", 3),
        ("accept", "D-JD", 3, "2017-09-06", 5),
        ("decide_return", "D", 4, "2017-08-25", 5),
        ("route", "D", 5, "2017-09-11", None),
    ]
    assert [hop.agency for hop in hops_of(life(*acts))] == ["D", "D-JD", "D"]
    assert clocks(*acts, told("2017-08-28", "forward", "D", "D-ZJ"))[3:] == [
        ("route", "D", 5, "2017-09-11", 6),
        ("accept", "D-ZJ", 6, "2017-09-12", None),
    ]


def test_a_refused_return_changes_no_clock() -> None:
    refused = (*SENT_DOWN, ASKED, told("2017-08-25 09:00", "decide_return", "D", agree=False))
    assert clocks(*refused) == [*clocks(*SENT_DOWN), ("decide_return", "D", 4, "2017-08-25", 5)]
    assert hops_of(life(*refused)) == hops_of(life(*SENT_DOWN))


def test_under_the_local_rules_a_returned_case_owes_no_answer_of_the_unit_that_gave_it_back() -> None:
    acts = (*SENT_DOWN, ASKED, told("2017-08-25 09:00", "decide_return", "D", "D-ZJ", agree=True))
    assert [(duty.owner, duty.number) for duty in answers(*acts, law=NANGANG)] == [("D-ZJ", 5)]
    assert [row for row in rows("HRB_315", *acts) if row[0] == Indicator.ONTIME_CLOSURE] == [
        ("ontime_closure", "D-ZJ", False, False)
    ]


def test_a_reopened_case_owes_a_new_answer_and_the_old_keeps_its_verdict() -> None:
    assert [(d.number, d.due_legal.isoformat(), d.met_by) for d in answers(*DONE, REOPENED)] == [
        (4, "2017-10-23", 7),
        (8, "2017-11-06", None),  # 60 days from 09-06 end on Sunday 11-05
    ]
    again = (
        *DONE, REOPENED, told("2017-12-01", "issue_opinion", "D-JD", conclusion="support", text="已维修"),
        told("2017-12-04", "serve", "D-JD", method="direct"), told("2017-12-05", "close", "D-JD"),
    )  # fmt: skip
    assert [row[2:] for row in rows("LEGAL", *again) if row[0] == Indicator.ONTIME_CLOSURE] == [
        (True, True), (True, False),
    ]  # fmt: skip
    assert [row for row in rows("GD2020", *again) if row[0] == Indicator.ONTIME_CLOSURE] == [
        ("ontime_closure", "D-JD", True, True)  # one for each case, by its first closing
    ]


def test_the_day_of_the_assignment_does_not_bind_the_answer_of_a_reopened_case() -> None:
    assigned = (*DONE[:2], told("2017-08-22 11:00", "assign", "D", "D-JD", due_on="2017-09-15"), *DONE[3:], REOPENED)
    assert [d.due_legal.isoformat() for d in answers(*assigned)] == ["2017-09-15", "2017-11-06"]


def test_a_reopened_case_is_with_its_last_holder_again() -> None:
    assert hops_of(life(*DONE))[-1].left_at == at("2017-09-05 10:00")
    assert hops_of(life(*DONE, REOPENED))[-1].left_at is None


def test_an_order_to_do_it_again_starts_a_new_answer_too() -> None:
    redone = (
        *DONE, told("2017-09-10", "request_review", why="不服", to="C-FC"),
        told("2017-09-20", "decide_review", "C-FC", outcome="redo"),
    )  # fmt: skip
    assert [(d.owner, d.number, d.due_stat.isoformat()) for d in answers(*redone)] == [
        ("D-JD", 4, "2017-10-22"),
        ("D-JD", 9, "2017-11-19"),
    ]


TO_REVIEW = told("2017-09-04 15:00", "request_review", why="不服", to="C-FC")


def test_a_petitioner_who_goes_to_review_before_the_closing_has_been_answered() -> None:
    upheld = (*DONE[:6], TO_REVIEW, told("2017-09-20", "decide_review", "C-FC", outcome="uphold"))
    assert [(d.number, d.met_by) for d in answers(*upheld)] == [(4, 7)]
    assert [row for row in rows("GD2020", *upheld) if row[0] == Indicator.ONTIME_CLOSURE] == [
        ("ontime_closure", "D-JD", True, True)
    ]


def test_what_is_extended_or_stopped_after_an_order_to_do_it_again_leaves_the_old_answer_alone() -> None:
    redone = (*DONE[:6], TO_REVIEW, told("2017-09-20", "decide_review", "C-FC", outcome="redo"))
    later = (
        told("2017-09-21", "extend", "D-JD", days=30, why="复杂"),
        told("2017-09-22", "pause", "D-JD", why="other"),
    )
    assert [(d.due_stat, d.met_by) for d in answers(*redone, *later)] == [(date(2017, 10, 22), 7), (NEVER, None)]


def test_an_old_record_without_an_end_of_its_pause_leaves_the_new_answer_its_clock() -> None:
    odd = (*TAKEN_UP, told("2017-08-28", "pause", "D-JD", why="other"), REOPENED)
    assert [d.due_legal.isoformat() for d in answers(*odd)] == ["2017-10-23", "2017-11-06"]


def test_a_lower_bureau_may_go_back_to_the_ordinary_procedure() -> None:
    back = (*SIMPLE[:3], told("2017-08-22 10:45", "screen", "D", procedure="ordinary"), *SIMPLE[3:])
    assert [duty.limit.id for duty in duties_of(life(*back), NATIONAL)] == ["DL01", "DL06", "DL10"]
    assert [duty.limit.id for duty in duties_of(life(*SIMPLE), NATIONAL)] == ["DL01", "DL07", "DL12"]


def test_a_unit_that_gets_back_what_it_returned_is_reckoned_for_each_stay_apart() -> None:
    twice = (
        *SENT_DOWN, ASKED, told("2017-08-25 09:00", "decide_return", "D", agree=True),
        told("2017-09-20", "forward", "D", "D-JD"), told("2017-10-20", "accept", "D-JD"),
    )  # fmt: skip
    timely = [("unit_timely", "D-JD", True, True), ("unit_timely", "D-JD", True, False)]
    assert [row for row in rows("HRB_315", *twice) if row[0] == Indicator.UNIT_TIMELY] == timely
    assert [row for row in rows("LEGAL", *twice) if row[0] == Indicator.UNIT_TIMELY] == timely


def test_in_whose_hands_a_case_is_and_was() -> None:
    asked = hands_of(life(*SENT_DOWN, ASKED))
    assert asked.holder is not None
    assert asked.sender is not None
    assert (asked.holder.code, asked.sender.code) == ("D-JD", "D")
    assert [agency.code for agency in asked.had_it] == ["D", "D-JD"]
    assert hands_of(life()).holder is None
    assert hands_of(life(*SENT_DOWN[:2])).sender is None  # the petitioner sent it
