"""Which words and which colour stand for each state, step and light, for staff and for citizens?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wangfang.rules.credentials import IdType
from wangfang.rules.facts import Form, Purpose, Role, Step
from wangfang.rules.states import State

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class StateWord:
    """How one state is shown: the tag's colour, the official word, the citizen's sentence, the stage (0-4)."""

    colour: str
    staff: StrOrPromise
    citizen: StrOrPromise
    stage: int


# The five stages of the citizen's step line.
STAGES: tuple[StrOrPromise, ...] = (_("收到"), _("转办"), _("开始办"), _("给意见"), _("办完"))

# Colours: amber waits for us, blue moves, green is done, grey has stopped, red is trouble, purple is a remedy.
STATES: dict[State, StateWord] = {
    State.SUBMITTED: StateWord("amber", _("待审核"), _("已收到，正在看您写的内容"), 0),
    State.REGISTERED: StateWord("amber", _("已登记"), _("已收到，正在找负责的单位"), 0),
    State.SCREENING: StateWord("amber", _("待甄别"), _("已收到，正在看怎么办最快"), 0),
    State.ROUTING: StateWord("blue", _("转送中"), _("正在转给负责的单位"), 1),
    State.AWAITING_UNIT: StateWord("amber", _("待受理"), _("已转给负责的单位，等它答复受理不受理"), 1),
    State.ACCEPTED: StateWord("blue", _("已受理"), _("开始办了"), 2),
    State.HANDLING: StateWord("blue", _("办理中"), _("正在办"), 2),
    State.OPINION_ISSUED: StateWord("blue", _("已出具意见"), _("处理意见写好了，正在交给您"), 3),
    State.SERVED: StateWord("green", _("已送达"), _("处理意见已交给您"), 3),
    State.CLOSED: StateWord("green", _("已办结"), _("办完了"), 4),
    State.DECLINED: StateWord("grey", _("不予受理"), _("这件事不能按信访办"), 1),
    State.RETURN_REQUESTED: StateWord("red", _("申请退回"), _("收到的单位说不归它管，正在定由谁办"), 1),
    State.NO_LONGER_ACCEPTED: StateWord("grey", _("不再受理"), _("这件事已经走完全部程序"), 1),
    State.FILED: StateWord("grey", _("存查"), _("已记录在案，不再另外办理"), 1),
    State.DIVERTED: StateWord("grey", _("已导入其他程序"), _("这件事由别的机关按法定程序办"), 1),
    State.MERGED: StateWord("grey", _("已并案"), _("和之前反映的同一件事合在一起办"), 1),
    State.WITHDRAWN: StateWord("grey", _("已撤回"), _("您已经撤回，不办了"), 1),
    State.REOPENED: StateWord("red", _("重新办理"), _("正在重新办"), 2),
    State.UNDER_REVIEW: StateWord("purple", _("复查中"), _("您申请了复查，正在看原来的意见对不对"), 3),
    State.UNDER_RECHECK: StateWord("purple", _("复核中"), _("您申请了复核，正在看复查意见对不对"), 3),
    State.FINALIZED: StateWord("green", _("已终结"), _("程序已经结束"), 4),
    State.SCREEN_FAILED: StateWord("grey", _("审核不通过"), _("没有通过审核，没有登记"), 0),
    State.OPINION_DRAFTING: StateWord("blue", _("拟稿审签"), _("正在写处理意见"), 2),
}

STEPS: dict[Step, StrOrPromise] = {
    Step.SUBMIT: _("信访人网上提交"),
    Step.REGISTER: _("登记"),
    Step.SCREEN: _("甄别"),
    Step.FORWARD: _("转送"),
    Step.ASSIGN: _("交办"),
    Step.SIGN_IN: _("签收"),
    Step.ACCEPT: _("受理"),
    Step.DECLINE: _("不予受理"),
    Step.LOG_WORK: _("办理记录"),
    Step.RESOLVE: _("问题解决"),
    Step.ISSUE_OPINION: _("出具处理意见书"),
    Step.SERVE: _("送达"),
    Step.CLOSE: _("办结"),
    Step.EVALUATE: _("群众评价"),
    Step.REQUEST_RETURN: _("申请退回"),
    Step.DECIDE_RETURN: _("裁定退回"),
    Step.NO_LONGER_ACCEPT: _("不再受理"),
    Step.FILE: _("存查"),
    Step.DIVERT: _("导入其他程序"),
    Step.MERGE: _("并案"),
    Step.UNMERGE: _("拆分"),
    Step.LINK: _("关联"),
    Step.UNLINK: _("撤销认定"),
    Step.DISMISS: _("认定不是同一件事"),
    Step.PAUSE: _("中止计时"),
    Step.RESUME: _("恢复计时"),
    Step.EXTEND: _("延期"),
    Step.SETTLE: _("达成协议"),
    Step.REOPEN: _("退回重办"),
    Step.REQUEST_REVIEW: _("信访人申请复查"),
    Step.DECIDE_REVIEW: _("出具复查意见"),
    Step.REQUEST_RECHECK: _("信访人申请复核"),
    Step.DECIDE_RECHECK: _("出具复核意见"),
    Step.SUPPLEMENT: _("补录"),
    Step.WITHDRAW: _("信访人撤回"),
    Step.URGE: _("催办"),
    Step.SUPERVISE: _("督办"),
    Step.LIST: _("挂牌督办"),
    Step.LIFT: _("摘牌"),
    Step.FAIL_SCREENING: _("审核不通过"),
    Step.DRAFT_OPINION: _("拟稿"),
    Step.PASS_DRAFT: _("审核通过"),
    Step.RETURN_DRAFT: _("退回修改"),
    Step.SIGN_DRAFT: _("签发"),
    Step.ASSIST: _("协办答复"),
    Step.ARBITRATE: _("裁决归属"),
    Step.HAND_OVER: _("移交"),
    Step.RECOMPUTE: _("重算期限"),
    Step.PROPOSE: _("提出建议"),
    Step.ANSWER_PROPOSAL: _("反馈建议"),
    Step.REPORT_URGENT: _("紧急报告"),
    Step.ACCEPT_REVIEW: _("受理复查复核申请"),
    Step.FINALIZE: _("终结"),
    Step.LABEL: _("定密"),
    Step.RECUSE: _("回避"),
    Step.NAME_ACCUSED: _("载明被检举控告对象"),
    Step.ASK_GRANT: _("申请点名授权"),
    Step.APPROVE_GRANT: _("批准点名授权"),
    Step.END_GRANT: _("终止点名授权"),
}

# What the citizen reads in the list of stations; internal notes have no line there.
CITIZEN_STEPS: dict[Step, StrOrPromise] = {
    Step.SUBMIT: _("您提交了"),
    Step.REGISTER: _("已收到并编号"),
    Step.FORWARD: _("转给下一个单位"),
    Step.ASSIGN: _("交给负责的单位，并定了期限"),
    Step.SIGN_IN: _("单位签收"),
    Step.ACCEPT: _("开始办了"),
    Step.DECLINE: _("说明这件事不能按信访办"),
    Step.RESOLVE: _("问题解决了"),
    Step.ISSUE_OPINION: _("写好处理意见"),
    Step.SERVE: _("处理意见交给您"),
    Step.CLOSE: _("办完了"),
    Step.EVALUATE: _("您评价了"),
    Step.REQUEST_RETURN: _("单位说这件事不归它管"),
    Step.DECIDE_RETURN: _("定了由谁办"),
    Step.NO_LONGER_ACCEPT: _("说明这件事已经走完全部程序"),
    Step.FILE: _("记录在案"),
    Step.DIVERT: _("告诉您该找哪个机关"),
    Step.MERGE: _("和之前的同一件事合在一起办"),
    Step.UNMERGE: _("分开单独办"),
    Step.PAUSE: _("要等鉴定、听证等结果，期限先停下"),
    Step.RESUME: _("接着办，期限接着算"),
    Step.EXTEND: _("要多用些时间"),
    Step.SETTLE: _("双方谈好了"),
    Step.REOPEN: _("退回重新办"),
    Step.REQUEST_REVIEW: _("您申请了复查"),
    Step.DECIDE_REVIEW: _("复查有结果了"),
    Step.REQUEST_RECHECK: _("您申请了复核"),
    Step.DECIDE_RECHECK: _("复核有结果了"),
    Step.WITHDRAW: _("您撤回了"),
    Step.FAIL_SCREENING: _("没有通过审核"),
    Step.ARBITRATE: _("定了由谁办"),
    Step.HAND_OVER: _("机构调整，由接手的单位继续办"),
    Step.RECOMPUTE: _("期限重新算过"),
    Step.ACCEPT_REVIEW: _("您的申请已经受理"),
    Step.FINALIZE: _("程序结束"),
}

ROLES: dict[Role, StrOrPromise] = {
    Role.PETITIONER: _("信访人"),
    Role.SYSTEM: _("系统"),
    Role.CLERK: _("信访部门经办人"),
    Role.BUREAU_LEADER: _("信访部门负责人"),
    Role.OFFICER: _("责任单位经办人"),
    Role.UNIT_LEADER: _("责任单位负责人"),
    Role.SUPERVISOR: _("督查人员"),
    Role.LEADER: _("党政领导"),
    Role.ADMIN: _("系统管理员"),
    Role.REVIEWER: _("复查复核人员"),
    Role.SECURITY: _("安全保密管理员"),
    Role.AUDITOR: _("安全审计员"),
    Role.ANALYST: _("统计员"),
}

FORMS: dict[Form, StrOrPromise] = {
    Form.ONLINE: _("网上投诉"),
    Form.LETTER: _("来信"),
    Form.VISIT: _("来访"),
    Form.CALL: _("来电"),
}

PURPOSES: dict[Purpose, StrOrPromise] = {
    Purpose.SUGGESTION: _("意见建议"),
    Purpose.ACCUSATION: _("检举控告"),
    Purpose.REQUEST: _("申诉求决"),
    Purpose.APPEAL: _("申诉"),
    Purpose.OTHER: _("其他"),
}

ID_TYPES: dict[IdType, StrOrPromise] = {
    IdType.RESIDENT: _("居民身份证"),
    IdType.HK_MACAO_RESIDENCE: _("港澳居民居住证"),
    IdType.TAIWAN_RESIDENCE: _("台湾居民居住证"),
    IdType.HK_MACAO_PERMIT: _("港澳居民来往内地通行证"),
    IdType.TAIWAN_PERMIT: _("台湾居民来往大陆通行证"),
    IdType.PERMANENT_RESIDENCE: _("外国人永久居留身份证"),
    IdType.PASSPORT: _("护照"),
    IdType.OTHER: _("其他证件"),
}

# Colours of the deadline light; the shape belongs to the colour's class in parts.css.
LIGHTS = frozenset({"green", "yellow", "orange", "red", "black", "grey", "met", "late"})
