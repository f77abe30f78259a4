"""An opinion goes through its chain: drafted, passed by the section, signed by the leader, and issued as signed."""

from __future__ import annotations

import pytest

from tests.rules.lives import DONE, TAKEN_UP, Told, life, told, why_not
from wangfang.rules.drafting import drafts_of, standing_of
from wangfang.rules.facts import Role, Step
from wangfang.rules.workflow import state_of

SAID = {"conclusion": "support", "text": "已更换防水层。", "facts": "漏水属实", "basis": "《物业管理条例》第三十五条"}
NO_DRAFT = "没有等待审核的稿子，请先拟稿"
NOT_SIGNED = "处理意见还没有经过拟稿、审核、签发；要不经审签直接出具，请写明理由"
DIFFERS = "要出具的意见和签发的稿子不一致，请按签发的稿子出具，或者重新拟稿"

DRAFTED = told("2017-08-28 09:00", "draft_opinion", "D-JD", **SAID)
PASSED = told("2017-08-28 10:00", "pass_draft", "D-JD")
SENT_BACK = told("2017-08-28 11:00", "return_draft", "D-JD", why="依据写错了")
SIGNED = told("2017-08-28 14:00", "sign_draft", "D-JD")
AGAIN = told("2017-08-28 15:00", "draft_opinion", "D-JD", **{**SAID, "text": "防水层已于九月一日更换。"})
REOPENED = told("2017-09-06", "reopen", "D", why="答非所问")


@pytest.mark.parametrize(
    ("acts", "step", "says", "why"),
    [
        ((), "pass_draft", {}, "这件事现在是“已受理”，不能“审核通过”"),
        ((DRAFTED,), "pass_draft", {}, ""),
        ((DRAFTED, PASSED), "pass_draft", {}, NO_DRAFT),  # once is enough
        ((DRAFTED, PASSED, SIGNED), "pass_draft", {}, NO_DRAFT),
        ((DRAFTED, PASSED, SIGNED, AGAIN), "pass_draft", {}, ""),  # a new version begins the chain anew
        ((DRAFTED, PASSED), "sign_draft", {}, ""),
        ((DRAFTED,), "sign_draft", {}, "稿子还没有审核通过；要越过审核签发，请写明理由"),
        ((DRAFTED,), "sign_draft", {"bypass": "  "}, "稿子还没有审核通过；要越过审核签发，请写明理由"),
        ((DRAFTED,), "sign_draft", {"bypass": "科长出差"}, ""),
        ((DRAFTED, PASSED, SIGNED), "sign_draft", {}, "没有等待签发的稿子，请先拟稿"),
        ((DRAFTED,), "return_draft", {"why": "依据写错了"}, ""),
        ((DRAFTED, PASSED), "return_draft", {"why": "依据写错了"}, ""),  # the leader sends it back
        ((DRAFTED, PASSED, SIGNED), "return_draft", {"why": "x"}, "没有可以退回修改的稿子"),
        ((DRAFTED,), "return_draft", {}, "请填写退回修改的理由"),
        ((DRAFTED, SENT_BACK), "sign_draft", {}, "这件事现在是“办理中”，不能“签发”"),
    ],
)
def test_a_draft_goes_from_hand_to_hand(acts: tuple[Told, ...], step: str, says: dict[str, str], why: str) -> None:
    assert why_not(life(*TAKEN_UP, *acts), step, "D-JD", "2017-08-29", Role.UNIT_LEADER, **says) == why


@pytest.mark.parametrize(
    ("acts", "changes", "why"),
    [
        ((DRAFTED, PASSED, SIGNED), {}, ""),
        ((DRAFTED, PASSED, SIGNED), {"text": " 已更换\n防水层。"}, ""),  # spaces are not words
        ((DRAFTED, PASSED, SIGNED), {"text": "不归我们管。"}, DIFFERS),
        ((DRAFTED, PASSED, SIGNED), {"conclusion": "reject"}, DIFFERS),
        ((DRAFTED, PASSED, SIGNED), {"facts": "没有漏水"}, DIFFERS),
        ((DRAFTED, PASSED, SIGNED), {"basis": ""}, DIFFERS),  # left out is changed too
        ((DRAFTED, PASSED, SIGNED, AGAIN), {}, NOT_SIGNED),  # what was signed was drafted anew since
        ((DRAFTED, PASSED), {}, NOT_SIGNED),
        ((DRAFTED,), {}, NOT_SIGNED),
        ((), {}, NOT_SIGNED),
        ((), {"bypass": "当场解决，主任口头同意"}, ""),  # explicit, and written down
        ((), {"bypass": " "}, NOT_SIGNED),
        ((DRAFTED, SENT_BACK), {}, NOT_SIGNED),
    ],
)
def test_what_is_issued_is_what_was_signed(acts: tuple[Told, ...], changes: dict[str, str], why: str) -> None:
    lived = life(*TAKEN_UP, *acts)
    assert why_not(lived, "issue_opinion", "D-JD", "2017-08-29", None, **{**SAID, **changes}) == why


def test_a_replayed_past_needs_no_draft() -> None:
    assert why_not(life(*TAKEN_UP), "issue_opinion", "D-JD", "2017-08-29", Role.SYSTEM, **SAID) == ""


def test_only_a_leader_signs() -> None:
    lived = life(*TAKEN_UP, DRAFTED, PASSED)
    assert why_not(lived, "sign_draft", "D-JD", "2017-08-29") == "您的岗位不能“签发”"
    assert why_not(lived, "sign_draft", "D-JD", "2017-08-29", Role.UNIT_LEADER) == ""


def test_what_was_signed_before_a_reopening_is_not_signed_after_it() -> None:
    issued = told("2017-08-29", "issue_opinion", "D-JD", **SAID)
    again = life(*TAKEN_UP, DRAFTED, PASSED, SIGNED, issued, *DONE[5:], REOPENED)
    assert (standing_of(again), drafts_of(again)) == (None, ())
    assert why_not(again, "issue_opinion", "D-JD", "2017-09-07", None, **SAID) == NOT_SIGNED


def test_the_versions_of_an_opinion_are_kept_in_order() -> None:
    lived = life(*TAKEN_UP, DRAFTED, PASSED, SENT_BACK, AGAIN)
    assert [e.text("text") for e in drafts_of(lived)] == ["已更换防水层。", "防水层已于九月一日更换。"]
    assert standing_of(lived) is Step.DRAFT_OPINION
    assert state_of(lived) == "opinion_drafting"
    assert (standing_of(life()), drafts_of(life())) == (None, ())
