"""When would a figure betray that there is an accusation, and of how many: small cells, and the rest to a total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import TypeVar

from wangfang.rules.periods import Period

LEAST = 5
"""So many of one cell have to come together before any of them is counted (a rule of this product)."""

Row = TypeVar("Row")


def withheld(
    rows: Iterable[Row], cell_of: Callable[[Row], Hashable], day: Callable[[Row], date], period: Period
) -> list[Row]:
    """Return which rows of secret cases no table of a period counts: those of a cell of fewer than five in their month.

    The rows are secret ones alone (S2 and above), `day` says when one falls. `cell_of` gives the finest cell that any table shows (agency and county and rate, or form and class). Every row,
    column and total is a sum of such cells, so that no figure differs from a sum of others by fewer than five. A
    month is the finest period in which they are counted: in a week none of them is.

    Source: 《信访工作条例》第三十条 (that there is an accusation is kept secret as well).
    """
    told = [(row, (cell_of(row), day(row).replace(day=1))) for row in rows]
    if not is_whole_months(period):
        return [row for row, _ in told]
    sizes = Counter(cell for _, cell in told)
    return [row for row, cell in told if sizes[cell] < LEAST]


def is_whole_months(period: Period) -> bool:
    """Tell whether a period is made of whole months, first and last day included: month, quarter, year, but no week.

    Source: docs/rules/indicators.md, “accusations in figures”.
    """
    return period.start.day == 1 and period.end.day == 1
