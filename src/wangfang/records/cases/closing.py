"""How an answered case ends, and comes back."""

from __future__ import annotations

from wangfang.records.cases import steps
from wangfang.records.cases.models import Case
from wangfang.records.cases.saying import said
from wangfang.rules.facts import Act, Step


def serve(case: Case, method: str, act: Act, proof: str = "") -> Case:
    """Deliver the decision to the petitioner (送达): direct, post, electronic or left, with its proof."""
    return steps.take(case, Step.SERVE, act, said(method=method, proof=proof))


def close(case: Case, act: Act, report: str = "") -> Case:
    """Close the case (办结); the decision must have been served, and an assignment be reported on (办结报告)."""
    return steps.take(case, Step.CLOSE, act, said(report=report))


def finalize(case: Case, ground: str, act: Act) -> Case:
    """End the procedure for good (终结): `ground` is lapsed or settled; taken by the system.

    Raises:
        Refused: the petitioner may still ask for a remedy, or nothing was settled.
    """
    return steps.take(case, Step.FINALIZE, act, {"ground": ground})


def reopen(case: Case, why: str, act: Act) -> Case:
    """Send a closed case back to be handled again (退回重办); a new clock starts, the old one keeps its verdict."""
    return steps.take(case, Step.REOPEN, act, {"why": why})
