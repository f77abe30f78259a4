"""The ways in which a bureau, or a unit that received it, ends a case without deciding on its substance."""

from __future__ import annotations

from wangfang.records.cases import steps
from wangfang.records.cases.models import Case
from wangfang.rules.facts import Act, Step


def no_longer_accept(case: Case, why: str, act: Act) -> Case:
    """Refuse what has gone through all its remedies already (不再受理)."""
    return steps.take(case, Step.NO_LONGER_ACCEPT, act, {"why": why})


def file(case: Case, why: str, act: Act) -> Case:
    """Keep the case on record without action (存查)."""
    return steps.take(case, Step.FILE, act, {"why": why})


def divert(case: Case, why: str, to: str, act: Act) -> Case:
    """Send the petitioner to the procedure that the law provides (导入其他程序); `to` names the organ."""
    return steps.take(case, Step.DIVERT, act, {"why": why, "organ": to})


def withdraw(case: Case, why: str, act: Act) -> Case:
    """Take the petition back, as its petitioner (撤回)."""
    return steps.take(case, Step.WITHDRAW, act, {"why": why})
