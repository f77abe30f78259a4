"""Equal numbers are found however they are written, under old and new keys, and nothing else is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stories import ROOF, story
from wangfang.records.people import finding
from wangfang.records.people.models import Petitioner
from wangfang.records.vault.blind import Kind, index_of
from wangfang.records.vault.keys import Purpose, keeper
from wangfang.rules.credentials import same_spelling
from wangfang.rules.identity import same_line

pytestmark = pytest.mark.usefixtures("own_keys")


def someone(id_number: str = "", phone: str = "") -> Petitioner:
    """Let somebody petition with these numbers."""
    person = replace(ROOF.petitioner, id_number=id_number, phone=phone)
    return story().about(petitioner=person).submitted().now.petitioner


@pytest.mark.parametrize(
    ("written", "because"),
    [
        ("11010519491231002X", "as on the card"),
        ("11010519491231002x", "a small x"),
        (" 1101 0519 4912 3100 2X ", "blanks"),
        ("１１０１０５１９４９１２３１００２Ｘ", "full-width"),
        ("110105491231002", "the fifteen digits it had before"),
    ],
)
def test_an_identity_number_is_found_however_it_is_written(written: str, because: str) -> None:
    who = someone("11010519491231002X")
    assert list(finding.with_id_number(written)) == [who], because
    assert not finding.with_id_number("11010519491231003X").exists()


@pytest.mark.parametrize(
    ("written", "because"),
    [
        ("13800138000", "bare"),
        ("+86 138-0013-8000", "with the country"),
        ("008613800138000", "dialled from abroad"),
        ("8613800138000", "without the plus"),
        ("013800138000", "a long-distance zero"),
        ("１３８００１３８０００", "full-width"),
    ],
)
def test_a_telephone_number_is_found_however_it_is_written(written: str, because: str) -> None:
    who = someone(phone="13800138000")
    assert list(finding.with_phone(written)) == [who], because
    assert not finding.with_phone("13800138001").exists()


def test_who_else_has_a_number_is_told_and_nobody_has_an_empty_one() -> None:
    one, same_id, same_phone, nobody = (
        someone("A1", "13800138000"), someone("a1", "13900139000"), someone("B2", "13800138000"), someone(),
    )  # fmt: skip
    assert set(finding.others_like(one)) == {same_id, same_phone}
    assert not finding.others_like(nobody).exists()
    assert (nobody.id_index, nobody.phone_index) == (None, None)
    assert not finding.with_id_number("  ").exists()


def test_kinds_are_never_mixed_and_another_key_gives_another_index() -> None:
    first = index_of(Kind.PHONE, "13800138000")
    assert first is not None
    assert len(first) == 32
    assert first != index_of(Kind.ID_NUMBER, "13800138000")
    keeper().rotate(Purpose.INDEX)
    assert first != index_of(Kind.PHONE, "13800138000")
    assert first == index_of(Kind.PHONE, "13800138000", "index-1")


def test_a_search_finds_what_was_indexed_before_and_after_a_rotation() -> None:
    before = someone(phone="13800138000")
    keeper().rotate(Purpose.INDEX)
    after = someone(phone="13800138000")
    assert set(finding.with_phone("13800138000")) == {before, after}
    assert sum(finding.reindex()) == 1
    keeper().destroy("index-1")
    assert set(finding.with_phone("13800138000")) == {before, after}
    assert finding.by_key() == {"index-2": 2}


@given(st.text(alphabet="0123456789Xx１２ -", max_size=24))
def test_writing_it_properly_twice_changes_nothing(text: str) -> None:
    assert same_spelling(same_spelling(text)) == same_spelling(text)
    assert same_line(same_line(text)) in {same_line(text), same_line(text)[1:], same_line(text)[2:]}
