"""By which name does the store know a case of a file: its own id, and a source that follows from its first act."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from types import TracebackType
from typing import Self

from wangfang.interfaces.console.history_line import Line


class Names:
    """Remembers how each case of the file began, on disk, so that memory does not grow with the file.

    With a source given by the operator every case stands under it, and nothing has to be remembered.
    """

    def __init__(self, source: str = "") -> None:
        self._given = source
        self._begun = sqlite3.connect("", isolation_level=None)  # a private file that goes when it is closed
        self._begun.execute("pragma journal_mode = off")
        self._begun.execute("create table begun (name text primary key, source text) without rowid")

    def source_of(self, line: Line) -> str:
        """Return the source of the case that a line speaks of; empty when the file has not begun it."""
        return self.source_named(line.case) or (first_act(line) if line.begins() else "")

    def source_named(self, name: str) -> str:
        """Return the source of the case that goes by an id in this file; empty when the file has not begun it."""
        if self._given:
            return self._given
        found = self._begun.execute("select source from begun where name = ?", [name]).fetchone()
        return str(found[0]) if found else ""

    def keep(self, name: str, source: str) -> None:
        """Remember under which source the case stands in the store; the first word holds for the whole file."""
        if not self._given:
            self._begun.execute("insert or ignore into begun values (?, ?)", [name, source])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._begun.close()


def first_act(line: Line) -> str:
    """Return the source of a case that begins with this line, whatever file the line stands in."""
    words = json.dumps(line.said, sort_keys=True)
    return "history:" + hashlib.sha256(words.encode()).hexdigest()[:32]
