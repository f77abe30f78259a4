"""What the agency that handles a case does with it."""

from __future__ import annotations

from datetime import date

from wangfang.records.cases import steps
from wangfang.records.cases.models import Case
from wangfang.records.cases.saying import said
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


def assist(case: Case, text: str, act: Act) -> Case:
    """Answer for one's own part, as a unit that assists (协办答复)."""
    return steps.take(case, Step.ASSIST, act, {"text": text})


def report_urgent(case: Case, note: str, act: Act, to: str = "") -> Case:
    """Report what is grave or urgent at once (紧急报告); `to` names who is told.

    Source: 《信访工作条例》第二十五条.
    """
    return steps.take(case, Step.REPORT_URGENT, act, said(note=note, to=to))


def extend(case: Case, days: int, why: str, act: Act, consent: str = "") -> Case:
    """Lengthen the time for the answer (延期): once, at most 30 days, before it is due, by a leader.

    `consent` tells how whoever assigned the case agreed, when it was assigned (交办).

    Raises:
        Refused: one of these does not hold.
    """
    return steps.take(case, Step.EXTEND, act, said(days=days, why=why, consent=consent))


def pause(case: Case, why: str, act: Act) -> Case:
    """Stop the clock of the answer: `why` is appraisal, hearing or other (中止计时)."""
    return steps.take(case, Step.PAUSE, act, {"why": why})


def resume(case: Case, act: Act) -> Case:
    """Let the clock run again (恢复计时)."""
    return steps.take(case, Step.RESUME, act, {})


def settle(case: Case, note: str, act: Act) -> Case:
    """Write down what both sides agreed on (调解、和解协议)."""
    return steps.take(case, Step.SETTLE, act, {"note": note})


def supplement(case: Case, field: str, value: str, evidence_on: date, act: Act) -> Case:
    """Enter late what should have been entered (补录), with the day of its evidence; it meets no duty."""
    said = {"field": field, "value": value, "evidence_on": evidence_on.isoformat()}
    return steps.take(case, Step.SUPPLEMENT, act, said)
