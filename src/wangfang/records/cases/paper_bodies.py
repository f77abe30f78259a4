"""What stands in each paper: the fields of its body, read off the case and its life."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wangfang.rules import papers
from wangfang.rules.duties import NEVER, DutyKind, duties_of
from wangfang.rules.facts import Agency, Event, Kind, Step
from wangfang.rules.journey import holder_of, hops_of
from wangfang.rules.papers import Addressee, PaperKind
from wangfang.rules.privacy import is_secret, shown
from wangfang.rules.workflow import receiver_of

if TYPE_CHECKING:
    from wangfang.records.agencies.tree import Tree
    from wangfang.records.cases.models import Case
    from wangfang.rules.facts import Life

Body = dict[str, str]
UNNUMBERED = "未编号"
"""Stands in a paper for the number of another one until that has its own."""

SOMEBODY_COMPETENT = "有权处理的机关、单位"


@dataclass(frozen=True, slots=True)
class Matter:
    """A case with its life up to the step that owes a paper, and whose paper it is."""

    case: Case
    life: Life
    found: Tree
    issuer: Agency

    @property
    def event(self) -> Event:
        """Return the step that owes the paper."""
        return self.life.events[-1]

    def says(self, key: str, otherwise: str = "") -> str:
        """Return what the step says under a key, or something else when it says nothing."""
        return self.event.text(key).strip() or otherwise

    def named(self, key: str) -> str:
        """Return the name of the agency whose code the step says, or the words that stand there."""
        said = self.event.text(key).strip()
        agency = self.life.agencies.get(said)
        return agency.name if agency else said

    def holder(self) -> str:
        """Return the name of whoever has the case."""
        return self.life.agency(holder_of(self.life)).name

    def who_did(self, *steps: Step) -> str:
        """Return the name of the agency that last took one of these steps, empty when none did."""
        earlier = (e for e in reversed(self.life.events[:-1]) if e.step in steps and e.agency)
        return next((self.life.agency(e.agency).name for e in earlier), "")

    def due_on(self, *kinds: DutyKind) -> str:
        """Return the legal due day of the newest open duty of these kinds, empty when none runs."""
        running = (d for d in reversed(duties_of(self.life, self.found.law)) if d.kind in kinds and d.is_open)
        last = next(running, None)
        return last.due_legal.isoformat() if last and last.due_legal != NEVER else ""


def head_of(matter: Matter, kind: PaperKind) -> Body:
    """Return what stands in every paper of a kind: who, to whom, about which case, on which day."""
    case, to = matter.case, papers.addressee_of(kind)
    head = {
        "issuer": matter.issuer.name,
        "addressee": case.petitioner.name,
        "case_number": case.number,
        "issued_on": matter.event.day.isoformat(),
        "matter": case.title,
        "submitted_on": matter.life.events[0].day.isoformat(),
    }
    if to is Addressee.PETITIONER:
        return head
    return {**head, "petitioner": case.petitioner.name, "addressee": _organ(matter) if to is Addressee.ORGAN else ""}


def _organ(matter: Matter) -> str:
    """Return the name of the organ that a paper of this step addresses."""
    event = matter.event
    receiver = receiver_of(event.step, event.detail)
    if event.step in _TO_SENDER:
        return matter.who_did(*_TO_SENDER[event.step]) or "来件机关"
    if event.step is Step.DECIDE_RETURN and not receiver:
        return matter.who_did(Step.REQUEST_RETURN)
    if receiver:
        return matter.life.agency(receiver).name
    named = matter.named("to") or matter.named("organ")
    if event.step is Step.REPORT_URGENT:
        return named or _bureau_above(matter)
    return named or matter.holder()


def _bureau_above(matter: Matter) -> str:
    """Return the bureau to which the issuer reports."""
    above = (matter.life.agency(code) for code in reversed(matter.issuer.line[:-1]))
    return next((agency.name for agency in above if agency.kind is Kind.BUREAU), "上级党委和政府")


_PASSING = (Step.FORWARD, Step.ASSIGN, Step.DECIDE_RETURN, Step.ARBITRATE)
_TO_SENDER: dict[Step, tuple[Step, ...]] = {
    Step.REQUEST_RETURN: _PASSING,
    Step.CLOSE: (Step.ASSIGN,),
    Step.ANSWER_PROPOSAL: (Step.PROPOSE,),
}
"""Steps whose paper goes back to whoever took an earlier one."""


def _registration(matter: Matter) -> Body:
    case, person = matter.case, matter.case.petitioner
    seen = shown(person, secret=is_secret(case.purpose, case.secrecy))
    return {
        "form": case.form,
        "purpose": case.purpose,
        "people": str(case.people),
        "region": _place(case.region, matter.found),
        "address": case.address,
        "category": case.category,
        "respondent": case.respondent,
        "text": case.text,
        "id_number": seen.id_number,
        "phone": seen.phone,
        "home": seen.address,
        "signers": _names(person.signers),
        "agents": _names(person.agents),
        "registered_on": matter.event.day.isoformat(),
        "registrar": matter.event.actor,
    }


def _names(rows: Iterable[Mapping[str, Any]]) -> str:
    return "、".join(str(row.get("name", "")) for row in rows)


def _place(region: str, found: Tree) -> str:
    """Return how people call a region: the county's bureau and the street's office have its code."""
    county, street = _names_of_places(found).get(region[:6], ""), ""
    if len(region) > 6:  # noqa: PLR2004 - a county
        street = _names_of_places(found).get(region, "")
    return f"{county}{street.removeprefix(county)}" or region


def _names_of_places(found: Tree) -> Mapping[str, str]:
    """Return the name of each place in which an agency of its own sits; read once for each tree."""
    for known, names in _read:
        if known is found:
            return names
    fresh: dict[str, str] = {}
    for agency in found.by_code.values():
        if agency.kind is Kind.BUREAU or len(agency.region) > 6:  # noqa: PLR2004 - a county
            fresh.setdefault(agency.region, agency.name.removesuffix("信访局").removesuffix("办事处"))
    _read.append((found, fresh))
    return fresh


_read: deque[tuple[Tree, Mapping[str, str]]] = deque(maxlen=2)
"""The trees whose places were read last."""


def _procedural(matter: Matter) -> Body:
    receiver = receiver_of(matter.event.step, matter.event.detail)
    if not receiver:
        return {}
    return {"forwarded_to": matter.life.agency(receiver).name, "forwarded_on": matter.event.day.isoformat()}


def _acceptance(matter: Matter) -> Body:
    return {"accepted_on": matter.event.day.isoformat(), "due_on": matter.due_on(DutyKind.ANSWER)}


def _decline(matter: Matter) -> Body:
    route = matter.says("route", "依照法律规定的程序向有权处理的机关提出")
    return {"reason": matter.says("why"), "route": route}


def _reason(matter: Matter) -> Body:
    return {"reason": matter.says("why")}


def _extension(matter: Matter) -> Body:
    return {
        "days": matter.says("days"),
        "reason": matter.says("why"),
        "due_on": matter.due_on(DutyKind.ANSWER),
        "approved_by": matter.event.actor or matter.issuer.name,
        "consent": matter.says("consent"),
    }


def _told_extension(matter: Matter) -> Body:
    full = _extension(matter)
    return {key: full[key] for key in ("days", "reason", "due_on")}


def _pause(matter: Matter) -> Body:
    return {"reason": matter.says("why"), "paused_on": matter.event.day.isoformat()}


def _recompute(matter: Matter) -> Body:
    return {"reason": matter.says("why"), "due_on": matter.due_on(DutyKind.ANSWER)}


def _hearing(matter: Matter) -> Body:
    return {"held_on": matter.event.day.isoformat(), "record": matter.says("note"), "recorder": matter.event.actor}


def _settlement(matter: Matter) -> Body:
    return {"terms": matter.says("note"), "parties": matter.says("parties")}


def _service(matter: Matter) -> Body:
    proof = matter.says("proof")
    return {
        "paper_title": papers.title_of(PaperKind.OPINION),
        "paper_number": UNNUMBERED,
        "method": matter.says("method"),
        "served_on": matter.event.day.isoformat(),
        **({"proof": proof} if proof else {}),
    }


def _merge(matter: Matter) -> Body:
    return {"primary": matter.says("into"), "reason": matter.says("why")}


def _filing(matter: Matter) -> Body:
    return {"reason": matter.says("why"), "approved_by": matter.event.actor or matter.issuer.name}


def _withdrawal(matter: Matter) -> Body:
    return {"reason": matter.says("why"), "asked_on": matter.event.day.isoformat()}


def due_of_assignment(matter: Matter) -> str:
    """Return the day that was set with the assignment under which the case is held, empty when there is none."""
    return hops_of(matter.life)[-1].due_on


BODIES: dict[PaperKind, Callable[[Matter], Body]] = {
    PaperKind.REGISTRATION_FORM: _registration,
    PaperKind.PROCEDURAL_NOTICE: _procedural,
    PaperKind.ACCEPTANCE_NOTICE: _acceptance,
    PaperKind.DECLINE_NOTICE: _decline,
    PaperKind.NO_LONGER_ACCEPT_NOTICE: _reason,
    PaperKind.EXTENSION_APPROVAL: _extension,
    PaperKind.EXTENSION_NOTICE: _told_extension,
    PaperKind.PAUSE_NOTICE: _pause,
    PaperKind.RECOMPUTE_NOTICE: _recompute,
    PaperKind.HEARING_RECORD: _hearing,
    PaperKind.SETTLEMENT: _settlement,
    PaperKind.SERVICE_RECEIPT: _service,
    PaperKind.MERGE_NOTE: _merge,
    PaperKind.FILING_APPROVAL: _filing,
    PaperKind.WITHDRAWAL: _withdrawal,
}
"""The papers to the petitioner and those that stay inside; the others are in `letter_bodies` and `remedy_bodies`."""
