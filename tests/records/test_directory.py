"""Is a receiver found by its pinyin, however somebody writes it?"""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import load_city
from wangfang.records.agencies import directory
from wangfang.records.agencies.tree import tree
from wangfang.rules.facts import CaseFacts, Form, Life, Purpose

pytestmark = pytest.mark.django_db
CASE = CaseFacts(number="20170822-000001", form=Form.ONLINE, purpose=Purpose.REQUEST, region="230103018")


@pytest.fixture(autouse=True)
def city(db: None) -> None:
    """Load the small city."""
    load_city()


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("nangang", ["NG", "NG-ZJ"]),  # the bureau of the district first: it stands right below
        ("NanGang", ["NG", "NG-ZJ"]),
        ("nan gang", ["NG", "NG-ZJ"]),
        ("xianfenglu", ["NG-XF"]),
        ("xian'feng", ["NG-XF"]),
        ("zhufang", ["NG-ZJ", "HRB-ZJ", "HL-ZJ"]),  # a later syllable begins it; the place first
        ("angang", []),  # no syllable begins there
        ("x1", []),
    ],
)
def test_full_pinyin_finds_the_organ_from_the_start_of_a_syllable(typed: str, codes: list[str]) -> None:
    found = directory.receivers(tree().agency("HRB"), Life(CASE, (), tree().by_code), date(2017, 8, 22), typed)
    assert {agency.code for agency in found} == set(codes)
    assert [agency.code for agency in found][:1] == codes[:1]


@pytest.mark.parametrize("typed", ["", "n", "南岗", "2301", "'", "x" * 5000])
def test_what_is_no_pinyin_sounds_like_nothing(typed: str) -> None:
    assert directory.sounding(typed) == []
