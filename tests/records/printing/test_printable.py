"""Is data made fit for print without losing anything that can be seen?"""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.records.printing.printable import clean, printable


@given(st.text(st.characters(codec=None)))
def test_any_text_becomes_one_that_json_and_xml_can_carry(text: str) -> None:
    made = printable(text)
    assert json.loads(json.dumps(made, ensure_ascii=False).encode()) == made
    assert [character for character in made if ord(character) < 32 and character not in "\n\t"] == []
    assert printable(made) == made


@given(st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_what_can_be_seen_is_kept(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\n"])
def test_every_kind_of_line_end_becomes_the_same(end: str) -> None:
    assert printable(f"一{end}二") == "一\n二"


def test_data_is_cleaned_however_deep_and_numbers_are_left_alone() -> None:
    dirty = {"rows": [["一\x00", ("二\x07",)]], "share": 1.5, "count": 3, "drawn": True, "note": None}
    assert clean(dirty) == {"rows": [["一", ["二"]]], "share": 1.5, "count": 3, "drawn": True, "note": None}


def test_anything_but_plain_data_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="bytes"):
        clean({"file": b"%PDF"})
