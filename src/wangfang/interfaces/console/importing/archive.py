"""Whether an XLSX file may be opened at all: a zip that swells, an entity, a cell of 100 MB."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, BinaryIO

from wangfang.interfaces.console.importing.rows import RECORD_LIMIT
from wangfang.rules.refusal import Refused

PIECE = 1 << 16
SHEET_LIMIT = 512 << 20
STRINGS_LIMIT = 48 << 20
PART_LIMIT = 8 << 20
PARTS = 2_000
OVERLONG = "\ue000overlong\ue000"
"""Stands in a cell whose text was dropped because it would not fit into memory; a private-use mark no form can send."""

_START = 64
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
"""How a text of two bytes a sign begins, in which a document type would not be seen."""

_STRINGS = "xl/sharedStrings.xml"
_SHEETS = "xl/worksheets/"


def checked(stream: BinaryIO) -> IO[bytes]:
    """Return the archive itself, or a copy whose overlong texts are replaced by `OVERLONG`.

    Raises:
        Refused: it is no zip, swells beyond the limits, or carries a document type with entities.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            _require_sizes(archive.infolist())
            _require_named(archive)
            long_parts = [part.filename for part in archive.infolist() if _is_read(part) and _has_long(archive, part)]
            if long_parts:
                return _shortened_copy(archive, long_parts)
            _require_small(archive.infolist())
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as broken:
        raise Refused("XLSX 文件损坏或加了密码，打不开") from broken
    stream.seek(0)
    return stream


def _require_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > PARTS or sum(part.file_size for part in parts) > 2 * SHEET_LIMIT:
        raise Refused("XLSX 文件解压后太大，请另存为“CSV UTF-8”再导入")
    _require_small([part for part in parts if part.filename != _STRINGS])


def _require_small(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse what the reader would hold in memory whole; shared texts are looked at once overlong ones are out."""
    for part in parts:
        if _is_read(part) and part.file_size > _limit_of(part.filename):
            raise Refused(f"XLSX 里的 {part.filename[:60]} 解压后太大，请另存为“CSV UTF-8”再导入")


def _require_named(archive: zipfile.ZipFile) -> None:
    """Refuse what would be read without having been looked through: under another name, or in another encoding."""
    for part in archive.infolist():
        with archive.open(part) as content:
            start = content.read(_START)
        wide = start.startswith(_WIDE)
        if wide or (not _is_read(part) and start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")):
            raise Refused(f"XLSX 里的 {part.filename[:60]} 名称或者编码不合常规，为安全起见不读")


def _is_read(part: zipfile.ZipInfo) -> bool:
    return part.filename.endswith((".xml", ".rels", ".vml"))


def _limit_of(name: str) -> int:
    if name.startswith(_SHEETS):
        return SHEET_LIMIT
    return STRINGS_LIMIT if name == _STRINGS else PART_LIMIT


def _has_long(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Tell whether more than `RECORD_LIMIT` bytes lie between two tags; refuse a document type on the way."""
    run, longest, tail = 0, 0, b""
    with archive.open(part) as content:
        for piece in _pieces(content):
            if b"<!DOCTYPE" in tail + piece:
                raise Refused("XLSX 里有实体定义（DOCTYPE），为安全起见不读")
            tail = piece[-9:]
            first, last = piece.find(b"<"), piece.rfind(b"<")
            longest = max(longest, run + (first if first >= 0 else len(piece)))
            run = len(piece) - last if last >= 0 else run + len(piece)
    return longest > RECORD_LIMIT


def _shortened_copy(archive: zipfile.ZipFile, long_parts: list[str]) -> IO[bytes]:
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for part in filter(_is_read, archive.infolist()):
            with archive.open(part) as content, target.open(part.filename, "w") as written:
                pieces = _pieces(content)
                for piece in _shortened(pieces) if part.filename in long_parts else pieces:
                    written.write(piece)
        _require_small(target.infolist())
    copy.seek(0)
    return copy


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    while piece := content.read(PIECE):
        yield piece


def _shortened(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pass everything on but texts between tags that exceed `RECORD_LIMIT`."""
    held = b""
    dropping = False
    for piece in pieces:
        held += piece
        opened = held.find(b"<") if dropping else held.rfind(b"<")
        if dropping and opened >= 0:
            dropping, held = False, held[opened:]
            opened = held.rfind(b"<")
        if dropping:
            held = b""
        elif opened >= 0:
            yield held[:opened]
            held = held[opened:]
        if len(held) > RECORD_LIMIT:
            yield _cut_open(held)
            dropping, held = True, b""
    yield held


def _cut_open(held: bytes) -> bytes:
    """Return the tag that an overlong text follows, with the mark in place of the text."""
    end = held.find(b">")
    if end < 0 or not held.startswith(b"<"):
        raise Refused("XLSX 文件损坏：有一个标签长得离谱")
    return held[: end + 1] + OVERLONG.encode()
