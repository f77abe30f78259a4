"""What the agency that handles a case does with it."""

from __future__ import annotations

from wangfang.records.cases import steps
from wangfang.records.cases.models import Case
from wangfang.rules.facts import Act, Step


def accept(case: Case, act: Act) -> Case:
    """Take the case up (受理); the notice to the petitioner is issued with it."""
    return steps.take(case, Step.ACCEPT, act, {})


def decline(case: Case, why: str, act: Act) -> Case:
    """Refuse the case with a reason (不予受理); the notice to the petitioner is issued with it."""
    return steps.take(case, Step.DECLINE, act, {"why": why})


def log_work(case: Case, kind: str, note: str, act: Act) -> Case:
    """Write down what was done: `kind` is a word of `rules.details` (办理记录)."""
    return steps.take(case, Step.LOG_WORK, act, {"kind": kind, "note": note})


def resolve(case: Case, note: str, act: Act) -> Case:
    """Write down that the problem itself is solved, which is not the closing of the case (事要解决)."""
    return steps.take(case, Step.RESOLVE, act, {"note": note})
