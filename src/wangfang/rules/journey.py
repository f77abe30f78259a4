"""How a case travelled: its hops from hand to hand (流转链), read off the events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from wangfang.rules.access import Hands
from wangfang.rules.facts import Agency, Event, Form, Life, Step
from wangfang.rules.workflow import receiver_of

_ENDS = frozenset({
    Step.CLOSE, Step.DECLINE, Step.NO_LONGER_ACCEPT, Step.FILE, Step.DIVERT, Step.MERGE, Step.WITHDRAW,
})  # fmt: skip


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
        receiver = _receiver(event, hops)
        if receiver:
            if hops:
                hops[-1] = replace(hops[-1], left_at=event.occurred_at)
            hops.append(Hop(receiver, event.number, event.step, event.occurred_at, event.text("due_on")))
        elif event.step is Step.SIGN_IN:
            hops[-1] = replace(hops[-1], signed_at=hops[-1].signed_at or event.occurred_at)
        elif event.step is Step.REOPEN or event.text("outcome") == "redo":
            hops[-1] = replace(hops[-1], left_at=None)
        elif event.step in _ENDS:
            hops[-1] = replace(hops[-1], left_at=event.occurred_at)
    return tuple(hops)


def _receiver(event: Event, hops: Sequence[Hop]) -> str:
    """Return who has the case after this event, when the event hands it to somebody."""
    if event.step is Step.SUBMIT:
        return event.text("to")
    if event.step is Step.UNMERGE:
        return event.agency  # whoever splits it off goes on with it
    if event.step is Step.DECIDE_RETURN and event.detail.get("agree") is True:
        return receiver_of(event.step, event.detail) or event.agency
    return receiver_of(event.step, event.detail) or ("" if hops else event.agency)


def holder_of(life: Life) -> str:
    """Return the code of the agency that holds the case, or held it last; empty before its first act."""
    hops = hops_of(life)
    return hops[-1].agency if hops else ""


def hands_of(life: Life) -> Hands:
    """Return in whose hands the case is and was."""
    hops = hops_of(life)
    had_it = tuple(life.agency(code) for code in dict.fromkeys(hop.agency for hop in hops))
    if not hops:
        return Hands()
    return Hands(life.agency(hops[-1].agency), _sender(life, hops[-1]), had_it)


def _sender(life: Life, hop: Hop) -> Agency | None:
    code = life.events[hop.number - 1].agency
    return life.agency(code) if code else None


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
