"""May the petitioner still withdraw, or ask for a review or a recheck, until when, and of whom?"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from wangfang.interfaces.frame.acts import PETITIONER
from wangfang.rules.facts import Act, Kind, Step, start_of
from wangfang.rules.journey import holder_of
from wangfang.rules.living import proceed
from wangfang.rules.papers import REVIEW_DAYS
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from wangfang.rules.duties import Law
    from wangfang.rules.facts import Agency, Event, Life

AGAINST = {Step.REQUEST_REVIEW: Step.SERVE, Step.REQUEST_RECHECK: Step.DECIDE_REVIEW}
"""From which step the 30 days of a remedy are counted."""


def refusal(life: Life, step: Step, law: Law, today: date) -> str:
    """Return why the petitioner may not take a step today, nothing when it is open."""
    moment = max(start_of(today), life.events[-1].recorded_at)
    try:
        proceed(life, step, Act(PETITIONER, moment, moment), {"why": "-"}, law)
    except Refused as no:
        return no.why
    return ""


def contested(life: Life, step: Step) -> Event | None:
    """Return the act that a remedy is asked against: the last service, or the last review."""
    return next((event for event in reversed(life.events) if event.step is AGAINST[step]), None)


def last_day(life: Life, step: Step, law: Law) -> date | None:
    """Return the last day on which a remedy can be asked for, none while there is nothing to contest.

    Source: 《信访工作条例》第三十五条、第三十六条.
    """
    since = contested(life, step)
    return law.calendar.first_workday_from(since.day + timedelta(days=REVIEW_DAYS)) if since else None


def body_for(life: Life, step: Step, known: Mapping[str, Agency]) -> Agency | None:
    """Return the nearest review body above the holder, for a recheck the next one above the body that reviewed."""
    line = life.agency(holder_of(life)).line[:-1]
    above = [a for a in known.values() if a.kind is Kind.REVIEW_BODY and a.line[-2:-1] and a.line[-2] in line]
    reviewed = contested(life, step) if step is Step.REQUEST_RECHECK else None
    if reviewed:
        rung = len(life.agency(reviewed.agency).line)
        above = [a for a in above if len(a.line) < rung]
    return max(above, key=lambda a: len(a.line), default=None)
