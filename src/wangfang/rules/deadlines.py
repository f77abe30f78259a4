"""When a duty falls due, why then, and how it stands today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from wangfang.rules.limits import Limit, Unit
from wangfang.rules.workdays import Calendar

Pause = tuple[date, date]  # stopped on the first day, resumed on the second

_ONE_DAY = timedelta(days=1)
_WORKING_DAYS = Unit.WORKING_DAYS  # looking it up on the enum costs as much as counting; `_make` for the same reason
_LONG_OVERDUE_DAYS = 30
_NEAR_WORKDAYS = 3
_SHORT_LIMIT_WORKDAYS = 5
_NEAR_SHARE = 5  # a fifth of the limit


class Due(NamedTuple):
    """When a duty falls due; a tuple rather than a dataclass because a million of them are made at once.

    `due_legal` (法定届满日) is rolled off rest days, `due_stat` (统计届满日) is not. `provisional`
    says that days without a State Council notice were counted.
    """

    due_legal: date
    due_stat: date
    provisional: bool


def due(limit: Limit, start_day: date, calendar: Calendar, extra_days: int = 0, paused: Sequence[Pause] = ()) -> Due:
    """Return when a limit that starts on `start_day` falls due; the start day never counts.

    Calendar days (日): `due_stat` is the last day, `due_legal` that day or the next working day.
    Working days (工作日): both are the last working day. `extra_days` (延期) lengthen the count from
    the same start, before rolling. Each pause (p, r) moves the due day by r - p calendar days, or by
    the working days in (p, r].

    Raises:
        OutsideTheCalendar: the start lies before 1990 or after 2100, or the due day beyond all tables.
        ValueError: a pause ends before it begins, or `extra_days` is negative.

    Source: 《民法典》第二百零一条、第二百零三条; 《信访条例》第三十三条（2005年）; 《信访工作条例》第三十四条（2022年）.
    """
    count = limit.count
    if extra_days or paused:
        count += _added(limit.unit, calendar, extra_days, paused)
    if limit.unit is _WORKING_DAYS:
        day = calendar.workday_after(start_day, count)
        return Due._make((day, day, not calendar.covers(start_day + _ONE_DAY, day)))
    last, rolled = calendar.days_after(start_day, count)
    return Due._make((rolled, last, not calendar.covers(last, rolled)))


def due_of_many(starts: Iterable[tuple[Limit, date]], calendar: Calendar) -> Iterator[Due]:
    """Yield the due days of many limits, each with its start day, in order and without holding the rows.

    A million rows fall on a few thousand days, so what was answered once is kept for the run.

    Raises:
        OutsideTheCalendar: as `due`.

    Source: as `due`.
    """
    answered: dict[int, tuple[Limit, dict[date, Due]]] = {}  # by identity: hashing a limit costs more than counting
    for limit, start_day in starts:
        if id(limit) not in answered:
            answered[id(limit)] = (limit, {})
        by_day = answered[id(limit)][1]
        found = by_day.get(start_day)
        if found is None:
            found = by_day[start_day] = due(limit, start_day, calendar)
        yield found


def _added(unit: Unit, calendar: Calendar, extra_days: int, paused: Sequence[Pause]) -> int:
    added = extra_days
    for stopped, resumed in paused:
        if resumed < stopped:
            msg = "a pause ends before it begins"
            raise ValueError(msg)
        by_workdays = unit is _WORKING_DAYS
        added += calendar.workdays_between(stopped, resumed) if by_workdays else (resumed - stopped).days
    if extra_days < 0:
        msg = "an extension cannot shorten a limit"
        raise ValueError(msg)
    return added


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day on the way to the due day: whether it counts, as which number, and why."""

    date: date
    counted: bool
    nth: int | None
    why: str


def explain(limit: Limit, start_day: date, calendar: Calendar) -> tuple[CountedDay, ...]:
    """Return every day from the start day (not counted) to `due_legal`, each with its reason.

    Raises:
        OutsideTheCalendar: as `due`.

    Source: as `due`.
    """
    found = due(limit, start_day, calendar)
    days = [CountedDay(start_day, counted=False, nth=None, why=f"{calendar.why(start_day)}，起算当日不计入")]
    nth = 0
    for number in range(1, (found.due_legal - start_day).days + 1):
        day = start_day + timedelta(days=number)
        counts = day <= found.due_stat and (limit.unit is Unit.CALENDAR_DAYS or calendar.is_workday(day))
        nth += counts
        days.append(CountedDay(day, counts, nth if counts else None, calendar.why(day) + _ending(day, found)))
    return tuple(days)


def _ending(day: date, found: Due) -> str:
    if day == found.due_legal:
        return "，届满日" if day == found.due_stat else "，顺延至本日届满"
    if day == found.due_stat:
        return "，期限最后一日是休息日，顺延"
    return "，顺延" if day > found.due_stat else ""


class Standing(StrEnum):
    """How a running duty stands: the lights of the desk."""

    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    BLACK = "black"
    GREY = "grey"


def standing(due_legal: date | None, today: date, limit: Limit, started: date, calendar: Calendar) -> Standing:
    """Return the light of a duty that is not met yet; `due_legal` None means that its clock is stopped.

    Overdue: red, black after more than 30 days. Due today: orange. With at least a day left, a limit
    of up to 5 working days turns yellow on its last working day; any other turns orange at 1 working
    day left, yellow at 3 or at a fifth of the time from `started` to `due_legal`, in the limit's unit.

    Raises:
        OutsideTheCalendar: one of the days lies outside the calendar.

    Source: docs/rules/deadlines.md (a rule of this product, no statute).
    """
    if due_legal is None:
        return Standing.GREY
    if today >= due_legal:
        return _fallen_due((today - due_legal).days)
    workdays = calendar.workdays_between(today, due_legal)
    short = limit.unit is _WORKING_DAYS and limit.count <= _SHORT_LIMIT_WORKDAYS
    if workdays <= 1:
        return Standing.YELLOW if short else Standing.ORANGE
    near = workdays <= _NEAR_WORKDAYS or _in_last_fifth(due_legal, today, limit, started, calendar)
    return Standing.YELLOW if near and not short else Standing.GREEN


def _fallen_due(days_over: int) -> Standing:
    if not days_over:
        return Standing.ORANGE
    return Standing.BLACK if days_over > _LONG_OVERDUE_DAYS else Standing.RED


def _in_last_fifth(due_legal: date, today: date, limit: Limit, started: date, calendar: Calendar) -> bool:
    if limit.unit is _WORKING_DAYS:
        left, whole = calendar.workdays_between(today, due_legal), calendar.workdays_between(started, due_legal)
    else:
        left, whole = (due_legal - today).days, (due_legal - started).days
    return left * _NEAR_SHARE <= whole


def days_left(due_legal: date, today: date, limit: Limit, calendar: Calendar) -> int:
    """Return how many days are left in the limit's own unit; negative when overdue, 0 on the due day.

    Raises:
        OutsideTheCalendar: one of the days lies outside the calendar.

    Source: 《民法典》第二百零一条.
    """
    if limit.unit is _WORKING_DAYS:
        return calendar.workdays_between(today, due_legal)
    return (due_legal - today).days
