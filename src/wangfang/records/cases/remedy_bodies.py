"""What stands in an opinion and in the papers of its two remedies: application, acceptance, opinion."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wangfang.records.cases.paper_bodies import UNNUMBERED
from wangfang.rules import papers
from wangfang.rules.deadlines import due
from wangfang.rules.duties import DutyKind
from wangfang.rules.facts import Agency, Event, Kind, Step
from wangfang.rules.papers import Conclusion, PaperKind

if TYPE_CHECKING:
    from wangfang.records.agencies.tree import Tree
    from wangfang.records.cases.paper_bodies import Body, Matter

NO_RUNG_ABOVE = "上一级行政机关"


def review_organ_of(agency: Agency, found: Tree) -> str:
    """Return to whom an opinion of this agency can be taken for review (复查机关).

    Source: 《信访工作条例》第三十五条: 原办理机关的上一级; for a street or a department the government
    of its own county or city, for a bureau's own handling the one above it.
    """
    return _government(_bureaus_above(agency, found)[-1:], found)


def recheck_organ_of(agency: Agency, found: Tree) -> str:
    """Return to whom a review opinion of this body can be taken for recheck (复核机关), one rung above its own.

    Source: 《信访工作条例》第三十六条.
    """
    return _government(_bureaus_above(agency, found)[-2:-1], found)


def _bureaus_above(agency: Agency, found: Tree) -> list[str]:
    return [code for code in agency.line[:-1] if found.by_code[code].kind is Kind.BUREAU]


def _government(codes: list[str], found: Tree) -> str:
    if not codes:
        return NO_RUNG_ABOVE
    return found.by_code[codes[0]].name.removesuffix("信访局") + "人民政府"


def _opinion(matter: Matter) -> Body:
    organ = review_organ_of(matter.issuer, matter.found)
    decided = papers.CONCLUSION_SENTENCES[Conclusion(matter.says("conclusion"))]
    text, facts = matter.event.text("text"), matter.event.text("facts")
    return {
        "request": matter.case.text,
        "facts": facts or text,
        "opinion": text if facts else decided,
        "basis": matter.event.text("basis") or papers.basis_of(matter.event.day),
        "review_organ": organ,
        "remedy": papers.remedy(organ),
    }


def _respondent(matter: Matter) -> str:
    return matter.who_did(Step.ISSUE_OPINION) or matter.holder()


def _reviewer(matter: Matter) -> str:
    return matter.who_did(Step.DECIDE_REVIEW) or matter.holder()


def _application(matter: Matter) -> Body:
    organ = matter.named("to") or review_organ_of(matter.life.agency(matter.issuer.code), matter.found)
    return _asked(matter, _respondent(matter), organ)


def _recheck_application(matter: Matter) -> Body:
    reviewed = (e for e in reversed(matter.life.events) if e.step is Step.DECIDE_REVIEW)
    by = next((matter.life.agency(e.agency) for e in reviewed), matter.issuer)
    return _asked(matter, by.name, matter.named("to") or recheck_organ_of(by, matter.found))


def _asked(matter: Matter, respondent: str, organ: str) -> Body:
    return {
        "respondent": respondent,
        "organ": organ,
        "reason": matter.says("why"),
        "asked_on": matter.event.day.isoformat(),
        "opinion_number": UNNUMBERED,
    }


def _taken_up(matter: Matter) -> Body:
    asked = next(e for e in reversed(matter.life.events) if e.step in _LIMITS)
    return {
        "respondent": _respondent(matter) if asked.step is Step.REQUEST_REVIEW else _reviewer(matter),
        "accepted_on": matter.event.day.isoformat(),
        "due_on": _decided_by(matter, asked),
        "opinion_number": UNNUMBERED,
    }


_LIMITS = {Step.REQUEST_REVIEW: "DL16", Step.REQUEST_RECHECK: "DL18"}


def _decided_by(matter: Matter, asked: Event) -> str:
    """Return the day by which the remedy is decided; an application that named no body runs at the one that took it up."""
    running = matter.due_on(DutyKind.REVIEW if asked.step is Step.REQUEST_REVIEW else DutyKind.RECHECK)
    limits = matter.found.law.rules_for(matter.issuer, asked.day, simplified=False).limits
    return running or due(limits[_LIMITS[asked.step]], asked.day, matter.found.law.calendar).due_legal.isoformat()


def _review(matter: Matter) -> Body:
    organ = recheck_organ_of(matter.issuer, matter.found)
    return {
        **_decided(matter, Step.REQUEST_REVIEW, _respondent(matter)),
        "basis": papers.cited("第三十四条", "第三十五条", matter.event.day),
        "review_organ": organ,
        "remedy": papers.remedy(organ, ask="复核"),
    }


def _recheck(matter: Matter) -> Body:
    return {
        **_decided(matter, Step.REQUEST_RECHECK, _reviewer(matter)),
        "basis": papers.cited("第三十五条", "第三十六条", matter.event.day),
        "finality": papers.finality(matter.event.day),
    }


def _decided(matter: Matter, asked: Step, respondent: str) -> Body:
    """Return what both opinions of a remedy say: the request, what was found, what follows."""
    asking = (e.text("why") for e in reversed(matter.life.events) if e.step is asked)
    sentence = papers.OUTCOME_SENTENCES[matter.says("outcome")]
    return {
        "respondent": respondent,
        "request": next(asking, "").strip() or matter.case.text,
        "facts": matter.says("why", "经审查原办理案卷和申请材料。"),
        "opinion": sentence,
        "opinion_number": UNNUMBERED,
    }


REMEDIES: dict[PaperKind, Callable[[Matter], Body]] = {
    PaperKind.OPINION: _opinion,
    PaperKind.REVIEW_APPLICATION: _application,
    PaperKind.REVIEW_ACCEPTANCE: _taken_up,
    PaperKind.REVIEW_OPINION: _review,
    PaperKind.RECHECK_APPLICATION: _recheck_application,
    PaperKind.RECHECK_ACCEPTANCE: _taken_up,
    PaperKind.RECHECK_OPINION: _recheck,
}
"""The opinion and what may follow it."""
