"""Lines say nothing of the people and the matter, survive the destruction of the content, and old lines go on holding."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC

import pytest
from django.db import connection

from tests.moments import at
from tests.stories import Story, story
from wangfang.records.cases.lines import HEAD, plain_payload_of
from wangfang.records.cases.models import Case, Paper, StepTaken
from wangfang.records.cases.verification import verify
from wangfang.records.ledger.append import append
from wangfang.records.ledger.models import Entry
from wangfang.rules.refusal import Refused


def lived() -> Story:
    return story().submitted().registered().forwarded("NG-XF").signed_in().accepted().worked().answered()


def behind_the_back(*statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("set session_replication_role = origin")


def test_a_line_says_who_where_and_when_and_nothing_else_in_words() -> None:
    case = lived().now
    said = [json.loads(entry.payload) for entry in Entry.objects.filter(subject=case.number)]
    for line in said:
        assert {*HEAD, "said"} <= set(line) <= {*HEAD, "said", "petition", "paper", "papers"}
        digests = [line["said"], line.get("petition"), line.get("paper"), *line.get("papers", [])]
        assert {len(digest) for digest in digests if digest} == {64}
    text = "".join(entry.payload for entry in Entry.objects.filter(subject=case.number))
    assert text.isascii(), "a Chinese character would be content"
    assert "13800138000" not in text


def test_the_same_words_in_two_cases_give_two_digests() -> None:
    first, second = story().submitted().now, story().submitted().now
    said = [json.loads(Entry.objects.get(subject=case.number).payload) for case in (first, second)]
    assert said[0]["said"] != said[1]["said"]
    assert first.salt != second.salt
    assert len(bytes.fromhex(first.salt)) == 16


def test_a_case_whose_content_was_destroyed_still_stands_in_the_chain() -> None:
    case = lived().now
    noise = lived().now
    Case.objects.filter(pk=case.pk).update(salt="", plain_title="", plain_text="", plain_address="", destroyed="XH-1")
    append("list:XH-1", at("2048-01-04"), {"step": "destroyed", "case": case.number})
    Paper.objects.filter(case=case).delete()
    where = f"where case_id = {case.pk}"
    behind_the_back("update cases_steptaken set detail = '{}', actor_name = '' " + where)  # noqa: S608 - names of our own
    assert list(verify()) == []
    behind_the_back(f"update cases_steptaken set actor = 'x' {where} and number = 3")  # noqa: S608 - names of our own
    assert [(one.case, one.line, one.kind) for one in verify()] == [(case.number, 3, "step")]
    assert noise.number != case.number


def test_nothing_more_is_done_with_a_case_whose_content_was_destroyed() -> None:
    told = lived()
    Case.objects.filter(pk=told.now.pk).update(salt="")
    with pytest.raises(Refused, match="销毁"):
        told.served()


def in_the_first_format(case: Case) -> None:
    """Write the lines of a case again as the first edition wrote them, by its own formula."""
    rows, previous = [], "0" * 64
    for row in StepTaken.objects.filter(case=case).order_by("number"):
        papers = list(Paper.objects.filter(case=case, step=row.number).order_by("pk"))
        said = plain_payload_of(case, row, papers)
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
        digest = hashlib.sha256(f"{previous}\n{case.number}\n{row.number}\n{text}".encode()).hexdigest()
        rows.append(Entry(
            subject=case.number, number=row.number, recorded_at=row.recorded_at, payload=text, previous=previous,
            digest=digest, v=1,
        ))  # fmt: skip
        previous = digest
    behind_the_back(f"delete from ledger_entry where subject = '{case.number}'")  # noqa: S608 - names of our own
    Entry.objects.bulk_create(rows)
    Case.objects.filter(pk=case.pk).update(digest=previous)


def test_lines_of_the_first_edition_go_on_holding_and_the_chain_goes_on_in_the_second() -> None:
    told = lived()
    in_the_first_format(told.now)
    assert list(verify()) == []
    told.served()
    assert list(Entry.objects.filter(subject=told.now.number).order_by("number").values_list("v", flat=True)) == [
        *[1] * 7, 2,
    ]  # fmt: skip
    assert list(verify()) == []
    Case.objects.filter(pk=told.now.pk).update(plain_text="什么也没有发生")
    assert [one.kind for one in verify()] == ["petition"]


def test_a_line_without_a_key_after_one_with_a_key_is_found() -> None:
    told = lived()
    last = Entry.objects.filter(subject=told.now.number).order_by("-number")[0]
    behind_the_back(f"update ledger_entry set v = 1, kid = '', mac = '' where id = {last.pk}")  # noqa: S608 - names of our own
    assert "unkeyed" in {one.kind for one in verify()}


def test_a_line_that_was_chained_anew_without_the_key_is_found() -> None:
    case = story().submitted().now
    entry = Entry.objects.get(subject=case.number)
    said = json.loads(entry.payload)
    text = json.dumps({**said, "actor": "x"}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    moment = at("2017-08-22 09:14").astimezone(UTC).isoformat(timespec="microseconds")
    digest = hashlib.sha256(f"2\n{entry.previous}\n{case.number}\n1\n{moment}\n{text}".encode()).hexdigest()
    behind_the_back(f"update ledger_entry set payload = '{text}', digest = '{digest}' where id = {entry.pk}")  # noqa: S608 - names of our own
    Case.objects.filter(pk=case.pk).update(digest=digest)
    assert {one.kind for one in verify()} == {"mac", "step"}
