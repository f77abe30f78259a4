"""Which phrases do papers share: days in words, the matter, the law, a text as paragraphs?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from wangfang.records.printing.shapes import Block, para
from wangfang.rules.details import WORDS
from wangfang.rules.facts import Step
from wangfang.rules.papers import cited

if TYPE_CHECKING:
    from collections.abc import Mapping

FORM_WORDS = {"online": "网上", "letter": "来信", "visit": "来访", "call": "来电"}
PURPOSE_WORDS = {
    "suggestion": "意见建议",
    "accusation": "检举控告",
    "request": "求决",
    "appeal": "申诉",
    "other": "其他",
}
PAUSE_WORDS = WORDS[Step.PAUSE]["why"]


def in_words(day: str) -> str:
    """Return a day written 2017-09-01 as 2017年9月1日."""
    found = date.fromisoformat(day.strip())
    return f"{found.year}年{found.month}月{found.day}日"


def day_in(body: Mapping[str, str], field: str) -> str:
    """Return the day of a field in words, empty when it says none."""
    return in_words(body[field]) if body.get(field, "").strip() else ""


def law(body: Mapping[str, str], old: str, new: str) -> str:
    """Return the article of the law in force on the day of the paper."""
    return cited(old, new, date.fromisoformat(body["issued_on"].strip()))


def your_matter(body: Mapping[str, str]) -> str:
    """Return how a paper to the petitioner names what it is about."""
    return f"您于{in_words(body['submitted_on'])}提出的“{body['matter']}”信访事项（编号{body['case_number']}）"


def their_matter(body: Mapping[str, str]) -> str:
    """Return how a paper to an organ names what it is about."""
    who, day = body["petitioner"], in_words(body["submitted_on"])
    return f"信访人{who}于{day}提出的“{body['matter']}”信访事项（编号{body['case_number']}）"


def paras(text: str) -> list[Block]:
    """Return one paragraph a line, without the empty ones and without the indents that were typed in."""
    return [para(line.strip()) for line in text.splitlines() if line.strip()]


def contact(body: Mapping[str, str]) -> list[str]:
    """Return the line that says whom to ask, when the paper says it."""
    said = (("联系人", body.get("contact", "")), ("联系电话", body.get("phone", "")))
    line = "　　".join(f"{name}：{value}" for name, value in said if value.strip())
    return [line] if line else []
