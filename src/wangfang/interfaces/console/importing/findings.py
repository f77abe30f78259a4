"""Where the rows that were not taken in are kept: told at the end and, if wished, written to a workbook."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from wangfang.interfaces.console.importing.rows import RowError
from wangfang.interfaces.console.spool import Spool
from wangfang.interfaces.frame import cells

SHEET_ROWS = 1_048_576
HEAD = ("行号", "列", "原因")


class Findings(Spool):
    """Takes errors one by one; the workbook repeats the cells, so that they can be mended there."""

    def __init__(self, headers: tuple[str, ...], workbook: Path | None) -> None:
        super().__init__()
        self._book = cells.workbook(workbook) if workbook else None
        self._sheet = self._book.add_worksheet("没有导入的行") if self._book else None
        self._written = 0
        self._write((*HEAD, *headers))

    def add_row(self, error: RowError) -> None:
        """Keep one error."""
        self.add({"row": error.row, "column": error.column, "why": error.why})
        self._write((error.row, error.column, error.why, *error.cells))

    def _write(self, row: tuple[str | int, ...]) -> None:
        if self._sheet is not None and self._written < SHEET_ROWS:
            self._sheet.write_row(self._written, 0, row)
            self._written += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._book is not None:
            self._book.close()
        super().__exit__(kind, error, trace)
