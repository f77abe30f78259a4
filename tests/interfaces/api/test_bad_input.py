"""Whatever is sent is answered by a sentence: never a fault of ours, never half a case."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.interfaces.api.asking import REFUSED, ROOF, System
from wangfang.records.cases.models import Case

BODIES: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{",
    "a list": b"[1]",
    "a word": b'"submit"',
    "null": b"null",
    "no number": b'{"people": NaN}',
    "infinity": b'{"people": 1e999}',
    "5,000 digits": b'{"people": ' + b"9" * 5000 + b"}",
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 50_000,
    "UTF-16": json.dumps(ROOF).encode("utf-16"),
    "GB 18030": json.dumps(ROOF, ensure_ascii=False).encode("gb18030"),
    "a key twice": b'{"title": "a", "title": "b"}',
    "a surrogate": b'{"title": "\\ud800"}',
    "NUL in a key": b'{"\\u0000": 1}',
    "3 MB": b'{"text": "' + b"x" * 3_000_000 + b'"}',
}
ODD: list[object] = [
    None,
    10**400,
    -1,
    1.5,
    True,
    [],
    {},
    [[[]]],
    "\x00",
    "\ud800",
    "x" * 25_000,
    "<b>",
    "２３０１０３",
]
ADDRESSES = ["cases", "lookups", "cases/20170822-000001/acts"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_is_none_is_refused(bureau: System, address: str, body: bytes) -> None:
    told = bureau.post(address, body, key="a")
    assert told.status in {400, 413, 422}
    assert not Case.objects.exists()


def test_too_much_is_told_from_what_cannot_be_read(bureau: System) -> None:
    assert bureau.post("cases", BODIES["3 MB"], key="a").status == 413
    assert bureau.post("cases", BODIES["no JSON"], key="a").status == 400


@pytest.mark.parametrize(
    "field", [*ROOF, "people", "publish", "form", "external_id", "category", "content", "respondent"]
)
def test_a_field_of_any_kind_is_taken_or_refused(bureau: System, field: str) -> None:
    answers = {repr(value)[:12]: bureau.submits(f"{field}{n}", **{field: value}).status for n, value in enumerate(ODD)}
    assert set(answers.values()) <= {201, 400, 422}, answers


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({**ROOF, "tittle": "x"}, "tittle"),
        ({**ROOF, "petitioner": {"name": "王秀兰", "age": 3}}, "petitioner.age"),
        ({"title": "x"}, "text"),
        ({**ROOF, "people": "3"}, "people"),
        ({**ROOF, "publish": "yes"}, "publish"),
        ({**ROOF, "petitioner": {"name": "王秀兰", "signers": [{"nmae": "李"}]}}, "signers.0"),
    ],
)
def test_the_sentence_names_what_is_wrong(bureau: System, said: dict[str, Any], named: str) -> None:
    told = bureau.post("cases", said, key="a")
    assert (told.status, named in told.said["why"]) == (422, True), told.said


@pytest.mark.parametrize(
    "path",
    [
        "cases?after=x", "cases?after=2017-01-01,1", "cases?after=2017-01-01T00:00:00%2B08:00,9999999999999999999",
        "cases?after=2017-01-01T00:00:00,1", "cases?since=yesterday", "cases?state=lost", "cases?page=2",
        "cases?after=%00", "cases?state=%ED%A0%80", "worklist?after=2017-02-30,1", "worklist?view=mine",
        "worklist?region=" + "9" * 500, "indicators", "indicators?period=2017Q5", "indicators?period=2017Q4&by=moon",
        "indicators?period=2017Q4&definition=MINE", "indicators?period=0000", "indicators?period=2017Q4&as_of=2017",
    ],
)  # fmt: skip
def test_a_query_that_asks_for_nothing_is_refused(bureau: System, path: str) -> None:
    assert bureau.get(path).status in {400, 422}


@pytest.mark.parametrize("number", ["x", "20170822-000001' or 1=1", "9" * 3000, "%00", "..%2F..", "²", "%FF"])
def test_a_number_that_is_none_is_missing(bureau: System, number: str) -> None:
    assert bureau.get(f"cases/{number}").status in {404, 422}


@pytest.mark.parametrize("address", ["", "nothing", "docs", "cases/1/acts/2", "../desk/x"])
def test_an_address_that_is_none_is_told_in_json_too(bureau: System, address: str) -> None:
    assert bureau.get(address).status == 404


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_method_that_is_none_is_told_in_json_too(bureau: System, method: str) -> None:
    answer = getattr(bureau.client, method)("/api/v1/cases")
    assert (answer.status_code, answer["Content-Type"]) == (405, REFUSED)


def test_a_form_is_no_json(bureau: System) -> None:
    headers = {"Authorization": f"Bearer {bureau.token}", "Idempotency-Key": "a"}
    upload = {"title": "x", "file": SimpleUploadedFile("a.txt", b"x")}
    for said in ({"data": upload}, {"data": "title=x", "content_type": "application/x-www-form-urlencoded"}):
        answer = Client().post("/api/v1/cases", headers=headers, **said)
        assert (answer.status_code, answer["Content-Type"]) == (400, REFUSED)


def test_a_browser_that_prefers_pages_is_told_in_json(bureau: System) -> None:
    headers = {"Authorization": f"Bearer {bureau.token}", "Accept": "text/html"}
    for path in ("/api/v1/cases?after=%00", "/api/v1/cases/1", "/api/v1/nothing"):
        assert Client().get(path, headers=headers)["Content-Type"] == REFUSED
