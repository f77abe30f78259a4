"""Who may do what: one table from step to roles, and the rule on which agency may take which step."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wangfang.rules.facts import Actor, Agency, Kind, Role, Step
from wangfang.rules.refusal import Refused
from wangfang.rules.workflow import STEP_WORDS, source_of

_BUREAU = frozenset({Role.CLERK, Role.BUREAU_LEADER})
_UNIT = frozenset({Role.OFFICER, Role.UNIT_LEADER})
_LEADS = frozenset({Role.BUREAU_LEADER, Role.UNIT_LEADER})
_CITIZEN = frozenset({Role.PETITIONER})
_WATCH = frozenset({Role.CLERK, Role.BUREAU_LEADER, Role.SUPERVISOR})
_REVIEW = frozenset({Role.REVIEWER})
_HOUSE = frozenset({Role.ADMIN})
_GUARD = frozenset({Role.SECURITY})

ACCESS: dict[Step, frozenset[Role]] = {
    Step.SUBMIT: _CITIZEN,
    Step.REGISTER: _BUREAU | _UNIT,
    Step.FAIL_SCREENING: _BUREAU,
    Step.SCREEN: _BUREAU | _UNIT,
    Step.FORWARD: _BUREAU,
    Step.ASSIGN: _BUREAU,
    Step.SIGN_IN: _BUREAU | _UNIT,
    Step.REQUEST_RETURN: _UNIT,
    Step.DECIDE_RETURN: _BUREAU,
    Step.ARBITRATE: _WATCH,
    Step.ACCEPT: _BUREAU | _UNIT,
    Step.DECLINE: _BUREAU | _UNIT,
    Step.NO_LONGER_ACCEPT: _BUREAU | _UNIT,
    Step.FILE: _BUREAU | _UNIT,
    Step.DIVERT: _BUREAU | _UNIT,
    Step.MERGE: _BUREAU,
    Step.UNMERGE: _BUREAU,
    Step.LINK: _BUREAU | _UNIT,
    Step.UNLINK: _BUREAU | _UNIT,
    Step.DISMISS: _BUREAU | _UNIT,
    Step.LOG_WORK: _BUREAU | _UNIT,
    Step.PAUSE: _BUREAU | _UNIT,
    Step.RESUME: _BUREAU | _UNIT,
    Step.EXTEND: _LEADS,
    Step.SETTLE: _BUREAU | _UNIT,
    Step.RESOLVE: _BUREAU | _UNIT,
    Step.ASSIST: _UNIT,
    Step.DRAFT_OPINION: _BUREAU | _UNIT,
    Step.PASS_DRAFT: _BUREAU | _UNIT,
    Step.RETURN_DRAFT: _BUREAU | _UNIT,
    Step.SIGN_DRAFT: _LEADS,
    Step.ISSUE_OPINION: _BUREAU | _UNIT,
    Step.SERVE: _BUREAU | _UNIT,
    Step.CLOSE: _BUREAU | _UNIT,
    Step.EVALUATE: _CITIZEN,
    Step.REOPEN: _BUREAU,
    Step.REQUEST_REVIEW: _CITIZEN,
    Step.ACCEPT_REVIEW: _REVIEW,
    Step.DECIDE_REVIEW: _REVIEW,
    Step.REQUEST_RECHECK: _CITIZEN,
    Step.DECIDE_RECHECK: _REVIEW,
    Step.WITHDRAW: _CITIZEN,
    Step.SUPPLEMENT: _BUREAU | _UNIT,
    Step.URGE: _WATCH,
    Step.SUPERVISE: _WATCH,
    Step.LIST: _WATCH,
    Step.LIFT: _WATCH,
    Step.PROPOSE: _WATCH,
    Step.ANSWER_PROPOSAL: _BUREAU | _UNIT,
    Step.REPORT_URGENT: _BUREAU | _UNIT,
    Step.HAND_OVER: _HOUSE,
    Step.RECOMPUTE: _HOUSE,
    Step.FINALIZE: _HOUSE,
    Step.LABEL: _BUREAU | _GUARD,
    Step.RECUSE: _BUREAU | _UNIT | _REVIEW | {Role.SUPERVISOR},
    Step.NAME_ACCUSED: _BUREAU,
    Step.ASK_GRANT: _WATCH,
    Step.APPROVE_GRANT: _GUARD | {Role.BUREAU_LEADER},
    Step.END_GRANT: _GUARD | {Role.BUREAU_LEADER},
}
"""Replayed acts of the past carry the role `system`, which may take every step for the acting agency."""


class Deed(StrEnum):
    """What is done about a campaign (专项整改) beside the steps on its cases."""

    FREEZE = "freeze"  # 冻结名单
    ASSIGN = "assign"  # 分派
    REMIND = "remind"  # 提醒
    JUDGE = "judge"  # 核定说明
    END = "end"  # 结束并出报告
    FILL = "fill"  # 补录
    EXPLAIN = "explain"  # 说明


_RUNS = frozenset({Role.BUREAU_LEADER, Role.SUPERVISOR})
DEEDS: dict[Deed, frozenset[Role]] = {
    Deed.FREEZE: _RUNS,
    Deed.ASSIGN: _RUNS,
    Deed.REMIND: _RUNS,
    Deed.JUDGE: _RUNS,
    Deed.END: _RUNS,
    Deed.FILL: ACCESS[Step.SUPPLEMENT],
    Deed.EXPLAIN: ACCESS[Step.SUPPLEMENT],
}
"""A campaign is run by who leads or supervises; what is missing is filled in by who may enter late."""

INSPECTING = frozenset({Role.SUPERVISOR, Role.BUREAU_LEADER})
"""Who looks over how the opinions of units answer (督查)."""
FREEZING = _BUREAU
"""Who freezes the figures of a period, at the bureau that compares the others."""
WEIGHING = frozenset({Role.ADMIN, Role.BUREAU_LEADER})
"""Who looks at what became of suggestions, and at what the models are worth."""

_BY_SENDER = frozenset({Step.DECIDE_RETURN})
_BY_THOSE_ABOVE = frozenset({
    Step.REOPEN, Step.URGE, Step.SUPERVISE, Step.LIST, Step.LIFT, Step.ARBITRATE, Step.PROPOSE,
})  # fmt: skip
_BY_REVIEW_BODY = frozenset({Step.ACCEPT_REVIEW, Step.DECIDE_REVIEW, Step.DECIDE_RECHECK})
_BY_WHOEVER_HAD_IT = frozenset({
    Step.SUPPLEMENT, Step.UNMERGE, Step.REPORT_URGENT, Step.LINK, Step.UNLINK, Step.DISMISS,
})  # fmt: skip
_BY_THE_HOUSE = frozenset({Step.HAND_OVER, Step.RECOMPUTE, Step.FINALIZE})
_BY_WHOEVER_IS_ASKED = frozenset({Step.ANSWER_PROPOSAL, Step.RECUSE})  # the guard knows whom
_BY_THOSE_WHO_WATCH = frozenset({
    Step.LABEL, Step.NAME_ACCUSED, Step.ASK_GRANT, Step.APPROVE_GRANT, Step.END_GRANT,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hands:
    """In whose hands a case is and was: its holder, who sent it there, who assists, and everybody who has had it."""

    holder: Agency | None = None
    sender: Agency | None = None
    had_it: tuple[Agency, ...] = ()
    assisting: tuple[Agency, ...] = ()


class NotYours(Refused):
    """The role, or the agency, of the actor may not take this step here."""


def may(role: Role, step: Step) -> bool:
    """Tell whether a role may take a step on a case that its agency holds."""
    return role is Role.SYSTEM or role in ACCESS[step]


def require_inspector(actor: Actor) -> Agency:
    """Let somebody look over the opinions of the units below their bureau; returns that bureau.

    Raises:
        NotYours: the post neither supervises nor leads a bureau.

    Source: 《信访工作条例》第三十九条 (督查); who it is at a bureau is the house's own rule.
    """
    if actor.role not in INSPECTING or actor.agency is None or actor.agency.kind is not Kind.BUREAU:
        raise NotYours("答复质量由信访部门的督查人员和负责人查看", "《信访工作条例》第三十九条")
    return actor.agency


def require_weigher(actor: Actor) -> None:
    """Let somebody look at what became of suggestions.

    Raises:
        NotYours: the post neither keeps the system nor leads a bureau.

    Source: docs/decisions/0031-suggestions.md (a rule of the house).
    """
    if actor.role not in WEIGHING:
        raise NotYours("建议采用情况由系统管理员和信访部门负责人查看")


def may_freeze(actor: Actor, comparing: Agency | None) -> bool:
    """Tell whether somebody may freeze figures: at the bureau that compares the others; what runs by itself may as well."""
    here = actor.agency is not None and comparing is not None and actor.agency.code == comparing.code
    return actor.role is Role.SYSTEM or (here and actor.role in FREEZING)


def require_freezer(actor: Actor, comparing: Agency) -> None:
    """Let somebody freeze the figures of a period, see `may_freeze`.

    Raises:
        NotYours: the post is another one, or at another bureau.

    Source: docs/decisions/0038-frozen-figures.md (a rule of the house).
    """
    if not may_freeze(actor, comparing):
        raise NotYours(f"统计数据由{comparing.name}的经办人或者负责人冻结")


def require(actor: Actor, step: Step, hands: Hands) -> None:
    """Let the actor take the step on a case that is in these hands (nobody's: the case begins now).

    Most steps are the holder's. A return is decided by who sent the case; a case is urged, supervised
    and reopened by a bureau above its holder or one that it passed; a remedy is decided by a review body;
    a unit that assists answers for itself; what a reorganisation or a new calendar brings is the house's.

    Raises:
        NotYours: the role is not in the table, or the agency is not the one whose step it is.

    Source: 《信访工作条例》第二十二条、第二十三条、第三十五条、第三十六条、第四十条.
    """
    word = STEP_WORDS[step]
    if not may(actor.role, step):
        who = "只有信访人本人能" if Role.PETITIONER in ACCESS[step] else "您的岗位不能"
        raise NotYours(f"{who}“{word}”", source_of(step))
    if Role.PETITIONER in ACCESS[step] or hands.holder is None or step in _BY_THE_HOUSE or actor.role is Role.SECURITY:
        return  # whoever guards the platform stands in no agency's place
    if actor.agency is None or not _is_its_step(actor.agency, step, hands):
        raise NotYours(_whose(step, hands, word), source_of(step))


def _is_its_step(agency: Agency, step: Step, hands: Hands) -> bool:
    if step in _BY_SENDER:
        return hands.sender is not None and agency.code == hands.sender.code
    if step in _BY_REVIEW_BODY:
        return agency.kind is Kind.REVIEW_BODY
    if step is Step.ASSIST:
        return agency.code in {one.code for one in hands.assisting}
    return _is_further_step(agency, step, hands)


def _is_further_step(agency: Agency, step: Step, hands: Hands) -> bool:
    had_it = any(agency.code == one.code for one in hands.had_it)
    if step in _BY_THOSE_ABOVE or step in _BY_THOSE_WHO_WATCH:
        above = hands.holder is not None and hands.holder.stands_under(seat_of(agency))
        return agency.kind is not Kind.UNIT and (above or (had_it and step is not Step.ARBITRATE))
    if step in _BY_WHOEVER_HAD_IT:
        return had_it
    if step in _BY_WHOEVER_IS_ASKED:
        return True
    return hands.holder is not None and agency.code == hands.holder.code


def seat_of(agency: Agency) -> str:
    """Return from where an agency watches: a joint office from the place of the bureau that it stands at."""
    above = agency.line[-2:-1] if agency.kind is Kind.JOINT_OFFICE else ()
    return above[0] if above else agency.code


def _whose(step: Step, hands: Hands, word: str) -> str:
    if step in _BY_SENDER and hands.sender is not None:
        return f"退回由转来的{hands.sender.name}裁定，其他单位不能“{word}”"
    if step in _BY_REVIEW_BODY:
        return f"只有复查复核机构能“{word}”"
    if step is Step.ASSIST:
        return "您的单位不是这件事的协办单位"
    holder = hands.holder.name if hands.holder else ""
    return f"这件事现在由{holder}办理，您的单位不能“{word}”"
