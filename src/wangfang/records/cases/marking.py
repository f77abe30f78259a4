"""The marks that decide who sees a case: its label, who stands aside, whom it accuses, who was let in by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wangfang.records.cases import steps
from wangfang.records.cases.models import Case
from wangfang.records.cases.saying import said
from wangfang.records.people.posts import led_by
from wangfang.rules.facts import Act, Step


def label(case: Case, secrecy: str, why: str, act: Act) -> Case:
    """Label a case (定密): `secrecy` is ordinary, sensitive, accusation or informant.

    To take an accusation below its label two people say the same, the second of them a security officer.

    Raises:
        Refused: it has that label already, or this person may not lower it.
    """
    return steps.take(case, Step.LABEL, act, {"secrecy": secrecy, "why": why})


def recuse(case: Case, login: str, why: str, act: Act) -> Case:
    """Keep somebody from a case (回避): oneself, or whom one's agency's leader says.

    Raises:
        Refused: it is not one's own login, and one is no leader; that person stands aside already.
    """
    return steps.take(case, Step.RECUSE, act, {"login": login, "why": why})


def name_accused(case: Case, login: str, agency: str, why: str, act: Act) -> Case:
    """Name whom a case accuses: a person by login, an agency by code, or both.

    Where the person is a leader on that day (负责人), the agency is accused as well.

    Raises:
        Refused: nobody is named, there is no such agency, or the case is no accusation.
    """
    led = led_by(login, act.day) if login else []
    return steps.take(case, Step.NAME_ACCUSED, act, said(login=login, agency=agency, head_of=led, why=why))


def ask_grant(case: Case, login: str, parts: Sequence[str], until: date | None, why: str, act: Act) -> Case:  # noqa: PLR0913, PLR0917 - what a grant is
    """Ask that somebody be let in by name (申请点名授权) to parts of a case, up to and including a day.

    Raises:
        Refused: no part is named, the day lies outside 90 days, or that person is accused or stands aside.
    """
    return steps.take(case, Step.ASK_GRANT, act, said(login=login, parts=list(parts), until=until, why=why))


def approve_grant(case: Case, login: str, act: Act) -> Case:
    """Approve what was asked for somebody (批准点名授权), as a second person.

    Raises:
        Refused: nothing was asked for, it has run out, or one asked for it oneself.
    """
    return steps.take(case, Step.APPROVE_GRANT, act, {"login": login})


def refuse_grant(case: Case, login: str, why: str, act: Act) -> Case:
    """Refuse what was asked for somebody (不批准点名授权); what was opened to that person before stays open.

    Raises:
        Refused: nothing was asked for.
    """
    return steps.take(case, Step.END_GRANT, act, {"login": login, "why": why, "refused": True})


def end_grant(case: Case, login: str, why: str, act: Act) -> Case:
    """End every grant that somebody has on a case (终止点名授权).

    Raises:
        Refused: there is none.
    """
    return steps.take(case, Step.END_GRANT, act, {"login": login, "why": why})
