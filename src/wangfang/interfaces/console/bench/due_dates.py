"""How long do a million due days take, beside a bare look into a list of prefix sums?"""

from __future__ import annotations

from collections import deque
from datetime import date, timedelta

from wangfang.interfaces.console.bench.figure import Figure, Wish, middle
from wangfang.interfaces.console.bench.rounds import Taken, in_turn
from wangfang.rules.deadlines import due, due_of_many
from wangfang.rules.limits import rule_sets
from wangfang.rules.workdays import national_calendar

FIRST = date(2016, 1, 1)
SPREAD = 3650
GOAL_SECONDS = 1.0


def figures(wish: Wish) -> list[Figure]:
    """Return the seconds for a million limits in force, starting on any day of ten years."""
    count, rounds = wish.pick(1_000_000, 1_000), wish.pick(5, 1)
    limits = [limit for rules in rule_sets().values() for limit in rules.limits.values()]
    starts = [(limits[n % len(limits)], FIRST + timedelta(days=n * 7 % SPREAD)) for n in range(count)]
    calendar = national_calendar()
    days, counted, first = _sums()

    def floor() -> None:
        for limit, start in starts:
            days[counted[start.toordinal() - first] + limit.count]

    def many() -> None:
        deque(due_of_many(starts, calendar), maxlen=0)

    def each() -> None:
        for limit, start in starts:
            due(limit, start, calendar)

    return [_figure("due_of_many", in_turn(floor, many, rounds)), _figure("due", in_turn(floor, each, rounds))]


def _figure(name: str, taken: tuple[list[Taken], list[Taken]]) -> Figure:
    floor, ours = (middle([one.wall for one in side]) for side in taken)
    own = middle([one.own for one in taken[1]])
    return Figure(name, "s", ours, floor, "≤ 1 s", ours <= GOAL_SECONDS, {"own_cpu_s": own})


def _sums() -> tuple[list[date], list[int], int]:
    """Return the working days of the years in question, and how many came up to each day."""
    calendar, first = national_calendar(), FIRST.toordinal()
    every = [date.fromordinal(first + n) for n in range(SPREAD + 1000)]
    days = [day for day in every if calendar.is_workday(day)]
    counted, seen = [], 0
    for day in every:
        seen += calendar.is_workday(day)
        counted.append(seen)
    return days, counted, first
