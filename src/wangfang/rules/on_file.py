"""What is on file of a case, as far as a check of its basics asks: its life, who is named, what was merged into it?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from wangfang.rules import contents
from wangfang.rules.facts import Event, Form, Life, Step
from wangfang.rules.journey import begins_anew
from wangfang.rules.states import State
from wangfang.rules.workflow import state_of

SHORTEST = 6
"""Characters that an entry or a reason may have at least, so that it says something; the house's own figure."""
SHORTEST_OPINION = 20
"""Characters of an opinion that is more than “见附件”; the house's own figure."""
LOOKED_INTO = frozenset({"visit", "investigation", "hearing"})
"""Kinds of work that leave material of an investigation (调查材料)."""
OTHERWISE = frozenset({
    State.DECLINED, State.NO_LONGER_ACCEPTED, State.FILED, State.DIVERTED, State.MERGED, State.WITHDRAWN,
    State.SCREEN_FAILED,
})  # fmt: skip
"""States in which a case ended without an answer, so that nothing of an answer is missing."""
STREET = re.compile(r"[0-9]{9}([0-9]{3})?")
"""A place down to the street or township."""

_TOLD_BY_MESSAGE = frozenset({Form.ONLINE, Form.CALL})


@dataclass(frozen=True, slots=True)
class Copy:
    """A case that was merged into the first one (重件): its number, and why."""

    number: str
    why: str


@dataclass(frozen=True, slots=True)
class OnFile:
    """A case as it is on file: its life, and of its petition how many are named and what there is, never who they are.

    `late` tells whether it is open and past its due day. Left as they are, the fields say that nothing is there.
    """

    life: Life
    named: int = 0
    numbered: bool = False
    reachable: bool = False
    anonymous: bool = False
    content: str = ""
    copies: tuple[Copy, ...] = ()
    late: bool = False


def always(on_file: OnFile) -> bool:  # noqa: ARG001 - conditions are asked alike
    """Tell that something is asked of every case."""
    return True


def is_joint(on_file: OnFile) -> bool:
    """Tell whether more than one person stands behind the petition."""
    return on_file.life.case.people > 1


def is_named(on_file: OnFile) -> bool:
    """Tell whether the petition has a name under it."""
    return not on_file.anonymous


def has_copies(on_file: OnFile) -> bool:
    """Tell whether other cases were merged into this one."""
    return bool(on_file.copies)


def is_past(step: Step) -> Callable[[OnFile], bool]:
    """Return the condition that a case has come past a step, or should have: it is open after its due day."""

    def demanded(on_file: OnFile) -> bool:
        come = on_file.late or any(event.step is step for event in _lately(on_file.life))
        return come and state_of(on_file.life) not in OTHERWISE

    return demanded


def _lately(life: Life) -> tuple[Event, ...]:
    """Return the events since the case was last to be handled anew, all of them when it never was."""
    anew = max((place for place, event in enumerate(life.events) if begins_anew(event)), default=0)
    return life.events[anew:]


def _said_in(on_file: OnFile, step: Step, key: str, least: int = 1) -> bool:
    said = (event.text(key).strip() for event in _lately(on_file.life) if event.step is step)
    return any(len(text) >= least for text in said)


def all_named(on_file: OnFile) -> bool:
    """Tell whether as many people are known by name as were counted."""
    return on_file.named >= on_file.life.case.people


def may_be_known(on_file: OnFile) -> bool:
    """Tell whether the petitioner has a number by which they can be known again."""
    return on_file.numbered or on_file.reachable


def is_classed(on_file: OnFile) -> bool:
    """Tell whether the content is classed down to the lowest level."""
    return on_file.content in lowest_classes()


@cache
def lowest_classes() -> frozenset[str]:
    """Return the codes of the classes below which there is none."""
    terms = contents.every()
    return frozenset(term.code for term in terms) - {term.parent for term in terms}


def is_placed(on_file: OnFile) -> bool:
    """Tell whether the place is known down to the street or township."""
    return bool(STREET.fullmatch(on_file.life.case.region))


def is_told(on_file: OnFile) -> bool:
    """Tell whether the petitioner was accepted and could be told: over the network, or by a message to a telephone."""
    accepted = any(event.step is Step.ACCEPT for event in on_file.life.events)
    return accepted and (on_file.reachable or on_file.life.case.form in _TOLD_BY_MESSAGE)


def is_looked_into(on_file: OnFile) -> bool:
    """Tell whether any work left material of an investigation, with a note of what was found."""
    work = (event for event in on_file.life.events if event.step is Step.LOG_WORK and event.text("note").strip())
    return any(event.text("kind") in LOOKED_INTO for event in work)


def is_answered(on_file: OnFile) -> bool:
    """Tell whether an opinion was issued that says something."""
    return _said_in(on_file, Step.ISSUE_OPINION, "text", SHORTEST_OPINION)


def is_served(on_file: OnFile) -> bool:
    """Tell whether the opinion was served, with what proves it."""
    return _said_in(on_file, Step.SERVE, "proof")


def is_closed(on_file: OnFile) -> bool:
    """Tell whether the case was closed, with what came of it."""
    closed = any(event.step is Step.CLOSE for event in _lately(on_file.life))
    told = _said_in(on_file, Step.CLOSE, "report") or _said_in(on_file, Step.RESOLVE, "note")
    return closed and told


def is_linked(on_file: OnFile) -> bool:
    """Tell whether every case that was merged into this one says why."""
    return bool(on_file.copies) and not unexplained(on_file)


def unexplained(on_file: OnFile) -> list[str]:
    """Return the numbers of the copies that were merged without a reason worth the name."""
    return [copy.number for copy in on_file.copies if len(copy.why.strip()) < SHORTEST]
