"""Which cases lie under seal, and which details of a step stay readable beside it?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.rules.facts import Step
from wangfang.rules.labels import Secrecy
from wangfang.rules.sealing import apart, is_sealed

CODES = frozenset({"NG", "NG-XF"})
TABLE = [
    (Step.FORWARD, "to", "NG-XF", True, "the code of an agency: the walls and the clocks go by it"),
    (Step.FORWARD, "to", "王秀兰", False, "no code of any agency: somebody wrote a name there"),
    (Step.FORWARD, "co", ["NG", "NG-XF"], True, "codes, every one of them"),
    (Step.FORWARD, "co", ["NG", "老王"], False, "one word among codes, and all of them are sealed"),
    (Step.FORWARD, "to", 7, False, "a number is no code"),
    (Step.NAME_ACCUSED, "head_of", ["NG-XF"], True, "whom the walls keep out"),
    (Step.RECUSE, "login", "li.si", True, "a login: the walls go by it"),
    (Step.RECUSE, "login", "王秀兰", True, "a login in Chinese is one too"),
    (Step.RECUSE, "login", "王秀兰 收了钱", False, "no login has blanks"),
    (Step.RECUSE, "login", "x" * 41, False, "nor more than forty signs"),
    (Step.RECUSE, "login", "", False, "nor none"),
    (Step.SUBMIT, "granted", ["jubao"], True, "who was let in by name"),
    (Step.SUBMIT, "granted", [True], False, "truth is no login"),
    (Step.ASSIGN, "due_on", "2017-09-30", True, "a day"),
    (Step.EXTEND, "days", 30, True, "a number"),
    (Step.DECIDE_RETURN, "agree", True, True, "yes or no"),
    (Step.ISSUE_OPINION, "conclusion", "support", True, "a word of a closed list"),
    (Step.ISSUE_OPINION, "conclusion", "支持王秀兰", False, "a free word where one of ours should stand"),
    (Step.ISSUE_OPINION, "conclusion", "support\n", False, "with a line behind it it is no word of ours"),
    (Step.RECOMPUTE, "kept", {"answer-4": "2017-09-30"}, True, "days by the names of clocks"),
    (Step.RECOMPUTE, "kept", {"王秀兰": "2017-09-30"}, False, "a free word as a name"),
    (Step.RECOMPUTE, "kept", {"answer-4": {"why": "x"}}, False, "something within something"),
    (Step.ASK_GRANT, "until", None, True, "nothing is no word"),
    (Step.PAUSE, "why", "appraisal", True, "the reason of a pause is a word of ours"),
    (Step.PAUSE, "why", "等王秀兰", False, "unless somebody wrote another"),
    (Step.EXTEND, "why", "appraisal", False, "every other reason is a free word"),
    (Step.ISSUE_OPINION, "text", "support", False, "a text is free, whatever it says"),
    (Step.LOG_WORK, "note", "", False, "empty, and still not named"),
]
"""Step, key, value, whether it stays readable, and why."""


@pytest.mark.parametrize(
    ("step", "key", "value", "stays", "why"), TABLE, ids=[f"{n}-{r[1]}" for n, r in enumerate(TABLE)]
)
def test_what_leads_a_case_on_stays_and_every_word_is_sealed(
    step: Step, key: str, value: object, *, stays: bool, why: str
) -> None:
    kept, words = apart(step, {key: value}, CODES)
    assert (kept, words) == (({key: value}, {}) if stays else ({}, {key: value})), why


@given(
    step=st.sampled_from(Step),
    detail=st.dictionaries(
        st.sampled_from(["to", "co", "login", "granted", "due_on", "kept", "why", "text", "note", "parts", "zq"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(["NG", "li", "王秀兰"]),
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
        ),
    ),
)
def test_the_two_parts_are_the_detail_and_neither_says_what_the_other_says(
    step: Step, detail: dict[str, object]
) -> None:
    kept, words = apart(step, detail, CODES)
    assert {**kept, **words} == detail
    assert not kept.keys() & words.keys()
    assert "王秀兰" not in str({**kept, "login": "", "granted": ""})


@pytest.mark.parametrize("secrecy", Secrecy)
def test_from_s2_on_a_case_lies_under_seal(secrecy: Secrecy) -> None:
    assert is_sealed(secrecy) is (secrecy in (Secrecy.S2, Secrecy.S3))
