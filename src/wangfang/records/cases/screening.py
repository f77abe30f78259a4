"""The ways in which a bureau, or a unit that received it, ends a case without deciding on its substance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wangfang.records.cases import steps
from wangfang.records.cases.models import Case
from wangfang.records.cases.saying import said
from wangfang.rules.facts import Act, Step


def no_longer_accept(case: Case, why: str, act: Act) -> Case:
    """Refuse what has gone through all its remedies already (不再受理)."""
    return steps.take(case, Step.NO_LONGER_ACCEPT, act, {"why": why})


def file(case: Case, why: str, act: Act) -> Case:
    """Keep the case on record without action (存查)."""
    return steps.take(case, Step.FILE, act, {"why": why})


def fail_screening(case: Case, why: str, act: Act) -> Case:
    """Turn down a submission that is empty, abusive or the same as one of the same day (审核不通过)."""
    return steps.take(case, Step.FAIL_SCREENING, act, {"why": why})


@dataclass(frozen=True, slots=True)
class Exit:
    """Where a matter goes: the word of the procedure, the organ by code or name, the day, the accused cadre's rank."""

    procedure: str
    to: str
    on: date | None = None
    rank: str = ""


def divert(case: Case, why: str, way: Exit, act: Act) -> Case:
    """Send the matter to the procedure that the law provides (导入其他程序); an accusation to its discipline organ.

    Raises:
        WrongReceiver: the organ is the accused, or not the one for cadres of that rank.
    """
    return steps.take(
        case, Step.DIVERT, act, said(why=why, procedure=way.procedure, to=way.to, on=way.on, rank=way.rank)
    )


def withdraw(case: Case, why: str, act: Act) -> Case:
    """Take the petition back, as its petitioner (撤回)."""
    return steps.take(case, Step.WITHDRAW, act, {"why": why})
