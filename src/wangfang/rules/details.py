"""What a step must say beside its name: the words it may use and the texts it may not leave out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from wangfang.rules.facts import Act, Step
from wangfang.rules.refusal import Refused

WORDS: dict[Step, dict[str, dict[str, str]]] = {
    Step.SCREEN: {"procedure": {"ordinary": "普通程序", "simplified": "简易程序"}},
    Step.LOG_WORK: {
        "kind": {
            "call": "电话联系",
            "visit": "实地走访",
            "meeting": "会商协调",
            "investigation": "调查核实",
            "mediation": "调解",
            "hearing": "听证",
            "other": "其他",
        }
    },
    Step.ISSUE_OPINION: {"conclusion": {"support": "支持", "explain": "解释说明", "reject": "不予支持"}},
    Step.SERVE: {"method": {"direct": "直接送达", "post": "邮寄送达", "electronic": "电子送达", "left": "留置送达"}},
}
"""Closed lists: step, key, word, and what the word means on the screen."""

TEXTS: dict[Step, dict[str, str]] = {
    Step.DECLINE: {"why": "不予受理的理由"},
    Step.LOG_WORK: {"note": "办理情况"},
    Step.RESOLVE: {"note": "解决情况"},
    Step.ISSUE_OPINION: {"text": "处理意见"},
}
"""Texts that may not be empty, and how the screen calls them."""

LONGEST = 20_000
"""Characters that one text may have."""


def require_details(step: Step, detail: Mapping[str, object], act: Act) -> None:
    """Let a step pass that says what it must.

    Raises:
        Refused: a word is not in its list, a text is empty or too long, or an assignment has no
            day that lies after it.

    Source: 《信访工作条例》第二十二条 (交办 names its limit), 第二十三条 (reasons), 第三十二条 (opinion).
    """
    for key, words in WORDS.get(step, {}).items():
        if detail.get(key) not in words:
            raise Refused(f"“{str(detail.get(key, ''))[:20]}”不在可选范围内，可以是 {'、'.join(words)}")
    for key, name in TEXTS.get(step, {}).items():
        text = str(detail.get(key) or "").strip()
        if not text:
            raise Refused(f"请填写{name}", "《信访工作条例》第三十二条")
        if len(text) > LONGEST:
            raise Refused(f"{name}太长，最多 {LONGEST} 个字")
    if step is Step.ASSIGN:
        _require_due_day(detail, act)


def _require_due_day(detail: Mapping[str, object], act: Act) -> None:
    text = str(detail.get("due_on") or "")
    try:
        due_on = date.fromisoformat(text)
    except ValueError as wrong:
        raise Refused("交办要写明办结期限，例如 2017-10-20", "《信访工作条例》第二十二条") from wrong
    if due_on < act.day:
        raise Refused("交办的办结期限不能早于交办当天", "《信访工作条例》第二十二条")
