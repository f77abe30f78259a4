"""Is a file what its name says, from its first byte to its last, before anybody is offered it?"""

from __future__ import annotations

import time
import tracemalloc
import zlib
from collections.abc import Iterator
from itertools import product

import pytest

from tests.attachments import SAMPLES, office, packed, pdf, picture, stored, swollen, vast_png
from tests.records.files.sending import kept_bytes, refusal_of, send
from wangfang.records.files import documents, keep
from wangfang.records.files.kinds import BY_EXTENSION
from wangfang.rules.refusal import Refused

pytestmark = pytest.mark.django_db
FOREIGN = {
    "html": b"<!doctype html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "gif": b"GIF89a" + bytes(64),
    "exe": b"MZ" + bytes(200),
    "jar": packed({"META-INF/MANIFEST.MF": "Main-Class: X", "X.class": b"\xca\xfe\xba\xbe"}),
    "rar": b"Rar!\x1a\x07\x01\x00" + bytes(64),
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "js": b"alert(1)//",
    "php": b"<?php system($_GET['c']); ?>",
    "nothing": b"\x00",
}
ALIEN = (
    b"<script>alert(1)",
    b"<?php system",
    b"MZ" + bytes(190),
    b"META-INF/MANIFEST.MF",
    b"Rar!\x1a\x07",
    b"alert(1)//",
)


def polyglots() -> Iterator[tuple[str, str, bytes]]:
    """Yield files that are one thing by their name and another by their bytes: extension, how, bytes."""
    every = {**SAMPLES, **FOREIGN}
    for extension, (other, body) in product(SAMPLES, every.items()):
        if other != extension:
            yield extension, f"{other} called {extension}", body
            yield extension, f"{extension} behind {other}", body + SAMPLES[extension]
            yield extension, f"{other} behind {extension}", SAMPLES[extension] + body


def test_each_kind_is_kept_under_the_type_that_our_reader_saw() -> None:
    kept = {extension: send(f"附件.{extension}", body).kind for extension, body in SAMPLES.items()}
    assert kept == {extension: BY_EXTENSION[extension].media for extension in SAMPLES}


def test_of_five_hundred_polyglots_none_is_kept_with_anything_foreign_in_it() -> None:
    corpus = list(polyglots())
    assert len(corpus) >= 500
    wrong = []
    for extension, how, body in corpus:
        if refusal_of(f"a.{extension}", body):
            continue
        clean = kept_bytes(keep.kept_for("a-draft")[-1])
        begins = BY_EXTENSION[extension].begins(clean)
        if not begins or any(sign in clean for sign in ALIEN) or len(clean) > 2 * len(SAMPLES[extension]) + 700:
            wrong.append(how)
    assert wrong == []


def test_a_reader_that_looks_at_the_first_bytes_alone_would_have_kept_many() -> None:
    taken = [how for extension, how, body in polyglots() if BY_EXTENSION[extension].begins(body)]
    assert len(taken) > 100, "the control: the corpus does hold traps"


@pytest.mark.parametrize("extension", SAMPLES)
def test_a_file_that_breaks_off_is_refused(extension: str) -> None:
    body = SAMPLES[extension]
    cut = len(body) // 2 if extension != "mp3" else 300
    assert "附件" in refusal_of(f"附件.{extension}", body[:cut])


@pytest.mark.parametrize("name", ["a.doc", "a.heic", "a.exe", "a.svg", "a.html", "a.zip", "a.docm", "a", "a.png.exe"])
def test_what_is_not_on_the_list_is_refused_whatever_it_holds(name: str) -> None:
    assert name in refusal_of(name, SAMPLES["png"])


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.png", vast_png()),
        ("a.docx", swollen()),
        ("a.xlsx", swollen("xlsx")),
        ("many.docx", packed({f"word/{n}.xml": "" for n in range(1_100)})),
        ("two.docx", office(more={"word/embeddings/in.docx": stored({"x": office()})})),
        ("vba.docx", office(more={"word/vbaProject.bin": FOREIGN["doc"]})),
    ],
    ids=["400 MP", "256 MiB", "256 MiB of cells", "many parts", "a zip inside", "a macro"],
)  # fmt: skip
def test_a_bomb_is_refused_within_a_second_and_never_unpacked(name: str, body: bytes) -> None:
    tracemalloc.start()
    began = time.perf_counter()
    assert name in refusal_of(name, body)
    took, (_now, most) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 1
    assert most < 50 << 20


def test_the_bombs_are_as_small_and_as_large_as_they_are_said_to_be() -> None:
    assert (len(vast_png()) < 60_000, len(swollen()) < 300_000) == (True, True)


def test_a_list_of_parts_that_lies_about_its_length_is_not_read() -> None:
    body = bytearray(office())
    body[-10:-6] = (3 << 20).to_bytes(4, "little")
    assert documents.SWOLLEN in refusal_of("a.docx", bytes(body))


@pytest.mark.parametrize(
    "more",
    [
        b"<</S/JavaScript/JS(app.alert(1))>>",
        b"<</S/Java#53cript/J#53(x)>>",
        b"<</S/Launch/F(cmd.exe)>>",
        b"<</Type/EmbeddedFile>>",
        b"<</Type/ObjStm/Filter/FlateDecode/Length 99>>\nstream\n" + zlib.compress(b"1 0 <</S/JavaScript/JS(x)>>") + b"\nendstream",
    ],
    ids=["script", "written with signs", "a program", "a file inside", "packed"],
)  # fmt: skip
def test_a_pdf_that_does_something_by_itself_is_refused(more: bytes) -> None:
    assert "自己运行" in refusal_of("a.pdf", pdf(more))


@pytest.mark.parametrize("filling", [b"#41", b"stream\nendstream\n"], ids=["signs", "streams"])
def test_a_pdf_made_to_keep_its_reader_busy_is_refused_within_two_seconds(filling: bytes) -> None:
    began = time.process_time()
    assert "完整" in refusal_of("a.pdf", pdf(filling * (15_000_000 // len(filling))))
    assert time.process_time() - began < 2


def test_a_pdf_with_a_password_and_one_with_something_behind_its_end_are_refused() -> None:
    assert "密码" in refusal_of("a.pdf", pdf(b"<</Encrypt 9 0 R>>"))
    assert "完整" in refusal_of("a.pdf", pdf(tail=b"PK\x03\x04"))
    assert not refusal_of("a.pdf", pdf(b"<</Title(JavaScript and JS in a text)>>"))


def test_a_document_that_fetches_from_elsewhere_is_refused_and_a_link_is_not() -> None:
    outside = b'<Relationships><Relationship Id="1" Type="x/%s" Target="http://elsewhere.example/" TargetMode="External"/></Relationships>'
    template = office(more={"word/_rels/settings.xml.rels": outside % b"attachedTemplate"})
    link = office(more={"word/_rels/document.xml.rels": outside % b"hyperlink"})
    assert "别处" in refusal_of("a.docx", template)
    assert not refusal_of("a.docx", link)


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/passwd", "word\\..\\x", "C:/x"])
def test_a_part_that_leads_out_of_its_document_is_refused(name: str) -> None:
    assert refusal_of("a.docx", office(more={name: b"x"}))


def test_a_picture_is_kept_upright_without_the_place_where_it_was_taken() -> None:
    from io import BytesIO

    from PIL import Image

    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x013B] = 6, "canary-place", "canary-author"
    taken = picture("JPEG", (30, 10), exif=exif, comment=b"canary-comment", icc_profile=b"canary-profile")
    texts = picture("PNG", (30, 10), exif=exif, icc_profile=b"canary-profile")
    for name, body in (("a.jpg", taken), ("a.png", texts)):
        clean = kept_bytes(send(name, body))
        assert b"canary" in body or b"Exif" in body
        assert b"canary" not in clean
        with Image.open(BytesIO(clean)) as seen:
            assert (seen.size, dict(seen.getexif()), seen.info.get("icc_profile")) == ((10, 30), {}, None)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_of_two_hundred_documents_none_keeps_its_author(kind: str) -> None:
    from io import BytesIO
    from zipfile import ZipFile

    for number in range(100):
        body = office(kind, {"word/media/p.png": picture()}, author=f"canary-{number}")
        with ZipFile(BytesIO(documents.cleaned(body, kind))) as clean, ZipFile(BytesIO(body)) as sent:
            assert clean.testzip() is None
            assert not any(
                b"canary" in clean.read(name) or "某单位".encode() in clean.read(name) for name in clean.namelist()
            )
            assert clean.namelist() == sent.namelist()
            assert clean.read("word/media/p.png") == picture()


def test_a_real_paper_of_the_house_goes_through_and_opens_afterwards() -> None:
    from io import BytesIO

    import docx
    import openpyxl

    letter, book = BytesIO(), BytesIO()
    written = docx.Document()
    written.core_properties.author = "canary"
    written.add_paragraph("屋顶漏雨")
    written.save(letter)
    table = openpyxl.Workbook()
    table.properties.creator = "canary"
    table.worksheets[0]["A1"] = "漏雨"
    table.save(book)
    again = docx.Document(BytesIO(kept_bytes(send("信.docx", letter.getvalue()))))
    cells = openpyxl.load_workbook(BytesIO(kept_bytes(send("表.xlsx", book.getvalue()))))
    assert (again.paragraphs[0].text, again.core_properties.author) == ("屋顶漏雨", "")
    assert (cells.worksheets[0]["A1"].value, cells.properties.creator == "canary") == ("漏雨", False)


def test_all_files_of_a_case_together_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep, "MOST", 1000)
    send("a.amr", SAMPLES["amr"])
    with pytest.raises(Refused, match="100 MB"):
        send("b.wav", SAMPLES["wav"] + bytes(900))
    send("b.wav", SAMPLES["wav"], "another-draft")
