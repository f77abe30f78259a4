"""Which paper the last step owes, what stands in it, and which number it gets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db import connection

from wangfang.records.agencies.tree import Tree
from wangfang.records.cases.models import Case, Paper
from wangfang.records.printing import press
from wangfang.rules import papers
from wangfang.rules.duties import DutyKind, duties_of
from wangfang.rules.facts import Agency, Kind, Life, Step, day_of
from wangfang.rules.papers import Conclusion, PaperKind

_NEXT_SERIAL = """
    insert into cases_paperserial (agency_id, kind, year, last) values (%s, %s, %s, %s)
    on conflict (agency_id, kind, year) do update set last = cases_paperserial.last + excluded.last
    returning last
"""
_UNNUMBERED = "未编号"  # stands in a receipt until the opinion it goes with has its number
_ENDINGS = ("人民政府", "办事处", "委员会", "局")


def owed(case: Case, life: Life, found: Tree) -> Paper | None:
    """Return the paper that the last step owes, complete but without its number."""
    event = life.events[-1]
    agency = life.agency(event.agency) if event.agency else None
    kind = papers.owed_at(event.step, agency.kind) if agency else None
    if agency is None or kind is None or _issued_before(life, kind, agency):
        return None
    body = {**_head(case, life, agency), **_BODIES[kind](case, life, found)}
    papers.require_complete(kind, body)
    return Paper(
        case=case,
        kind=kind,
        issuer_id=found.key_of[agency.code],
        step=event.number,
        issued_at=event.occurred_at,
        body=body,
    )


def numbered(owing: Sequence[Paper], found: Tree) -> Sequence[Paper]:
    """Give papers their yearly numbers without gaps or races: one counter row for each series."""
    series: dict[tuple[int, str, int], list[Paper]] = defaultdict(list)
    for paper in owing:
        series[paper.issuer_id, paper.kind, day_of(paper.issued_at).year].append(paper)
    for (issuer, kind, year), batch in sorted(series.items()):
        last = _drawn(issuer, kind, year, len(batch))
        short = short_name(found.agency(found.code_of[issuer]))
        for serial, paper in enumerate(batch, start=last - len(batch) + 1):
            paper.number = papers.number(PaperKind(kind), short, year, serial)
    _name_opinions(owing)
    return owing


def short_name(agency: Agency) -> str:
    """Return the short form of an agency's name that its papers are numbered under (机关代字)."""
    return next((agency.name.removesuffix(e) for e in _ENDINGS if agency.name.endswith(e)), agency.name)


def _name_opinions(owing: Sequence[Paper]) -> None:
    """Put into each receipt of service the number of the opinion that was served."""
    fresh = {paper.case_id: paper.number for paper in owing if paper.kind == PaperKind.OPINION}
    for receipt in (paper for paper in owing if paper.kind == PaperKind.SERVICE_RECEIPT):
        earlier = Paper.objects.filter(case_id=receipt.case_id, kind=PaperKind.OPINION).order_by("-pk")
        number = fresh.get(receipt.case_id) or earlier.values_list("number", flat=True).first()
        receipt.body = {**receipt.body, "paper_number": number or _UNNUMBERED}


def pdf_of(paper: Paper) -> bytes:
    """Return a paper as PDF in the official layout."""
    return press.pdf(PaperKind(paper.kind), {**paper.body, "number": paper.number})


def docx_of(paper: Paper) -> bytes:
    """Return a paper as DOCX in the official layout."""
    return press.docx(PaperKind(paper.kind), {**paper.body, "number": paper.number})


def review_organ_of(agency: Agency, found: Tree) -> str:
    """Return to whom an opinion of this agency can be taken for review (复查机关).

    Source: 《信访工作条例》第三十五条: 原办理机关的上一级; for a street or a department the government
    of its own county or city, for a bureau's own handling the one above it.
    """
    above = [code for code in agency.line[:-1] if found.by_code[code].kind is Kind.BUREAU]
    if not above:
        return "上一级行政机关"
    return found.by_code[above[-1]].name.removesuffix("信访局") + "人民政府"


def _drawn(issuer: int, kind: str, year: int, count: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_SERIAL, [issuer, kind, year, count])
        row = cursor.fetchone()
    return int(row[0])


def _issued_before(life: Life, kind: PaperKind, agency: Agency) -> bool:
    earlier = (e for e in life.events[:-1] if e.agency == agency.code)
    return any(papers.owed_at(e.step, agency.kind) is kind for e in earlier)


def _head(case: Case, life: Life, agency: Agency) -> dict[str, str]:
    return {
        "issuer": agency.name,
        "addressee": case.petitioner.name,
        "case_number": case.number,
        "issued_on": life.events[-1].day.isoformat(),
        "matter": case.title,
        "submitted_on": life.events[0].day.isoformat(),
    }


def _procedural(case: Case, life: Life, found: Tree) -> dict[str, str]:  # noqa: ARG001 - all bodies are asked alike
    event = life.events[-1]
    if event.step is Step.REGISTER:
        return {}
    return {"forwarded_to": life.agency(event.text("to")).name, "forwarded_on": event.day.isoformat()}


def _acceptance(case: Case, life: Life, found: Tree) -> dict[str, str]:  # noqa: ARG001 - all bodies are asked alike
    event = life.events[-1]
    answer = next(d for d in duties_of(life, found.law) if d.kind is DutyKind.ANSWER and d.owner == event.agency)
    return {"accepted_on": event.day.isoformat(), "due_on": answer.due_legal.isoformat()}


def _decline(case: Case, life: Life, found: Tree) -> dict[str, str]:  # noqa: ARG001 - all bodies are asked alike
    why = life.events[-1].text("why")
    return {"reason": why, "route": life.events[-1].text("route") or "依照法律规定的程序向有权处理的机关提出"}


def _opinion(case: Case, life: Life, found: Tree) -> dict[str, str]:
    event = life.events[-1]
    agency = life.agency(event.agency)
    organ = review_organ_of(agency, found)
    decided = papers.CONCLUSION_SENTENCES[Conclusion(event.text("conclusion"))]
    return {
        "request": case.text,
        "facts": event.text("facts") or event.text("text"),
        "opinion": event.text("text") if event.text("facts") else decided,
        "basis": event.text("basis") or papers.basis_of(event.day),
        "review_organ": organ,
        "remedy": papers.remedy(organ),
    }


def _service(case: Case, life: Life, found: Tree) -> dict[str, str]:  # noqa: ARG001 - all bodies are asked alike
    event = life.events[-1]
    return {
        "paper_title": papers.title_of(PaperKind.OPINION),
        "paper_number": _UNNUMBERED,
        "method": event.text("method"),
        "served_on": event.day.isoformat(),
    }


_BODIES = {
    PaperKind.PROCEDURAL_NOTICE: _procedural,
    PaperKind.ACCEPTANCE_NOTICE: _acceptance,
    PaperKind.DECLINE_NOTICE: _decline,
    PaperKind.OPINION: _opinion,
    PaperKind.SERVICE_RECEIPT: _service,
}
