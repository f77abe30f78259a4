"""How it is written down that two cases belong together without being one, or have nothing to do with each other."""

from __future__ import annotations

from wangfang.records.cases import steps
from wangfang.records.cases.models import Case
from wangfang.records.cases.saying import said
from wangfang.rules.facts import Act, Step
from wangfang.rules.labels import Secrecy
from wangfang.rules.refusal import Refused


def link(case: Case, other: Case, verdict: str, why: str, act: Act) -> Case:
    """Write down that another case is about the same matter or by the same person (关联); both go on by themselves.

    `verdict` is same_matter or same_person (`rules.matters.Verdict`).

    Raises:
        Refused: it is the same case, something stands settled between the two, or the other is more secret.
    """
    _require_open(case, other)
    return steps.take(case, Step.LINK, act, said(other=other.number, verdict=verdict, why=why))


def dismiss(case: Case, other: Case, why: str, act: Act) -> Case:
    """Write down that another case has nothing to do with this one, so that it is not proposed again.

    Raises:
        Refused: as `link`.
    """
    _require_open(case, other)
    return steps.take(case, Step.DISMISS, act, said(other=other.number, why=why))


def unlink(case: Case, other: Case, why: str, act: Act) -> Case:
    """Take back that two cases were linked, or told apart; what was written before stays in the history.

    Raises:
        Refused: nothing stands settled between the two.
    """
    return steps.take(case, Step.UNLINK, act, {"other": other.number, "why": why})


def _require_open(case: Case, other: Case) -> None:
    """Keep the number of a secret case out of the history of one that more people see."""
    if other.secrecy >= Secrecy.S2 > case.secrecy:
        raise Refused("那一件是保密件，它的编号不能写进这一件；要关联，在那一件上办", "《信访工作条例》第三十条")
