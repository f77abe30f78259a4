"""The last day of a limit, found by walking over a table of days: a day counts, or it does not, and nothing is added up.

Written from 《民法典》第二百零一条、第二百零三条 and the page on deadlines alone. A day that lies in a pause
(after it was stopped, up to the day it went on) does not count; nothing is known here of shifting a due day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

import holidays

FIRST = date(2012, 1, 1).toordinal()
LAST = date(2026, 12, 31).toordinal()


@dataclass(frozen=True)
class Question:
    """One question: how many days of which kind from when, how many more by extension, stopped from when to when."""

    count: int
    working: bool
    start: date
    more: int
    pauses: tuple[tuple[date, date], ...]


def weekdays(off: Iterable[date] = (), at_work: Iterable[date] = ()) -> bytearray:
    """Give a table of days, 1 where people work: Monday to Friday, less the days off, with the make-up days."""
    works = bytearray((n - 1) % 7 < 5 for n in range(FIRST, LAST + 1))
    for days, flag in ((off, 0), (at_work, 1)):
        for day in days:
            works[day.toordinal() - FIRST] = flag
    return works


def published() -> bytearray:
    """Give the table of the holidays as another project publishes them."""
    known = holidays.country_holidays("CN", years=range(2012, 2027))
    return bytearray(known.is_working_day(date.fromordinal(n)) for n in range(FIRST, LAST + 1))


def last_day(asked: Question, works: bytearray) -> tuple[date, date]:
    """Give the day on which the count ends, and that day or the next working day."""
    stopped = [(a.toordinal() - FIRST, b.toordinal() - FIRST) for a, b in asked.pauses]
    day, left = asked.start.toordinal() - FIRST, asked.count + asked.more
    while left:
        day += 1
        if not (asked.working and not works[day]) and not any(a < day <= b for a, b in stopped):
            left -= 1
    end = day
    while not works[day]:
        day += 1
    return date.fromordinal(end + FIRST), date.fromordinal(day + FIRST)


def questions(chance: Random, many: int, counts: Sequence[tuple[int, bool]]) -> Iterable[Question]:
    """Give questions by chance: half of them limits of the law, half of any length; a third of them stopped."""
    first, span = date(2013, 1, 1).toordinal(), 365 * 12
    for _ in range(many):
        count, working = (
            chance.choice(counts) if chance.random() < 0.5 else (chance.randrange(1, 121), chance.random() < 0.5)
        )
        start = date.fromordinal(first + chance.randrange(span))
        more = chance.choice((0, 0, 0, 1, 10, 30))
        yield Question(count, working, start, more, tuple(_stops(chance, start, count + more)))


def _stops(chance: Random, start: date, count: int) -> Iterable[tuple[date, date]]:
    """Give pauses one after the other, each begun while the clock still runs."""
    now, running = start.toordinal(), count
    while running > 1 and chance.random() < 0.34:
        gap = chance.randrange(running)
        running -= gap
        since = now + gap
        now = since + chance.choice((0, 1, 2, 3, 7, 30))
        yield date.fromordinal(since), date.fromordinal(now)


@dataclass(frozen=True)
class Feast:
    """Some days off in a row, and the days of a weekend that are worked for them."""

    first: date
    last: date
    at_work: tuple[date, ...]


def feasts(chance: Random) -> list[Feast]:
    """Give a made-up calendar: five feasts in each year, far enough apart, some with a make-up day before."""
    found = []
    for year in range(2012, 2027):
        for month in (1, 4, 6, 9, 11):
            first = date(year, month, chance.randrange(10, 20)).toordinal()
            last = first + chance.randrange(9)
            before = next(n for n in range(first - 1, 0, -1) if (n - 1) % 7 >= 5)
            made_up = (date.fromordinal(before),) if chance.random() < 0.5 else ()
            found.append(Feast(date.fromordinal(first), date.fromordinal(last), made_up))
    return found


def table_of(made: Iterable[Feast]) -> bytearray:
    """Give the table of days of a made-up calendar."""
    made = list(made)
    off = [date.fromordinal(n) for feast in made for n in range(feast.first.toordinal(), feast.last.toordinal() + 1)]
    return weekdays(off, [day for feast in made for day in feast.at_work])
