"""How long does a whole quarterly bulletin take at a million counted clocks: figures, nine sections, all annexes, DOCX and PDF?"""

from __future__ import annotations

from datetime import timedelta

from wangfang.interfaces.console.bench import quarter
from wangfang.interfaces.console.bench.figure import Figure, Wish, middle
from wangfang.interfaces.console.bench.rounds import in_turn
from wangfang.interfaces.frame.acts import system_act, today
from wangfang.records.agencies.places import counties
from wangfang.records.bulletins import drafting, publishing
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period

GOAL_SECONDS = 20.0
EMPTY = Period.parse("1990Q1")
"""A quarter of which nothing is counted."""


def figures(wish: Wish) -> list[Figure]:
    """Return the seconds of the bulletin of a full quarter, beside that of a quarter of which nothing is counted."""
    clocks, day = quarter.fill(wish), today() - timedelta(days=365)
    full = Period.parse(f"{day.year}Q{(day.month + 2) // 3}")
    bare, ours = in_turn(lambda: _published(EMPTY), lambda: _published(full), rounds=wish.pick(5, 1))
    seconds = middle([one.wall for one in ours])
    more = {"clocks": float(clocks), "counties": float(len(counties()))}
    floor = middle([one.wall for one in bare])
    return [Figure("bulletin", "s", seconds, floor, "≤ 20 s", seconds <= GOAL_SECONDS, more)]


def _published(period: Period) -> int:
    """Draft a bulletin, put it on paper in both forms, and return how many bytes that is."""
    made = drafting.draft(period, Definition.LEGAL, system_act())
    return len(publishing.docx_of(made)) + len(publishing.pdf_of(made))
