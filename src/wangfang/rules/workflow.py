"""Which step may follow which, in words: the state after a step, and the sentence when there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from wangfang.rules.facts import Event, Kind, Life, Step
from wangfang.rules.refusal import Refused
from wangfang.rules.states import State
from wangfang.rules.transitions import HELD, IN_HAND, ORDER, TRANSITIONS, Edge

STATE_WORDS = {
    State.SUBMITTED: "待审核",
    State.REGISTERED: "已登记",
    State.SCREENING: "甄别中",
    State.ROUTING: "转送交办中",
    State.AWAITING_UNIT: "待责任单位受理",
    State.ACCEPTED: "已受理",
    State.HANDLING: "办理中",
    State.OPINION_ISSUED: "已出具意见",
    State.SERVED: "已送达",
    State.CLOSED: "已办结",
    State.DECLINED: "不予受理",
    State.RETURN_REQUESTED: "申请退回",
    State.NO_LONGER_ACCEPTED: "不再受理",
    State.FILED: "存查",
    State.DIVERTED: "已导入其他程序",
    State.MERGED: "已并案",
    State.WITHDRAWN: "已撤回",
    State.REOPENED: "重新办理",
    State.UNDER_REVIEW: "复查中",
    State.UNDER_RECHECK: "复核中",
    State.FINALIZED: "已终结",
    State.SCREEN_FAILED: "审核不通过",
    State.OPINION_DRAFTING: "拟稿审签",
}

STEP_WORDS = {
    Step.SUBMIT: "提交",
    Step.REGISTER: "登记",
    Step.SCREEN: "甄别",
    Step.FORWARD: "转送",
    Step.ASSIGN: "交办",
    Step.SIGN_IN: "签收",
    Step.ACCEPT: "受理",
    Step.DECLINE: "不予受理",
    Step.LOG_WORK: "记录办理",
    Step.RESOLVE: "记录事要解决",
    Step.ISSUE_OPINION: "出具处理意见",
    Step.SERVE: "送达",
    Step.CLOSE: "办结",
    Step.EVALUATE: "评价",
    Step.REQUEST_RETURN: "申请退回",
    Step.DECIDE_RETURN: "裁定退回",
    Step.NO_LONGER_ACCEPT: "不再受理",
    Step.FILE: "存查",
    Step.DIVERT: "导入其他程序",
    Step.MERGE: "并案",
    Step.UNMERGE: "拆分",
    Step.LINK: "关联",
    Step.UNLINK: "撤销认定",
    Step.DISMISS: "认定不是同一件事",
    Step.PAUSE: "中止计时",
    Step.RESUME: "恢复计时",
    Step.EXTEND: "延期",
    Step.SETTLE: "达成协议",
    Step.REOPEN: "退回重办",
    Step.REQUEST_REVIEW: "申请复查",
    Step.DECIDE_REVIEW: "出具复查意见",
    Step.REQUEST_RECHECK: "申请复核",
    Step.DECIDE_RECHECK: "出具复核意见",
    Step.SUPPLEMENT: "补录",
    Step.WITHDRAW: "撤回",
    Step.URGE: "催办",
    Step.SUPERVISE: "督办",
    Step.LIST: "挂牌督办",
    Step.LIFT: "摘牌",
    Step.FAIL_SCREENING: "审核不通过",
    Step.DRAFT_OPINION: "拟稿",
    Step.PASS_DRAFT: "审核通过",
    Step.RETURN_DRAFT: "退回修改",
    Step.SIGN_DRAFT: "签发",
    Step.ASSIST: "协办答复",
    Step.ARBITRATE: "裁决归属",
    Step.HAND_OVER: "移交",
    Step.RECOMPUTE: "重算期限",
    Step.PROPOSE: "提出建议",
    Step.ANSWER_PROPOSAL: "反馈建议",
    Step.REPORT_URGENT: "紧急报告",
    Step.ACCEPT_REVIEW: "受理复查复核申请",
    Step.FINALIZE: "终结",
    Step.LABEL: "定密",
    Step.RECUSE: "回避",
    Step.NAME_ACCUSED: "载明被检举控告对象",
    Step.ASK_GRANT: "申请点名授权",
    Step.APPROVE_GRANT: "批准点名授权",
    Step.END_GRANT: "终止点名授权",
}

_BY_STEP: dict[tuple[Step, State | None], tuple[Edge, ...]] = {}
for _edge in TRANSITIONS:
    _BY_STEP[_edge.step, _edge.before] = (*_BY_STEP.get((_edge.step, _edge.before), ()), _edge)

_BEFORE_UNIT = frozenset({State.SUBMITTED, *HELD, State.AWAITING_UNIT, State.RETURN_REQUESTED})

MOVES = frozenset({Step.FORWARD, Step.ASSIGN, Step.ARBITRATE, Step.HAND_OVER})

_FIRST = {
    Step.SERVE: "还没有出具处理意见书，不能送达",
    Step.CLOSE: "处理意见书还没有送达，不能办结",
    Step.ISSUE_OPINION: "还没有受理，不能出具处理意见",
    Step.LOG_WORK: "还没有受理，不能记录办理",
    Step.FORWARD: "还没有登记，不能转送",
    Step.ASSIGN: "还没有登记，不能交办",
}
_EARLY: dict[Step, frozenset[State]] = {
    Step.FORWARD: frozenset({State.SUBMITTED}),
    Step.ASSIGN: frozenset({State.SUBMITTED}),
    Step.LOG_WORK: _BEFORE_UNIT,
    Step.ISSUE_OPINION: _BEFORE_UNIT,
    Step.SERVE: _BEFORE_UNIT.union(IN_HAND),
    Step.CLOSE: _BEFORE_UNIT.union(IN_HAND, {State.OPINION_ISSUED}),
}


class StepNotAllowed(Refused):
    """The case does not stand where this step may be taken."""


def next_state(
    state: State | None, step: Step, by: Kind | None = None, toward: Kind | None = None, choice: str = ""
) -> State:
    """Return the state after `step`, taken by an agency of kind `by` toward one of kind `toward`.

    `choice` is what the step decides, where it decides something.

    Raises:
        StepNotAllowed: the table has no such row.

    Source: 《信访工作条例》第十九条至第三十六条; the row names its own.
    """
    for edge in _BY_STEP.get((step, state), ()):
        if edge.by in (None, by) and edge.toward in (None, toward) and edge.choice in ("", choice):
            return edge.after
    raise _refusal(state, step)


def _refusal(state: State | None, step: Step) -> StepNotAllowed:
    word = STEP_WORDS[step]
    if state is None:
        return StepNotAllowed(f"这件事还没有提交或登记，不能“{word}”", ORDER + "第二十一条")
    if state in _EARLY.get(step, ()):
        return StepNotAllowed(_FIRST[step], source_of(step))
    return StepNotAllowed(f"这件事现在是“{STATE_WORDS[state]}”，不能“{word}”", source_of(step))


def source_of(step: Step) -> str:
    """Return the article that the step stands on."""
    return next(edge.source for edge in TRANSITIONS if edge.step is step)


@cache
def steps_from(state: State | None, by: Kind | None = None) -> frozenset[Step]:
    """Return the steps that some receiver would make possible for an agency of kind `by`."""
    return frozenset(edge.step for edge in TRANSITIONS if edge.before == state and edge.by in (None, by))


def state_of(life: Life) -> State | None:
    """Return the fold of the events: where the case stands after the last of them.

    Raises:
        StepNotAllowed: the events are no legal life.
    """
    state: State | None = None
    for event in life.events:
        kinds = acting_kind(life, event), receiving_kind(life, event)
        choice = choice_in(life, event.step, event.detail, event.number)
        state = next_state(state, event.step, *kinds, choice)
    return state


def choice_in(life: Life, step: Step, detail: Mapping[str, object], number: int) -> str:
    """Return the word that decides between the rows of a step, the event of this number in a life.

    A copy that is taken out again (拆分) stands where it stood before it was merged: that state is the word.
    """
    if step is not Step.UNMERGE:
        return choice_of(step, detail)
    merged = max((e.number for e in life.events[: number - 1] if e.step is Step.MERGE), default=1)
    return state_of(replace(life, events=life.events[: merged - 1])) or ""


def acting_kind(life: Life, event: Event) -> Kind | None:
    """Return the kind of the agency that acted, none for the petitioner."""
    return life.agency(event.agency).kind if event.agency else None


def receiving_kind(life: Life, event: Event) -> Kind | None:
    """Return the kind of the agency that a step hands the case to."""
    code = receiver_of(event.step, event.detail)
    return life.agency(code).kind if code else None


def receiver_of(step: Step, detail: Mapping[str, object]) -> str:
    """Return the code of the agency that a step hands the case to, empty when it hands it to nobody."""
    moves = step in MOVES or (step is Step.DECIDE_RETURN and choice_of(step, detail) == "agree")
    return str(detail.get("to") or "") if moves else ""


def choice_of(step: Step, detail: Mapping[str, object]) -> str:
    """Return the word that decides between the rows of a step."""
    if step is Step.DECIDE_RETURN:
        return "agree" if detail.get("agree") is True else "refuse"
    return str(detail.get("outcome") or "")
