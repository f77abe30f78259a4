"""How a case goes from hand to hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wangfang.records.cases import steps
from wangfang.records.cases.models import Case
from wangfang.records.cases.saying import said
from wangfang.rules.facts import Act, Step


def forward(case: Case, to: str, act: Act, co: Sequence[str] = ()) -> Case:
    """Hand the case on to the agency of code `to` (转送); units of the codes `co` assist it (协办).

    Raises:
        WrongReceiver: it is outside the sender's territory or rung, or is the accused.
        Refused: there is no such agency.
    """
    return steps.take(case, Step.FORWARD, act, said(to=to, co=list(co)))


def assign(case: Case, to: str, due_on: date, act: Act, co: Sequence[str] = ()) -> Case:
    """Hand the case on with a day by which it must be answered (交办); units of the codes `co` assist (协办).

    Raises:
        WrongReceiver: see `forward`.
        Refused: the day lies before the assignment.
    """
    return steps.take(case, Step.ASSIGN, act, said(to=to, due_on=due_on, co=list(co)))


def sign_in(case: Case, act: Act) -> Case:
    """Confirm that the case has arrived (签收)."""
    return steps.take(case, Step.SIGN_IN, act, {})


def request_return(case: Case, why: str, act: Act, should_go_to: str = "") -> Case:
    """Object that the case is not within one's competence, with the reason (申请退回).

    Raises:
        Refused: five working days have passed, or the unit has objected before.
    """
    return steps.take(case, Step.REQUEST_RETURN, act, said(why=why, should_go_to=should_go_to))


def decide_return(case: Case, act: Act, *, agree: bool, to: str = "", why: str = "") -> Case:
    """Decide on an objection (裁定退回): agree and pass the case on or take it back, or refuse.

    Raises:
        NotYours: only who sent the case decides.
    """
    return steps.take(case, Step.DECIDE_RETURN, act, {"agree": agree, **said(to=to, why=why)})


def arbitrate(case: Case, to: str, why: str, act: Act) -> Case:
    """Settle where the case belongs, as the common superior (裁决归属); after it nobody sends it back.

    Raises:
        NotYours: the actor's agency is not above those who sent it back.
        Refused: it was not sent back often enough for that.
    """
    return steps.take(case, Step.ARBITRATE, act, {"to": to, "why": why})
