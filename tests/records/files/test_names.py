"""Under which name is a file shown and handed out, and where do its bytes lie?"""

from __future__ import annotations

import hashlib
import os
from email.message import Message
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.http import content_disposition_header
from hypothesis import given
from hypothesis import strategies as st

from tests.attachments import SAMPLES
from tests.records.files.sending import refusal_of, send
from wangfang.records.files import keep
from wangfang.records.files.names import LONGEST, display_name, extension_of

NAMES = [
    ("照片.png", "照片.png", "an ordinary name stays"),
    ("../../etc/passwd", "passwd", "no folders"),
    ("..\\..\\boot.ini", "boot.ini", "nor those of Windows"),
    ("a\u2215b\u2044c.pdf", "c.pdf", "nor what only looks like a slash"),
    ("照片\u202egnp.exe.png", "照片gnp.exe.png", "nothing turns the direction of reading"),
    ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf", "no second line in a header"),
    ("a\"b;c'.pdf", "a_b_c_.pdf", "nothing ends the value of a header"),
    ("CON.pdf", "_CON.pdf", "no device of Windows"),
    ("com1", "_com1", "without an extension too"),
    ("-rf.pdf", "rf.pdf", "no option of a program"),
    (".htaccess", "htaccess", "no hidden file"),
    ("a.pdf. . ", "a.pdf", "Windows drops what follows"),
    ("", "附件", "something can be clicked"),
    ("///", "附件", "also when nothing is left"),
    ("\u200b\ufeff.", "附件", "or only what nobody sees"),
    ("𠮷野\U00030000.pdf", "𠮷野\U00030000.pdf", "rare characters stay"),
    ("\ue000某.pdf", "\ue000某.pdf", "made-up ones too"),
]


@pytest.mark.parametrize(("given_name", "shown", "reason"), NAMES)
def test_a_name_is_shown_without_what_misleads(given_name: str, shown: str, reason: str) -> None:
    assert display_name(given_name) == shown, reason


@given(st.text(max_size=300))
def test_any_name_is_short_stays_what_it_is_when_shown_again_and_survives_the_header(name: str) -> None:
    shown = display_name(name)
    assert 0 < len(shown) <= LONGEST + 1
    assert display_name(shown) == shown
    said = content_disposition_header(as_attachment=True, filename=shown)
    assert said is not None
    assert "\r" not in said + "\n" or "\n" not in said
    head = Message()
    head["Content-Disposition"] = said
    assert head.get_filename() == shown


def test_a_long_name_keeps_its_extension() -> None:
    assert extension_of(display_name("长" * 400 + ".docx")) == "docx"


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for row in NAMES if extension_of(display_name(name := f"{row[0]}.png"))])
def test_the_bytes_lie_under_a_token_inside_the_folder_and_belong_to_us_alone(name: str) -> None:
    stored = send(name, SAMPLES["png"])
    place = keep.path_of(stored).resolve()
    assert place.is_relative_to(Path(settings.MEDIA_ROOT).resolve())
    assert (place.name, place.stat().st_mode & 0o777) == (stored.token.hex, 0o600)
    assert place.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.django_db
def test_neither_name_nor_bytes_say_where_a_file_lies() -> None:
    """Two alike lie apart: whoever has a file cannot look whether the house has it too."""
    one, other = (send("a.png", SAMPLES["png"]) for _ in range(2))
    assert keep.path_of(one) != keep.path_of(other)
    assert one.sha256 == other.sha256 == hashlib.sha256(b"".join(keep.bytes_of(one))).hexdigest()


@pytest.mark.django_db
@pytest.mark.parametrize("mask", [0, 0o022])
def test_a_file_belongs_to_us_alone_whatever_the_umask_and_whatever_lay_there_before(mask: int) -> None:
    stored = send("a.png", SAMPLES["png"])
    place = keep.path_of(stored)
    half = place.with_name(f"{place.name}.part")
    half.write_bytes(b"of an attempt that broke off" * 9)
    half.chmod(0o666)
    before = os.umask(mask)
    try:
        keep.put_away(stored, SAMPLES["png"])
    finally:
        os.umask(before)
    assert [one.name for one in place.parent.iterdir()] == [place.name]
    assert place.stat().st_mode & 0o777 == 0o600
    assert b"".join(keep.bytes_of(stored)) == SAMPLES["png"]


@pytest.mark.django_db
def test_a_name_that_has_lost_signs_on_its_way_is_refused_with_what_to_do() -> None:
    assert "认不出的字" in refusal_of("a\ufffd.png", SAMPLES["png"])
