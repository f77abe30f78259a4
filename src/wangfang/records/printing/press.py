"""How does a paper get onto paper: as PDF, or as DOCX to work on?"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

import typst

from wangfang.records.printing import wordfile
from wangfang.records.printing.glyphs import faces, sentence, told, undrawable
from wangfang.records.printing.printable import clean, needs_more_fonts
from wangfang.records.printing.wording import letter
from wangfang.rules.papers import PaperKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wangfang.records.printing.shapes import Bulletin, Letter, Slip

BULLETIN = "bulletin"
SLIP = "slip"
TEMPLATES = frozenset({*PaperKind, BULLETIN, SLIP})

_ROOM = Path(str(files("wangfang.records.printing")))
_LAYOUTS = {BULLETIN: "bulletin.typ", SLIP: "slip.typ"}


def pdf(template: str, data: Mapping[str, object]) -> bytes:
    """Return a paper as PDF; the same data gives the same bytes.

    `template` is a `PaperKind` with the body of the paper, "bulletin" with a `shapes.Bulletin`,
    "slip" with a `shapes.Slip`.

    Raises:
        Incomplete: the paper lacks something that the law wants in it.
        ValueError: there is no such template.
    """
    text = _drawn(composed(template, data))
    machine = _machine(_LAYOUTS.get(template, "letter.typ"), wide=needs_more_fonts(text))
    return machine.print(text)


def _drawn(sheet: Letter | Bulletin | Slip) -> str:
    """Return a sheet as JSON in which every character can be drawn, with a sentence on those that could not."""
    text = json.dumps(sheet, ensure_ascii=False)
    missing = undrawable(text) if needs_more_fonts(text) else ()
    if not missing:
        return text
    return told(json.dumps({**sheet, "note": sentence(missing)}, ensure_ascii=False), missing)


def docx(template: str, data: Mapping[str, object]) -> bytes:
    """Return a paper as DOCX with the typefaces of GB/T 9704 named in it; the slip has none.

    Raises:
        Incomplete: the paper lacks something that the law wants in it.
        ValueError: there is no such template, or it is the slip.
    """
    if template == SLIP:
        msg = "the slip is only printed"
        raise ValueError(msg)
    sheet = composed(template, data)
    if template == BULLETIN:
        return wordfile.bulletin(cast("Bulletin", sheet))  # composed() has given it that shape
    return wordfile.letter(cast("Letter", sheet))  # likewise


def composed(template: str, data: Mapping[str, object]) -> Letter | Bulletin | Slip:
    """Return the sheet that would be printed, for a page that shows it on the screen.

    Raises:
        Incomplete: the paper lacks something that the law wants in it.
        ValueError: there is no such template.
    """
    if template not in TEMPLATES:
        msg = f"no template {template!r}"
        raise ValueError(msg)
    ready = clean(dict(data))
    if template == BULLETIN:
        return cast("Bulletin", ready)  # the caller built it with shapes.Bulletin
    if template == SLIP:
        return cast("Slip", ready)  # the caller built it with shapes.Slip
    body = cast("dict[str, str]", ready)  # the body of a paper holds texts only
    return letter(PaperKind(template), body)


class _Machine:
    """A warm compiler of one layout; it takes one sheet at a time."""

    def __init__(self, layout: str, *, wide: bool) -> None:
        templates = str(_ROOM / "templates")
        self._lock = Lock()
        self._compiler = typst.Compiler(str(_ROOM / "templates" / layout), root=templates, font_paths=faces(wide=wide))

    def print(self, text: str) -> bytes:
        with self._lock:
            made = self._compiler.compile(format="pdf", sys_inputs={"data": text})
        return cast("bytes", made)  # pages come as a list only for pictures


@cache
def _machine(layout: str, *, wide: bool) -> _Machine:
    """Return the compiler of a layout; `wide` ones also look into the fonts of the machine, for rare characters."""
    return _Machine(layout, wide=wide)
