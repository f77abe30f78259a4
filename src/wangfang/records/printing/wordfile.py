"""How does a sheet become a DOCX that looks like an official paper in WPS and Word?

The typefaces are named, not embedded: 仿宋_GB2312, 方正小标宋简体, 黑体 and 楷体_GB2312 are on every office
machine that writes official papers, and are not ours to ship.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from wangfang.records.printing import wordtables
from wangfang.records.printing.wordtype import BODY, HEADING, SUBHEADING, TITLE, face

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from wangfang.records.printing import shapes

PITCH = Pt(28.9)
SIZE = 16
TITLE_SIZE = 22
SMALL_SIZE = 14
MOST_HEAD_SIZE = 36
LEAST_HEAD_SIZE = 24
WIDTH_PT = 442
RED = RGBColor(0xE6, 0x00, 0x12)
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # papers carry their day in the text; there is no clock here


def letter(sheet: shapes.Letter) -> bytes:
    """Return a paper to one person."""
    document = _empty(sheet["title"])
    if sheet["red_head"]:
        _red_head(document, sheet["issuer"], sheet["number"])
    _line(document, sheet["title"], SIDE.CENTER, TITLE, TITLE_SIZE)
    if sheet["to"]:
        _line(document, f"{sheet['to']}：")
    _blocks(document, sheet["blocks"])
    for text in sheet["after"]:
        _indented(document, text)
    _signature(document, sheet["signed_by"], sheet["signed_on"])
    _imprint(document, {"抄送": sheet["copies"]}, sheet["printed_on"])
    return _saved(document)


def bulletin(sheet: shapes.Bulletin) -> bytes:
    """Return a bulletin."""
    document = _empty(sheet["title"])
    _red_head(document, sheet["name"], sheet["issue"], f"{sheet['issuer']}　　{sheet['dated']}")
    _line(document, sheet["title"], SIDE.CENTER, TITLE, TITLE_SIZE)
    if sheet["to"]:
        _line(document, f"{sheet['to']}：")
    _blocks(document, sheet["blocks"])
    _signature(document, sheet["issuer"], sheet["dated"])
    if behind := sheet.get("behind"):
        document.add_page_break()  # type: ignore[no-untyped-call]  # python-docx says no types here
        _blocks(document, behind)
    for text in sheet.get("basis", "").splitlines():
        _indented(document, text, size=12)
    _imprint(document, {"抄报": sheet["reported_to"], "抄送": sheet["copies"]}, sheet["printed_on"])
    return _saved(document)


def _empty(title: str) -> Document:
    """Return A4 with the margins of GB/T 9704 and page numbers outside."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    face(document.styles["Normal"], BODY, SIZE)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], SIDE.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], SIDE.LEFT)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:200], "", ""
    properties.created = properties.modified = _MOMENT
    return document


def _page_number(paragraph: Paragraph, side: SIDE) -> None:
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(SMALL_SIZE)
    face(paragraph.add_run("— "), BODY, SMALL_SIZE)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    shown = paragraph.add_run("1")
    face(shown, BODY, SMALL_SIZE)
    shown.element.addprevious(field)
    field.append(shown.element)  # the run moves into the field, so that the number keeps its size
    face(paragraph.add_run(" —"), BODY, SMALL_SIZE)


def _line(document: Document, text: str, side: SIDE = SIDE.JUSTIFY, name: str = BODY, size: float = SIZE) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = side
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, PITCH
    shape.space_before = shape.space_after = Pt(0)
    if size > SIZE:
        shape.line_spacing = Pt(size * 1.5)
        shape.space_after = Pt(SIZE / 2)
    face(paragraph.add_run(text), name, size)
    return paragraph


def _indented(document: Document, text: str, name: str = BODY, size: float = SIZE) -> None:
    """Add a paragraph whose first line is indented by two characters, whatever their size."""
    paragraph = _line(document, text, name=name, size=size)
    paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 - no call for indents in characters
    indent.set(qn("w:firstLineChars"), "200")


def _red_head(document: Document, name: str, *under: str) -> None:
    size = max(LEAST_HEAD_SIZE, min(MOST_HEAD_SIZE, WIDTH_PT // max(len(name), 1)))
    head = _line(document, name, SIDE.CENTER, TITLE, size)
    head.runs[0].font.color.rgb = RED
    last = head
    for text in filter(None, under):
        last = _line(document, text, SIDE.CENTER)
    wordtables.underline(last, "E60012")
    last.paragraph_format.space_after = Pt(SIZE)


def _blocks(document: Document, blocks: list[shapes.Block]) -> None:
    for block in blocks:
        if block["kind"] == "table":
            wordtables.add_table(document, block)
        elif block["kind"] == "form":
            wordtables.add_form(document, block)
        else:
            name = {"heading": HEADING, "subheading": SUBHEADING}.get(block["kind"], BODY)
            for text in filter(str.strip, block["text"].split("\n")):
                _indented(document, text, name)


def _signature(document: Document, by: str, on: str) -> None:
    if not by:
        return
    _line(document, "")
    for text in filter(None, (by, on)):
        line = _line(document, text, SIDE.RIGHT)
        line.paragraph_format.right_indent = Pt(4 * SIZE)
        line.paragraph_format.keep_with_next = text is by


def _imprint(document: Document, copies: dict[str, str], printed_on: str) -> None:
    lines = [f"{name}：{text}" for name, text in copies.items() if text]
    if printed_on:
        lines.append(f"{printed_on}印发")
    for nth, text in enumerate(lines):
        side = SIDE.RIGHT if nth == len(lines) - 1 and printed_on else SIDE.LEFT
        line = _line(document, text, side, size=SMALL_SIZE)
        wordtables.box(line, top=nth == 0, bottom=nth == len(lines) - 1)
        if nth == 0:
            line.paragraph_format.space_before = PITCH


def _saved(document: Document) -> bytes:
    target = BytesIO()
    document.save(target)
    return target.getvalue()
