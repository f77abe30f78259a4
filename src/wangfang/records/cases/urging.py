"""The marks that those above put on a case: urged, supervised, listed, taken off the list."""

from __future__ import annotations

from datetime import date

from wangfang.records.cases import steps
from wangfang.records.cases.models import Case
from wangfang.rules.facts import Act, Step


def urge(case: Case, why: str, act: Act, due_on: date | None = None) -> Case:
    """Urge the holder on (催办)."""
    return steps.take(case, Step.URGE, act, _said(why, due_on))


def supervise(case: Case, why: str, act: Act, due_on: date | None = None) -> Case:
    """Put the case under supervision (督办)."""
    return steps.take(case, Step.SUPERVISE, act, _said(why, due_on))


def put_on_list(case: Case, why: str, act: Act, due_on: date | None = None) -> Case:
    """List the case for supervision in public (挂牌督办)."""
    return steps.take(case, Step.LIST, act, _said(why, due_on))


def lift(case: Case, why: str, act: Act) -> Case:
    """Take the case off the list (摘牌)."""
    return steps.take(case, Step.LIFT, act, _said(why, None))


def _said(why: str, due_on: date | None) -> dict[str, object]:
    return {"why": why, "due_on": due_on.isoformat()} if due_on else {"why": why}
