"""How copies of one matter are put together, and taken apart again."""

from __future__ import annotations

from wangfang.records.cases import steps
from wangfang.records.cases.models import Case
from wangfang.rules.facts import Act, Step
from wangfang.rules.refusal import Refused


def merge(case: Case, into: Case, why: str, act: Act) -> Case:
    """Attach a copy to the case that it repeats (并案); the copy keeps its number, text and history.

    Raises:
        Refused: it is the same case, or the other has been merged itself.
    """
    if into.state == "merged" and case.state != "merged":  # a repeated request is for the writer to recognise
        raise Refused(f"{into.number} 已经并入别的件，请并入它的初件", "《信访工作条例》第十九条")
    return steps.take(case, Step.MERGE, act, {"into": into.number, "why": why})


def unmerge(case: Case, why: str, act: Act) -> Case:
    """Take a copy out again (拆分); it goes on from screening."""
    return steps.take(case, Step.UNMERGE, act, {"why": why})
