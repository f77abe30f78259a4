"""Does the DOCX carry the measures and typefaces of GB/T 9704, and the same text as the PDF?"""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.records.printing.bodies import BODIES
from tests.records.printing.papers import bulletin, sparse, texts_of
from wangfang.records.printing import press
from wangfang.rules.papers import Incomplete, PaperKind


def opened(made: bytes) -> Document:
    return docx.Document(io.BytesIO(made))


def opinion(**changed: str) -> Document:
    return opened(press.docx(PaperKind.OPINION, {**BODIES[PaperKind.OPINION], **changed}))


def line(document: Document, start: str) -> Paragraph:
    return next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith(start))


def found(element: BaseOxmlElement, path: str) -> list[object]:
    return list(element.xpath(path))


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_paper_has_the_page_of_the_standard(kind: PaperKind) -> None:
    section = opened(press.docx(kind, BODIES[kind])).sections[0]
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(margin.mm) for margin in margins if margin is not None] == [37, 26, 35, 28]
    assert [round(side.mm) for side in (section.page_width, section.page_height) if side is not None] == [210, 297]


@pytest.mark.parametrize(
    ("start", "face", "size"),
    [
        ("先锋路街道办事处", "方正小标宋简体", 36),  # red head
        ("信访事项处理意见书", "方正小标宋简体", 22),  # title
        ("一、您的请求", "黑体", 16),  # heading
        ("请求修缮屋面", "仿宋_GB2312", 16),  # text
        ("2017年9月1日印发", "仿宋_GB2312", 14),  # imprint
    ],
)
def test_each_part_is_set_in_its_typeface(start: str, face: str, size: float) -> None:
    run = line(opinion(), start).runs[0]
    assert found(run.element, "./w:rPr/w:rFonts/@w:eastAsia") == [face]
    assert (run.font.size, run.font.name) == (Pt(size), "Times New Roman")


def test_text_runs_at_the_fixed_pitch_with_two_characters_of_indent() -> None:
    shape = line(opinion(), "您于").paragraph_format
    assert shape.line_spacing == Pt(28.9)
    assert found(line(opinion(), "您于")._p, "./w:pPr/w:ind/@w:firstLineChars") == ["200"]


def test_page_numbers_stand_outside_on_odd_and_even_pages() -> None:
    document = opinion()
    assert document.settings.odd_and_even_pages_header_footer is True
    section = document.sections[0]
    for footer in (section.footer, section.even_page_footer):
        assert found(footer.paragraphs[0]._p, "./w:fldSimple/@w:instr") == ["PAGE"]
    assert section.footer.paragraphs[0].alignment != section.even_page_footer.paragraphs[0].alignment


def test_the_red_rule_stands_under_the_number() -> None:
    assert found(line(opinion(), "先街信意字")._p, "./w:pPr/w:pBdr/w:bottom/@w:color") == ["E60012"]


@pytest.mark.parametrize("kind", list(PaperKind))
def test_the_docx_says_what_the_sheet_says(kind: PaperKind) -> None:
    document = opened(press.docx(kind, BODIES[kind]))
    said = [paragraph.text for paragraph in document.paragraphs]
    said += [cell for table in document.tables for row in cells(table) for cell in row]
    assert [text for text in texts_of(kind) if text not in said] == []


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("漏\x00雨", "漏雨"),  # NUL
        ("漏\udc80雨", "漏\ufffd雨"),  # half of a character
        ("漏\ufffe雨", "漏雨"),  # no character of XML
        ("<w:p/>&amp;", "<w:p/>&amp;"),  # markup
        ("㛃·𬭎", "㛃·𬭎"),  # rare characters
        ('=HYPERLINK("http://x")', '=HYPERLINK("http://x")'),
    ],
)
def test_any_text_can_be_written(typed: str, written: str) -> None:
    assert line(opinion(facts=typed), written).text == written


def test_lines_broken_by_hand_become_paragraphs() -> None:
    document = opinion(facts="第一段。\n\n　　第二段。\r\n第三段。")
    assert [line(document, f"第{nth}段").text for nth in "一二三"] == ["第一段。", "第二段。", "第三段。"]


def test_a_table_has_a_repeated_head_whole_rows_and_a_bold_foot() -> None:
    table = opened(press.docx("bulletin", bulletin(200))).tables[0]
    assert len(table.rows) == 202
    assert cells(table)[0] == ["序号", "编号", "责任单位"]
    heads = [bool(found(row._tr, "./w:trPr/w:tblHeader")) for row in table.rows]
    assert heads == [True] + [False] * 201
    assert all(found(row._tr, "./w:trPr/w:cantSplit") for row in table.rows)
    assert table.rows[-1].cells[0].paragraphs[0].runs[0].bold is True
    assert table.rows[-2].cells[0].paragraphs[0].runs[0].bold is None


def test_a_bulletin_ends_with_its_receivers() -> None:
    said = [paragraph.text for paragraph in opened(press.docx("bulletin", bulletin(1))).paragraphs]
    assert said[-4:] == ["统计口径：法定口径。", "抄报：市联席会议召集人", "抄送：市直各部门", "2018年1月5日印发"]


def test_a_sparse_bulletin_leaves_out_what_it_lacks() -> None:
    document = opened(press.docx("bulletin", sparse()))
    said = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert said[3:] == ["关于2017年第四季度网上信访工作情况的通报", "（一）各县", "哈尔滨市信访局", "2018年1月5日"]
    assert cells(document.tables[0]) == [["名", "数"], ["甲", "1"]]


def test_a_forwarding_slip_is_a_form_with_whom_to_ask() -> None:
    body = {**BODIES[PaperKind.FORWARDING_SLIP], "contact": "李明"}
    document = opened(press.docx(PaperKind.FORWARDING_SLIP, body))
    assert line(document, "联系人").text == "联系人：李明"
    assert cells(document.tables[0])[0] == ["信访事项编号", "230822-0482"]


def test_an_incomplete_paper_is_refused() -> None:
    with pytest.raises(Incomplete):
        opinion(facts=" ")


def test_the_slip_is_only_printed() -> None:
    with pytest.raises(ValueError, match="only printed"):
        press.docx(press.SLIP, {})
