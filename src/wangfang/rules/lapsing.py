"""What comes about by the lapse of time alone: a closed case becomes final, an unsettled objection falls to its backstop."""

from __future__ import annotations

from datetime import date

from wangfang.rules.duties import Law
from wangfang.rules.facts import Event, Life, Step
from wangfang.rules.guards import lapses_on
from wangfang.rules.returns import needs_arbiter

ARBITRATION_WORKDAYS = 5
"""Working days in which the common superior decides where a case belongs; a rule of this product (decision 18)."""

REMEDY_DAYS = 30
"""A case that moved within so many days cannot have become final; the exact day is `guards.lapses_on`."""


def final_ground(life: Life, day: date, law: Law) -> str:
    """Return on which ground a closed case is final on a day (终结): settled, lapsed, or empty when it is not yet.

    A settlement counts as fulfilled when the problem was recorded as solved (事要解决) after it.

    Source: 《信访工作条例》第三十三条、第三十五条; 省级办法 on the lapse of the remedy.
    """
    settled = _last(life, Step.SETTLE)
    solved = _last(life, Step.RESOLVE)
    if settled and solved and solved.number > settled.number:
        return "settled"
    last = lapses_on(life, law)
    return "lapsed" if last and day > last else ""


def is_unsettled(life: Life, day: date, law: Law) -> bool:
    """Tell whether an objection waits for the common superior, whose five working days are over on a day.

    Source: 《信访工作条例》第二十四条 names no number of days; docs/decisions/0018.
    """
    asked = _last(life, Step.REQUEST_RETURN)
    if asked is None or asked.number != _last_turn(life) or not needs_arbiter(life, asked.number):
        return False
    return day > law.calendar.workday_after(asked.day, ARBITRATION_WORKDAYS)


def _last(life: Life, step: Step) -> Event | None:
    return next((event for event in reversed(life.events) if event.step is step), None)


def _last_turn(life: Life) -> int:
    """Return the number of the last event of an objection: asked, decided or settled."""
    turns = (Step.REQUEST_RETURN, Step.DECIDE_RETURN, Step.ARBITRATE)
    return next((event.number for event in reversed(life.events) if event.step in turns), 0)
