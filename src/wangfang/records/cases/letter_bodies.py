"""What stands in the papers that go from one organ to another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wangfang.records.cases.paper_bodies import SOMEBODY_COMPETENT, UNNUMBERED, due_of_assignment
from wangfang.rules.details import WORDS
from wangfang.rules.duties import DutyKind
from wangfang.rules.exits import PROCEDURES
from wangfang.rules.facts import Step
from wangfang.rules.journey import assisting_in
from wangfang.rules.papers import PaperKind
from wangfang.rules.workflow import choice_of

if TYPE_CHECKING:
    from wangfang.records.cases.paper_bodies import Body, Matter

FEEDBACK = "请在期限内办结并将办理结果反馈我单位，提交办结报告，附处理意见书和送达回证。"


def _forwarding(matter: Matter) -> Body:
    return {"forwarded_on": matter.event.day.isoformat(), "opinion": matter.says("note"), **_assisting(matter)}


def _assignment(matter: Matter) -> Body:
    return {**_forwarding(matter), "due_on": matter.says("due_on"), "feedback": FEEDBACK}


def _assisting(matter: Matter) -> Body:
    """Return who leads and who assists, when units assist."""
    codes = assisting_in(matter.event.detail)
    if not codes:
        return {}
    return {"lead": matter.named("to"), "assisting": "、".join(matter.life.agency(code).name for code in codes)}


def _objection(matter: Matter) -> Body:
    return {"reason": matter.says("why"), "should_go_to": matter.named("should_go_to")}


def _decision(matter: Matter) -> Body:
    agreed = choice_of(matter.event.step, matter.event.detail) == "agree"
    return {
        "addressee": matter.who_did(Step.REQUEST_RETURN),
        "decision": "同意退回" if agreed else "不同意退回",
        "reason": matter.says("why"),
        "next": matter.named("to") if agreed else "",
    }


def _ruling(matter: Matter) -> Body:
    others = [matter.who_did(Step.REQUEST_RETURN), matter.who_did(Step.FORWARD, Step.ASSIGN)]
    copies = [name for name in dict.fromkeys(others) if name and name != matter.named("to")]
    return {"competent": matter.named("to"), "reason": matter.says("why"), "copies": "、".join(copies)}


def _handing_over(matter: Matter) -> Body:
    due_on = matter.due_on(DutyKind.ANSWER, DutyKind.ACCEPT, DutyKind.ROUTE)
    return {"handed_on": matter.event.day.isoformat(), "reason": matter.says("why"), "due_on": due_on}


def _assist(matter: Matter) -> Body:
    return {"answer": matter.says("text")}


def _report(matter: Matter) -> Body:
    return {
        "assignment_number": UNNUMBERED,
        "opinion_number": UNNUMBERED,
        "request": matter.case.text,
        "report": matter.says("report"),
        "signatory": matter.event.actor or matter.issuer.name,
        "due_on": due_of_assignment(matter),
    }


def _diversion(matter: Matter) -> Body:
    return {
        "reason": matter.says("why"),
        "organ": matter.named("to") or matter.named("organ") or SOMEBODY_COMPETENT,
        "procedure": PROCEDURES.get(matter.says("procedure"), ""),
        "diverted_on": matter.says("on", matter.event.day.isoformat()),
    }


def _transfer(matter: Matter) -> Body:
    full = _diversion(matter)
    return {key: full[key] for key in ("reason", "procedure", "diverted_on")} | {"text": matter.case.text}


def _mark(matter: Matter) -> Body:
    return {"reason": matter.says("why"), "due_on": matter.says("due_on")}


def _reopening(matter: Matter) -> Body:
    return {"reason": matter.says("why"), "due_on": matter.due_on(DutyKind.ANSWER)}


def _proposal(matter: Matter) -> Body:
    return {"proposal": matter.says("text")}


def _answer(matter: Matter) -> Body:
    return {"answer": matter.says("text")}


def _urgent(matter: Matter) -> Body:
    return {"report": matter.says("note")}


def _final(matter: Matter) -> Body:
    ground = matter.says("ground")
    return {
        "ground": WORDS.get(Step.FINALIZE, {}).get("ground", {}).get(ground) or ground,
        "note": matter.says("note"),
        "finalised_on": matter.event.day.isoformat(),
    }


LETTERS: dict[PaperKind, Callable[[Matter], Body]] = {
    PaperKind.FORWARDING_SLIP: _forwarding,
    PaperKind.ASSIGNMENT_LETTER: _assignment,
    PaperKind.RETURN_LETTER: _objection,
    PaperKind.RETURN_DECISION: _decision,
    PaperKind.ARBITRATION_RULING: _ruling,
    PaperKind.HANDING_OVER_NOTE: _handing_over,
    PaperKind.ASSIST_ANSWER: _assist,
    PaperKind.CLOSING_REPORT: _report,
    PaperKind.DIVERSION_NOTICE: _diversion,
    PaperKind.TRANSFER_LETTER: _transfer,
    PaperKind.REOPEN_NOTICE: _reopening,
    PaperKind.URGING_NOTE: _mark,
    PaperKind.SUPERVISION_LETTER: _mark,
    PaperKind.LISTING_NOTICE: _mark,
    PaperKind.IMPROVEMENT_PROPOSAL: _proposal,
    PaperKind.POLICY_PROPOSAL: _proposal,
    PaperKind.ACCOUNTABILITY_PROPOSAL: _proposal,
    PaperKind.PROPOSAL_ANSWER: _answer,
    PaperKind.URGENT_REPORT: _urgent,
    PaperKind.FINALISATION_RECORD: _final,
}
"""Letters between organs, with the notice that goes with one and the record that ends a case."""
