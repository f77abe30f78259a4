"""Five hundred marked people come in by every way: of what is marked nothing is in the tables, the files or the logs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.attachments import pdf
from tests.cast import PETITIONER
from tests.interfaces.console.tables import csv_file
from tests.stories import ROOF, story
from wangfang.interfaces.console.main import group
from wangfang.records.cases.living import PastLife, take_in
from wangfang.records.cases.models import Case, Paper
from wangfang.records.cases.petitions import Person
from wangfang.records.files import keep
from wangfang.records.files.models import StoredFile
from wangfang.records.notices.models import Notice
from wangfang.rules.facts import Step
from wangfang.rules.joint import Agent, Signer

PEOPLE = 500
COLUMNS = "编号,标题,内容,时间,姓名,电话"
MARK = "Kanari"
SERIAL = 19_650_000_000
"""Telephone numbers of the marked; nobody else here has one of these."""


def marked(nth: int) -> Person:
    """Return a person of whom every field is marked."""
    sign, phone = f"{MARK}{nth:04d}", str(SERIAL + nth)
    return Person(
        f"王{sign}名", f"{sign}证", phone, f"南岗区{sign}址", "other",
        signers=(Signer(f"李{sign}签", "other", f"{sign}签证", str(SERIAL + 1000 + nth), represents=True),),
        agents=(Agent(f"赵{sign}代", f"{sign}亲", "general", f"{sign}书", "other", f"{sign}代证", str(SERIAL + 2000 + nth)),),
    )  # fmt: skip


def come_in(tmp_path: Path) -> None:
    """Let them come in: over the network, by letter, in a whole past life, from a table, and half on a page."""
    for nth in range(100):
        told = story().about(petitioner=marked(nth), people=2).submitted()
        if nth % 4 == 0:
            told.registered().forwarded("NG-XF").accepted().answered().served().closed()
    for nth in range(100, 150):
        story().about(petitioner=marked(nth), people=2).written()
    tale = story()
    petition = replace(ROOF, to="NG", people=2)
    take_in(
        PastLife(replace(petition, petitioner=marked(nth)), [(Step.SUBMIT, tale.act(PETITIONER), {"to": "NG"})])
        for nth in range(150, 300)
    )
    rows = [f"{n},屋顶漏雨,屋顶漏雨。,2017-08-22 09:14,王{MARK}{n:04d}名,{SERIAL + n}" for n in range(300, 460)]
    done = CliRunner().invoke(group, ["import", str(csv_file(tmp_path / "in.csv", COLUMNS, *rows)), "--agency", "NG"])
    assert done.exit_code == 0, done.output
    (tmp_path / "in.csv").unlink()
    for nth in range(460, PEOPLE):
        half_a_page(marked(nth))


def half_a_page(who: Person) -> None:
    """Begin a petition on the pages of the portal, with an attachment that is named after the petitioner."""
    browser = Client()
    scan = SimpleUploadedFile(
        f"{who.name}.pdf", pdf(f"<</Author({who.name} {who.phone})>>".encode()), "application/pdf"
    )
    browser.post(reverse("portal:what"), {"text": "屋顶漏雨，希望尽快派人来修。", "files": scan})
    typed = {"name": who.name, "id_type": "other", "id_number": who.id_number, "phone": who.phone}
    browser.post(reverse("portal:contact"), typed)


def dumped() -> Iterator[tuple[str, str]]:
    """Yield every table as a dump shows it: its name, and its rows as text, what is bytes as characters too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select quote_ident(relname) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
        )
        for (table,) in cursor.fetchall():
            with cursor.copy(f"copy {table} to stdout") as rows:
                text = b"".join(bytes(piece) for piece in rows).decode()
            yield table, text
            yield (
                table,
                "".join(bytes.fromhex(found).decode("latin-1") for found in re.findall(r"\\\\x([0-9a-f]+)", text)),
            )


def pages() -> Iterator[tuple[str, str]]:
    """Yield the files of the database as they lie on disk."""
    with connection.cursor() as cursor:
        cursor.execute("checkpoint")
        cursor.execute(
            "select current_setting('data_directory'), oid from pg_database where datname = current_database()"
        )
        place, oid = cursor.fetchone() or ("", 0)
    yield from files(Path(place) / "base" / str(oid))


def files(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every file of a folder."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes().decode("utf-8", "replace")


MARKS = re.compile(rf"{MARK}0[0-9]{{3}}|19650000[0-9]{{3}}")
CONTROLS = re.compile(rf"{MARK}9[0-9]{{3}}|19650009[0-9]{{3}}")
"""What is written in clear on purpose: it stays on the pages of the database when the test has taken it back."""


def hits(*places: Iterator[tuple[str, str]], marks: re.Pattern[str] = MARKS) -> dict[str, str]:
    """Return where a mark was found, with the first one there."""
    return {name: found[0] for place in places for name, text in place if (found := marks.search(text))}


def test_of_five_hundred_marked_people_nothing_is_left_in_clear(
    tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    come_in(tmp_path)
    assert Case.objects.count() == 460
    assert (Paper.objects.count() > 300, Notice.objects.count() > 100) == (True, True)
    assert len(list((tmp_path / "files").rglob("*"))) > 40

    assert hits(dumped()) == {}
    assert hits(pages()) == {}
    assert hits(files(tmp_path)) == {}
    assert not MARKS.search(caplog.text)

    first = Case.objects.select_related("petitioner").order_by("pk")[0]
    assert first.petitioner.name == f"王{MARK}0000名", "and yet it is all there"
    draft_file = StoredFile.objects.order_by("pk")[0]
    assert MARK.encode() in b"".join(keep.bytes_of(draft_file))


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("update people_petitioner set masked = 'Kanari9007'", "people_petitioner"),
        (
            "update people_petitioner set sealed = convert_to('{\"phone\": \"19650009007\"}', 'UTF8')",
            "people_petitioner",
        ),
        ("update cases_paper set number = number || 'Kanari9007'", "cases_paper"),
        ("update notices_notice set failed = '19650009007'", "notices_notice"),
    ],
)
def test_one_field_left_in_clear_is_found(statement: str, table: str) -> None:
    """The control: the search above does not overlook what is there."""
    story().submitted().registered()
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert set(hits(dumped(), marks=CONTROLS)) == {table}
    assert len(hits(pages(), marks=CONTROLS)) >= 1


def test_a_file_left_in_clear_is_found(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(f"%PDF-1.4 王{MARK}9007".encode())
    assert len(hits(files(tmp_path), marks=CONTROLS)) == 1
