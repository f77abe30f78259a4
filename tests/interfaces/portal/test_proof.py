"""A citizen takes a receipt away that holds without us, as soon as a root covers the last act; before, the page says when."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.interfaces.portal.walking import post
from tests.moments import at
from tests.sealing import sealed
from tests.stories import Story, story
from wangfang.records.ledger.export import public_keys

pytestmark = pytest.mark.django_db(transaction=True)
SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "verify_trace.py"


def followed(visitor: Client) -> Story:
    told = story("2017-08-22 09:00").submitted().registered()
    post(visitor, "follow", number=told.now.number, code=told.code)
    return told


def faults(place: Path, text: bytes) -> list[str]:
    spec = importlib.util.spec_from_file_location("verify_trace", SCRIPT)
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    place.write_bytes(text)
    return list(tool.receipt(place, json.loads(public_keys()), [], None))


def test_before_a_root_covers_the_last_act_the_page_says_when(visitor: Client) -> None:
    with time_machine.travel(at("2017-08-22 12:00:30"), tick=False):
        followed(visitor)
        page = visitor.get(reverse("portal:proof"))
        assert "12:02以后可以来取凭证" in page.content.decode()
        refused = visitor.get(reverse("portal:proof-file"))
    assert refused.status_code == 422
    assert "12:02以后再来取" in refused.content.decode()


def test_afterwards_the_picture_and_the_file_hold_and_name_nobody(visitor: Client, tmp_path: Path) -> None:
    with time_machine.travel(at("2017-08-22 12:00:30"), tick=False):
        told = followed(visitor)
        story("2017-08-22 09:30").submitted()
        sealed(at("2017-08-22 12:01"))
        page = visitor.get(reverse("portal:proof")).content.decode()
        file = visitor.get(reverse("portal:proof-file"))
    assert re.search(r'<img class="qr" src="data:image/svg\+xml', page)
    assert file["Content-Disposition"] == f'attachment; filename="{told.now.number}-proof.json"'
    said = json.loads(file.content)
    assert (said["number"], said["line"], said["digest"]) == (told.now.number, 2, told.now.digest)
    assert file.content.isascii()
    assert "王秀兰" not in json.dumps(said, ensure_ascii=False)
    assert faults(tmp_path / "receipt.json", file.content) == []
    other = json.dumps({**said, "number": "20170822-999999"}).encode()
    assert faults(tmp_path / "receipt.json", other) == ["the receipt does not lead to the root"]


def test_a_stranger_gets_no_receipt(visitor: Client) -> None:
    story("2017-08-22 09:00").submitted()
    sealed(at("2017-08-22 12:01"))
    for page in ("proof", "proof-file"):
        assert visitor.get(reverse(f"portal:{page}"))["Location"] == reverse("portal:follow")
