"""Is it a recording from its first byte to its last: MP3, M4A, WAV or AMR?"""

from __future__ import annotations

from collections.abc import Iterator

from wangfang.records.files.unfit import Unfit

BROKEN = "不是能听的录音，重新录一次或者换一种格式（MP3、M4A、WAV）"
PICTURES_TOO = "是录像，只能传录音"

_BITRATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # kbit/s, MPEG 1 layer III
_BITRATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)  # MPEG 2 and 2.5
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_LAST_TAG = 128
_AMR = b"#!AMR\n"
_AMR_FRAMES = (13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1)
_BRANDS = frozenset({b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"3gp4", b"3gp5", b"3gp6"})
_BOX = 8
_FEWEST = 2


def mp3(body: bytes) -> bytes:
    """Return a recording whose frames follow one another to the end.

    Raises:
        Unfit: they do not.
    """
    at, frames = _after_tag(body), 0
    end = len(body) - (_LAST_TAG if body[-_LAST_TAG:].startswith(b"TAG") else 0)
    while at + 4 <= end:
        long = _frame(body[at : at + 4])
        if not long:
            break
        at, frames = at + long, frames + 1
    if frames < _FEWEST or body[at:end].strip(b"\0"):  # the last frame may have been cut off
        raise Unfit(BROKEN)
    return body


def _after_tag(body: bytes) -> int:
    if not body.startswith(b"ID3"):
        return 0
    size = 0
    for byte in body[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size


def _frame(head: bytes) -> int:
    """Return the bytes of the frame that begins so, 0 when none does."""
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, sampling = head[2] >> 4, head[2] >> 2 & 3
    if head[0] != 0xFF or head[1] < 0xE0 or layer != 1 or version not in _RATES:  # noqa: PLR2004 - eleven bits set
        return 0
    if not 0 < rate < len(_BITRATES) or sampling >= len(_RATES[version]):
        return 0
    kilobits = (_BITRATES if version == 3 else _BITRATES_2)[rate]  # noqa: PLR2004 - MPEG 1
    samples = 144 if version == 3 else 72  # noqa: PLR2004 - MPEG 1
    return samples * kilobits * 1000 // _RATES[version][sampling] + (head[2] >> 1 & 1)


def m4a(body: bytes) -> bytes:
    """Return a recording in boxes that fill the file, with sound and no pictures.

    Raises:
        Unfit: they do not, or there are pictures.
    """
    boxes = dict(_boxes(body))
    if b"ftyp" not in boxes or b"moov" not in boxes or boxes[b"ftyp"][:4] not in _BRANDS:
        raise Unfit(BROKEN)
    if b"vide" in boxes[b"moov"]:
        raise Unfit(PICTURES_TOO)
    if b"soun" not in boxes[b"moov"]:
        raise Unfit(BROKEN)
    return body


def _boxes(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(body):
        size = int.from_bytes(body[at : at + 4], "big")
        if size < _BOX or at + size > len(body):
            raise Unfit(BROKEN)
        yield body[at + 4 : at + _BOX], body[at + _BOX : at + size]
        at += size


def wav(body: bytes) -> bytes:
    """Return a recording whose chunks fill the file.

    Raises:
        Unfit: they do not.
    """
    if body[8:12] != b"WAVE" or int.from_bytes(body[4:8], "little") + _BOX not in (len(body), len(body) - 1):
        raise Unfit(BROKEN)
    at, names = 12, set()
    while at + _BOX <= len(body):
        names.add(body[at : at + 4])
        size = int.from_bytes(body[at + 4 : at + _BOX], "little")
        at += _BOX + size + size % 2
    if not {b"fmt ", b"data"} <= names or not len(body) <= at <= len(body) + 1:
        raise Unfit(BROKEN)
    return body


def amr(body: bytes) -> bytes:
    """Return a recording of an older telephone whose frames fill the file.

    Raises:
        Unfit: they do not.
    """
    at = len(_AMR)
    while at < len(body):
        long = _AMR_FRAMES[body[at] >> 3 & 0xF]
        if not long or body[at] & 0x83:
            raise Unfit(BROKEN)
        at += long
    if at != len(body) or len(body) == len(_AMR):
        raise Unfit(BROKEN)
    return body
