"""Puts a bulletin on paper: HTML, DOCX and PDF, from the one frozen body."""

from __future__ import annotations

from pathlib import Path

from django.template.loader import render_to_string

from wangfang.records.bulletins.models import Bulletin
from wangfang.records.printing import press
from wangfang.rules.bulletins import Series
from wangfang.rules.refusal import Refused

WORDS = {Series.QUARTERLY: "通报", Series.SPECIAL: "专报"}
"""How the files of each series begin."""


def html_of(bulletin: Bulletin) -> str:
    """Return the bulletin as one page that stands alone."""
    return render_to_string("bulletins/bulletin.html", {"sheet": bulletin.body})


def pdf_of(bulletin: Bulletin) -> bytes:
    """Return the bulletin as PDF in the official layout."""
    return press.pdf("bulletin", bulletin.body)


def docx_of(bulletin: Bulletin) -> bytes:
    """Return the bulletin as DOCX in the official layout."""
    return press.docx("bulletin", bulletin.body)


def write(bulletin: Bulletin, folder: Path) -> list[Path]:
    """Write the three forms into a folder, which is made when it is missing; returns their paths.

    Raises:
        Refused: the folder cannot be written.
    """
    number = f"第{bulletin.serial}期" if bulletin.serial else "送审稿"
    word = WORDS[Series(bulletin.series)]
    name = f"{word}-{bulletin.period}-{bulletin.definition}-{number}"
    forms = {"html": html_of(bulletin).encode(), "docx": docx_of(bulletin), "pdf": pdf_of(bulletin)}
    paths = [folder / f"{name}.{ending}" for ending in forms]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in zip(paths, forms.values(), strict=True):
            path.write_bytes(content)
    except OSError as fault:
        raise Refused(f"不能写到“{folder}”：{fault.strerror}") from fault
    return paths
