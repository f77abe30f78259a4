"""What a row of somebody else's table is, and what makes a cell unfit to be taken in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

CELL_LIMIT = 100_000
"""Characters in one cell; the longest real answer known to us has 7,882."""

RECORD_LIMIT = 1 << 20
"""Bytes of one record that are ever held in memory; the rest of a longer one is read and dropped."""

TOO_LONG = "单元格超过 10 万字，没有导入"
NUL = "单元格里有空字符（NUL），没有导入"
BROKEN = "编码损坏，不能读成文字"
FORMULA = "单元格是公式，请改成数值或文字"

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """A readable row: its number as a spreadsheet shows it (the header is row 1), its cells by header."""

    number: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that cannot be taken in: where, and why in one sentence; `cells` as far as they were read."""

    row: int
    column: str
    why: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A file opened as a table: `position()` runs up to `size` while `rows` is read."""

    headers: tuple[str, ...]
    rows: Iterator[Row | RowError]
    size: int
    position: Callable[[], int]


def fault_in(text: str) -> str:
    """Say what makes the cell unfit, or nothing; the database takes neither NUL nor lone surrogates."""
    if len(text) > CELL_LIMIT:
        return TOO_LONG
    if "\x00" in text:
        return NUL
    if _SURROGATE.search(text):
        return BROKEN
    return ""


def row_of(number: int, headers: tuple[str, ...], cells: list[str]) -> Row | RowError:
    """Return the row of readable cells, or the first fault found in it."""
    for header, cell in zip(headers, cells, strict=True):
        why = fault_in(cell)
        if why:
            return RowError(number, header, why, tuple(shown(each) for each in cells))
    return Row(number, dict(zip(headers, cells, strict=True)))


def shown(cell: str) -> str:
    """Return a cell as it may be written back into an error list: short, without NUL or surrogates."""
    clean = _SURROGATE.sub("\ufffd", cell.replace("\x00", "\ufffd"))
    return clean if len(clean) <= _SHOWN else clean[:_SHOWN] + "…"


_SHOWN = 30_000
"""A worksheet cell holds 32,767 characters."""
