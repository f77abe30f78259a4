"""Figures in a text stay what they were, whatever is written around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.rules.locked_figures import mark, marked, opened, read, rendered
from wangfang.rules.refusal import Refused

FIGURES = {"本期件次": "247", "网信占比": "61.13%", "100%的县": "南岗区、松北区"}
KEPT = "共收到{{本期件次}}件次，网信占比{{网信占比}}。"
WANTED = ("本期件次", "网信占比")


def test_a_kept_text_is_shown_with_its_figures_and_edited_with_marks() -> None:
    assert rendered(KEPT, FIGURES) == "共收到247件次，网信占比61.13%。"
    assert opened(KEPT, FIGURES) == "共收到{{本期件次：247}}件次，网信占比{{网信占比：61.13%}}。"
    assert marked(KEPT + KEPT) == WANTED


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (opened(KEPT, FIGURES), KEPT),  # nothing was changed
        (KEPT, KEPT),  # marks without their figures
        (
            "网信占比{{网信占比：61.13%}}，全市收到{{本期件次：247}}件次。",
            "网信占比{{网信占比}}，全市收到{{本期件次}}件次。",
        ),  # moved
        (f"{KEPT}其中{{{{本期件次}}}}件", f"{KEPT}其中{{{{本期件次}}}}件"),  # repeated
        (
            f"{KEPT}有{{{{100%的县：南岗区、松北区}}}}",
            f"{KEPT}有{{{{100%的县}}}}",
        ),  # another figure of the section comes in
        (f"  {KEPT}  \r\n\r\n新的一段 \n", f"{KEPT}\n\n新的一段"),  # line feeds and blanks
    ],
)
def test_text_may_change_around_the_figures(typed: str, kept: str) -> None:
    assert read(typed, FIGURES, WANTED) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("共收到{{本期件次：248}}件次，{{网信占比}}。", "“本期件次”是固定的数字（247），不能改成“248”"),
        ("共收到很多件，网信占比{{网信占比}}。", "少了“本期件次”，这是固定的数字（247），不能删去；{{…}}要保留完整"),
        (f"{KEPT}{{{{下期件次}}}}", "没有“下期件次”这个数字，{{…}}里只能是本段原有的数字"),
        (f"{KEPT}{{{{网信占比：61.13%", "有一处{{…}}没有写完整，数字要连同前后的括号一起保留"),
        (f"{KEPT}网信占比}}}}", "有一处{{…}}没有写完整，数字要连同前后的括号一起保留"),
        (" \n ", "这一段不能是空的"),
    ],
)
def test_a_lost_or_altered_figure_is_named(typed: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        read(typed, FIGURES, WANTED)
    assert refused.value.why == why


@pytest.mark.parametrize("name", ["", "本期{件次", "本期：件次"])
def test_a_name_holds_no_sign_of_a_mark(name: str) -> None:
    with pytest.raises(ValueError, match="a figure cannot be called"):
        mark(name)


@given(st.lists(st.sampled_from([*map(mark, FIGURES), "甲", "，", "乙\n丙"]), min_size=1))
def test_what_is_opened_and_read_again_is_the_same(parts: list[str]) -> None:
    kept = "".join(parts)
    assert read(opened(kept, FIGURES), FIGURES, marked(kept)) == kept
