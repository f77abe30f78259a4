"""In which order are the lines of a history lived through: case by case, so that whole lives go in at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from types import TracebackType
from typing import NamedTuple, Self

from wangfang.interfaces.console.history_line import Line
from wangfang.rules.matters import ABOUT_TWO

LINES, BYTES = 500, 4 << 20
"""What is lived through at once; keeps the memory level whatever the length of the file."""


class Place(NamedTuple):
    """Where a line stands: its number, its first byte, its length in bytes."""

    number: int
    start: int
    length: int


class Order:
    """Keeps on disk where the lines of each case stand, and what was refused, so that memory does not grow.

    Cases do not depend on each other, but for those that speak of another (merged, linked): those are lived through at
    last, line by line in the order of the file, when what they speak of is there.
    """

    def __init__(self) -> None:
        self.lived = 0
        self._kept = sqlite3.connect("", isolation_level=None)  # a private file that goes when it is closed
        self._kept.execute("pragma journal_mode = off")
        self._kept.execute("create table line (number integer primary key, name text, start integer, length integer)")
        self._kept.execute("create table cases (name text primary key, first integer, merges integer) without rowid")
        self._kept.execute("create table refused (number integer, why text)")
        self._kept.execute("begin")

    def put(self, place: Place, line: Line) -> None:
        """Keep where a line stands."""
        self._kept.execute("insert into line values (?, ?, ?, ?)", [place.number, line.case, *place[1:]])
        self._kept.execute("insert or ignore into cases values (?, ?, 0)", [line.case, place.number])
        if line.step in ABOUT_TWO:
            self._kept.execute("update cases set merges = 1 where name = ?", [line.case])

    def refuse(self, number: int, why: str) -> None:
        """Keep why a line was refused."""
        self._kept.execute("insert into refused values (?, ?)", [number, why])

    def refusals(self) -> Iterator[tuple[int, str]]:
        """Yield what was refused, in the order of the lines."""
        yield from self._kept.execute("select number, why from refused order by number")

    def cases(self) -> Iterator[list[Place]]:
        """Yield the lines of whole cases, as many cases at once as fit, those first that begin first."""
        rows = self._kept.execute(
            "select first, number, start, length from line join cases using (name) where not merges order by 1, 2"
        )
        chunk: list[Place] = []
        case = size = 0
        for first, *where in rows:
            full = len(chunk) >= LINES or size >= BYTES
            if full and (first != case or len(chunk) >= 2 * LINES or size >= 2 * BYTES):
                yield self._told(chunk)
                chunk, size = [], 0
            place = Place(*where)
            chunk.append(place)
            case, size = first, size + place.length
        yield self._told(chunk)

    def merging(self) -> Iterator[list[Place]]:
        """Yield the lines of the cases that speak of another, in the order of the file."""
        rows = self._kept.execute(
            "select number, start, length from line join cases using (name) where merges order by 1"
        )
        while chunk := rows.fetchmany(LINES):
            yield self._told([Place(*place) for place in chunk])

    def _told(self, chunk: list[Place]) -> list[Place]:
        self.lived += sum(place.length for place in chunk)
        return chunk

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kept.close()
