"""A bulletin to print, and how a sheet and a PDF are read."""

from __future__ import annotations

import io

from pypdf import PdfReader

from tests.records.printing.bodies import BODIES
from wangfang.records.printing.shapes import Block, Bulletin, Column, column, heading, para, subheading, table
from wangfang.records.printing.wording import letter
from wangfang.rules.papers import PaperKind

COLUMNS: list[Column] = [column("序号"), column("编号", share=2), column("责任单位", "left", 3)]


def bulletin(rows: int) -> Bulletin:
    """Return a bulletin with a table of so many rows."""
    listed = [[str(nth), f"2301-{nth:05d}", f"第{nth}街道办事处"] for nth in range(1, rows + 1)]
    return {
        "issuer": "哈尔滨市信访局",
        "name": "网上信访工作通报",
        "issue": "〔2017〕第4期",
        "dated": "2018年1月5日",
        "title": "关于2017年第四季度网上信访工作情况的通报",
        "to": "各县（市、区）信访局",
        "blocks": [
            heading("一、总体情况"),
            para("信访部门及时受理率98.72%。"),
            table("表1　超期事项", COLUMNS, listed, foot=["合计", "—", f"{rows}件"], note="注：按编号排列。"),
        ],
        "reported_to": "市联席会议召集人",
        "copies": "市直各部门",
        "printed_on": "2018年1月5日",
        "basis": "统计口径：法定口径。",
    }


def sparse() -> Bulletin:
    """Return a bulletin with nothing but a heading and a bare table."""
    return {
        **bulletin(1),
        "to": "",
        "blocks": [subheading("（一）各县"), table("", [column("名"), column("数")], [["甲", "1"]])],
        "reported_to": "",
        "copies": "",
        "printed_on": "",
        "basis": "",
    }


def texts(blocks: list[Block]) -> list[str]:
    """Return every text of the blocks: paragraphs and headings, cells of tables and forms."""
    found: list[str] = []
    for block in blocks:
        if block["kind"] == "table" or block["kind"] == "form":
            found += [cell for row in block["rows"] for cell in row]
        else:
            found.append(block["text"])
    return found


def texts_of(kind: PaperKind) -> list[str]:
    """Return every text in the middle of the complete paper of a kind."""
    return texts(letter(kind, BODIES[kind])["blocks"])


def reader(made: bytes) -> PdfReader:
    """Return an opened PDF."""
    return PdfReader(io.BytesIO(made))


def squeezed(text: str) -> str:
    """Return a text without white space: a PDF keeps gaps, not spaces."""
    return "".join(text.replace("\u200b", "").split())


def read(made: bytes) -> str:
    """Return all that a PDF says, page after page, without white space."""
    return squeezed("".join(page.extract_text() for page in reader(made).pages))


def lines_of(made: bytes, page: int, size: float | None = 16) -> dict[float, list[tuple[float, str]]]:
    """Return the pieces of text of one size, or all, on a page: distance from the left edge, by height of the line."""
    found: dict[float, list[tuple[float, str]]] = {}

    def visit(text: str, outer: list[float], inner: list[float], _font: object, now: float) -> None:
        if text.strip() and (size is None or abs(now - size) < 0.01):
            left, up = outer[4] + inner[4], outer[5] - inner[5]
            found.setdefault(round(up, 1), []).append((left, text.strip()))

    reader(made).pages[page].extract_text(visitor_text=visit)
    return found
