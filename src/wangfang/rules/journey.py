"""How a case travelled: its hops from hand to hand (流转链), read off the events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from wangfang.rules.facts import Event, Form, Life, Step

_ENDS = frozenset({Step.CLOSE, Step.DECLINE})


@dataclass(frozen=True, slots=True)
class Hop:
    """One stay of the case with an agency: `number` is the event that brought it, `mode` its step."""

    agency: str
    number: int
    mode: Step
    arrived_at: datetime
    due_on: str = ""
    signed_at: datetime | None = None
    left_at: datetime | None = None


def hops_of(life: Life) -> tuple[Hop, ...]:
    """Return the hops in order; the last one is open until the case is closed or declined.

    The first hop begins with the submission, or with the registration of a letter, visit or call.
    """
    hops: list[Hop] = []
    for event in life.events:
        receiver = _receiver(event, begins=not hops)
        if receiver:
            if hops:
                hops[-1] = replace(hops[-1], left_at=event.occurred_at)
            hops.append(Hop(receiver, event.number, event.step, event.occurred_at, event.text("due_on")))
        elif event.step is Step.SIGN_IN:
            hops[-1] = replace(hops[-1], signed_at=hops[-1].signed_at or event.occurred_at)
        elif event.step in _ENDS:
            hops[-1] = replace(hops[-1], left_at=event.occurred_at)
    return tuple(hops)


def _receiver(event: Event, *, begins: bool) -> str:
    if event.step in (Step.SUBMIT, Step.FORWARD, Step.ASSIGN):
        return event.text("to")
    return event.agency if begins else ""


def holder_of(life: Life) -> str:
    """Return the code of the agency that holds the case, or held it last; empty before its first act."""
    for event in reversed(life.events):
        if event.step in (Step.SUBMIT, Step.FORWARD, Step.ASSIGN):
            return event.text("to")
    return life.events[0].agency if life.events else ""


def received_at(life: Life) -> datetime:
    """Return when the state received the case: the submission of an online one, else its first registration.

    Source: indicator definitions, version 1 (docs/rules/indicators.md).
    """
    wanted = Step.SUBMIT if life.case.form is Form.ONLINE else Step.REGISTER
    return next((e.occurred_at for e in life.events if e.step is wanted), life.events[0].occurred_at)


@dataclass(frozen=True, slots=True)
class Span:
    """How long something took: calendar days from `since` to `until`, the first day not counted."""

    name: str
    since: date
    until: date

    @property
    def days(self) -> int:
        """Return the number of days."""
        return (self.until - self.since).days


_SPANS = (
    ("从提交到解决", (Step.SUBMIT, Step.REGISTER), Step.RESOLVE),
    ("从受理到解决", (Step.ACCEPT,), Step.RESOLVE),
    ("从提交到办结", (Step.SUBMIT, Step.REGISTER), Step.CLOSE),
    ("从受理到办结", (Step.ACCEPT,), Step.CLOSE),
)


def spans_of(life: Life) -> tuple[Span, ...]:
    """Return the named durations of a life, as far as both their ends have happened.

    A problem that is solved (事要解决) and a case that is closed (办结) are two different ends, and
    every printed number of days names its two events and its way of counting.

    Source: 《民法典》第二百零一条 (the first day is not counted).
    """
    found = []
    for name, starts, end in _SPANS:
        since = next((e.day for e in life.events if e.step in starts), None)
        until = next((e.day for e in life.events if e.step is end), None)
        if since and until:
            found.append(Span(name, since, until))
    return tuple(found)
