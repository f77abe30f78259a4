"""Which papers the last step owes, and which numbers they get."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import connection

from wangfang.records.agencies.tree import Tree
from wangfang.records.cases.letter_bodies import LETTERS
from wangfang.records.cases.models import Case, Paper
from wangfang.records.cases.paper_bodies import BODIES, UNNUMBERED, Matter, head_of
from wangfang.records.cases.remedy_bodies import REMEDIES, review_organ_of
from wangfang.records.printing import press
from wangfang.rules import papers
from wangfang.rules.facts import Agency, Life, day_of
from wangfang.rules.papers import PaperKind
from wangfang.rules.showing import Showing

__all__ = ["docx_of", "numbered", "owed", "pdf_of", "review_organ_of", "sheet_data", "short_name"]

_NEXT_SERIALS = """
    insert into cases_paperserial (agency_id, kind, year, last)
    select * from unnest(%s::bigint[], %s::text[], %s::smallint[], %s::int[])
    on conflict (agency_id, kind, year) do update set last = cases_paperserial.last + excluded.last
    returning agency_id, kind, year, last
"""
_BODIES = {**BODIES, **LETTERS, **REMEDIES}
_ENDINGS = ("人民政府", "办事处", "委员会", "局")
_PLACES = {kind: place for place, kind in enumerate(PaperKind)}

_OPINION = {"opinion_number": PaperKind.OPINION}
_REVIEWED = {"opinion_number": PaperKind.REVIEW_OPINION}
_LINKS: Mapping[str, Mapping[str, PaperKind]] = {
    PaperKind.SERVICE_RECEIPT: {"paper_number": PaperKind.OPINION},
    PaperKind.CLOSING_REPORT: {"assignment_number": PaperKind.ASSIGNMENT_LETTER, **_OPINION},
    PaperKind.REVIEW_APPLICATION: _OPINION,
    PaperKind.REVIEW_ACCEPTANCE: _OPINION,
    PaperKind.REVIEW_OPINION: _OPINION,
    PaperKind.RECHECK_APPLICATION: _REVIEWED,
    PaperKind.RECHECK_ACCEPTANCE: _REVIEWED,
    PaperKind.RECHECK_OPINION: _REVIEWED,
}
"""Fields in which a paper names the number of an earlier one of the same case."""

Series = tuple[int, str, int]
"""An agency, a kind of paper, a year: what is counted together."""


def owed(case: Case, life: Life, found: Tree) -> list[Paper]:
    """Return the papers that the last step owes, complete but without their numbers.

    Raises:
        Incomplete: a paper would lack what the law wants in it.
    """
    return [_drafted(Matter(case, life, found, one.issuer), one.kind) for one in papers.owed_by(life)]


def _drafted(matter: Matter, kind: PaperKind) -> Paper:
    said = {**head_of(matter, kind), **_BODIES[kind](matter)}
    body = {name: text for name, text in said.items() if text}
    papers.require_complete(kind, body)
    paper = Paper(
        case=matter.case,
        kind=kind,
        issuer_id=matter.found.key_of[matter.issuer.code],
        step=matter.event.number,
        issued_at=matter.event.occurred_at,
    )
    paper.body = body
    return paper


def numbered(owing: Sequence[Paper], found: Tree) -> Sequence[Paper]:
    """Give papers their yearly numbers without gaps or races: one counter row for each series.

    All counters are moved on in one statement, in the order of a life, so that two transactions never
    wait for each other.
    """
    series: dict[Series, list[Paper]] = defaultdict(list)
    for paper in owing:
        series[paper.issuer_id, paper.kind, day_of(paper.issued_at).year].append(paper)
    for (issuer, kind, year), last in _drawn(series).items():
        batch = series[issuer, kind, year]
        short = short_name(found.agency(found.code_of[issuer]))
        for serial, paper in enumerate(batch, start=last - len(batch) + 1):
            paper.number = papers.number(PaperKind(kind), short, year, serial)
    _name_earlier(owing)
    return owing


def short_name(agency: Agency) -> str:
    """Return the short form of an agency's name that its papers are numbered under (机关代字)."""
    return next((agency.name.removesuffix(e) for e in _ENDINGS if agency.name.endswith(e)), agency.name)


def _drawn(series: Mapping[Series, Sequence[Paper]]) -> dict[Series, int]:
    """Move the counters on and return where each stands now."""
    if not series:
        return {}
    keys = sorted(series, key=lambda key: (_PLACES[PaperKind(key[1])], key))
    columns = [list(column) for column in zip(*keys, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_SERIALS, [*columns, [len(series[key]) for key in keys]])
        return {(agency, kind, year): int(last) for agency, kind, year, last in cursor.fetchall()}


def _name_earlier(owing: Sequence[Paper]) -> None:
    """Put into each paper the numbers of the earlier ones that it names, such as the opinion that was served."""
    newest: dict[tuple[int, str], str] = {}
    for paper in owing:
        links = _LINKS.get(paper.kind, {})
        if links:
            told = {field: newest.get((paper.case_id, kind)) or _kept(paper, kind) for field, kind in links.items()}
            paper.body = {**paper.body, **told}
        newest[paper.case_id, paper.kind] = paper.number


def _kept(paper: Paper, kind: PaperKind) -> str:
    earlier = Paper.objects.filter(case_id=paper.case_id, kind=kind).order_by("-pk")
    return earlier.values_list("number", flat=True).first() or UNNUMBERED


def sheet_data(paper: Paper, shows: Showing | None = None) -> dict[str, object]:
    """Return what the printing room is given: the body with the number of the paper.

    `shows` is what its reader sees of the case: without the identity no word of it stands on the paper. None is
    for the petitioner and the operator.
    """
    body: Mapping[str, object] = paper.body
    if shows is not None:
        body = {name: shows.clean(text) if isinstance(text, str) else text for name, text in body.items()}
    return {**body, "number": paper.number}


def pdf_of(paper: Paper, shows: Showing | None = None) -> bytes:
    """Return a paper as PDF in the official layout, as somebody sees it."""
    return press.pdf(PaperKind(paper.kind), sheet_data(paper, shows))


def docx_of(paper: Paper, shows: Showing | None = None) -> bytes:
    """Return a paper as DOCX in the official layout, as somebody sees it."""
    return press.docx(PaperKind(paper.kind), sheet_data(paper, shows))
