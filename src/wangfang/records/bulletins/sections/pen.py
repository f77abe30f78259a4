"""How is a section written: sentences whose figures are marks, the figures beside them, the tables under them?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from wangfang.records.printing.shapes import Column, Table, column, table
from wangfang.rules.indicators import Indicator
from wangfang.rules.locked_figures import mark
from wangfang.rules.rankings import NOTHING_DUE, Entrant, growth, percent_text, points

NAMES = {
    Indicator.BUREAU_TIMELY: "信访部门及时受理率",
    Indicator.UNIT_TIMELY: "责任单位及时受理率",
    Indicator.ONTIME_CLOSURE: "责任单位按期办结率",
}
MOST_NAMED = 10
"""So many agencies a sentence names; the annex has them all."""


_BRACES = str.maketrans("{}", "｛｝")


class Section(TypedDict):
    """One section as it is kept: its title with the number, its figures by name, and its tables."""

    title: str
    figures: dict[str, str]
    tables: list[Table]


@dataclass(slots=True)
class Pen:
    """Writes one section."""

    title: str
    lines: list[str] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)

    def say(self, sentence: str) -> None:
        """Write one paragraph."""
        self.lines.append(sentence)

    def put(self, name: str, value: object) -> str:
        """Lock a figure under a name, and return the mark that stands for it; what others wrote cannot break the marks."""
        self.figures[name] = " ".join(str(value).split()).translate(_BRACES)
        return mark(name)

    def draw(self, caption: str, heads: Sequence[Column], rows: Sequence[Sequence[str]], note: str = "") -> None:
        """Put a table under the text, if it has a row."""
        if rows:
            self.tables.append(table(caption, heads, rows, note=note))

    @property
    def text(self) -> str:
        """Return what was written, a paragraph to a line."""
        return "\n".join(self.lines)

    def section(self) -> Section:
        """Return the section without its text, which has versions of its own."""
        return {"title": self.title, "figures": self.figures, "tables": self.tables}


def heads(first: str, *others: str, wide: Sequence[str] = ()) -> list[Column]:
    """Return the columns of a table: names on the left, then figures; rates and changes stand on the right."""
    plain = [column(word, "right" if word in wide else "center", 1.3 if word in wide else 1) for word in others]
    return [column(first, "left", 2.2), *plain]


def rate(one: Entrant) -> str:
    """Return a rate as it is printed."""
    return percent_text(one.met, one.due)


def names(counties: Sequence[Entrant]) -> str:
    """Return the first of some counties by name, and how many there are when not all are named."""
    more = f"等{len(counties)}个县（市、区）" if len(counties) > MOST_NAMED else ""
    return "、".join(one.name for one in counties[:MOST_NAMED]) + more


def changed(now: int, before: int, against: str) -> str:
    """Return how a number has changed against another period: 比上期增加12.50%."""
    if not before:
        return f"{against}没有，不作比较" if now else f"{against}也没有"
    if now == before:
        return f"与{against}持平"
    word = "增加" if now > before else "减少"
    return f"比{against}{word}{abs(growth(now, before) or 0)}%"


def moved(now: Entrant, before: Entrant | None) -> str:
    """Return how a rate has changed against the period before: 比上期上升1.20个百分点; empty where one of them has no rate."""
    change = points(now, before) if before else None
    if change is None:
        return ""
    if not change:
        return "与上期持平"
    return f"比上期{'上升' if change > 0 else '下降'}{abs(change)}个百分点"


def against(now: Entrant, before: Entrant | None) -> str:
    """Return the change against the period before as a table shows it: +1.20, or — when there is none."""
    change = points(now, before) if before else None
    if change is None:
        return NOTHING_DUE
    return f"{change:+}" if change else f"{change}"
