"""What a reorganisation or a changed law brings to the cases that are open: handed over, reckoned anew."""

from __future__ import annotations

from collections.abc import Mapping

from wangfang.records.cases import steps
from wangfang.records.cases.models import Case
from wangfang.records.cases.saying import said
from wangfang.rules.facts import Act, Step


def hand_over(case: Case, to: str, why: str, act: Act, part_of: str = "") -> Case:
    """Hand a case to the successor of the agency that held it (移交); its clocks go on from where they began.

    `part_of` is the code of another agency whose part in the case is handed over, such as one that assists.

    Source: 《信访工作条例》第二十四条.
    """
    return steps.take(case, Step.HAND_OVER, act, said(**{"to": to, "why": why, "from": part_of}))


def recompute(case: Case, why: str, kept: Mapping[str, str], act: Act) -> Case:
    """Write down that the clocks were reckoned anew (重算期限); `kept` are the due days that may not become shorter."""
    return steps.take(case, Step.RECOMPUTE, act, {"why": why, "kept": dict(kept)})
