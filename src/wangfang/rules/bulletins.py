"""Who may take a bulletin (通报、专报) which step further, when, and to whom it goes?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from wangfang.rules.access import NotYours
from wangfang.rules.facts import Act, Actor, Agency, Kind, Role, day_of
from wangfang.rules.refusal import Refused

SOURCE = "《信访工作条例》第四十条"
LONGEST_TEXT, LONGEST_WHY = 4000, 300
"""Characters of one section, and of the reason for which a bulletin goes back."""


class Series(StrEnum):
    """What is issued; each is numbered apart."""

    QUARTERLY = "quarterly"  # 季通报
    SPECIAL = "special"  # 专报


class Stage(StrEnum):
    """Where a bulletin stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ISSUED = "issued"


class Move(StrEnum):
    """One step of its life."""

    DRAFT = "draft"  # 起草
    EDIT = "edit"  # 修改
    SUBMIT = "submit"  # 送审
    SEND_BACK = "send_back"  # 退回
    APPROVE = "approve"  # 审定
    ISSUE = "issue"  # 印发
    REMIND = "remind"  # 催签收


class Way(StrEnum):
    """In which direction a bulletin goes to an agency."""

    UP = "up"  # 抄报
    ABOVE = "above"  # 抄送
    DOWN = "down"  # 主送


WORDS = {
    Move.DRAFT: "起草通报",
    Move.EDIT: "修改通报",
    Move.SUBMIT: "送审通报",
    Move.SEND_BACK: "退回通报",
    Move.APPROVE: "审定通报",
    Move.ISSUE: "印发通报",
    Move.REMIND: "催签收",
}
_WRITES = frozenset({Role.CLERK, Role.BUREAU_LEADER})
_LEADS = frozenset({Role.BUREAU_LEADER})
MOVERS: dict[Move, frozenset[Role]] = {
    Move.DRAFT: _WRITES | {Role.SYSTEM},
    Move.EDIT: _WRITES,
    Move.SUBMIT: _WRITES,
    Move.SEND_BACK: _LEADS,
    Move.APPROVE: _LEADS,
    Move.ISSUE: _WRITES,
    Move.REMIND: _WRITES,
}
STAGES: dict[Move, tuple[Stage, Stage]] = {
    Move.EDIT: (Stage.DRAFT, Stage.DRAFT),
    Move.SUBMIT: (Stage.DRAFT, Stage.SUBMITTED),
    Move.SEND_BACK: (Stage.SUBMITTED, Stage.DRAFT),
    Move.APPROVE: (Stage.SUBMITTED, Stage.APPROVED),
    Move.ISSUE: (Stage.APPROVED, Stage.ISSUED),
    Move.REMIND: (Stage.ISSUED, Stage.ISSUED),
}
"""From which stage a step leads to which; drafting has none before it."""
READS_DRAFTS = frozenset({Role.CLERK, Role.BUREAU_LEADER, Role.SUPERVISOR, Role.LEADER, Role.ANALYST})
"""Who at the issuer reads what has not been issued."""
RECEIVERS = frozenset({
    Role.CLERK, Role.BUREAU_LEADER, Role.OFFICER, Role.UNIT_LEADER, Role.SUPERVISOR, Role.LEADER,
})  # fmt: skip
"""Who signs for a bulletin at the agency to which it went."""
_WHERE = {
    Stage.DRAFT: "还是草稿",
    Stage.SUBMITTED: "已经送审",
    Stage.APPROVED: "已经审定编号，不能再改",
    Stage.ISSUED: "已经印发，不能再改",
}


@dataclass(frozen=True, slots=True)
class Addressee:
    """An agency to which a bulletin goes, and in which direction."""

    agency: Agency
    way: Way


def may_move(actor: Actor, move: Move, stage: Stage, issuer: str) -> bool:
    """Tell whether somebody may take this step of a bulletin that stands there."""
    return _is_theirs(actor, move, issuer) and (move is Move.DRAFT or STAGES[move][0] is stage)


def require_move(actor: Actor, move: Move, stage: Stage, issuer: Agency) -> Stage:
    """Let somebody take a step of a bulletin; returns where it stands afterwards.

    Raises:
        NotYours: the post may not, or another agency issues it.
        Refused: it does not stand where the step begins.

    Source: 《信访工作条例》第四十条 (bureaus report and circulate); who it is at a bureau is the house's own rule.
    """
    if not _is_theirs(actor, move, issuer.code):
        raise NotYours(f"只有{issuer.name}的{_posts(move)}能{WORDS[move]}", SOURCE)
    if move is Move.DRAFT:
        return Stage.DRAFT
    before, after = STAGES[move]
    if stage is not before:
        raise Refused(f"这一期{_WHERE[stage]}，不能{WORDS[move]}")
    return after


def require_another(actor: Actor, hands: Collection[str]) -> None:
    """Let nobody approve what they drafted or submitted themselves; `hands` are the logins of who did.

    Raises:
        Refused: it is one's own.

    Source: house rule, after 《党政机关公文处理工作条例》第二十二条 (签发 by a person responsible).
    """
    if actor.login in hands:
        raise Refused("自己起草或者送审的，由另一位负责人审定")


def require_receiver(actor: Actor, received_by: str) -> None:
    """Let somebody sign for a bulletin that went to their own agency, once; `received_by` is who has signed, or empty.

    Raises:
        NotYours: the post signs for nothing.
        Refused: it was signed for.

    Source: house rule, after 《党政机关公文处理工作条例》第二十四条 (签收).
    """
    if actor.role not in RECEIVERS:
        raise NotYours("您的岗位不能代单位签收通报")
    if received_by:
        raise Refused("这一期您单位已经签收过了")


def require_reminder(last: datetime | None, waiting: int, act: Act) -> None:
    """Let those who have not signed be reminded, once a day.

    Raises:
        Refused: nobody is left, or they were reminded today.

    Source: house rule.
    """
    if not waiting:
        raise Refused("各单位都已经签收，不用再催")
    if last is not None and day_of(last) == act.day:
        raise Refused("今天已经催过，明天可以再催")


def may_read(actor: Actor, stage: Stage, series: Series, issuer: str, addressed: Collection[str]) -> bool:
    """Tell whether somebody reads a bulletin: drafts the issuer alone, special reports their addressees as well, others all.

    `issuer` and `addressed` are codes of agencies.
    """
    own = actor.agency.code if actor.agency else ""
    if actor.role is Role.SYSTEM or (own == issuer and actor.role in READS_DRAFTS):
        return True
    if stage is not Stage.ISSUED:
        return False
    return series is Series.QUARTERLY or (own in addressed and actor.role in RECEIVERS)


def number_text(year: int, serial: int) -> str:
    """Return the number of an issue as papers write it: 〔2017〕第4期.

    Source: 《党政机关公文格式》(GB/T 9704-2012) 7.2.5, the year in hexagonal brackets.
    """
    return f"〔{year}〕第{serial}期"


def put_right_by(day: date) -> date:
    """Return until when a bulletin asks for what is amiss to be put right: the last day of the month after that of `day`.

    Source: house rule.
    """
    beyond = (day.replace(day=1) + timedelta(days=63)).replace(day=1)
    return beyond - timedelta(days=1)


def addressees(issuer: Agency, agencies: Iterable[Agency], series: Series, day: date) -> tuple[Addressee, ...]:
    """Return to whom a bulletin goes that is issued on a day, in code order within each direction.

    Upwards the office of the joint conference of the same territory; a quarterly one also to the bureau above and to the
    bureaus and units directly below. Where there is no such office a special report goes to the bureau above.

    Source: domain practice of 季度通报 (主送、抄报、抄送); a special report goes up only: house rule.
    """
    there = sorted((one for one in agencies if one.exists_on(day) and one != issuer), key=lambda one: one.code)
    up = [Addressee(one, Way.UP) for one in there if one.kind is Kind.JOINT_OFFICE and one.region == issuer.region]
    above = [Addressee(one, Way.ABOVE) for one in there if one.code == _parent(issuer)]
    if series is Series.SPECIAL:
        return tuple(up or above)
    below = (one for one in there if one.kind in (Kind.BUREAU, Kind.UNIT) and _parent(one) == issuer.code)
    return (*(Addressee(one, Way.DOWN) for one in below), *up, *above)


def _parent(agency: Agency) -> str:
    return next(iter(agency.line[-2:-1]), "")


def _is_theirs(actor: Actor, move: Move, issuer: str) -> bool:
    if actor.role is Role.SYSTEM:
        return Role.SYSTEM in MOVERS[move]
    return actor.role in MOVERS[move] and actor.agency is not None and actor.agency.code == issuer


def _posts(move: Move) -> str:
    return "负责人" if MOVERS[move] == _LEADS else "经办人和负责人"
