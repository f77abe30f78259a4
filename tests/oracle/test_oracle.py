"""The oracle itself is held against figures that a clerk can check with a calendar."""

from __future__ import annotations

from datetime import date

import pytest

from tests.oracle.days import calendar_days, quarter_of, span, working_days
from tests.oracle.oracle import rates, stories
from tests.oracle.world import CORNER, ON_TRIAL, world


@pytest.mark.parametrize(
    ("start", "workdays", "calendar"),
    [
        (
            date(2017, 1, 25),
            {1: date(2017, 1, 26), 3: date(2017, 2, 4), 15: date(2017, 2, 21)},
            {60: date(2017, 3, 27)},
        ),
        (
            date(2017, 3, 30),
            {3: date(2017, 4, 5), 15: date(2017, 4, 21)},
            {15: date(2017, 4, 14), 60: date(2017, 5, 31)},
        ),
        (date(2017, 9, 28), {1: date(2017, 9, 29), 3: date(2017, 10, 9)}, {15: date(2017, 10, 13)}),
        (date(2017, 9, 30), {5: date(2017, 10, 13), 10: date(2017, 10, 20)}, {15: date(2017, 10, 16)}),
        (date(2017, 9, 17), {}, {15: date(2017, 10, 9)}),  # 2 October is a holiday
    ],
)
def test_the_calendar_gives_the_published_vectors(
    start: date, workdays: dict[int, date], calendar: dict[int, date]
) -> None:
    assert {count: working_days(start, count) for count in workdays} == workdays
    assert {count: calendar_days(start, count) for count in calendar} == calendar


def test_a_quarter_ends_where_the_next_begins() -> None:
    assert span("2017Q4")[1] == span("2018Q1")[0]
    assert quarter_of(span("2017Q4")[0]) == "2017Q4"


def test_a_life_on_trial_counts_as_reckoned_by_hand() -> None:
    """Thu 28 Sep 2017 at Nangang, which is on trial: 3 working days end on 9 Oct, 15 on 25 Oct."""
    acts = [
        {"case": "A", "step": "submit", "occurred_at": "2017-09-28T07:30:00+08:00", "to": "N", "region": "230103"},
        {"case": "A", "step": "register", "occurred_at": "2017-09-28T09:00:00+08:00", "agency": "N"},
        {"case": "A", "step": "forward", "occurred_at": "2017-10-10T09:00:00+08:00", "agency": "N", "to": "NS"},
        {"case": "A", "step": "accept", "occurred_at": "2017-10-25T23:59:59+08:00", "agency": "NS"},
        {"case": "A", "step": "issue_opinion", "occurred_at": "2017-10-31T23:59:59+08:00", "agency": "NS"},
    ]
    cases = stories(acts, world(CORNER, *ON_TRIAL))

    assert rates(cases, "LEGAL", "2017Q4") == {
        ("", "bureau_timely"): (1, 0),  # due 9 Oct, passed on on the 10th
        ("", "unit_timely"): (1, 1),  # due 25 Oct, accepted in its last second
        ("", "ontime_closure"): (1, 1),  # from the receipt on 10 Oct: due 31 Oct
    }
    assert rates(cases, "GD2020", "2017Q4", "county") == {
        ("230103", "bureau_timely"): (1, 1),
        ("230103", "unit_timely"): (1, 1),
        ("230103", "ontime_closure"): (1, 0),  # due 24 Dec, never closed; open cases count
    }
