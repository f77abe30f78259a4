"""Is a text the same however it is typed, and is a gram the same number for ever?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.rules.grams import WIDTH, grams, key_of, normal, number_of


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ａ３区，辽河小区 5 栋！", "a3区辽河小区5栋"),  # width, case, spaces, punctuation
        ("（漏雨）\n\t漏雨。", "漏雨漏雨"),  # lines
        ("㎡①", "m21"),  # a sign that stands for letters is read as them
        ("", ""),
        ("……", ""),  # nothing is said
    ],
)
def test_what_differs_only_in_how_it_is_typed_is_the_same(text: str, plain: str) -> None:
    assert normal(text) == plain


def test_each_pair_of_neighbours_is_counted() -> None:
    assert grams("漏雨，漏雨") == {number_of("漏雨"): 2, number_of("雨漏"): 1}
    assert grams("水") == {number_of("水"): 1}
    assert grams("。") == {}


def test_numbers_are_kept_in_the_database_and_so_never_change() -> None:
    assert (number_of("漏雨"), number_of("物业"), key_of("respondent", "Ａ公司")) == (2103019872, 607856739, 1502578987)
    assert key_of("respondent", "a 公司") == key_of("respondent", "Ａ公司") != key_of("estate", "a公司")


@given(st.text(max_size=60))
def test_a_normal_text_stays_as_it_is_and_has_a_pair_less_than_letters(text: str) -> None:
    plain = normal(text)
    assert normal(plain) == plain
    assert sum(grams(text).values()) == (len(plain) - 1 if len(plain) > 1 else len(plain))
    assert all(0 <= gram <= WIDTH for gram in grams(text))
