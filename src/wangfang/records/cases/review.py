"""The two remedies against an opinion: review and recheck."""

from __future__ import annotations

from wangfang.records.cases import steps
from wangfang.records.cases.models import Case
from wangfang.records.cases.saying import said
from wangfang.rules.facts import Act, Step


def request_review(case: Case, why: str, act: Act, to: str = "") -> Case:
    """Ask for a review within 30 days of the service (申请复查); `to` is the code of the body, when known."""
    return steps.take(case, Step.REQUEST_REVIEW, act, said(why=why, to=to))


def accept_review(case: Case, act: Act) -> Case:
    """Take up an application for review or recheck (受理复查、复核申请); the applicant is told."""
    return steps.take(case, Step.ACCEPT_REVIEW, act, {})


def decide_review(case: Case, outcome: str, act: Act, why: str = "") -> Case:
    """Decide on the review (复查意见): uphold, revoke, change, or redo."""
    return steps.take(case, Step.DECIDE_REVIEW, act, said(outcome=outcome, why=why))


def request_recheck(case: Case, why: str, act: Act, to: str = "") -> Case:
    """Ask for a recheck within 30 days of the review (申请复核)."""
    return steps.take(case, Step.REQUEST_RECHECK, act, said(why=why, to=to))


def decide_recheck(case: Case, outcome: str, act: Act, why: str = "") -> Case:
    """Decide on the recheck (复核意见), the last word (终结) unless the case is to be handled again."""
    return steps.take(case, Step.DECIDE_RECHECK, act, said(outcome=outcome, why=why))
