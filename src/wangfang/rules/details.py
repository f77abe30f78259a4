"""What a step must say beside its name: the words it may use and the texts it may not leave out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from wangfang.rules.facts import Act, Step
from wangfang.rules.refusal import Refused

OUTCOMES = {"uphold": "维持", "revoke": "撤销", "change": "变更", "redo": "责令重新办理"}

CONCLUSIONS = {"support": "支持", "explain": "解释说明", "reject": "不予支持"}

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
    Step.PAUSE: {"why": {"appraisal": "鉴定、检测、评估", "hearing": "听证", "other": "其他法定事由"}},
    Step.LINK: {"verdict": {"same_matter": "同事不同人", "same_person": "同人不同事"}},
    Step.FINALIZE: {"ground": {"lapsed": "期限内没有申请复查", "settled": "调解、和解协议已经履行"}},
    Step.PROPOSE: {"kind": {"improve": "改进工作", "policy": "完善政策", "accountability": "追究责任"}},
    Step.DECIDE_REVIEW: {"outcome": OUTCOMES},
    Step.DECIDE_RECHECK: {"outcome": OUTCOMES},
    Step.DRAFT_OPINION: {"conclusion": CONCLUSIONS},
    Step.ISSUE_OPINION: {"conclusion": CONCLUSIONS},
    Step.LABEL: {
        "secrecy": {"ordinary": "普通", "sensitive": "敏感", "accusation": "检举控告", "informant": "保护举报人"}
    },
    Step.SERVE: {"method": {"direct": "直接送达", "post": "邮寄送达", "electronic": "电子送达", "left": "留置送达"}},
}
"""Closed lists: step, key, word, and what the word means on the screen."""

TEXTS: dict[Step, dict[str, str]] = {
    Step.DECLINE: {"why": "不予受理的理由"},
    Step.LOG_WORK: {"note": "办理情况"},
    Step.RESOLVE: {"note": "解决情况"},
    Step.ISSUE_OPINION: {"text": "处理意见"},
    Step.REQUEST_RETURN: {"why": "退回的理由"},
    Step.NO_LONGER_ACCEPT: {"why": "不再受理的理由"},
    Step.FILE: {"why": "存查的理由"},
    Step.DIVERT: {"why": "导入其他程序的理由"},
    Step.MERGE: {"into": "并入的编号", "why": "并案的理由"},
    Step.UNMERGE: {"why": "拆分的理由"},
    Step.LINK: {"other": "关联的编号"},
    Step.UNLINK: {"other": "认定过的编号", "why": "撤销认定的理由"},
    Step.DISMISS: {"other": "比对的编号"},
    Step.EXTEND: {"why": "延期的理由"},
    Step.SETTLE: {"note": "协议内容"},
    Step.REOPEN: {"why": "退回重办的理由"},
    Step.REQUEST_REVIEW: {"why": "申请复查的理由"},
    Step.REQUEST_RECHECK: {"why": "申请复核的理由"},
    Step.SUPPLEMENT: {"field": "补录的项目", "value": "补录的内容"},
    Step.WITHDRAW: {"why": "撤回的原因"},
    Step.URGE: {"why": "催办的理由"},
    Step.SUPERVISE: {"why": "督办的理由"},
    Step.LIST: {"why": "挂牌督办的理由"},
    Step.LIFT: {"why": "摘牌的理由"},
    Step.FAIL_SCREENING: {"why": "审核不通过的理由"},
    Step.DRAFT_OPINION: {"text": "处理意见"},
    Step.RETURN_DRAFT: {"why": "退回修改的理由"},
    Step.ASSIST: {"text": "协办意见"},
    Step.ARBITRATE: {"why": "裁决的理由"},
    Step.HAND_OVER: {"why": "移交的理由"},
    Step.RECOMPUTE: {"why": "重算的理由"},
    Step.PROPOSE: {"text": "建议的内容", "to": "收到建议的单位"},
    Step.ANSWER_PROPOSAL: {"text": "反馈的内容"},
    Step.REPORT_URGENT: {"note": "报告的内容"},
    Step.LABEL: {"why": "定密的理由"},
    Step.RECUSE: {"login": "回避的人", "why": "回避的理由"},
    Step.NAME_ACCUSED: {"why": "载明的依据"},
    Step.ASK_GRANT: {"login": "授权给谁", "why": "授权的理由", "until": "授权到哪天"},
    Step.APPROVE_GRANT: {"login": "授权给谁"},
    Step.END_GRANT: {"login": "终止谁的授权", "why": "终止授权的理由"},
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
    _require_words(step, detail)
    _require_texts(step, detail)
    if step is Step.ASSIGN:
        _require_due_day(detail, act)
    if step is Step.DECIDE_RETURN and not isinstance(detail.get("agree"), bool):
        raise Refused("请写明同意还是不同意退回", "《信访工作条例》第二十三条")
    if step is Step.SUPPLEMENT:
        _require_evidence(detail, act)


def _require_words(step: Step, detail: Mapping[str, object]) -> None:
    for key, words in WORDS.get(step, {}).items():
        if detail.get(key) not in words:
            raise Refused(f"“{str(detail.get(key, ''))[:20]}”不在可选范围内，可以是 {'、'.join(words)}")


def _require_texts(step: Step, detail: Mapping[str, object]) -> None:
    for key, name in TEXTS.get(step, {}).items():
        text = str(detail.get(key) or "").strip()
        if not text:
            raise Refused(f"请填写{name}", "《信访工作条例》第三十二条")
        if len(text) > LONGEST:
            raise Refused(f"{name}太长，最多 {LONGEST} 个字")


def _require_due_day(detail: Mapping[str, object], act: Act) -> None:
    text = str(detail.get("due_on") or "")
    try:
        due_on = date.fromisoformat(text)
    except ValueError as wrong:
        raise Refused("交办要写明办结期限，例如 2017-10-20", "《信访工作条例》第二十二条") from wrong
    if due_on < act.day:
        raise Refused("交办的办结期限不能早于交办当天", "《信访工作条例》第二十二条")


def _require_evidence(detail: Mapping[str, object], act: Act) -> None:
    """Let a late entry pass that names the day of its evidence, when that day is not in the future."""
    text = str(detail.get("evidence_on") or "")
    try:
        evidence_on = date.fromisoformat(text)
    except ValueError as wrong:
        raise Refused("补录要写明依据材料的日期，例如 2017-09-01", "《信访工作条例》第二十一条") from wrong
    if evidence_on > act.day:
        raise Refused("补录依据材料的日期不能晚于补录当天", "《信访工作条例》第二十一条")
