"""What is true of every start day: due days against a plain walk over the days, one day at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wangfang.rules.deadlines import Standing, due, due_of_many, explain, standing
from wangfang.rules.limits import Limit, Unit, rule_set
from wangfang.rules.workdays import Calendar, national_calendar

ONE_DAY = timedelta(days=1)
A_LIMIT = rule_set("order-2005").limit("DL06")

starts = st.dates(date(2004, 1, 1), date(2040, 12, 31))
any_starts = st.dates(date(1990, 1, 1), date(2100, 12, 31))
counts = st.integers(1, 120)
limits = st.builds(lambda count, unit: replace(A_LIMIT, count=count, unit=unit), counts, st.sampled_from(Unit))


def walked(limit: Limit, start: date, calendar: Calendar) -> tuple[date, date]:
    """Return (due_stat, due_legal) as a clerk with a wall calendar finds them."""
    day, left = start, limit.count
    while left:
        day += ONE_DAY
        left -= limit.unit is Unit.CALENDAR_DAYS or calendar.is_workday(day)
    rolled = day
    while not calendar.is_workday(rolled):
        rolled += ONE_DAY
    return day, rolled


@given(limits, starts)
def test_due_days_are_those_that_a_walk_over_the_days_finds(limit: Limit, start: date) -> None:
    found = due(limit, start, national_calendar())

    assert (found.due_stat, found.due_legal) == walked(limit, start, national_calendar())


@given(counts, starts)
def test_a_limit_in_working_days_ends_on_a_working_day_after_exactly_so_many(count: int, start: date) -> None:
    calendar = national_calendar()
    found = due(replace(A_LIMIT, count=count, unit=Unit.WORKING_DAYS), start, calendar)

    assert calendar.is_workday(found.due_legal)
    assert calendar.workdays_between(start, found.due_legal) == count
    assert calendar.workdays_between(start, found.due_legal - ONE_DAY) == count - 1


@given(limits, any_starts)
def test_no_start_from_1990_to_2100_fails_and_legal_is_never_before_statistical(limit: Limit, start: date) -> None:
    found = due(limit, start, national_calendar())

    assert start < found.due_stat <= found.due_legal
    assert national_calendar().is_workday(found.due_legal)


@given(limits, starts)
def test_a_later_start_never_falls_due_earlier(limit: Limit, start: date) -> None:
    assert (
        due(limit, start, national_calendar()).due_legal <= due(limit, start + ONE_DAY, national_calendar()).due_legal
    )


@given(limits, starts)
def test_the_explanation_counts_to_the_limit_and_ends_on_the_due_day(limit: Limit, start: date) -> None:
    days = explain(limit, start, national_calendar())

    assert [day.nth for day in days if day.counted] == list(range(1, limit.count + 1))
    assert [day.date for day in days] == [start + timedelta(days=n) for n in range(len(days))]
    assert days[-1].date == due(limit, start, national_calendar()).due_legal
    assert all((day.nth is not None) is day.counted and day.why for day in days)


@given(limits, starts, st.integers(0, 30), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3))
def test_extension_and_pauses_are_a_longer_limit(
    limit: Limit, start: date, extra: int, offsets: list[tuple[int, int]]
) -> None:
    calendar = national_calendar()
    paused = [(start + timedelta(days=at), start + timedelta(days=at + length)) for at, length in offsets]
    by_workdays = limit.unit is Unit.WORKING_DAYS
    lost = sum(
        calendar.is_workday(stopped + timedelta(days=n)) or not by_workdays
        for stopped, resumed in paused
        for n in range(1, (resumed - stopped).days + 1)
    )

    assert due(limit, start, calendar, extra, paused) == due(
        replace(limit, count=limit.count + extra + lost), start, calendar
    )


@given(st.lists(st.tuples(limits, starts), max_size=20))
def test_many_at_once_are_the_same_as_one_by_one(rows: list[tuple[Limit, date]]) -> None:
    calendar = national_calendar()

    assert list(due_of_many(rows, calendar)) == [due(limit, start, calendar) for limit, start in rows]


@given(limits, starts, st.integers(0, 200))
def test_a_duty_never_brightens_as_days_pass(limit: Limit, start: date, after: int) -> None:
    calendar, order = national_calendar(), list(Standing)
    last, today = due(limit, start, calendar).due_legal, start + timedelta(days=after)
    lights = [standing(last, day, limit, start, calendar) for day in (today, today + ONE_DAY)]

    assert order.index(lights[0]) <= order.index(lights[1])
    assert (lights[0] in {Standing.RED, Standing.BLACK}) is (today > last)


@given(starts, st.integers(0, 400))
def test_working_days_between_two_days_are_those_that_a_walk_counts(after: date, length: int) -> None:
    calendar = national_calendar()
    walk = sum(calendar.is_workday(after + timedelta(days=n)) for n in range(1, length + 1))

    assert calendar.workdays_between(after, after + timedelta(days=length)) == walk
    assert calendar.workdays_between(after + timedelta(days=length), after) == -walk
