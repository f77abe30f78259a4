"""What is sealed in a row opens there and nowhere else, is opened once, and not at all to draw a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as told_to
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from tests.moments import at
from tests.stories import Story, story
from wangfang.records.cases import lookups
from wangfang.records.cases.models import Case, Draft, Paper
from wangfang.records.cases.verification import verify
from wangfang.records.notices.models import Notice
from wangfang.records.people.models import Petitioner
from wangfang.records.vault.cells import columns, opened_json, sealed_json
from wangfang.records.vault.envelopes import Place, opened, sealed, taken_apart
from wangfang.records.vault.keys import NoKey, Purpose, keeper
from wangfang.records.vault.suites import Broken
from wangfang.rules.facts import day_of

pytestmark = pytest.mark.usefixtures("own_keys")
PLACE = Place("people_petitioner", "sealed", "7")
SEALED = {("people_petitioner", Petitioner), ("cases_paper", Paper), ("cases_draft", Draft), ("notices_notice", Notice)}


def told() -> Story:
    """Tell of two cases with papers and messages, and return the first."""
    first = story().submitted().registered().forwarded("NG-XF")
    story().submitted().registered().forwarded("NG-XF")
    return first


@pytest.mark.parametrize("suite", ["standard", "gm"])
@told_to(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(said=st.dictionaries(st.text(max_size=5), st.text(max_size=90), max_size=4))
def test_what_is_sealed_opens_at_its_place_whatever_suite_is_in_use_later(
    suite: str, said: dict[str, str], settings: Settings
) -> None:
    settings.WANGFANG_SUITE = suite
    written = sealed_json(said, PLACE)
    settings.WANGFANG_SUITE = "gm" if suite == "standard" else "standard"
    assert opened_json(written, PLACE) == said
    assert written.startswith(f"v1|{suite}|wrap-1|".encode())


def test_not_one_byte_of_it_can_be_altered_and_no_other_place_opens_it() -> None:
    written = sealed("王秀兰".encode(), PLACE)
    for other in (Place("cases_paper", "sealed", "7"), Place("people_petitioner", "masked", "7"),
                  Place("people_petitioner", "sealed", "8")):  # fmt: skip
        with pytest.raises(Broken):
            opened(written, other)
    for position in range(len(written)):
        altered = bytearray(written)
        altered[position] ^= 1
        with pytest.raises((Broken, NoKey)):
            opened(bytes(altered), PLACE)
    for shorter in range(len(written)):
        with pytest.raises((Broken, NoKey)):
            opened(written[:shorter], PLACE)


def test_a_data_key_serves_one_value_and_one_place() -> None:
    one, other = (taken_apart(sealed(b"x", PLACE)) for _ in range(2))
    assert one.data_key(PLACE) != other.data_key(PLACE)
    with pytest.raises(Broken):
        one.data_key(Place("people_petitioner", "sealed", "8"))


def test_the_length_tells_little_of_what_is_in_it() -> None:
    lengths = {len(sealed_json({"name": "王" + "兰" * more}, PLACE)) for more in range(1, 16)}
    assert len(lengths) == 1


def test_a_cell_copied_to_another_row_or_table_does_not_open() -> None:
    told()
    people, papers = list(Petitioner.objects.order_by("pk")), list(Paper.objects.order_by("pk"))
    Petitioner.objects.filter(pk=people[0].pk).update(sealed=people[1].sealed)
    Paper.objects.filter(pk=papers[0].pk).update(sealed=papers[1].sealed)
    Paper.objects.filter(pk=papers[1].pk).update(sealed=people[1].sealed, token=people[1].token)
    with pytest.raises(Broken):
        _ = Petitioner.objects.get(pk=people[0].pk).name
    for moved in Paper.objects.filter(pk__in=[paper.pk for paper in papers[:2]]):
        with pytest.raises(Broken):
            _ = moved.body
    found = {(one.kind, one.line) for one in verify()}
    assert found == {("petition", 1), ("paper", 2)}
    assert Petitioner.objects.get(pk=people[1].pk).name == "王秀兰", "where it belongs it opens"


def test_two_petitioners_who_change_places_with_all_they_have_are_found_by_the_trace() -> None:
    """Whoever moves the token along moves the whole identity; that opens, and contradicts the first line."""
    first = story().submitted()
    story().about(title="另一件").submitted()
    one, other = Petitioner.objects.order_by("pk")
    other.name = "李四"
    other.save()
    for who, like in ((one.pk, other), (other.pk, one)):
        Petitioner.objects.filter(pk=who).update(token=like.token, sealed=like.sealed)
    assert Case.objects.get(pk=first.now.pk).petitioner.name == "李四"
    assert {one.kind for one in verify(first.now.number)} == {"petition"}


def test_a_row_is_opened_once_and_without_its_key_not_at_all() -> None:
    who = Petitioner.objects.get(pk=story().submitted().now.petitioner_id)
    assert who.name == "王秀兰"
    keeper().destroy("wrap-1")
    assert who.phone == "13800138000", "it was opened with the name"
    with pytest.raises(NoKey, match="密钥 wrap-1 不在，不能继续"):
        _ = Petitioner.objects.get(pk=who.pk).name


def test_a_first_key_that_another_process_makes_and_uses_meanwhile_is_taken(settings: Settings) -> None:
    story().submitted()
    lost = Path(settings.WANGFANG_KEYS) / "wrap-1.key"
    secret = lost.read_text()
    lost.unlink()
    with pytest.raises(NoKey, match="密钥 wrap-1 不在"):
        story().about(title="另一件").submitted()

    def made(execute: Callable[..., object], said: str, *more: object) -> object:
        if "holds_sealed" in said:
            lost.write_text(secret)
        return execute(said, *more)

    with connection.execute_wrapper(made):
        assert story().about(title="另一件").submitted().now.pk


def test_lists_are_drawn_without_any_key() -> None:
    case, secret = told(), story().accusing("NG-ZJ").submitted(to="NG").now
    story().submitted(to="NG")
    keeper().destroy("wrap-1")
    rows = lookups.passed(case.clerk("NG"), lookups.Filters())
    assert {row.petitioner.masked for row in rows} == {"王**"}
    assert Petitioner.objects.get(pk=secret.petitioner_id).masked == "**", "an accuser has no surname"
    assert lookups.worklist(case.clerk("NG"), lookups.Filters(), day_of(at("2017-08-22")))


def test_what_is_set_later_is_sealed_anew_and_what_is_only_read_is_left_alone() -> None:
    who = Petitioner.objects.get(pk=story().submitted().now.petitioner_id)
    before = bytes(who.sealed)
    assert who.name
    who.save()
    assert bytes(Petitioner.objects.get(pk=who.pk).sealed) == before
    who.phone = "13900139000"
    who.save()
    again = Petitioner.objects.get(pk=who.pk)
    assert (again.name, again.phone) == ("王秀兰", "13900139000")
    assert bytes(again.sealed) != before
    again.refresh_from_db()
    assert again.phone == "13900139000"


def test_no_table_that_seals_keeps_the_same_in_clear_beside_it() -> None:
    """Whoever adds a column of text to a sealed table has to say here why it may stay in clear."""
    clear: dict[str, set[str]] = {
        "ledger_ground": set(),
        # A number, words of our own, two codes, a digest of keys, who asked.
        "exporting_exportrequest": {"number", "view", "category", "region", "digest", "asked_by"},
        "rhythms_explained": {"by", "name"},  # who said it
        "campaigns_explanation": {"item", "offered_by", "judged_by"},  # a word of ours, two logins
        # A number, of what it speaks, who gave it at which post, words of ours, two logins, digests.
        "instructions_instruction": {
            "number",
            "subject",
            "leader",
            "post",
            "carrier",
            "standing",
            "made_by",
            "made_key",
        },
        "sign_offs_reader": {"post", "name", "login", "proxy", "signed_by"},  # who signs, as the sheet names them
        "problem_units_entry": {"move", "by", "name"},
        "instructions_entry": {"move", "by", "name", "made_key"},
        "people_codedevice": {"recovery"},  # digests of 79 random bits
        "people_keptform": {"path"},  # which page it is of
        # What its steps decide, codes, classes, who may see it; the words are empty where `sealed` is not, held by a constraint.
        "cases_case": {
            "number",
            "form",
            "purpose",
            "title",
            "text",
            "region",
            "address",
            "category",
            "content",
            "respondent",
            "respondent_code",
            "merged_into",
            "source",
            "external_id",
            "query_digest",
            "submission_key",
            "salt",
            "destroyed",
            "state",
            "digest",
            "due_limit",
            "bureau_rating",
            "unit_rating",
        },
        "people_petitioner": {"masked", "indexed_by"},  # a surname, the name of a key
        "cases_paper": {"kind", "number"},
        "cases_draft": {"token_digest"},
        "notices_notice": {"subject", "failed"},  # the number of the case, the name of a fault
        "files_storedfile": {"kind", "subject", "standing"},  # a media type, a case or draft, a word of the scanner
    }
    assert {column.table for column in columns()} >= {table for table, _ in SEALED}
    for column in columns():
        with connection.cursor() as cursor:
            cursor.execute(
                "select column_name, data_type from information_schema.columns where table_name = %s", [column.table]
            )
            texts = {name for name, kind in cursor.fetchall() if re.match("character|text|json", kind)}
        assert texts == clear[column.table], column.table


def test_the_current_wrapping_key_is_asked_for_each_time() -> None:
    story().submitted()
    assert keeper().rotate(Purpose.WRAP) == "wrap-2"
    assert sealed(b"x", PLACE).startswith(b"v1|standard|wrap-2|")
