"""Does every form speak the words of this house, and does none of them swallow signs that were lost on the way?"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms
from django.utils.functional import Promise

from wangfang.interfaces import desk, portal
from wangfang.interfaces.desk.forms.worklist import FilterForm
from wangfang.interfaces.frame.sheets import SENTENCES, UNKNOWN, Sheet

ADDRESSES = {FilterForm.__name__, "ScopeForm", "BehindForm", "ClearanceForm", "MatrixForm", "RepliesForm"} | {
    "ComparisonForm",
    "SideForm",
    "CountyForm",
    "PartForm",
    "DayForm",
    "LedgerForm",
    "RegisterPageForm",
}
"""Forms that read an address; what is wrong with it is left out and never shown at a field."""
KINDS = [kind for kind in SENTENCES if kind is not forms.Field]


def all_forms() -> Iterator[type[forms.Form]]:
    """Yield every form class that a module of the desk or of the portal writes down."""
    for room in (desk, portal):
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            for thing in vars(importlib.import_module(found.name)).values():
                if isinstance(thing, type) and issubclass(thing, forms.Form) and thing.__module__ == found.name:
                    yield thing


def test_every_form_that_people_fill_in_is_a_sheet() -> None:
    found = list(all_forms())
    assert len(found) > 20
    assert {form.__name__ for form in found if not issubclass(form, Sheet)} == ADDRESSES


@pytest.mark.parametrize("kind", KINDS)
def test_no_sentence_of_the_framework_is_left(kind: type[forms.Field]) -> None:
    theirs = {
        code: str(words)
        for one in reversed(kind.__mro__)
        for code, words in vars(one).get("default_error_messages", {}).items()
    }
    form = type("Asked", (Sheet,), {"asked": kind()})()
    ours = form.fields["asked"].error_messages
    assert [code for code, words in theirs.items() if str(ours[code]) == words] == []


def test_a_field_keeps_what_it_says_itself() -> None:
    class Asked(Sheet):
        name = forms.CharField(max_length=3, error_messages={"required": "写一下姓名"})

    assert Asked({"name": ""}).errors == {"name": ["写一下姓名"]}
    assert Asked({"name": "欧阳建国"}).errors == {"name": ["写得太长了，最多 3 个字，现在是 4 个"]}


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (forms.IntegerField(max_value=3), "9", "最大是 3"),
        (forms.IntegerField(), "很多", "写成数字"),
        (forms.DateField(), "昨天", "日期写成 2017-09-15 这样"),
        (forms.TimeField(), "一早", "时间写成 09:30 这样"),
        (forms.ChoiceField(choices=[("a", "甲")]), "b", "从列出的几项里选一项"),
        (forms.CharField(min_length=5), "短", "写得太短了，最少 5 个字"),
    ],
)
def test_what_is_wrong_is_said_in_full(field: forms.Field, typed: str, sentence: str) -> None:
    form = type("Asked", (Sheet,), {"asked": field})({"asked": typed})
    assert form.errors == {"asked": [sentence]}


def test_signs_that_were_lost_are_counted_and_nothing_is_thrown_away() -> None:
    class Asked(Sheet):
        text = forms.CharField()

    form = Asked({"text": f"屋顶{UNKNOWN}{UNKNOWN}漏雨"})
    assert form.errors == {"text": [f"有 2 个字没有认出来，显示成“{UNKNOWN}”，改成原来的字再提交"]}
    assert form["text"].value() == f"屋顶{UNKNOWN}{UNKNOWN}漏雨"


def test_the_sentences_are_translated_when_they_are_shown() -> None:
    assert all(isinstance(words, Promise) for said in SENTENCES.values() for words in said.values())
