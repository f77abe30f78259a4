"""What withdrawals, merges and remedies do to the clocks of a case."""

from __future__ import annotations

import pytest

from tests.moments import at
from tests.rules.lives import DONE, NATIONAL, SENT_DOWN, TAKEN_UP, Told, life, told
from tests.rules.reckoning import clocks, rows
from wangfang.rules.duties import duties_of
from wangfang.rules.indicators import reckon
from wangfang.rules.journey import hops_of


@pytest.mark.parametrize(
    ("acts", "when", "left"),
    [
        (SENT_DOWN[:1], "2017-09-06", []),  # the last day is not over yet
        (SENT_DOWN[:1], "2017-09-07", ["route"]),  # overdue: it stays missed
        (SENT_DOWN, "2017-09-01", ["route"]),  # the route duty was met, the acceptance is void
        (TAKEN_UP, "2017-10-23", ["route", "accept"]),
        (TAKEN_UP, "2017-10-24", ["route", "accept", "answer"]),
        ((*TAKEN_UP, told("2017-08-28", "pause", "D-JD", why="other")), "2018-10-24", ["route", "accept"]),
    ],
)
def test_a_withdrawal_voids_what_is_not_overdue(acts: tuple[Told, ...], when: str, left: list[str]) -> None:
    assert [duty.kind for duty in duties_of(life(*acts, told(when, "withdraw", why="已解决")), NATIONAL)] == left


@pytest.mark.parametrize(
    ("when", "definition", "counted"),
    [
        ("2017-08-25 09:00", "HRB_315", []),  # due on the day itself
        ("2017-08-26 09:00", "HRB_315", ["bureau_timely"]),
        ("2017-09-06 09:14", "GD2020", []),  # due that very moment
        ("2017-09-06 09:15", "GD2020", ["bureau_timely"]),
        ("2017-09-07 09:00", "LEGAL", ["bureau_timely"]),
    ],
)
def test_a_withdrawal_is_counted_by_each_definitions_own_due_moment(
    when: str, definition: str, counted: list[str]
) -> None:
    withdrawn = (*SENT_DOWN[:2], told(when, "withdraw", why="已解决"))
    assert [row[0] for row in rows(definition, *withdrawn)] == counted


def test_what_was_met_before_a_withdrawal_is_counted() -> None:
    withdrawn = (*SENT_DOWN, told("2017-08-23", "withdraw", why="已解决"))
    assert rows("GD2020", *withdrawn) == [("bureau_timely", "D", True, True)]


def test_a_merge_meets_the_bureaus_clock_and_leaves_no_other() -> None:
    merged = (*SENT_DOWN[:2], told("2017-08-23", "merge", "D", into="2", why="同一事"))
    assert clocks(*merged) == [("route", "D", 1, "2017-09-06", 3)]
    assert hops_of(life(*merged))[-1].left_at == at("2017-08-23")
    assert rows("HRB_315", *merged) == [("bureau_timely", "D", True, True)]


def test_a_copy_that_is_taken_out_again_goes_on_as_if_it_had_not_been_merged() -> None:
    split = (*SENT_DOWN[:2], told("2017-08-23", "merge", "D", into="2", why="同一事"),
             told("2017-08-30", "unmerge", "D", why="不是同一事"))  # fmt: skip
    assert clocks(*split) == clocks(*SENT_DOWN[:2]) == [("route", "D", 1, "2017-09-06", None)]
    assert hops_of(life(*split)) == hops_of(life(*SENT_DOWN[:2]))
    for definition in ("LEGAL", "HRB_315", "GD2020"):
        assert rows(definition, *split) == rows(definition, *SENT_DOWN[:2])
    again = (*split, told("2017-08-31", "merge", "D", into="3", why="同一事"))
    assert clocks(*again) == [("route", "D", 1, "2017-09-06", 5)]
    gone_on = (*split, told("2017-08-31", "forward", "D", "D-JD"), told("2017-09-01", "accept", "D-JD"))
    assert [row[0] for row in rows("GD2020", *gone_on)] == ["bureau_timely", "unit_timely", "ontime_closure"]
    copied = (*TAKEN_UP, told("2017-09-02", "merge", "D", into="2", why="同一事"))  # an old record
    assert [row[0] for row in rows("GD2020", *copied)] == ["bureau_timely", "unit_timely"]


@pytest.mark.parametrize("step", ["file", "divert", "no_longer_accept"])
def test_a_unit_that_ends_a_case_without_deciding_owes_no_acceptance_any_more(step: str) -> None:
    ended = (*SENT_DOWN, told("2017-08-25", step, "D-JD", why="不属于受理范围"))
    assert clocks(*ended) == [("route", "D", 1, "2017-09-06", 3)]


ASKS = told("2017-09-10", "request_review", why="不服", to="C-FC")


def test_review_and_recheck_have_clocks_of_thirty_days_owed_by_who_decides() -> None:
    asked = (*DONE, ASKS)
    assert clocks(*asked)[-1] == ("review", "C-FC", 8, "2017-10-10", None)
    reviewed = (*asked, told("2017-09-20", "decide_review", "C-FC", outcome="uphold"))
    rechecked = (*reviewed, told("2017-09-25", "request_recheck", why="仍不服", to="C-FC"))
    assert clocks(*rechecked)[-2:] == [
        ("review", "C-FC", 8, "2017-10-10", 9),
        ("recheck", "C-FC", 10, "2017-10-25", None),
    ]
    limits = [duty.limit.id for duty in duties_of(life(*rechecked), NATIONAL)]
    assert limits[-2:] == ["DL16", "DL18"]
    assert [row[0] for row in rows("LEGAL", *rechecked)] == ["bureau_timely", "unit_timely", "ontime_closure"]


def test_a_review_that_names_nobody_is_owed_by_who_decided_it() -> None:
    asked = (*DONE, told("2017-09-10", "request_review", why="不服"))
    assert [kind for kind, *_ in clocks(*asked)] == ["route", "accept", "answer"]
    decided = (*asked, told("2017-10-20", "decide_review", "C-FC", outcome="uphold"))
    assert clocks(*decided)[-1] == ("review", "C-FC", 8, "2017-10-10", 9)


def test_guangdong_adds_the_days_of_an_extension() -> None:
    lived = life(*TAKEN_UP, told("2017-09-20", "extend", "D-JD", days=30, why="复杂"))
    found = reckon(lived, NATIONAL, ())
    closure = next(row for row in found if (row.definition, row.indicator) == ("GD2020", "ontime_closure"))
    assert closure.due_at == at("2017-11-21 10:00")
