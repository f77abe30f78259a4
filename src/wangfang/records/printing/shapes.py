"""What does a sheet of paper consist of, before anybody lays it out?

Everything here is plain data that can travel as JSON: the same shape goes to the PDF, to the DOCX and to
the page on the screen. All texts are plain text; nothing in them is markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict

if TYPE_CHECKING:
    from collections.abc import Sequence


class Words(TypedDict):
    """A paragraph (para), a heading of the first level (heading: 一、…) or of the second (subheading: （一）…)."""

    kind: Literal["para", "heading", "subheading"]
    text: str


class Column(TypedDict):
    """A column: its heading, how its cells stand, its share of the width (1 is usual)."""

    title: str
    align: Literal["left", "center", "right"]
    share: float


class Table(TypedDict):
    """A table with a repeated head; every row has one text a column; `foot` is a last row in bold."""

    kind: Literal["table"]
    caption: str
    columns: list[Column]
    rows: list[list[str]]
    foot: list[str]
    note: str


class Form(TypedDict):
    """A form of two columns, what is asked and what stands there; an empty answer is a line to write on."""

    kind: Literal["form"]
    rows: list[list[str]]


Block = Words | Table | Form


class Letter(TypedDict):
    """A paper from an agency to one person (告知书、意见书、送达回证): one page or more, A4.

    Days are in words (2017年9月1日). Empty strings are left out of the print. With `red_head` the agency
    stands above in red, as papers with a number do; a form such as 送达回证 has none.
    """

    red_head: bool
    issuer: str  # 先锋路街道办事处
    number: str  # 先街信意字〔2017〕23号
    title: str  # 信访事项处理意见书
    to: str  # 王**, without colon
    blocks: list[Block]
    signed_by: str
    signed_on: str
    after: list[str]  # lines under the signature: 联系人, 附件
    copies: str  # 抄送: 南岗区信访局
    printed_on: str  # 印发日期


class Bulletin(TypedDict):
    """A bulletin (通报、专报): red head, number of the issue, sections with tables."""

    issuer: str  # 哈尔滨市信访局
    name: str  # 网上信访工作通报: the red head
    issue: str  # 〔2017〕第4期
    dated: str  # 2018年1月5日
    title: str  # 关于2017年第四季度全市网上信访工作情况的通报
    to: str  # 主送, with commas
    blocks: list[Block]
    reported_to: str  # 抄报
    copies: str  # 抄送
    printed_on: str
    basis: NotRequired[str]  # 统计口径、数据截止时间, in small print under it all
    behind: NotRequired[list[Block]]  # 附件、签收登记、批示栏: on pages of their own behind the signature


class Slip(TypedDict):
    """The slip with the query code (查询码纸条) for a petitioner without a phone."""

    issuer: str
    case_number: str
    query_code: str
    matter: str
    submitted_on: str
    where: str  # the address to look it up, or the desk to ask
    phone: str


def para(text: str) -> Words:
    """Return a paragraph; a line feed in it starts another one."""
    return {"kind": "para", "text": text}


def heading(text: str) -> Words:
    """Return a heading of the first level, with its number in the text."""
    return {"kind": "heading", "text": text}


def subheading(text: str) -> Words:
    """Return a heading of the second level, with its number in the text."""
    return {"kind": "subheading", "text": text}


def column(title: str, align: Literal["left", "center", "right"] = "center", share: float = 1) -> Column:
    """Return a column of a table."""
    return {"title": title, "align": align, "share": share}


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    foot: Sequence[str] = (),
    note: str = "",
) -> Table:
    """Return a table.

    Raises:
        ValueError: a row has not one text a column.
    """
    for row in (*rows, *([foot] if foot else [])):
        if len(row) != len(columns):
            msg = f"a row of {len(row)} texts in a table of {len(columns)} columns"
            raise ValueError(msg)
    return {
        "kind": "table",
        "caption": caption,
        "columns": list(columns),
        "rows": [list(row) for row in rows],
        "foot": list(foot),
        "note": note,
    }


def form(rows: Sequence[tuple[str, str]]) -> Form:
    """Return a form of questions and answers."""
    return {"kind": "form", "rows": [list(row) for row in rows]}


class Part(TypedDict):
    """One part of a volume: blocks under its name, or a paper that stands for itself."""

    name: str
    blocks: NotRequired[list[Block]]
    letter: NotRequired[Letter]


class Picture(TypedDict):
    """An attached original that is bound in: where it lies under the folder of files, and which of its pages."""

    name: str
    path: str
    format: Literal["png", "jpg", "pdf"]
    pages: list[int]


class Volume(TypedDict):
    """A whole case in one volume (卷宗、一案一档)."""

    cover: list[list[str]]
    made: str  # by whom and on which day it was put together
    parts: list[Part]
    pictures: list[Picture]
