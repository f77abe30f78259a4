"""How do tables, forms and rules look in a DOCX?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from wangfang.records.printing.wordtype import BODY, HEADING, face

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as WordTable
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph

    from wangfang.records.printing import shapes

WIDTH_MM = 156
ASKED_MM = 48
_SIDES = {"left": SIDE.LEFT, "center": SIDE.CENTER, "right": SIDE.RIGHT}


def add_table(document: Document, block: shapes.Table) -> None:
    """Add a table whose head is repeated on every page and whose rows are not torn apart."""
    columns = block["columns"]
    if block["caption"]:
        caption = document.add_paragraph()
        caption.alignment = SIDE.CENTER
        caption.paragraph_format.keep_with_next = True
        face(caption.add_run(block["caption"]), HEADING, 14)
    titles = [column["title"] for column in columns]
    rows = [titles, *block["rows"], *([block["foot"]] if block["foot"] else [])]
    shares = [column["share"] for column in columns]
    made = _grid(document, len(rows), [WIDTH_MM * share / sum(shares) for share in shares])
    sides = [_SIDES[column["align"]] for column in columns]
    for nth, (row, texts) in enumerate(zip(made.rows, rows, strict=True)):
        _fill(row, texts, [SIDE.CENTER] * len(sides) if nth == 0 else sides, HEADING if nth == 0 else BODY)
    _mark(made.rows[0], "w:tblHeader")
    if block["foot"]:
        for cell in made.rows[-1].cells:
            cell.paragraphs[0].runs[0].bold = True
    face(document.add_paragraph().add_run(block["note"]), BODY, 12)


def add_form(document: Document, block: shapes.Form) -> None:
    """Add a form of two columns with room to write."""
    made = _grid(document, len(block["rows"]), [ASKED_MM, WIDTH_MM - ASKED_MM])
    for row, texts in zip(made.rows, block["rows"], strict=True):
        row.height = Mm(11)
        _fill(row, texts, [SIDE.CENTER, SIDE.LEFT], BODY, size=14)


def underline(paragraph: Paragraph, colour: str) -> None:
    """Draw the red rule under a paragraph."""
    _border(paragraph, {"bottom": ("12", colour)})


def box(paragraph: Paragraph, *, top: bool, bottom: bool) -> None:
    """Draw a thin black rule above or under a paragraph, or both."""
    _border(paragraph, {side: ("6", "000000") for side, drawn in (("top", top), ("bottom", bottom)) if drawn})


def _border(paragraph: Paragraph, sides: dict[str, tuple[str, str]]) -> None:
    shape = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no call for borders
    borders = shape.makeelement(qn("w:pBdr"))
    for side, (size, colour) in sides.items():
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", size), ("space", "4"), ("color", colour)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    shape.insert(0, borders)  # the schema wants it before spacing, indents and alignment; ours have nothing earlier


def _grid(document: Document, rows: int, widths: list[float]) -> WordTable:
    made: WordTable = document.add_table(rows=rows, cols=len(widths))
    made.style = "Table Grid"
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for row in made.rows:
        _mark(row, "w:cantSplit")
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return made


def _fill(row: _Row, texts: list[str], sides: list[SIDE], name: str, size: float = 12) -> None:
    for cell, text, side in zip(row.cells, texts, sides, strict=True):
        _write(cell, text, side, name, size)


def _write(cell: _Cell, text: str, side: SIDE, name: str, size: float) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    face(paragraph.add_run(text), name, size)


def _mark(row: _Row, flag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(flag))  # noqa: SLF001 - python-docx has no call for row flags
