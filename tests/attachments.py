"""One small file of each kind that may be attached, made here byte by byte, and the traps that look like one."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from PIL import Image

OFFICE = "http://schemas.openxmlformats.org"
MAIN = {"docx": ("word/document.xml", "wordprocessingml.document"), "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet")}
CORE = (
    f'<cp:coreProperties xmlns:cp="{OFFICE}/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{}</dc:creator></cp:coreProperties>'
)


def picture(form: str = "PNG", size: tuple[int, int] = (8, 6), **told: object) -> bytes:
    """Return a picture in a form, with what it tells beside."""
    target = BytesIO()
    Image.new("RGB", size, "red").save(target, form, **told)
    return target.getvalue()


def pdf(more: bytes = b"", tail: bytes = b"") -> bytes:
    """Return a PDF of one empty page, with one more object, and what follows its end."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>", *([more] if more else [])]  # fmt: skip
    made, places = b"%PDF-1.4\n", []
    for number, said in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + said + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer <</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + head + table + trailer + tail


def office(kind: str = "docx", more: dict[str, bytes] | None = None, author: str = "王秀兰") -> bytes:
    """Return a Word or Excel file with its author, and further parts."""
    main, word = MAIN[kind]
    types = (
        f'<?xml version="1.0"?><Types xmlns="{OFFICE}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{word}.main+xml"/>'
        "</Types>"
    )
    relation = (
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument/2006/relationships/officeDocument" Target="{main}"/>'
    )
    rels = f'<?xml version="1.0"?><Relationships xmlns="{OFFICE}/package/2006/relationships">{relation}</Relationships>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types,
        "_rels/.rels": rels,
        main: f"<?xml version='1.0'?><text>{author}没有写在正文里</text>".replace(author, ""),
        "docProps/core.xml": CORE.format(author),
        "docProps/app.xml": "<Properties><Company>某单位</Company></Properties>",
        **(more or {}),
    }
    return packed(parts)


def packed(parts: dict[str, str | bytes], how: int = ZIP_DEFLATED) -> bytes:
    """Return the parts as a zip file."""
    target = BytesIO()
    with ZipFile(target, "w", how) as archive:
        for name, said in parts.items():
            archive.writestr(name, said)
    return target.getvalue()


def mp3() -> bytes:
    """Return some frames of silence."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    return b"ID3\x03\x00\x00\x00\x00\x00\x0a" + bytes(10) + frame * 5


def m4a(handler: bytes = b"soun") -> bytes:
    """Return a recording in boxes."""
    return (
        _box(b"ftyp", b"M4A \0\0\0\0M4A mp42")
        + _box(b"moov", _box(b"hdlr", bytes(8) + handler))
        + _box(b"mdat", bytes(64))
    )


def _box(name: bytes, inside: bytes) -> bytes:
    return struct.pack(">L", len(inside) + 8) + name + inside


def wav(long: int = 64) -> bytes:
    """Return a moment of silence, so many bytes long."""
    form = struct.pack("<LHHLLHH", 16, 1, 1, 8000, 8000, 1, 8)
    inside = b"WAVEfmt " + form + b"data" + struct.pack("<L", long) + bytes(long)
    return b"RIFF" + struct.pack("<L", len(inside)) + inside


def amr() -> bytes:
    """Return some frames of an older telephone."""
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * 4


SAMPLES: dict[str, bytes] = {
    "jpg": picture("JPEG"),
    "png": picture("PNG"),
    "webp": picture("WEBP"),
    "pdf": pdf(),
    "docx": office("docx"),
    "xlsx": office("xlsx"),
    "mp3": mp3(),
    "m4a": m4a(),
    "wav": wav(),
    "amr": amr(),
}
"""By extension."""


def vast_png(side: int = 20_000) -> bytes:
    """Return a PNG of 48 KB that says it has 400 million pixels."""
    rows = zlib.compressobj(9)
    line = bytes(1 + side // 8)
    packed_rows = b"".join(rows.compress(line) for _ in range(side)) + rows.flush()
    head = struct.pack(">LLBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed_rows) + _chunk(b"IEND", b"")


def _chunk(name: bytes, inside: bytes) -> bytes:
    return struct.pack(">L", len(inside)) + name + inside + struct.pack(">L", zlib.crc32(name + inside))


def swollen(kind: str = "docx", inside: int = 256 << 20) -> bytes:
    """Return a document of 261 KB that unpacks to 256 MiB."""
    return office(kind, {"word/media/big.xml": bytes(inside)})


def stored(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip whose parts are not packed."""
    return packed(parts, ZIP_STORED)
