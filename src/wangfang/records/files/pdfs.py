"""Is it a whole PDF that only shows pages: no script, nothing that starts a program, no file inside?"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from wangfang.records.files.unfit import Unfit

BROKEN = "不是完整的 PDF 文件，重新导出一次再传"
LOCKED = "设了密码，取消密码再传"
ACTIVE = "里面有会自己运行的内容或者夹带的文件，打印成普通 PDF 再传"
TAIL = 2048
"""Bytes at the end in which the last mark must stand."""

MOST_UNPACKED = 32 << 20
"""Bytes of packed objects that are looked into."""

MOST_SIGNS, MOST_STREAMS = 500_000, 50_000
"""Signs that may begin a disguised name, and streams; a file of more is made to keep its reader busy."""

_HEAD = re.compile(rb"%PDF-[12]\.[0-9]")
_END = re.compile(rb"startxref\s+([0-9]{1,10})\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"\s{0,16}(xref\b|[0-9]{1,10}\s{1,8}[0-9]{1,5}\s{1,8}obj\b)")
_STREAM = re.compile(rb"\bstream\r?\n")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME_END = rb"(?=[\s/\[\]()<>{}%]|\Z)"
_LONG = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|ImportData|SubmitForm|GoToE|XFA)" + _NAME_END)
_SHORT = re.compile(rb"/JS" + _NAME_END)
_ENCRYPTED = re.compile(rb"/Encrypt" + _NAME_END)


def cleaned(body: bytes) -> bytes:
    """Return a PDF as it is.

    Raises:
        Unfit: head, end or table are not where they should be, something follows its end, it has a password, or it
            names an action or a file inside, also within packed objects.
    """
    end = _END.search(body, max(0, len(body) - TAIL))
    if not _HEAD.match(body) or end is None or not _TABLE.match(body, min(int(end[1]), len(body))):
        raise Unfit(BROKEN)
    if body.count(b"#") > MOST_SIGNS or body.count(b"endstream") > MOST_STREAMS:
        raise Unfit(BROKEN)
    left = MOST_UNPACKED
    for text, is_plain in _texts(body):
        left -= 0 if is_plain else len(text)
        if left < 0:
            raise Unfit(ACTIVE)  # so much packed structure has no letter
        _require_passive(_HEX.sub(lambda found: bytes([int(found[1], 16)]), text))
    if _LONG.search(_HEX.sub(lambda found: bytes([int(found[1], 16)]), body)):
        raise Unfit(ACTIVE)  # also where a reader that repairs broken files would find it
    return body


def _require_passive(text: bytes) -> None:
    if _ENCRYPTED.search(text):
        raise Unfit(LOCKED)
    if _LONG.search(text) or _SHORT.search(text):
        raise Unfit(ACTIVE)


def _texts(body: bytes) -> Iterator[tuple[bytes, bool]]:
    """Yield what stands between the streams, and the packed objects unpacked; tell which is which."""
    at = 0
    while (stream := _STREAM.search(body, at)) is not None:
        yield body[at : stream.start()], True
        end = body.find(b"endstream", stream.end())
        end = end if end >= 0 else len(body)
        if b"/ObjStm" in body[max(at, stream.start() - 1024) : stream.start()]:
            yield _unpacked(body[stream.end() : end]), False
        at = end
    yield body[at:], True


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, MOST_UNPACKED + 1)
    except zlib.error as broken:
        raise Unfit(BROKEN) from broken
