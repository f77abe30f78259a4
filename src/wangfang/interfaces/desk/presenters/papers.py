"""How the papers of a case are listed, and which of them must be there before it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.interfaces.desk.presenters.history import Link
from wangfang.interfaces.desk.presenters.previews import Check
from wangfang.rules.facts import Step, day_of
from wangfang.rules.papers import Addressee, PaperKind, addressee_of, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from wangfang.records.cases.models import Paper
    from wangfang.rules.facts import Life

_TO = {
    Addressee.PETITIONER: gettext_lazy("给信访人"),
    Addressee.ORGAN: gettext_lazy("给机关单位"),
    Addressee.INTERNAL: gettext_lazy("内部"),
}
_FOR_CLOSING = (PaperKind.ACCEPTANCE_NOTICE, PaperKind.OPINION, PaperKind.SERVICE_RECEIPT)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of a case."""

    title: str
    number: str
    issuer: str
    issued_at: datetime
    url: str
    pdf_url: str
    docx_url: str
    to: StrOrPromise


def paper_lines(number: str, papers: Iterable[Paper]) -> list[PaperLine]:
    """Return the papers of a case, newest first."""
    told = [
        PaperLine(
            title=title_of(PaperKind(paper.kind), day_of(paper.issued_at)),
            number=paper.number,
            issuer=paper.issuer.name,
            issued_at=paper.issued_at,
            url=reverse("desk:paper", args=[number, paper.pk]),
            pdf_url=reverse("desk:paper-pdf", args=[number, paper.pk]),
            docx_url=reverse("desk:paper-docx", args=[number, paper.pk]),
            to=_TO[addressee_of(PaperKind(paper.kind))],
        )
        for paper in papers
    ]
    return told[::-1]


def paper_links(number: str, papers: Iterable[Paper]) -> list[tuple[int, Link]]:
    """Return each paper as a link with the step that issued it."""
    return [
        (paper.step, Link(reverse("desk:paper", args=[number, paper.pk]), title_of(PaperKind(paper.kind))))
        for paper in papers
    ]


def closing_checks(papers: Iterable[Paper], life: Life) -> list[Check]:
    """Return what must be in the file before a case is closed, and whether it is."""
    have = {PaperKind(paper.kind) for paper in papers}
    found = [
        Check(
            kind in have, (_("有《%(title)s》") if kind in have else _("缺《%(title)s》")) % {"title": title_of(kind)}
        )
        for kind in _FOR_CLOSING
    ]
    solved = any(event.step is Step.RESOLVE for event in life.events)
    told = _("已记录问题解决") if solved else _("还没有记录问题解决（可以办结，办结不等于解决）")
    return [*found, Check(ok=True, word=told)]
