"""Does what somebody wrote stay a text, on every page, in every file, in the log and in the headers?"""

from __future__ import annotations

import logging
import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.attachments import SAMPLES, wav
from tests.cast import operator_act
from tests.interfaces.portal.walking import WHAT
from tests.records.files.sending import Sent
from tests.records.printing.bodies import BODIES
from tests.stories import story
from tests.vulnerabilities.conftest import World
from wangfang.interfaces.console.importing.reading import open_table
from wangfang.records.agencies.load import load
from wangfang.records.files.keep import keep, kept_for, path_of
from wangfang.records.files.models import StoredFile
from wangfang.records.printing import press
from wangfang.rules.papers import PaperKind
from wangfang.rules.refusal import Refused

XSS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg/onload=alert(1)>', "'-alert(1)-'",
    "javascript:alert(1)", "<a href=javascript:alert(1)>x</a>", "</textarea><script>alert(1)</script>", "</title><script>x",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", "{{7*7}}{% debug %}${7*7}<%= 7*7 %>",
    "<!--><script>alert(1)</script>-->", "&lt;script&gt;alert(1)", '"onfocus=alert(1) autofocus="', "<iframe srcdoc='<script>'>",
]  # fmt: skip
LIVE = (
    "<script>alert",
    "<img src",
    "<svg/onload",
    "<iframe srcdoc",
    "<math>",
    "<a href=javascript",
    'onfocus=alert(1) autofocus=""',
)
TYPST = ['#read("/etc/passwd")', '#image("/etc/passwd")', '#include "/etc/passwd"', '#import "@preview/x:1.0.0"', "file:///etc/passwd",
         "![x](http://elsewhere.example/x.png)", '<img src="file:///etc/passwd">', "php://filter/resource=/etc/passwd",
         '$ sum $ #eval("1+1") `raw` *bold* _it_ @ref <label> = heading', "\\u{41}", "attachment:1"]  # fmt: skip
SECRET = "root:x:0:0"


@pytest.mark.parametrize("attack", XSS)
def test_markup_of_a_petitioner_and_of_an_operator_is_shown_as_text_on_every_page(attack: str, world: World) -> None:
    """Rows 36, 39 and 40: in title, text, address, respondent and in the name of an organ."""
    load(
        [
            {
                "code": "NG-X",
                "name": f"某{attack}局"[:40],
                "kind": "unit",
                "region": "230103",
                "parent": "NG",
                "valid_from": "",
                "valid_to": "",
            }
        ],
        operator_act(),
    )
    told = (
        story()
        .about(title=attack, text=attack, address=attack, respondent=attack)
        .submitted(to="NG")
        .registered()
        .forwarded("NG-X")
        .accepted()
        .worked(attack)
    )
    pages = [
        f"/desk/cases/{told.now.number}/",
        f"/desk/cases/{told.now.number}/trail/",
        f"/desk/cases/{told.now.number}/papers/",
        "/desk/?tab=all",
        "/desk/print/?tab=all",
        "/desk/indicators/?period=2017Q3&by=unit",
    ]
    citizen = Client()
    citizen.post(reverse("portal:follow"), {"number": told.now.number, "code": told.code})
    shown = [world.at("NG").get(page).content.decode() for page in pages]
    shown += [
        citizen.get(reverse("portal:case")).content.decode(),
        Client().post(reverse("portal:what"), {"text": attack}).content.decode(),
    ]
    assert not [sign for sign in LIVE for page in shown if sign in page]
    assert not any("49$" in page or ">49<" in page for page in shown)


def test_the_page_that_came_before_is_only_a_link_to_ourselves(client: Client) -> None:
    """Row 37: the Referer of a refused request."""
    for came in (
        "javascript:alert(1)",
        'https://elsewhere.example/"><script>alert(1)</script>',
        'http://testserver/"><script>alert(1)</script>',
    ):
        page = client.get("/?q=%00", headers={"Referer": came}).content.decode()
        assert "<script>alert" not in page
        assert "elsewhere" not in page


def test_pictures_and_documents_that_carry_script_are_not_taken(client: Client, db: None) -> None:
    """Rows 37 and 38: SVG, HTML and XML under their own name, under a picture's, and with a picture's type."""
    for name in ("a.svg", "a.html", "a.xml", "a.png", "a.pdf"):
        upload = SimpleUploadedFile(name, b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "image/png")
        assert client.post(reverse("portal:what"), WHAT | {"files": upload}).status_code == 422
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "path", ["/%0d%0afake%20line/", "/%1b[31mred/", "/desk/cases/x%0aSet-Cookie:%20a=b/", "/%e2%80%a8x/"]
)
def test_one_request_is_one_line_of_the_log(path: str, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    """Row 45: line ends and colours in an address, and in what the browser calls itself."""
    with caplog.at_level(logging.DEBUG):
        client.get(path, headers={"User-Agent": "x\x1b[31m"})
    assert not [record for record in caplog.records if any(sign in record.getMessage() for sign in "\r\n\x1b\u2028")]


@pytest.mark.parametrize("kind", BODIES)
def test_a_printed_paper_reads_no_file_and_asks_no_host(kind: PaperKind) -> None:
    """Row 48: what a layout could be made to do, in every field that is text."""
    free = [name for name, text in BODIES[kind].items() if not text[:4].isdigit() and not text.isascii()]
    body = {**BODIES[kind], **dict.fromkeys(free, "；".join(TYPST))}
    if "remedy" in free:  # it must name the organ, so the attack comes in with its name
        body["remedy"] = BODIES[kind]["remedy"].replace(BODIES[kind]["review_organ"], body["review_organ"])
        assert TYPST[0] in body["remedy"]
    said = "".join(page.extract_text() for page in PdfReader(BytesIO(press.pdf(kind, body))).pages)
    squeezed = "".join(said.split())
    assert SECRET not in squeezed
    assert free == [] or '#read("/etc/passwd")' in squeezed, "it is printed as it was written"
    assert press.docx(kind, body).startswith(b"PK")


def test_the_press_cannot_read_beyond_its_room() -> None:
    """Row 48, the second wall: even a layout that wanted to is refused, and none evaluates what it prints."""
    room = Path(press.__file__).parent / "templates"
    for source in (b'#read("/etc/passwd")', b'#read("../../../../../../etc/passwd")', b'#image("/etc/passwd")'):
        with pytest.raises(typst.TypstError):
            typst.Compiler(source, root=str(room)).compile(format="pdf")
    assert not [
        path.name
        for path in room.glob("*.typ")
        if "eval(" in path.read_text("utf-8") or "@preview" in path.read_text("utf-8")
    ]


DOCTYPE = '<?xml version="1.0" encoding="{}"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><l>&j;</l>"
)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/other.dat", "custom"])
@pytest.mark.parametrize(
    "text",
    [DOCTYPE.format("UTF-8").encode(), DOCTYPE.format("UTF-16").encode("utf-16"), LAUGHS.encode()],
    ids=["file", "wide", "laughs"],
)
def test_a_workbook_with_entities_is_not_read(part: str, text: bytes, tmp_path: Path) -> None:
    """Row 51: whatever the part is called and however it is written."""
    path = _book(tmp_path / "b.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "evil.xlsx", "w") as new:
        for name in {*old.namelist(), part}:
            new.writestr(name, text if name == part else old.read(name))
    with pytest.raises(Refused), open_table(tmp_path / "evil.xlsx") as table:
        list(table.rows)


def _book(path: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    book.worksheets[0].append(["内容"])
    book.worksheets[0].append(["漏雨"])
    book.save(path)
    return path


def test_a_workbook_without_traps_is_read(tmp_path: Path) -> None:
    """Row 51, the control."""
    with open_table(_book(tmp_path / "b.xlsx")) as table:
        assert len(list(table.rows)) == 1


@pytest.mark.parametrize(
    "address",
    [
        "/files/{n}/{k}/x.bat",
        "/files/{n}/{k}/;x.bat",
        "/follow/case/paper/1.pdf;/setup.bat",
        "/files/..%2f..%2fetc/1/",
        "/static/../settings.py",
        "/static/%2e%2e/%2e%2e/settings.py",
    ],
)
def test_an_address_chooses_neither_name_nor_place_of_a_file(address: str, world: World) -> None:
    """Rows 54 and 55."""
    answer = world.at("NG").get(address.format(n=world.number, k=world.file.pk))
    assert answer.status_code in {400, 404}


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_bad_file_is_found_wherever_it_stands_among_good_ones(at: int, world: World) -> None:
    """Row 56: first, in the middle, last."""
    files = [SimpleUploadedFile(f"{n}.png", SAMPLES["png"] if n != at else b"<script>") for n in range(3)]
    answer = Client().post(reverse("portal:what"), WHAT | {"files": files})
    assert (answer.status_code, f"“{at}.png”" in answer.content.decode()) == (422, True)
    assert {one.name for one in StoredFile.objects.exclude(pk=world.file.pk)} == {f"{n}.png" for n in range(3)} - {
        f"{at}.png"
    }


def test_pages_of_a_petition_and_files_are_not_kept_by_a_browser(world: World) -> None:
    """Row 60: on a telephone that others use too."""
    citizen, clerk = world.petitioner(), world.at("NG")
    assert "no-store" in citizen.get(reverse("portal:case"))["Cache-Control"]
    answer = clerk.get(reverse("files:file", args=[world.number, world.file.pk]))
    list(answer)
    assert "no-store" in answer["Cache-Control"]


def test_a_file_of_many_pieces_comes_out_whole_and_one_that_does_not_open_is_told_before_it_begins(
    world: World,
) -> None:
    """Row 62: sealed in pieces of 64 KiB, each proved; what was altered or lost is a page with a sentence."""
    sound = wav(300_000)
    stored = keep(Sent("long.wav", sound), world.number, world.case.moment)
    clerk, address = world.at("NG"), reverse("files:file", args=[world.number, stored.pk])
    answer = clerk.get(address)
    assert b"".join(answer) == sound
    assert int(answer["Content-Length"]) == len(sound)
    sealed = path_of(stored).read_bytes()
    path_of(stored).write_bytes(b"x" + sealed[1:])
    answer = clerk.get(address)
    assert (answer.status_code, "打不开" in answer.content.decode()) == (422, True)
    path_of(stored).unlink()
    answer = clerk.get(address)
    assert (answer.status_code, "“long.wav”的内容不在了" in answer.content.decode()) == (422, True)


def test_what_is_kept_belongs_to_the_service_alone(world: World) -> None:
    """Row 62: no file of the code is writable, and no file from outside readable, by everybody."""
    package = Path(press.__file__).parents[2]
    assert not [path for path in package.rglob("*") if path.is_file() and path.stat().st_mode & 0o002]
    (kept,) = kept_for(world.number)
    assert path_of(kept).stat().st_mode & 0o077 == 0
    assert not os.access(path_of(kept), os.X_OK) or os.geteuid() == 0
