"""How a CSV file of any size and any encoding is read record by record, with what is broken told by row."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import BinaryIO

from wangfang.interfaces.console.importing.gb18030 import as_of_2022
from wangfang.interfaces.console.importing.rows import (
    BROKEN,
    FORMULA,
    RECORD_LIMIT,
    TOO_LONG,
    Row,
    RowError,
    Table,
    row_of,
    shown,
)
from wangfang.rules.refusal import Refused

PIECE = 1 << 16
SAMPLE = 1 << 20
SEPARATORS = (b",", b"\t", b";")
UNCLOSED = "引号没有闭合，这一行没有导入，从下一行接着读"
RECOVERIES = 100
"""How often reading starts anew behind a quote that never closes; each time costs a pass over the rest."""

_INSIDE = re.compile(rb'[^"]*(?:""[^"]*)*')


class _At(Enum):
    START = auto()
    PLAIN = auto()
    QUOTED = auto()
    CLOSING = auto()


@dataclass(slots=True)
class _Walk:
    """Follows a record piece by piece: which column it has reached, and whether inside quotes."""

    separator: bytes
    at: _At = _At.START
    column: int = 0

    def feed(self, piece: bytes) -> None:
        """Go on through the next bytes of the record, however they were cut."""
        place = 0
        while 0 <= place < len(piece):
            place = self._step(piece, place)

    def _step(self, piece: bytes, place: int) -> int:
        quote = piece[place : place + 1] == b'"'
        if self.at is _At.QUOTED:
            found = piece.find(b'"', place)
            self.at = self.at if found < 0 else _At.CLOSING
            return found + 1 if found >= 0 else -1
        if quote and self.at is not _At.PLAIN:
            self.at = _At.QUOTED
            return place + 1
        found = piece.find(self.separator, place)
        self.at = _At.PLAIN if found < 0 else _At.START
        self.column += found >= 0
        return found + 1 if found >= 0 else -1


@dataclass(frozen=True, slots=True)
class _Record:
    """The bytes of one record, or why they could not be had and at which column."""

    content: bytes
    column: int = -1
    why: str = ""


def records(stream: BinaryIO, separator: bytes) -> Iterator[_Record]:
    """Cut the stream into records; at most `RECORD_LIMIT` bytes of one are held."""
    recoveries = 0
    while first := stream.readline(PIECE):
        behind_first = stream.tell()
        walk = _Walk(separator)
        kept, overflow = _gather(stream, first, walk)
        if walk.at is not _At.QUOTED:
            yield _Record(kept, overflow, TOO_LONG) if overflow >= 0 else _Record(kept)
            continue
        yield _Record(kept[: len(first)], walk.column, UNCLOSED)
        recoveries += 1
        if recoveries > RECOVERIES:
            return
        stream.seek(behind_first)
        _finish_line(stream, first)


def _gather(stream: BinaryIO, first: bytes, walk: _Walk) -> tuple[bytes, int]:
    kept, overflow, piece = [first], -1, first
    size = len(first)
    walk.feed(first)
    while not (piece.endswith(b"\n") and walk.at is not _At.QUOTED):
        piece = stream.readline(PIECE)
        if not piece:
            break
        walk.feed(piece)
        size += len(piece)
        if size <= RECORD_LIMIT:
            kept.append(piece)
        elif overflow < 0:
            overflow = walk.column
    return b"".join(kept), overflow


def _finish_line(stream: BinaryIO, piece: bytes) -> None:
    while piece and not piece.endswith(b"\n"):
        piece = stream.readline(PIECE)


def fields(record: bytes, separator: bytes) -> list[bytes]:
    """Cut one record into its fields; a doubled quote inside quotes is a quote."""
    line = record.rstrip(b"\r\n")
    found: list[bytes] = []
    place = 0
    while place <= len(line):
        value = b""
        if line[place : place + 1] == b'"':
            matched = _INSIDE.match(line, place + 1)
            inside = matched[0] if matched else b""
            value, place = inside.replace(b'""', b'"'), place + len(inside) + 2
        end = line.find(separator, place)
        end = len(line) if end < 0 else end
        found.append(value + line[place:end])
        place = end + 1
    return found


def encoding_of(sample: bytes) -> str:
    """Tell the encoding by the lines of a sample: UTF-8 unless most lines with Chinese are not.

    Raises:
        Refused: the file is UTF-16.
    """
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Refused("文件是 UTF-16 编码，请另存为“CSV UTF-8”再导入")
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8"
    lines = [line for line in sample.splitlines()[:-1] or [sample] if not line.isascii()]
    good = sum(_reads(line, "utf-8") for line in lines)
    other = sum(_reads(line, "gb18030") for line in lines)
    return "gb18030" if good < len(lines) / 2 and other > good else "utf-8"


def _reads(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def separator_of(sample: bytes) -> bytes:
    """Tell the separator by the header: the one that cuts it into most columns."""
    first = sample.splitlines()[0] if sample.strip() else b""
    return max(SEPARATORS, key=lambda each: len(fields(first, each)))


def open_delimited(path: Path, stream: BinaryIO) -> Table:
    """Read the header of a CSV file and return its rows, streamed.

    Raises:
        Refused: it is empty, UTF-16, or its header cannot be read.
    """
    sample = stream.read(SAMPLE)
    if not sample.strip(b"\xef\xbb\xbf\r\n\t "):
        raise Refused("文件是空的，没有可以导入的行")
    if b"\r" in sample and b"\n" not in sample:
        raise Refused("文件的换行符是旧式的单个 CR，请另存为“CSV UTF-8”再导入")
    encoding = encoding_of(sample)
    start = len(codecs.BOM_UTF8) if sample.startswith(codecs.BOM_UTF8) else 0
    separator = separator_of(sample[start:])
    stream.seek(start)
    parts = records(stream, separator)
    headers = _headers(next(parts), separator, encoding)
    rows = _rows(parts, headers, separator, encoding)
    return Table(headers, rows, path.stat().st_size, stream.tell)


def _headers(record: _Record, separator: bytes, encoding: str) -> tuple[str, ...]:
    if record.why:
        raise Refused("表头读不出来：" + record.why)
    try:
        return tidy_headers([field.decode(encoding) for field in fields(record.content, separator)])
    except UnicodeDecodeError as broken:
        raise Refused("表头" + BROKEN) from broken


def tidy_headers(names: list[str]) -> tuple[str, ...]:
    """Return the headers without blanks around them; an empty one is called by its place.

    Raises:
        Refused: two columns have the same header.
    """
    headers = tuple(name.strip() or f"第{place}列" for place, name in enumerate(names, 1))
    twice = next((name for place, name in enumerate(headers) if name in headers[:place]), None)
    if twice is not None:
        raise Refused(f"表头“{twice[:50]}”出现了两次，分不清是哪一列")
    return headers


def _rows(
    parts: Iterator[_Record], headers: tuple[str, ...], separator: bytes, encoding: str
) -> Iterator[Row | RowError]:
    for number, record in enumerate(parts, 2):
        if record.why:
            yield RowError(number, _name(headers, record.column), record.why)
        elif record.content.strip():
            yield _row(number, headers, fields(record.content, separator), encoding)


def _row(number: int, headers: tuple[str, ...], raw: list[bytes], encoding: str) -> Row | RowError:
    cells: list[str] = []
    for place, field in enumerate(raw):
        if field.startswith(b"="):
            return RowError(number, _name(headers, place), FORMULA, _as_read(raw, encoding))
        try:
            cells.append(as_of_2022(field.decode(encoding)) if encoding == "gb18030" else field.decode(encoding))
        except UnicodeDecodeError:
            return RowError(number, _name(headers, place), BROKEN, _as_read(raw, encoding))
    if len(cells) != len(headers):
        why = f"这一行有 {len(cells)} 列，表头有 {len(headers)} 列，对不上"
        return RowError(number, "", why, tuple(shown(each) for each in cells))
    return row_of(number, headers, cells)


def _as_read(raw: list[bytes], encoding: str) -> tuple[str, ...]:
    return tuple(shown(each.decode(encoding, "replace")) for each in raw)


def _name(headers: tuple[str, ...], place: int) -> str:
    return headers[place] if 0 <= place < len(headers) else f"第{place + 1}列"
