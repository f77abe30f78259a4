"""How a case travelled: its hops from hand to hand (流转链), read off the events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

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
