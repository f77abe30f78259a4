"""Who may do what: one table from step to roles, and the rule that only the holder acts."""

from __future__ import annotations

from wangfang.rules.facts import Actor, Agency, Role, Step
from wangfang.rules.refusal import Refused
from wangfang.rules.workflow import STEP_WORDS, source_of

_BUREAU = frozenset({Role.CLERK, Role.BUREAU_LEADER})
_UNIT = frozenset({Role.OFFICER, Role.UNIT_LEADER})
_CITIZEN = frozenset({Role.PETITIONER})

ACCESS: dict[Step, frozenset[Role]] = {
    Step.SUBMIT: _CITIZEN,
    Step.REGISTER: _BUREAU,
    Step.SCREEN: _BUREAU,
    Step.FORWARD: _BUREAU,
    Step.ASSIGN: _BUREAU,
    Step.SIGN_IN: _BUREAU | _UNIT,
    Step.ACCEPT: _BUREAU | _UNIT,
    Step.DECLINE: _BUREAU | _UNIT,
    Step.LOG_WORK: _BUREAU | _UNIT,
    Step.RESOLVE: _BUREAU | _UNIT,
    Step.ISSUE_OPINION: _BUREAU | _UNIT,
    Step.SERVE: _BUREAU | _UNIT,
    Step.CLOSE: _BUREAU | _UNIT,
    Step.EVALUATE: _CITIZEN,
}
"""Replayed acts of the past carry the role `system`, which may take every step for the acting agency."""


class NotYours(Refused):
    """The role, or the agency, of the actor may not take this step here."""


def may(role: Role, step: Step) -> bool:
    """Tell whether a role may take a step on a case that its agency holds."""
    return role is Role.SYSTEM or role in ACCESS[step]


def require(actor: Actor, step: Step, holder: Agency | None) -> None:
    """Let the actor take the step on a case held by `holder` (none: the case begins now).

    Raises:
        NotYours: the role is not in the table, or another agency holds the case.

    Source: 《信访工作条例》第二十二条、第二十三条; rating belongs to the petitioner alone (第二十一条).
    """
    word = STEP_WORDS[step]
    if not may(actor.role, step):
        who = "只有信访人本人能" if Role.PETITIONER in ACCESS[step] else "您的岗位不能"
        raise NotYours(f"{who}“{word}”", source_of(step))
    by_petitioner = Role.PETITIONER in ACCESS[step]
    if by_petitioner or holder is None:
        return
    if actor.agency is None or actor.agency.code != holder.code:
        raise NotYours(f"这件事现在由{holder.name}办理，其他单位不能“{word}”", source_of(step))
