"""How does a table become a workbook: what it is above it, one row of heads, cells of their own kind, and a sheet that explains it?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from wangfang.interfaces.frame.cells import workbook_in_memory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NARROWEST, _WIDEST, _WIDE_NOTE = 8, 40, 100
_HUNDRED = 100
_LONGEST_TAB = 31
_NOT_ON_A_TAB = str.maketrans("[]:*?/\\'", "        ")


@dataclass(frozen=True, slots=True)
class Share:
    """A rate as it is printed, in percent; a cell holds it as a number that is shown as 0.00%."""

    percent: Decimal | None


Value = str | int | Decimal | Share | None
"""What may stand in a cell; none and a share of nothing leave it empty."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name on the tab, its heads, its rows."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class _Styles:
    head: Format
    share: Format
    two: Format


def book(sheets: Sequence[Table], above: Sequence[str], notes: Table) -> bytes:
    """Return a workbook; each line of `above` stands over each table, the notes on a sheet behind them."""
    target = BytesIO()
    made = workbook_in_memory(target)
    styles = _styles(made)
    for sheet in sheets:
        _write(made.add_worksheet(_tab(sheet.name)), sheet, above, styles)
    _write(made.add_worksheet(_tab(notes.name)), notes, (), styles, widest=_WIDE_NOTE)
    made.close()
    return target.getvalue()


def _styles(made: Workbook) -> _Styles:
    head = made.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    return _Styles(head, made.add_format({"num_format": "0.00%"}), made.add_format({"num_format": "0.00"}))


def _write(at: Worksheet, sheet: Table, above: Sequence[str], styles: _Styles, widest: int = _WIDEST) -> None:
    for nth, line in enumerate(above):
        at.write_string(nth, 0, line)
    first = len(above)
    for place, word in enumerate(sheet.heads):
        at.write_string(first, place, word, styles.head)
        at.set_column(place, place, _width([word, *(_text(row[place]) for row in sheet.rows)], widest))
    for nth, row in enumerate(sheet.rows, start=first + 1):
        for place, value in enumerate(row):
            _cell(at, (nth, place), value, styles)
    at.freeze_panes(first + 1, 1)
    at.autofilter(first, 0, first + len(sheet.rows), len(sheet.heads) - 1)


def _cell(at: Worksheet, place: tuple[int, int], value: Value, styles: _Styles) -> None:
    if isinstance(value, str):
        at.write_string(*place, value)
    elif isinstance(value, Share) and value.percent is not None:
        at.write_number(*place, value.percent / _HUNDRED, styles.share)
    elif isinstance(value, Decimal):
        at.write_number(*place, value, styles.two)
    elif isinstance(value, int):
        at.write_number(*place, value)


def _tab(name: str) -> str:
    """Return a name as a tab can bear it."""
    return name.translate(_NOT_ON_A_TAB)[:_LONGEST_TAB]


def _text(value: Value) -> str:
    return f"{value.percent}%" if isinstance(value, Share) else str(value)


def _width(texts: Sequence[str], widest: int) -> int:
    """Return how wide a column has to be; a Chinese sign is as wide as two others."""
    wide = max(sum(1 + (east_asian_width(sign) in "WF") for sign in text) for text in texts)
    return min(max(wide + 2, _NARROWEST), widest)
