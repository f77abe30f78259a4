"""How the first visible sheet of an XLSX file is read row by row: dates as dates, formulas as faults."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import IO, Protocol, cast

import openpyxl

from wangfang.interfaces.console.importing.archive import OVERLONG
from wangfang.interfaces.console.importing.delimited import tidy_headers
from wangfang.interfaces.console.importing.rows import FORMULA, TOO_LONG, Row, RowError, Table, row_of, shown
from wangfang.rules.refusal import Refused

ROWS = 1_048_576
"""Rows of a sheet by the format; a number beyond it is a trap, not a row."""
FAULT = "单元格是错误值（如 #N/A）"
BROKEN = "XLSX 文件损坏，读不下去"


class _Cell(Protocol):
    """The two things looked at in a cell."""

    @property
    def value(self) -> object: ...

    @property
    def data_type(self) -> str: ...


class _Sheet(Protocol):
    """The three things asked of a sheet that is read once, from top to bottom."""

    @property
    def max_row(self) -> int | None: ...

    def reset_dimensions(self) -> None: ...

    def iter_rows(self) -> Iterator[Sequence[_Cell]]: ...


class _Place:
    """Remembers how far the sheet has been read, for the progress bar."""

    row = 0

    def now(self) -> int:
        return self.row


def open_spreadsheet(stream: IO[bytes]) -> Table:
    """Read the header of the first visible sheet and return its rows, streamed.

    Raises:
        Refused: the file is broken or has no visible sheet or header.
    """
    try:
        book = openpyxl.load_workbook(stream, read_only=True)
        sheet = next((each for each in book.worksheets if each.sheet_state == "visible"), None)
    except Exception as broken:  # openpyxl answers a broken file with almost any exception
        raise Refused("XLSX 文件损坏或加了密码，打不开") from broken
    if sheet is None:
        raise Refused("XLSX 里没有可见的工作表")
    size = min(sheet.max_row or 0, ROWS)
    place = _Place()
    lines = _lines(cast("_Sheet", sheet), place)  # the published types know only the sheets that are written
    first = next(((number, cells) for number, cells in lines if any(map(_filled, cells))), None)
    if first is None:
        raise Refused("文件是空的，没有可以导入的行")
    headers = _headers(first[1])
    return Table(headers, _rows(lines, headers), size, place.now)


def _lines(sheet: _Sheet, place: _Place) -> Iterator[tuple[int, Sequence[_Cell]]]:
    sheet.reset_dimensions()  # the file's own word on its size may be wrong, or a trap
    try:
        for number, cells in enumerate(sheet.iter_rows(), 1):
            _require_row(number)
            place.row = number
            yield number, cells
    except Refused:
        raise
    except Exception as broken:  # openpyxl answers a broken sheet with almost any exception
        raise Refused(f"{BROKEN}（第 {place.row + 1} 行附近）") from broken


def _require_row(number: int) -> None:
    if number > ROWS:
        raise Refused(f"工作表超过 {ROWS} 行，请另存为“CSV UTF-8”再导入")


def _headers(cells: Sequence[_Cell]) -> tuple[str, ...]:
    names = [_text(cell) for cell in cells]
    while names and not names[-1].strip():
        names.pop()
    return tidy_headers(names)


def _rows(lines: Iterator[tuple[int, Sequence[_Cell]]], headers: tuple[str, ...]) -> Iterator[Row | RowError]:
    for number, cells in lines:
        if any(map(_filled, cells)):
            yield _row(number, cells, headers)


def _row(number: int, cells: Sequence[_Cell], headers: tuple[str, ...]) -> Row | RowError:
    texts = [_text(cell) for cell in cells]
    for place, cell in enumerate(cells):
        why = _fault(cell)
        if why or (place >= len(headers) and _filled(cell)):
            name = headers[place] if place < len(headers) else f"第{place + 1}列"
            why = why or "这一列没有表头，对不上"
            return RowError(number, name, why, tuple(shown(each) for each in texts[: max(place + 1, len(headers))]))
    padded = [*texts, *("" for _ in headers)][: len(headers)]
    return row_of(number, headers, padded)


def _fault(cell: _Cell) -> str:
    if cell.data_type == "f":
        return FORMULA
    if cell.data_type == "e":
        return FAULT
    return TOO_LONG if cell.value == OVERLONG else ""


def _filled(cell: _Cell) -> bool:
    return cell.value is not None and str(cell.value).strip() != ""


def _text(cell: _Cell) -> str:
    """Return the value as the text a person would have typed: 12 for 12.0, a date by ISO 8601."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
