"""A seal is put on once, by a job, and nobody takes it off or moves it without being noticed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.records.cases.test_sealing import accused, steps_of
from tests.records.retention.lives import full_of_marks
from wangfang.records.cases import lookups
from wangfang.records.cases.models import StepTaken
from wangfang.records.cases.models.step import sealed_words
from wangfang.records.cases.verification import verify
from wangfang.records.vault.envelopes import Place
from wangfang.records.vault.lasting import opened_under, sealed_under
from wangfang.records.vault.suites import Broken
from wangfang.records.walls.context import Hat, Sight, transaction_for


def refused(statement: str, *values: Any) -> bool:
    """Tell whether the database refuses a statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, list(values))
    except DatabaseError:
        return True
    return False


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("update cases_steptaken set sealed = '' where case_id = %s and sealed <> ''", "a seal is not taken off"),
        ("update cases_steptaken set sealed = 'x' where case_id = %s and sealed <> ''", "nor put on a second time"),
        ("update cases_steptaken set sealed = 'x', actor = 'y' where case_id = %s and sealed = ''", "it is all that changes"),
        ("update cases_steptaken set sealed = 'x', detail = '{\"to\": \"HL\"}' where case_id = %s and sealed = ''",
         "nothing else is said in its place"),
        ("update cases_steptaken set sealed = 'x', detail = detail || '{\"zq\": 1}' where case_id = %s and sealed = ''",
         "and nothing more"),
        ("update cases_case set sealed = '' where id = %s", "what is secret lies under seal"),
        ("update cases_case set title = 'x' where id = %s", "and not in clear beside it"),
        ("delete from cases_steptaken where case_id = %s", "no step goes"),
    ],
)  # fmt: skip
def test_the_database_lets_a_step_be_sealed_once_and_nothing_else(statement: str, why: str) -> None:
    told = accused()
    assert any(not row.sealed for row in steps_of(told)), "the first said nothing in words, so it can still be tried on"
    assert refused(statement, told.now.pk), why


def test_a_step_of_an_ordinary_case_is_never_sealed_and_of_a_sealed_one_it_may_be() -> None:
    plain, secret = full_of_marks(external_id="A-1"), accused()
    seal = "update cases_steptaken set sealed = 'x', detail = '{}' where case_id = %s and sealed = ''"
    assert refused(seal, plain.now.pk)
    assert not refused(seal, secret.now.pk), "the control: this is the shape that it lets through"


@pytest.mark.parametrize("hat", [Hat.WEB, Hat.PUBLIC, Hat.HOUSE])
def test_no_page_calls_the_function_that_seals_steps(hat: Hat) -> None:
    told = accused()
    call = "select case_seal_steps(%s, '{1}', array['{}'::jsonb], array['x'::bytea])"
    with transaction.atomic(), transaction_for(Sight(hat, "li", 3)):
        assert refused(call, told.now.pk)
    with transaction.atomic(), transaction_for(Sight(Hat.JOB)):
        assert not refused(call, told.now.pk), "the control: a job can"


def _behind_the_back(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(statement, list(values))
        cursor.execute("set local session_replication_role = origin")


def test_words_that_change_places_or_were_altered_are_found_by_the_trace() -> None:
    one, two = accused(), accused()
    third, fourth = (row for row in steps_of(one) if row.number in (3, 4))
    move = "update cases_steptaken set sealed = %s where case_id = %s and number = %s"
    _behind_the_back(move, bytes(third.sealed), one.now.pk, fourth.number)
    assert {(found.case, found.line, found.kind) for found in verify()} == {
        (one.now.number, 4, "step"), (one.now.number, 4, "state"),
    }  # fmt: skip
    with pytest.raises(Broken):
        lookups.life(one.now)
    other = sealed_words(one.now, 4, {"why": "没有这回事"})
    _behind_the_back(move, other, one.now.pk, fourth.number)
    assert {(found.case, found.line, found.kind) for found in verify()} == {(one.now.number, 4, "step")}
    _behind_the_back("update cases_case set sealed = %s where id = %s", bytes(one.now.sealed), two.now.pk)
    assert (two.now.number, 1, "petition") in {(found.case, found.line, found.kind) for found in verify()}


def test_what_is_sealed_for_good_opens_at_its_place_and_under_its_key_alone() -> None:
    told = accused()
    row = next(row for row in steps_of(told) if row.sealed)
    again = StepTaken.objects.get(pk=row.pk)
    again.number += 1
    with pytest.raises(Broken):
        _ = again.detail
    written = bytes(row.sealed)
    place = f"{told.now.number}#{row.number}"
    assert (
        len(written) == len(sealed_words(told.now, 9, {"why": "短"})) or len(written) % 64 == len(b"v1|standard|") + 28
    )
    for position in range(0, len(written), 7):
        altered = bytearray(written)
        altered[position] ^= 1
        row.sealed = bytes(altered)
        with pytest.raises(Broken):
            _ = row.detail
    at = Place("cases_steptaken", "sealed", place)
    assert opened_under(told.now.step_key, sealed_under(told.now.step_key, {"a": "b"}, at), at) == {"a": "b"}
    with pytest.raises(Broken):
        opened_under("00" * 32, written, at)
