"""How a case is answered and ends."""

from __future__ import annotations

from wangfang.records.cases import steps
from wangfang.records.cases.models import Case
from wangfang.rules.facts import Act, Step


def issue_opinion(case: Case, conclusion: str, text: str, act: Act) -> Case:
    """Issue the written decision (处理意见书): `conclusion` is support, explain or reject."""
    return steps.take(case, Step.ISSUE_OPINION, act, {"conclusion": conclusion, "text": text})


def serve(case: Case, method: str, act: Act) -> Case:
    """Deliver the decision to the petitioner (送达): direct, post, electronic or left."""
    return steps.take(case, Step.SERVE, act, {"method": method})


def close(case: Case, act: Act) -> Case:
    """Close the case (办结); the decision must have been served."""
    return steps.take(case, Step.CLOSE, act, {})


def reopen(case: Case, why: str, act: Act) -> Case:
    """Send a closed case back to be handled again (退回重办); a new clock starts, the old one keeps its verdict."""
    return steps.take(case, Step.REOPEN, act, {"why": why})
