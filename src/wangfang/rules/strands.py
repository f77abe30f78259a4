"""Which clocks run beside the main way: review and recheck, an objection to be decided, assistance, a proposal?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wangfang.rules.facts import Event, Life, Step
from wangfang.rules.journey import heir_of, hops_of
from wangfang.rules.returns import arbiter_of, needs_arbiter

_BEGINS = frozenset({Step.REQUEST_REVIEW, Step.REQUEST_RECHECK, Step.REQUEST_RETURN, Step.PROPOSE})
_WITH_HELP = frozenset({Step.FORWARD, Step.ASSIGN})

ANSWER = "answer"
"""Stands for the limit of the answer itself, whichever the rule-set has."""


@dataclass(frozen=True, slots=True)
class Strand:
    """One clock beside the main way: what is owed, by whom, since and until which event, under which limit.

    `limit` is an id such as DL16, or `ANSWER`; `under` the agency whose rule-set has it, the owner when empty;
    `due_on` an ISO day that binds when it is earlier.
    """

    kind: str
    owner: str
    start: Event
    limit: str
    met: Event | None
    due_on: str = ""
    under: str = ""


def strands_of(life: Life) -> Iterator[Strand]:
    """Give every strand that the life has begun, kind by kind in the order of the events."""
    taken = {event.step for event in life.events if event.step in _BEGINS or "co" in event.detail}
    if not taken:  # as of most lives, which are asked often
        return
    yield from _remedies(life)
    if Step.REQUEST_RETURN in taken:
        yield from _objections(life)
    if not taken.isdisjoint(_WITH_HELP):
        yield from _assistance(life)
    yield from _proposals(life)


def _remedies(life: Life) -> Iterator[Strand]:
    for ask, decide, kind, limit in (
        (Step.REQUEST_REVIEW, Step.DECIDE_REVIEW, "review", "DL16"),
        (Step.REQUEST_RECHECK, Step.DECIDE_RECHECK, "recheck", "DL18"),
    ):
        for start in (e for e in life.events if e.step is ask):
            met = _next(life, start, decide)
            yield Strand(
                kind, _owner(life, start.text("to") or (met.agency if met else ""), start, met), start, limit, met
            )


def _objections(life: Life) -> Iterator[Strand]:
    """Give the objections that wait for whoever sent the case, or for what settles where it belongs."""
    for start in (e for e in life.events if e.step is Step.REQUEST_RETURN):
        met = _next(life, start, Step.DECIDE_RETURN, Step.ARBITRATE)
        came = _hop_before(life, start)
        owner = heir_of(life, life.events[came - 1].agency, came, start.number)
        if needs_arbiter(life, start.number):
            owner = arbiter_of(replace(life, events=life.events[: start.number]))
        yield Strand("decide_return", _owner(life, owner, start, met), start, "DL08R", met)


def _hop_before(life: Life, event: Event) -> int:
    return next(h.number for h in reversed(hops_of(life)) if h.number < event.number and h.mode is not Step.HAND_OVER)


def _assistance(life: Life) -> Iterator[Strand]:
    """Give what each assisting unit owes the lead: its answer; the lead's opinion, or the case leaving, ends it."""
    hops = [hop for hop in hops_of(life) if hop.mode is not Step.HAND_OVER]
    for place, hop in enumerate(hops):
        start = life.events[hop.number - 1]
        gone = hops[place + 1].number if place + 1 < len(hops) else len(life.events)
        stay = life.events[hop.number : gone]
        left = stay[-1] if place + 1 < len(hops) else None
        for code in hop.assisting:
            helped = (e for e in stay if e.step is Step.ASSIST and e.agency == _owner(life, code, start, e))
            met = next(helped, None) or next((e for e in stay if e.step is Step.ISSUE_OPINION), left)
            yield Strand("assist", _owner(life, code, start, met), start, ANSWER, met, hop.due_on, hop.agency)


def _proposals(life: Life) -> Iterator[Strand]:
    """Give the proposals; whoever was made several answers them one after the other."""
    answers = [e for e in life.events if e.step is Step.ANSWER_PROPOSAL]
    for start in (e for e in life.events if e.step is Step.PROPOSE):
        to = start.text("to")
        mine = (e for e in answers if e.number > start.number and e.agency == _owner(life, to, start, e))
        met = next(mine, None)
        if met:
            answers.remove(met)
        yield Strand("proposal", _owner(life, to, start, met), start, "DL20", met)


def _owner(life: Life, code: str, start: Event, met: Event | None) -> str:
    """Return who owes it: who met it, else whoever has taken over from the agency that it began with."""
    return heir_of(life, code, start.number, met.number if met else None)


def _next(life: Life, start: Event, *steps: Step) -> Event | None:
    return next((e for e in life.events if e.step in steps and e.number > start.number), None)
