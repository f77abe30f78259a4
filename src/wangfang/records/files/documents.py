"""Is it a Word or Excel file that may be handed on: looked at without unpacking it, and packed anew without its author?"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass, replace
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from wangfang.records.files.unfit import Unfit

MOST_PARTS = 1_000
LARGEST_INSIDE = 200 << 20
"""Bytes of all parts unpacked, as the file itself says."""

MOST_RATIO = 100
"""How many times larger than the file its parts may say they are."""

BROKEN = "打不开，文件可能坏了或者设了密码，另存一次再传"
SWOLLEN = "解压后太大，不能传；把内容分成几个文件再传"
NESTED = "里面还夹着别的文件或者宏，去掉以后另存再传"
OUTWARD = "要从别处取内容才能打开，另存为普通文件再传"

_LARGEST_DIRECTORY = 1 << 20
_LOOKED_AT = 1 << 20
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 0xFFFF
_ZIP64 = b"PK\x06\x07"
_LOCAL, _LOCAL_SIZE = b"PK\x03\x04", 30
_DIRECTORY = b"PK\x01\x02"
_STORED, _DEFLATED = 0, 8
_INSIDERS = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_HYPERLINK = re.compile(rb"""Type\s*=\s*["'][^"']*/hyperlink["']""")
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006"
_EMPTY = {
    "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": f'<Properties xmlns="{_PROPERTIES}/extended-properties"/>',
    "docProps/custom.xml": f'<Properties xmlns="{_PROPERTIES}/custom-properties"/>',
}
"""What takes the place of the parts that tell who wrote it, where, and for how long."""

MAIN = {
    "docx": ("word/document.xml", b"wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
}
_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Part:
    """One part as it lies in the file, still packed."""

    name: str
    method: int
    crc: int
    size: int
    packed: bytes

    def start(self, most: int) -> bytes:
        """Return at most so many bytes of what it holds."""
        if self.method == _STORED:
            return self.packed[:most]
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(self.packed, most)
        except zlib.error as broken:
            raise Unfit(BROKEN) from broken


def cleaned(body: bytes, kind: str) -> bytes:
    """Return a docx or xlsx packed anew: the same parts, still packed as they came, and no author.

    What stands before, between or behind the parts is gone.

    Raises:
        Unfit: it is no such document, swells beyond the limits, holds other files or macros, or fetches from elsewhere.
    """
    _require_small_directory(body)
    try:
        with ZipFile(BytesIO(body)) as archive:
            parts = [_part(body, info) for info in _bounded(archive.infolist(), len(body))]
    except (BadZipFile, NotImplementedError, ValueError, struct.error) as broken:
        if isinstance(broken, Unfit):
            raise
        raise Unfit(BROKEN) from broken
    _require_kind({part.name: part for part in parts}, kind)
    for part in parts:
        _require_harmless(part)
    return _packed([_anonymous(part) for part in parts])


def _require_small_directory(body: bytes) -> None:
    """Look at the end alone: the list of parts is read only when it is short."""
    at = body.rfind(_END, max(0, len(body) - _END_SIZE - _LONGEST_COMMENT))
    if at < 0 or len(body) < at + _END_SIZE:
        raise Unfit(BROKEN)
    count, size = struct.unpack_from("<HL", body, at + 10)
    if count > MOST_PARTS or size > _LARGEST_DIRECTORY or body[max(0, at - 20) : at].startswith(_ZIP64):
        raise Unfit(SWOLLEN)


def _bounded(infos: list[ZipInfo], whole: int) -> list[ZipInfo]:
    inside = sum(info.file_size for info in infos)
    if len(infos) > MOST_PARTS or inside > LARGEST_INSIDE or inside > MOST_RATIO * whole:
        raise Unfit(SWOLLEN)
    if sum(info.compress_size for info in infos) > whole:  # parts that share their bytes
        raise Unfit(SWOLLEN)
    names = [info.filename for info in infos]
    if len(set(names)) != len(names) or any(_leads_out(name) for name in names):
        raise Unfit(BROKEN)
    return infos


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _part(body: bytes, info: ZipInfo) -> Part:
    head = body[info.header_offset : info.header_offset + _LOCAL_SIZE]
    if not head.startswith(_LOCAL) or info.flag_bits & 1 or info.compress_type not in (_STORED, _DEFLATED):
        raise Unfit(BROKEN)
    name, extra = struct.unpack_from("<HH", head, 26)
    at = info.header_offset + _LOCAL_SIZE + name + extra
    packed = body[at : at + info.compress_size]
    if len(packed) != info.compress_size:
        raise Unfit(BROKEN)
    return Part(info.filename, info.compress_type, info.CRC, info.file_size, packed)


def _require_kind(parts: dict[str, Part], kind: str) -> None:
    main, word = MAIN[kind]
    types = parts[_TYPES].start(_LOOKED_AT) if _TYPES in parts else b""
    if main not in parts or word not in types or b"macroEnabled" in types or b"<!DOCTYPE" in types:
        raise Unfit(BROKEN if b"macroEnabled" not in types else NESTED)


def _require_harmless(part: Part) -> None:
    start = part.start(_LOOKED_AT if part.name.endswith(".rels") else 64)
    if start.startswith(_INSIDERS) or (part.name.endswith("/") and part.size):
        raise Unfit(NESTED)
    if part.name.endswith(".rels"):
        if b"Relationships" not in start or len(start) == _LOOKED_AT or b"<!DOCTYPE" in start:
            raise Unfit(BROKEN)  # also one in an encoding that is not looked through
        if any(b"External" in one and not _HYPERLINK.search(one) for one in _RELATION.findall(start)):
            raise Unfit(OUTWARD)


def _anonymous(part: Part) -> Part:
    said = _EMPTY.get(part.name)
    if said is None:
        return part
    text = ('<?xml version="1.0" encoding="UTF-8"?>' + said).encode()
    return replace(part, method=_STORED, crc=zlib.crc32(text), size=len(text), packed=text)


def _packed(parts: list[Part]) -> bytes:
    """Write the parts one behind the other, each head without moment, comment or anything extra."""
    made, directory = BytesIO(), BytesIO()
    for part in parts:
        name, at = part.name.encode(), made.tell()
        shared = (0x0800, part.method, 0, 0x21, part.crc, len(part.packed), part.size, len(name), 0)
        made.write(struct.pack("<4sHHHHHLLLHH", _LOCAL, 20, *shared) + name + part.packed)
        directory.write(struct.pack("<4sHHHHHHLLLHHHHHLL", _DIRECTORY, 20, 20, *shared, 0, 0, 0, 0, at) + name)
    listed, at = directory.getvalue(), made.tell()
    made.write(listed + struct.pack("<4sHHHHLLH", _END, 0, 0, len(parts), len(parts), len(listed), at, 0))
    return made.getvalue()
