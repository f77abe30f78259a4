"""In which way does an agency take part in a case: holds it, helps, is asked, had it, or stands above?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from wangfang.rules.access import seat_of
from wangfang.rules.facts import Agency, Kind, Life, Purpose, Step
from wangfang.rules.journey import assisting_in, hands_of, holder_of
from wangfang.rules.labels import MARKING, SECRECIES, Secrecy, marks_of
from wangfang.rules.strands import strands_of
from wangfang.rules.workflow import receiver_of

_NAMED = frozenset({Step.SUBMIT, Step.REQUEST_REVIEW, Step.REQUEST_RECHECK, Step.DIVERT, Step.PROPOSE})
"""Steps that name an agency without handing it the case; it may then see the case."""
ENDS = frozenset({Kind.UNIT, Kind.REVIEW_BODY})
"""Kinds of agencies whose part in a case ends; a bureau watches what went through it."""


class Stand(StrEnum):
    """How an agency, or a person, stands to a case."""

    HOLDS = "holds"  # 主办
    ASSISTS = "assists"  # 协办
    ASKED = "asked"  # owes an answer, a review, a decision
    PART = "part"  # 经手
    ENDED = "ended"  # had a part that is over
    ABOVE = "above"  # 上级信访部门, and the joint office there
    MANDATE = "mandate"  # 督查任务
    OWN = "own"  # 信访人本人


@dataclass(frozen=True, slots=True)
class Reach:
    """Who takes part in a case, as codes; `above` are the bureaus above everybody who ever did."""

    purpose: Purpose
    holder: str
    assisting: frozenset[str]
    asked: frozenset[str]
    named: frozenset[str]
    above: frozenset[str]

    def stand_of(self, agency: Agency) -> Stand | None:
        """Return how an agency stands to the case, none when it has nothing to do with it."""
        code = agency.code
        if code == self.holder:
            return Stand.HOLDS
        for stand, codes in ((Stand.ASSISTS, self.assisting), (Stand.ASKED, self.asked)):
            if code in codes:
                return stand
        if code in self.named:
            return Stand.ENDED if agency.kind in ENDS else Stand.PART
        seat = seat_of(agency) if agency.kind is Kind.JOINT_OFFICE else code
        return Stand.ABOVE if seat in self.above else None

    def covers(self, code: str) -> bool:
        """Tell whether the case is one of an agency of this code: it takes or took part, or stands above."""
        return code in self.named or code in self.above


def reach_of(life: Life) -> Reach:
    """Return who takes part in a case after the last of its events."""
    named = frozenset(code for code in codes_in(life) if code in life.agencies)
    lines = {code for one in named for code in life.agency(one).line}
    return Reach(
        purpose=life.case.purpose,
        holder=holder_of(life),
        assisting=frozenset(agency.code for agency in hands_of(life).assisting),
        asked=frozenset(strand.owner for strand in strands_of(life) if strand.met is None),
        named=named,
        above=frozenset(c for c in lines if c in life.agencies and life.agency(c).kind is Kind.BUREAU),
    )


def codes_in(life: Life) -> Iterator[str]:
    """Give the code of every agency that acted on a case, was handed it, helps with it or was asked in it.

    Who marks a case (a label, a grant) takes no part in it by that.
    """
    for event in life.events:
        if event.step in MARKING:
            continue
        yield event.text("to") if event.step in _NAMED else receiver_of(event.step, event.detail)
        yield event.agency
        yield from assisting_in(event.detail)


def arrival_of(life: Life, step: Step, agency: str, detail: Mapping[str, object]) -> str:
    """Return where a secret case arrives by a step, by code: those who handle accusations there are let in at once.

    Empty when it stays where it is, or is not secret enough for that (S2).
    """
    said = SECRECIES.get(str(detail.get("secrecy") or ""), Secrecy.S0) if step is Step.LABEL else Secrecy.S0
    if max(marks_of(life).secrecy, said) < Secrecy.S2:
        return ""
    if step is Step.LABEL or (step is Step.REGISTER and not life.events):
        return agency
    return str(detail.get("to") or "") if step in _NAMED else receiver_of(step, detail)
