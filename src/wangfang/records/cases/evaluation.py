"""How the petitioner rates the bureau and the unit."""

from __future__ import annotations

from wangfang.records.cases import steps
from wangfang.records.cases.models import Case
from wangfang.rules.facts import Act, Step


def evaluate(case: Case, act: Act, bureau: str = "", unit: str = "", note: str = "") -> Case:
    """Rate the bureau, the unit, or both: satisfied, basically or dissatisfied (满意度评价).

    Raises:
        CannotEvaluate: nobody is rated, the time is over, or it was rated before.
    """
    said = {"bureau": bureau, "unit": unit, "note": note}
    return steps.take(case, Step.EVALUATE, act, {key: value for key, value in said.items() if value})
