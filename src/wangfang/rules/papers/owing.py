"""Which papers does the last step of a life owe, and who issues them?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wangfang.rules.facts import Agency, Event, Kind, Life, Step
from wangfang.rules.journey import holder_of, hops_of
from wangfang.rules.papers.kinds import PaperKind
from wangfang.rules.transitions import IN_HAND
from wangfang.rules.workflow import receiver_of, state_of

PROPOSALS = {
    "improve": PaperKind.IMPROVEMENT_PROPOSAL,
    "policy": PaperKind.POLICY_PROPOSAL,
    "accountability": PaperKind.ACCOUNTABILITY_PROPOSAL,
}
"""Which paper each kind of proposal becomes (三项建议)."""

_TOLD = frozenset({Step.REGISTER, Step.FORWARD, Step.ASSIGN})
_ASKED = frozenset({Step.REQUEST_REVIEW, Step.REQUEST_RECHECK})
_CLOCK = frozenset({Step.PAUSE, Step.RESUME})


@dataclass(frozen=True, slots=True)
class Owed:
    """One paper that a step owes, and the agency whose paper it is."""

    kind: PaperKind
    issuer: Agency


def owed_by(life: Life) -> tuple[Owed, ...]:
    """Return the papers that the last step of a life owes, in the order in which they are numbered.

    Registering and passing on owe the same procedural notice: a bureau issues it once in a case, with
    whichever comes first. Of a step without an agency (the petitioner's, the system's) the papers are issued by
    the agency that is asked, or that has the case.

    Source: 《信访条例》第二十一条至第三十八条; 《信访工作条例》第二十一条至第四十条; rules/tables/papers.toml.
    """
    event = life.events[-1]
    rows = _OWED.get(event.step)
    if not rows:
        return ()
    issuer = _issuer(life, event)
    return tuple(Owed(kind, issuer) for kind, fits in rows if fits(life, issuer))


def _issuer(life: Life, event: Event) -> Agency:
    if event.agency:
        return life.agency(event.agency)
    asked = event.text("to") if event.step in _ASKED else ""
    if asked in life.agencies:
        return life.agency(asked)
    if event.step is Step.HAND_OVER:
        return life.agency(event.text("from") or hops_of(life)[-2].agency)  # whose work it was until now
    return life.agency(holder_of(life))


_Fits = Callable[[Life, Agency], bool]


def _always(life: Life, issuer: Agency) -> bool:  # noqa: ARG001 - conditions are asked alike
    return True


def _by_bureau(life: Life, issuer: Agency) -> bool:  # noqa: ARG001 - as above
    return issuer.kind is Kind.BUREAU


def _first_of_bureau(life: Life, issuer: Agency) -> bool:
    earlier = (e for e in life.events[:-1] if e.agency == issuer.code)
    return issuer.kind is Kind.BUREAU and not any(e.step in _TOLD for e in earlier)


def _says(key: str, word: str = "") -> _Fits:
    """Return the condition that the step says something under a key: this word, or anything."""

    def fits(life: Life, issuer: Agency) -> bool:  # noqa: ARG001 - as above
        said = life.events[-1].text(key)
        return said == word if word else bool(said.strip())

    return fits


def _passed_on(life: Life, issuer: Agency) -> bool:  # noqa: ARG001 - as above
    event = life.events[-1]
    return bool(receiver_of(event.step, event.detail))


def _names_organ(life: Life, issuer: Agency) -> bool:
    return any(_says(key)(life, issuer) for key in ("to", "organ"))


def _reports(life: Life, issuer: Agency) -> bool:
    """Tell whether the case was assigned (交办) and its closing says the report that is owed to the sender."""
    return bool(hops_of(life)[-1].due_on) and _says("report")(life, issuer)


def _after(step: Step) -> _Fits:
    """Return the condition that this was the last remedy asked for."""

    def fits(life: Life, issuer: Agency) -> bool:  # noqa: ARG001 - as above
        return next((e.step for e in reversed(life.events) if e.step in _ASKED), None) is step

    return fits


def _told_a_day(life: Life, issuer: Agency) -> bool:  # noqa: ARG001 - as above
    """Tell whether the petitioner was told a day that now changes, and whether that clock runs."""
    stands = next((e.step for e in reversed(life.events) if e.step in _CLOCK), None) is Step.PAUSE
    return not stands and state_of(life) in IN_HAND


_OWED: dict[Step, tuple[tuple[PaperKind, _Fits], ...]] = {
    Step.REGISTER: (
        (PaperKind.REGISTRATION_FORM, _always),
        (PaperKind.PROCEDURAL_NOTICE, _first_of_bureau),
    ),
    Step.FORWARD: (
        (PaperKind.FORWARDING_SLIP, _by_bureau),
        (PaperKind.PROCEDURAL_NOTICE, _first_of_bureau),
    ),
    Step.ASSIGN: (
        (PaperKind.ASSIGNMENT_LETTER, _by_bureau),
        (PaperKind.PROCEDURAL_NOTICE, _first_of_bureau),
    ),
    Step.ACCEPT: ((PaperKind.ACCEPTANCE_NOTICE, _always),),
    Step.DECLINE: ((PaperKind.DECLINE_NOTICE, _always),),
    Step.NO_LONGER_ACCEPT: ((PaperKind.NO_LONGER_ACCEPT_NOTICE, _always),),
    Step.REQUEST_RETURN: ((PaperKind.RETURN_LETTER, _always),),
    Step.DECIDE_RETURN: (
        (PaperKind.RETURN_DECISION, _always),
        (PaperKind.FORWARDING_SLIP, _passed_on),
    ),
    Step.ARBITRATE: ((PaperKind.ARBITRATION_RULING, _always),),
    Step.HAND_OVER: ((PaperKind.HANDING_OVER_NOTE, _always),),
    Step.ASSIST: ((PaperKind.ASSIST_ANSWER, _always),),
    Step.EXTEND: (
        (PaperKind.EXTENSION_APPROVAL, _always),
        (PaperKind.EXTENSION_NOTICE, _always),
    ),
    Step.PAUSE: ((PaperKind.PAUSE_NOTICE, _always),),
    Step.RECOMPUTE: ((PaperKind.RECOMPUTE_NOTICE, _told_a_day),),
    Step.LOG_WORK: ((PaperKind.HEARING_RECORD, _says("kind", "hearing")),),
    Step.SETTLE: ((PaperKind.SETTLEMENT, _always),),
    Step.ISSUE_OPINION: ((PaperKind.OPINION, _always),),
    Step.SERVE: ((PaperKind.SERVICE_RECEIPT, _always),),
    Step.CLOSE: ((PaperKind.CLOSING_REPORT, _reports),),
    Step.MERGE: ((PaperKind.MERGE_NOTE, _always),),
    Step.FILE: ((PaperKind.FILING_APPROVAL, _always),),
    Step.DIVERT: (
        (PaperKind.DIVERSION_NOTICE, _always),
        (PaperKind.TRANSFER_LETTER, _names_organ),
    ),
    Step.WITHDRAW: ((PaperKind.WITHDRAWAL, _always),),
    Step.REQUEST_REVIEW: ((PaperKind.REVIEW_APPLICATION, _always),),
    Step.REQUEST_RECHECK: ((PaperKind.RECHECK_APPLICATION, _always),),
    Step.ACCEPT_REVIEW: (
        (PaperKind.REVIEW_ACCEPTANCE, _after(Step.REQUEST_REVIEW)),
        (PaperKind.RECHECK_ACCEPTANCE, _after(Step.REQUEST_RECHECK)),
    ),
    Step.DECIDE_REVIEW: ((PaperKind.REVIEW_OPINION, _always),),
    Step.DECIDE_RECHECK: ((PaperKind.RECHECK_OPINION, _always),),
    Step.REOPEN: ((PaperKind.REOPEN_NOTICE, _always),),
    Step.URGE: ((PaperKind.URGING_NOTE, _always),),
    Step.SUPERVISE: ((PaperKind.SUPERVISION_LETTER, _always),),
    Step.LIST: ((PaperKind.LISTING_NOTICE, _always),),
    Step.PROPOSE: tuple((kind, _says("kind", word)) for word, kind in PROPOSALS.items()),
    Step.ANSWER_PROPOSAL: ((PaperKind.PROPOSAL_ANSWER, _always),),
    Step.REPORT_URGENT: ((PaperKind.URGENT_REPORT, _always),),
    Step.FINALIZE: ((PaperKind.FINALISATION_RECORD, _always),),
}
