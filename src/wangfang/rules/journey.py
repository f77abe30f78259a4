"""How a case travelled: its hops from hand to hand (流转链), read off the events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from wangfang.rules.access import Hands
from wangfang.rules.facts import Agency, Event, Form, Life, Step
from wangfang.rules.workflow import MOVES, receiver_of

NATION = "000000"

_ENDS = frozenset({
    Step.CLOSE, Step.DECLINE, Step.NO_LONGER_ACCEPT, Step.FILE, Step.DIVERT, Step.MERGE, Step.WITHDRAW,
    Step.FAIL_SCREENING,
})  # fmt: skip


_DECIDES = frozenset({Step.DECIDE_REVIEW, Step.DECIDE_RECHECK})
_WITH_HELP = frozenset({Step.FORWARD, Step.ASSIGN})
_BRINGS = MOVES | {Step.SUBMIT, Step.DECIDE_RETURN}


@dataclass(frozen=True, slots=True)
class Hop:
    """One stay of the case with an agency: `number` is the event that brought it, `mode` its step."""

    agency: str
    number: int
    mode: Step
    arrived_at: datetime
    due_on: str = ""
    assisting: tuple[str, ...] = ()
    signed_at: datetime | None = None
    left_at: datetime | None = None


_last: tuple[tuple[Event, ...], tuple[Hop, ...]] = ((), ())
"""The events that were asked about last, with their hops: one act asks about one life many times."""


def hops_of(life: Life) -> tuple[Hop, ...]:
    """Return the hops in order; the last one is open until the case is closed or declined.

    The first hop begins with the submission, or with the registration of a letter, visit or call.
    """
    global _last  # noqa: PLW0603 - a memory of one, replaced whole, so that threads cannot mix it up
    events, hops = _last
    if events is not life.events:
        hops = _hops(life.events)
        _last = life.events, hops
    return hops


def _hops(events: tuple[Event, ...]) -> tuple[Hop, ...]:
    hops: list[Hop] = []
    for event in events:
        receiver = _receiver(event, hops)
        if receiver:
            hops.append(_arrived(event, receiver, hops))
            if len(hops) > 1 and hops[-2].left_at is None:
                hops[-2] = replace(hops[-2], left_at=event.occurred_at)
        elif event.step is Step.SIGN_IN:
            hops[-1] = replace(hops[-1], signed_at=hops[-1].signed_at or event.occurred_at)
        elif begins_anew(event) or event.step is Step.UNMERGE:
            hops[-1] = replace(hops[-1], left_at=None)
        elif event.step in _ENDS:
            hops[-1] = replace(hops[-1], left_at=event.occurred_at)
    return tuple(hops)


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay of the case with an agency and with those who took over from it (移交): it began once, with `hop`.

    `holders` are the numbers of the events from which on each of them had it, with their codes.
    """

    hop: Hop
    holders: tuple[tuple[int, str], ...]

    @property
    def agency(self) -> str:
        """Return the code of whoever had the case last in this stay."""
        return self.holders[-1][1]

    @property
    def number(self) -> int:
        """Return the number of the event with which the stay began."""
        return self.hop.number

    def holder_at(self, number: int) -> str:
        """Return the code of whoever had the case when the event of this number happened."""
        if len(self.holders) == 1:  # nearly always, and asked often
            return self.holders[0][1]
        return next((code for since, code in reversed(self.holders) if since <= number), self.holders[0][1])


def stays_of(life: Life) -> tuple[Stay, ...]:
    """Return the stays in order: a hand-over to a successor goes on with the stay, everything else begins one."""
    stays: list[Stay] = []
    for hop in hops_of(life):
        held = (hop.number, hop.agency)
        if hop.mode is Step.HAND_OVER:
            stays[-1] = Stay(stays[-1].hop, (*stays[-1].holders, held))
        else:
            stays.append(Stay(hop, (held,)))
    return tuple(stays)


def heir_of(life: Life, code: str, since: int, until: int | None = None) -> str:
    """Return who has taken over what an agency owed since an event, by the hand-overs before event `until`.

    A hand-over names in `from` whose place is taken; without it that is whoever held the case.
    """
    if not any(e.step is Step.HAND_OVER for e in life.events):
        return code
    for event in life.events[since:until]:
        if event.step is Step.HAND_OVER and code == (event.text("from") or _held_before(life, event)):
            code = event.text("to")
    return code


def _held_before(life: Life, event: Event) -> str:
    return next(hop.agency for hop in reversed(hops_of(life)) if hop.number < event.number)


def begins_anew(event: Event) -> bool:
    """Tell whether the case is to be handled again from this event on: reopened, or sent back by a remedy."""
    return event.step is Step.REOPEN or (event.detail.get("outcome") == "redo" and event.step in _DECIDES)


def is_undone(life: Life, event: Event) -> bool:
    """Tell whether the event is a merge that was taken back (拆分): it decided nothing then."""
    later = life.events[event.number :] if event.step is Step.MERGE else ()
    return any(e.step is Step.UNMERGE for e in later)


def agreed(event: Event) -> bool:
    """Tell whether the event agrees to a return."""
    return event.step is Step.DECIDE_RETURN and event.detail.get("agree") is True


def lets_off(event: Event) -> bool:
    """Tell whether the event takes the case from the unit that objected: agreed to, or settled by who is above."""
    return agreed(event) or event.step is Step.ARBITRATE


def assisting_in(detail: Mapping[str, object]) -> tuple[str, ...]:
    """Return the codes of the units that a step asks to assist (协办), none when it asks nobody."""
    named = detail.get("co")
    return tuple(str(code) for code in named) if isinstance(named, list | tuple) else ()


def _arrived(event: Event, receiver: str, hops: Sequence[Hop]) -> Hop:
    """Return the hop that an event begins; a successor takes over what its predecessor was told."""
    if event.step is Step.HAND_OVER:
        return replace(
            hops[-1],
            agency=receiver,
            number=event.number,
            mode=event.step,
            arrived_at=event.occurred_at,
            signed_at=None,
        )
    due_on = event.text("due_on") if event.step is Step.ASSIGN else ""
    assisting = assisting_in(event.detail) if event.step in _WITH_HELP else ()
    return Hop(receiver, event.number, event.step, event.occurred_at, due_on, assisting)


def _receiver(event: Event, hops: Sequence[Hop]) -> str:
    """Return who has the case after this event, when the event hands it to somebody."""
    if hops and (event.step not in _BRINGS or _is_of_another(event, hops)):  # asked of every event, again and again
        return ""
    if event.step is Step.SUBMIT:
        return event.text("to")
    if event.step is Step.DECIDE_RETURN and event.detail.get("agree") is True:
        return receiver_of(event.step, event.detail) or event.agency
    return receiver_of(event.step, event.detail) or ("" if hops else event.agency)


def _is_of_another(event: Event, hops: Sequence[Hop]) -> bool:
    """Tell whether a hand-over is about another agency's part in the case, not about the case."""
    return event.step is Step.HAND_OVER and event.text("from") not in ("", hops[-1].agency)


def is_national(life: Life) -> bool:
    """Tell whether the case came in at the national bureau (region 000000), which shares out its fifteen days."""
    first = life.events[0]
    return life.agency(first.text("to") or first.agency).region == NATION


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
    came = stays_of(life)[-1].hop
    assisting = tuple(life.agency(heir_of(life, code, came.number)) for code in came.assisting)
    return Hands(life.agency(hops[-1].agency), _sender(life, came), had_it, assisting)


def _sender(life: Life, hop: Hop) -> Agency | None:
    code = life.events[hop.number - 1].agency
    return life.agency(heir_of(life, code, hop.number)) if code else None


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
