"""Which span of days does the name of a statistical period mean?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wangfang.rules.facts import start_of
from wangfang.rules.refusal import Refused


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open span of days, named like 2017Q4, 2017M10, 2017W40 (ISO week) or 2017."""

    name: str
    start: date
    end: date

    @classmethod
    def parse(cls, name: str) -> Period:
        """Return the period of a name; `end` is excluded.

        Raises:
            Refused: the name is none of the four shapes, or no such quarter, month or week exists.
        """
        found = re.fullmatch(r"(\d{4})(?:([QMW])(\d{1,2}))?", name)
        if not found:
            raise Refused(f"统计期“{name[:20]}”看不懂，请写成 2017Q4、2017M10、2017W40 或 2017")
        year, letter, nth = int(found[1]), found[2] or "", int(found[3] or 0)
        try:
            start, end = _span(year, letter, nth)
        except ValueError as wrong:
            raise Refused(f"没有“{name}”这个统计期") from wrong
        return cls(name, start, end)

    @property
    def last_day(self) -> date:
        """Return the last day of the period."""
        return self.end - timedelta(days=1)

    def before(self) -> Period:
        """Return the period of the same kind just before, for comparison (环比)."""
        last = self.start - timedelta(days=1)
        names = {
            "Q": f"{last.year:04}Q{(last.month + 2) // 3}",
            "M": f"{last.year:04}M{last.month}",
            "W": "{:04}W{}".format(*last.isocalendar()[:2]),
        }
        return Period.parse(names.get(self.name[4:5], f"{last.year:04}"))

    def in_words(self) -> str:
        """Return the name as papers write it (2017年第四季度)."""
        year, letter, nth = self.name[:4], self.name[4:5], self.name[5:]
        if letter == "Q":
            return f"{year}年第{'一二三四'[int(nth) - 1]}季度"
        return {"M": f"{year}年{nth}月", "W": f"{year}年第{nth}周"}.get(letter, f"{year}年")

    @property
    def starts_at(self) -> datetime:
        """Return the first moment of the period."""
        return start_of(self.start)

    @property
    def ends_at(self) -> datetime:
        """Return the first moment after the period."""
        return start_of(self.end)

    def __contains__(self, moment: datetime) -> bool:
        return self.starts_at <= moment < self.ends_at


def _span(year: int, letter: str, nth: int) -> tuple[date, date]:
    if letter == "W":
        start = date.fromisocalendar(year, nth, 1)
        return start, start + timedelta(days=7)
    months = {"Q": 3, "M": 1, "": 12}[letter]
    first = (nth - 1) * months + 1 if letter else 1
    return date(year, first, 1), _month_after(year, first + months - 1)


def _month_after(year: int, month: int) -> date:
    return date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)  # noqa: PLR2004 - December
