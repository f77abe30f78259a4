"""The four rhythms: each period falls due once, on a working day, and none is skipped."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.moments import at
from wangfang.rules.facts import start_of
from wangfang.rules.refusal import Refused
from wangfang.rules.rhythms import (
    Rhythm,
    due_of,
    fallen_due,
    last_due,
    missed,
    require_over,
    signs_from,
)
from wangfang.rules.workdays import national_calendar

CALENDAR = national_calendar()
MOMENTS = st.dates(date(2010, 1, 1), date(2030, 1, 1)).map(start_of)


@pytest.mark.parametrize(
    ("rhythm", "name", "due", "start", "end"),
    [
        (Rhythm.DAY, "2017-08-22", "2017-08-22 18:00", "2017-08-22", "2017-08-23"),  # a Tuesday
        (Rhythm.DAY, "2017-09-30", "2017-09-30 18:00", "2017-09-30", "2017-10-01"),  # a Saturday at work (调休)
        (Rhythm.WEEK, "2017W34", "2017-08-25 08:00", "2017-08-18", "2017-08-25"),  # Friday to Thursday
        (Rhythm.WEEK, "2017W39", "2017-09-30 08:00", "2017-09-22", "2017-09-30"),  # Saturday is a working day
        (Rhythm.WEEK, "2017W40", "2017-10-09 08:00", "2017-09-30", "2017-10-09"),  # no working day: the first one after
        (Rhythm.WEEK, "2017W41", "2017-10-13 08:00", "2017-10-09", "2017-10-13"),  # begins where the last one ended
        (Rhythm.WEEK, "2018W1", "2018-01-05 08:00", "2017-12-29", "2018-01-05"),  # over the turn of the year
        (Rhythm.MONTH, "2017M8", "2017-09-01 08:00", "2017-08-01", "2017-09-01"),  # the 1st is a Friday
        (Rhythm.MONTH, "2017M9", "2017-10-09 08:00", "2017-09-01", "2017-10-01"),  # eight days off first
        (Rhythm.QUARTER, "2017Q3", "2017-10-13 08:00", "2017-07-01", "2017-10-01"),  # the fifth working day
        (Rhythm.QUARTER, "2017Q4", "2018-01-08 08:00", "2017-10-01", "2018-01-01"),  # the 1st is New Year
    ],
)
def test_a_period_falls_due_on_a_working_day_and_counts_these_days(
    rhythm: Rhythm, name: str, due: str, start: str, end: str
) -> None:
    found = due_of(rhythm, name, CALENDAR)
    assert (found.at, found.start, found.end) == (at(due), date.fromisoformat(start), date.fromisoformat(end))
    assert (found.on, found.span.name) == (at(due).date(), name)


@pytest.mark.parametrize(
    ("rhythm", "name", "why"),
    [
        (Rhythm.DAY, "2017-08-26", "不是工作日"),  # a Saturday
        (Rhythm.DAY, "2017Q3", "不是日清理的统计期"),
        (Rhythm.DAY, "2017-02-30", "不是日清理的统计期"),  # there is no such day
        (Rhythm.WEEK, "2017M8", "不是周小结的统计期"),
        (Rhythm.WEEK, "2017", "不是周小结的统计期"),
        (Rhythm.MONTH, "2017M13", "没有“2017M13”这个统计期"),
        (Rhythm.QUARTER, "昨天", "看不懂"),
    ],
)
def test_a_name_of_another_shape_is_refused(rhythm: Rhythm, name: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        due_of(rhythm, name, CALENDAR)


def test_what_was_missed_is_made_up_in_the_order_of_falling_due() -> None:
    found = missed(at("2017-09-28 12:00"), at("2017-10-13 08:00"), {Rhythm.DAY: {"2017-10-10"}}, CALENDAR)
    assert [(one.rhythm.word, one.name) for one in found] == [
        ("日清理", "2017-09-28"),
        ("日清理", "2017-09-29"),
        ("周小结", "2017W39"),
        ("日清理", "2017-09-30"),
        ("周小结", "2017W40"),  # both on the 9th at eight: the week before the month
        ("月汇总", "2017M9"),
        ("日清理", "2017-10-09"),
        ("日清理", "2017-10-11"),
        ("日清理", "2017-10-12"),
        ("周小结", "2017W41"),
        ("季通报", "2017Q3"),
    ]


def test_what_fell_due_at_the_very_moment_is_due_and_what_fell_due_at_the_beginning_is_not() -> None:
    first, last = at("2017-08-22 18:00"), at("2017-08-23 18:00")
    assert [one.name for one in fallen_due(Rhythm.DAY, first, last, CALENDAR)] == ["2017-08-23"]
    assert last_due(Rhythm.DAY, last, CALENDAR).name == "2017-08-23"
    assert last_due(Rhythm.DAY, last - timedelta(seconds=1), CALENDAR).name == "2017-08-22"
    assert last_due(Rhythm.QUARTER, last, CALENDAR).name == "2017Q2"


@given(since=MOMENTS, days=st.lists(st.integers(0, 60), max_size=6))
def test_however_often_it_is_asked_every_period_is_made_once_and_none_is_skipped(
    since: datetime, days: list[int]
) -> None:
    moment, done = since, {rhythm: set[str]() for rhythm in Rhythm}
    made: list[tuple[Rhythm, str]] = []
    for step in days:
        moment += timedelta(days=step, hours=5)
        for one in missed(since, moment, done, CALENDAR):
            done[one.rhythm].add(one.name)
            made.append((one.rhythm, one.name))
    whole = missed(since, moment, {}, CALENDAR)
    assert len(made) == len(set(made))
    assert set(made) == {(one.rhythm, one.name) for one in whole}
    assert [one.at for one in whole] == sorted(one.at for one in whole)


@given(since=MOMENTS)
def test_the_days_of_one_period_end_where_those_of_the_next_begin(since: datetime) -> None:
    until = since + timedelta(days=500)
    for rhythm in (Rhythm.WEEK, Rhythm.MONTH, Rhythm.QUARTER):
        found = fallen_due(rhythm, since, until, CALENDAR)
        assert all(one.end == following.start for one, following in pairwise(found))
        assert all(one.start < one.end <= one.on for one in found)
        assert all(CALENDAR.is_workday(one.on) for one in found)


def test_by_hand_a_period_is_made_once_it_has_fallen_due() -> None:
    due = due_of(Rhythm.WEEK, "2017W34", CALENDAR)
    require_over(due, at("2017-08-25 08:00"))
    with pytest.raises(Refused, match="周小结 2017W34 还没有到时间，2017-08-25 08:00 以后才能做"):
        require_over(due, at("2017-08-25 07:59"))


def test_a_board_is_signed_in_the_last_half_hour_at_the_earliest() -> None:
    assert signs_from() == time(16, 30)
