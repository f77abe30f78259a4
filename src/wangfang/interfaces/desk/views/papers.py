"""One paper of a case, on the screen, as PDF and to work on; and the whole case in one volume."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.frame import acts
from wangfang.records.cases import archive as archives
from wangfang.records.cases import lookups
from wangfang.records.cases.papers import docx_of, pdf_of, sheet_data
from wangfang.records.printing import press

if TYPE_CHECKING:
    from django.http import HttpRequest

    from wangfang.records.cases.models import Paper
    from wangfang.rules.showing import Showing

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def paper(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """X01: one paper as it is printed."""
    found, shows = _paper(request, number, key)
    said = {
        "letter": press.composed(found.kind, sheet_data(found, shows)),
        "back_url": reverse("desk:papers", args=[number]),
        "pdf_url": reverse("desk:paper-pdf", args=[number, key]),
    }
    return render(request, "desk/paper.html", said)


def paper_pdf(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Give the same paper as PDF."""
    found, shows = _paper(request, number, key)
    return _handed(pdf_of(found, shows), PDF, f"{number}-{found.kind}.pdf")


def paper_docx(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Give the same paper as DOCX."""
    found, shows = _paper(request, number, key)
    return _handed(docx_of(found, shows), WORD, f"{number}-{found.kind}.docx")


def archive(request: HttpRequest, number: str) -> HttpResponse:
    """卷宗: the whole case in one PDF, as far as this person sees its parts."""
    seen = opened(request, number)
    made = archives.pdf_of(seen.case, acts.today(), archives.Reader(seen.actor, seen.shows))
    return _handed(made, PDF, f"{number}-archive.pdf")


def _paper(request: HttpRequest, number: str, key: int) -> tuple[Paper, Showing]:
    """Return a paper that the person may read, and what of the case is seen.

    Raises:
        NotFound: the case has none of that key, or its part is not seen.
    """
    seen = opened(request, number)
    found = next((one for one in seen.papers if one.pk == key), None)
    if found is None:
        raise lookups.NotFound
    return found, seen.shows


def _handed(made: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
