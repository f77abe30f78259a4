"""The marks that those above put on a case: urged, supervised, listed, taken off the list."""

from __future__ import annotations

from datetime import date

from wangfang.records.cases import steps
from wangfang.records.cases.models import Case
from wangfang.records.cases.saying import said
from wangfang.rules.facts import Act, Step


def urge(case: Case, why: str, act: Act, due_on: date | None = None) -> Case:
    """Urge the holder on (催办)."""
    return steps.take(case, Step.URGE, act, said(why=why, due_on=due_on))


def supervise(case: Case, why: str, act: Act, due_on: date | None = None) -> Case:
    """Put the case under supervision (督办)."""
    return steps.take(case, Step.SUPERVISE, act, said(why=why, due_on=due_on))


def put_on_list(case: Case, why: str, act: Act, due_on: date | None = None) -> Case:
    """List the case for supervision in public (挂牌督办)."""
    return steps.take(case, Step.LIST, act, said(why=why, due_on=due_on))


def lift(case: Case, why: str, act: Act) -> Case:
    """Take the case off the list (摘牌)."""
    return steps.take(case, Step.LIFT, act, {"why": why})


def propose(case: Case, kind: str, text: str, to: str, act: Act) -> Case:
    """Propose to the agency of code `to`: `kind` is improve, policy or accountability (改进、完善政策、追责建议).

    Source: 《信访工作条例》第四十条; 《信访条例》第三十六条至第三十八条.
    """
    return steps.take(case, Step.PROPOSE, act, {"kind": kind, "text": text, "to": to})


def answer_proposal(case: Case, text: str, act: Act) -> Case:
    """Tell in writing what has come of a proposal (反馈建议)."""
    return steps.take(case, Step.ANSWER_PROPOSAL, act, {"text": text})
