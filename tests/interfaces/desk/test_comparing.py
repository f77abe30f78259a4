"""Do the runs of a comparison lead from one text to the other, tidily, and in time?"""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.interfaces.desk.presenters.comparing import Run, compared

TEXTS = st.text(alphabet="经查属实，已更换防水卷材。9月1日\n", max_size=60)


@given(before=TEXTS, after=TEXTS)
def test_what_stayed_and_went_is_the_text_before_and_what_stayed_and_came_the_text_after(
    before: str, after: str
) -> None:
    runs = compared(before, after)
    assert "".join(run.text for run in runs if run.kind != "ins") == before
    assert "".join(run.text for run in runs if run.kind != "del") == after


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        ("不变。", "不变。", [("same", "不变。")]),
        ("", "新写的。", [("ins", "新写的。")]),
        ("第一句。第二句。", "第一句。", [("same", "第一句。"), ("del", "第二句。")]),
        ("九月修。", "十月修。", [("del", "九"), ("ins", "十"), ("same", "月修。")]),
        ("于9月1日修好。", "于9月15日修好。", [("same", "于9月"), ("del", "1"), ("ins", "15"), ("same", "日修好。")]),
        # One sign that happened to stay between two changes is no word: it changes with them.
        ("张三的房子。", "李四的院子。", [("del", "张三的房"), ("ins", "李四的院"), ("same", "子。")]),
    ],
)
def test_a_change_is_shown_as_a_reader_would_mark_it(before: str, after: str, runs: list[tuple[str, str]]) -> None:
    assert compared(before, after) == [Run(*run) for run in runs]


@pytest.mark.parametrize("before", ["。" * 20_000, "甲乙" * 10_000, "甲" * 20_000])
def test_the_longest_texts_are_compared_in_a_moment(before: str) -> None:
    started = time.perf_counter()
    compared(before, before.replace("。", "；").replace("甲乙", "乙甲丙") + "尾")
    assert time.perf_counter() - started < 3  # seconds; without the bound it is minutes
