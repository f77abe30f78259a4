"""Which rhythm (日清理、周小结、月汇总、季通报) falls due when, over which days, and which ones were missed?"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from wangfang.rules.facts import CHINA, day_of
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused
from wangfang.rules.workdays import Calendar

SOURCE = "《高位重视抓网访 夯实基础提质效》"
_TABLE = Path(__file__).parent / "tables" / "rhythms.toml"
_BEFORE = timedelta(days=200)
"""So many days before a moment the period has begun that falls due then, whichever rhythm it is."""


class Rhythm(StrEnum):
    """The four rhythms, in the order in which they are made when several fall due together."""

    DAY = "day"  # 日清理
    WEEK = "week"  # 周小结
    MONTH = "month"  # 月汇总
    QUARTER = "quarter"  # 季通报

    @property
    def word(self) -> str:
        """Return its name."""
        return _rows()[self].name


@dataclass(frozen=True, slots=True)
class Due:
    """One period of a rhythm: when it falls due, and the days that it counts (`end` excluded)."""

    rhythm: Rhythm
    name: str
    at: datetime
    start: date
    end: date

    @property
    def on(self) -> date:
        """Return the day on which it falls due."""
        return day_of(self.at)

    @property
    def span(self) -> Period:
        """Return the days that it counts, under its name."""
        return Period(self.name, self.start, self.end)


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    due: str
    count: int
    at: time


def due_of(rhythm: Rhythm, name: str, calendar: Calendar) -> Due:
    """Return when a period of a rhythm falls due: 2017-08-22, 2017W34, 2017M8 or 2017Q3.

    A week counts from the day on which the week before fell due to the day before its own, so that each day is counted
    in one week: it is written on the morning of its last working day. The others count their own days.

    Raises:
        Refused: the name is no period of this rhythm, or the day is no working day.

    Source: house choice; the names are those of the article.
    """
    found = _named(rhythm, name)
    if rhythm is Rhythm.DAY and not calendar.is_workday(found.start):
        raise Refused(f"{name}不是工作日，没有日清理", SOURCE)
    on = _falls_on(rhythm, found, calendar)
    start, end = found.start, found.end
    if rhythm is Rhythm.WEEK:
        start, end = _falls_on(rhythm, found.before(), calendar), on
    return Due(rhythm, found.name, datetime.combine(on, _rows()[rhythm].at, CHINA), start, end)


def fallen_due(rhythm: Rhythm, after: datetime, until: datetime, calendar: Calendar) -> list[Due]:
    """Return the periods of a rhythm that fell due after one moment and until another (included), in their order."""
    found = (due_of(rhythm, one.name, calendar) for one in _periods(rhythm, day_of(after), day_of(until), calendar))
    return [one for one in found if after < one.at <= until]


def missed(since: datetime, until: datetime, done: Mapping[Rhythm, Collection[str]], calendar: Calendar) -> list[Due]:
    """Return what fell due after `since` and until a moment (included) and was not done, in the order of falling due.

    `done` are the names of the periods that were done, by rhythm. A period that was done by hand before its turn leaves no
    other one out.
    """
    found = [
        one
        for rhythm in Rhythm
        for one in fallen_due(rhythm, since, until, calendar)
        if one.name not in done.get(rhythm, ())
    ]
    order = list(Rhythm)
    return sorted(found, key=lambda one: (one.at, order.index(one.rhythm)))


def last_due(rhythm: Rhythm, moment: datetime, calendar: Calendar) -> Due:
    """Return the period of a rhythm that fell due last, at a moment or before it."""
    return fallen_due(rhythm, moment - _BEFORE, moment, calendar)[-1]


def require_over(due: Due, moment: datetime) -> None:
    """Let a period be made by hand once it has fallen due, not before: half of it would stand for the whole.

    Raises:
        Refused: it has not.
    """
    if moment < due.at:
        raise Refused(f"{due.rhythm.word} {due.name} 还没有到时间，{due.at:%Y-%m-%d %H:%M} 以后才能做")


def signs_from() -> time:
    """Return the hour in China from which on the day's board may be signed."""
    found = _table()["board"]["signs_from"]
    assert isinstance(found, time)  # noqa: S101 - the table says a time
    return found


def _periods(rhythm: Rhythm, first: date, last: date, calendar: Calendar) -> Iterator[Period]:
    """Yield the periods of which one may fall due between two days, in their order."""
    if rhythm is Rhythm.DAY:
        days = (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
        yield from (_of_day(day) for day in days if calendar.is_workday(day))
        return
    found = _holding(rhythm, first - _BEFORE)
    while found.start <= last:
        yield found
        found = _holding(rhythm, found.end)


def _falls_on(rhythm: Rhythm, period: Period, calendar: Calendar) -> date:
    row = _rows()[rhythm]
    last_workday = next((day for day in _backwards(period) if calendar.is_workday(day)), None)
    ways: Mapping[str, Callable[[], date]] = {
        "each_workday": lambda: period.start,
        "last_workday": lambda: last_workday or calendar.first_workday_from(period.end),
        "workday_after": lambda: calendar.workday_after(period.last_day, row.count),
    }
    return ways[row.due]()


def _backwards(period: Period) -> Iterator[date]:
    return (date.fromordinal(n) for n in range(period.end.toordinal() - 1, period.start.toordinal() - 1, -1))


def _named(rhythm: Rhythm, name: str) -> Period:
    try:
        found = _of_day(date.fromisoformat(name)) if rhythm is Rhythm.DAY else Period.parse(name)
    except ValueError:
        found = None
    if found is None or (rhythm is not Rhythm.DAY and name[4:5] != rhythm[0].upper()):
        shapes = {"day": "2017-08-22", "week": "2017W34", "month": "2017M8", "quarter": "2017Q3"}
        raise Refused(f"“{name[:20]}”不是{rhythm.word}的统计期，请写成 {shapes[rhythm]}")
    return found


def _of_day(day: date) -> Period:
    return Period(day.isoformat(), day, day + timedelta(days=1))


def _holding(rhythm: Rhythm, day: date) -> Period:
    """Return the week, month or quarter that a day lies in."""
    names = {
        Rhythm.WEEK: "{}W{}".format(*day.isocalendar()[:2]),
        Rhythm.MONTH: f"{day.year}M{day.month}",
        Rhythm.QUARTER: f"{day.year}Q{(day.month + 2) // 3}",
    }
    return Period.parse(names[rhythm])


@cache
def _rows() -> Mapping[Rhythm, _Row]:
    rows = _table()["rhythm"]
    return {Rhythm(row["id"]): _Row(row["name"], row["due"], row["count"], row["at"]) for row in rows}


@cache
def _table() -> dict[str, Any]:  # rows of several kinds
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
