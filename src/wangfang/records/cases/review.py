"""The two remedies against an opinion: review and recheck."""

from __future__ import annotations

from wangfang.records.cases import steps
from wangfang.records.cases.models import Case
from wangfang.rules.facts import Act, Step


def request_review(case: Case, why: str, act: Act, to: str = "") -> Case:
    """Ask for a review within 30 days of the service (申请复查); `to` is the code of the body, when known."""
    return steps.take(case, Step.REQUEST_REVIEW, act, _asked(why, to))


def decide_review(case: Case, outcome: str, act: Act, why: str = "") -> Case:
    """Decide on the review (复查意见): uphold, revoke, change, or redo."""
    return steps.take(case, Step.DECIDE_REVIEW, act, _decided(outcome, why))


def request_recheck(case: Case, why: str, act: Act, to: str = "") -> Case:
    """Ask for a recheck within 30 days of the review (申请复核)."""
    return steps.take(case, Step.REQUEST_RECHECK, act, _asked(why, to))


def decide_recheck(case: Case, outcome: str, act: Act, why: str = "") -> Case:
    """Decide on the recheck (复核意见), the last word (终结) unless the case is to be handled again."""
    return steps.take(case, Step.DECIDE_RECHECK, act, _decided(outcome, why))


def _asked(why: str, to: str) -> dict[str, object]:
    return {"why": why, "to": to} if to else {"why": why}


def _decided(outcome: str, why: str) -> dict[str, object]:
    return {"outcome": outcome, "why": why} if why else {"outcome": outcome}
