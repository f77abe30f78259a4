"""Which kinds of file may be attached: the one list, from which pages, tests and the reader of uploads take theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from wangfang.records.files import documents, pdfs, pictures, sounds
from wangfang.records.files.names import extension_of
from wangfang.records.files.unfit import Unfit

OTHER = "不能传：只能传照片（JPG、PNG、WebP）、录音（MP3、M4A、WAV、AMR）、PDF、Word（docx）、Excel（xlsx）文件"
OTHERWISE: dict[str, str] = {
    "heic": "是苹果手机的格式，在手机里另存为 JPG 再传",
    "heif": "是苹果手机的格式，在手机里另存为 JPG 再传",
    "doc": "是旧版 Word 文件，另存为 docx 或者 PDF 再传",
    "xls": "是旧版 Excel 文件，另存为 xlsx 或者 PDF 再传",
}
"""What to do instead, by extension."""

UNLIKE = "的内容和文件名的后缀不一样，用原来的文件再传"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: what it is sent as, how it may be called, how it begins, and who reads it."""

    media: str
    extensions: tuple[str, ...]
    begins: Callable[[bytes], bool]
    cleaned: Callable[[bytes], bytes]


def _with(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda body: body.startswith(starts)


_OFFICE = "application/vnd.openxmlformats-officedocument"
_PACKED = _with(b"PK\x03\x04")
KINDS: tuple[Kind, ...] = (
    Kind("image/jpeg", ("jpg", "jpeg"), _with(b"\xff\xd8\xff"), partial(pictures.cleaned, form="JPEG")),
    Kind("image/png", ("png",), _with(b"\x89PNG\r\n\x1a\n"), partial(pictures.cleaned, form="PNG")),
    Kind(
        "image/webp",
        ("webp",),
        lambda body: body.startswith(b"RIFF") and body[8:12] == b"WEBP",
        partial(pictures.cleaned, form="WEBP"),
    ),
    Kind("application/pdf", ("pdf",), _with(b"%PDF-"), pdfs.cleaned),
    Kind(f"{_OFFICE}.wordprocessingml.document", ("docx",), _PACKED, partial(documents.cleaned, kind="docx")),
    Kind(f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",), _PACKED, partial(documents.cleaned, kind="xlsx")),
    Kind("audio/mpeg", ("mp3",), _with(b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xe3"), sounds.mp3),
    Kind("audio/mp4", ("m4a",), lambda body: body[4:8] == b"ftyp", sounds.m4a),
    Kind("audio/wav", ("wav",), lambda body: body.startswith(b"RIFF") and body[8:12] == b"WAVE", sounds.wav),
    Kind("audio/amr", ("amr",), _with(b"#!AMR\n"), sounds.amr),
)  # fmt: skip
BY_EXTENSION = {extension: kind for kind in KINDS for extension in kind.extensions}
ACCEPTED = ",".join(f".{extension}" for extension in BY_EXTENSION)
"""What the field of a form offers to choose."""


def kind_of(name: str, body: bytes) -> Kind:
    """Return the kind that a file is by its name and by its first bytes; what its sender calls it counts for nothing.

    Raises:
        Unfit: it is of no kind that may be attached, or begins as another than it is called.
    """
    extension = extension_of(name)
    kind = BY_EXTENSION.get(extension)
    if kind is None:
        raise Unfit(OTHERWISE.get(extension, OTHER))
    if not kind.begins(body):
        raise Unfit(UNLIKE)
    return kind
