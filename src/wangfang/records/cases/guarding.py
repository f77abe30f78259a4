"""What the security officer (安全保密管理员) knows of cases: the grants and labels that wait for a second person, by token.

The officer's transaction opens no table of cases. The doors here are the only ones that do it for a moment, and they
let out a token, a label, logins and grounds: no number, no content, nobody's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wangfang.records.agencies.tree import tree
from wangfang.records.cases import marking
from wangfang.records.cases.facts import lives_of
from wangfang.records.cases.models import Case, StepTaken
from wangfang.records.vault.blind import pseudonym_of
from wangfang.records.walls.context import as_job
from wangfang.rules.facts import Act, Actor, Event, Life, Step, day_of, start_of
from wangfang.rules.labelling import LONGEST_GRANT
from wangfang.rules.labels import Marks, Secrecy, lowering_asked, marks_of, pending_grants
from wangfang.rules.refusal import Refused
from wangfang.rules.seeing import Barred, require_unbarred

GONE = "这一项已经有人办过，或者不再等待"


@dataclass(frozen=True, slots=True)
class Asked:
    """A grant that waits for its approval: for whom, which parts, until when, why, who asked."""

    token: str
    secrecy: Secrecy
    login: str
    parts: tuple[str, ...]
    until: str
    why: str
    by: str
    agency: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Lowering:
    """A label below S2 that waits for its second person: from which to which, why, who said it first."""

    token: str
    secrecy: Secrecy
    to: str
    why: str
    by: str
    agency: str
    at: datetime


def token_of(number: str) -> str:
    """Return the token of a case number, which tells nothing of it."""
    return pseudonym_of("case", number)


def asked(officer: Actor, moment: datetime) -> list[Asked]:
    """Return the grants that wait, the oldest first; none of a case that accuses the officer."""
    with as_job():
        return [_asked(number, marks, event) for number, marks, event in _requests(officer, moment)]


def lowerings(officer: Actor, moment: datetime) -> list[Lowering]:
    """Return the labels that wait to be lowered by a second person, the oldest first."""
    with as_job():
        return [_lowering(number, marks, event) for number, marks, event in _labels(officer, moment)]


def approve(token: str, login: str, act: Act) -> None:
    """Approve what was asked for somebody, as the second person.

    Raises:
        Refused: nothing of that token waits, or the officer has asked for it, or is let in by it.
    """
    with as_job():
        marking.approve_grant(_waiting(token, login, act), login, act)


def refuse(token: str, login: str, why: str, act: Act) -> None:
    """Refuse what was asked for somebody.

    Raises:
        Refused: nothing of that token waits.
    """
    with as_job():
        marking.refuse_grant(_waiting(token, login, act), login, why, act)


def lower(token: str, why: str, act: Act) -> None:
    """Say the label that somebody else has said before, so that it holds.

    Raises:
        Refused: nothing of that token waits, or the officer is the one who said it.
    """
    with as_job():
        found = _labels(act.actor, act.recorded_at)
        number, event = next(((n, e) for n, _, e in found if token_of(n) == token), ("", None))
        if event is None:
            raise Refused(GONE)
        marking.label(Case.objects.get(number=number), event.text("secrecy"), why, act)


def _waiting(token: str, login: str, act: Act) -> Case:
    requests = _requests(act.actor, act.recorded_at)
    number = next((n for n, _, e in requests if token_of(n) == token and e.text("login") == login), "")
    if not number:
        raise Refused(GONE)
    return Case.objects.get(number=number)


def _requests(officer: Actor, moment: datetime) -> Iterator[tuple[str, Marks, Event]]:
    today = day_of(moment)
    said = StepTaken.objects.filter(step=Step.ASK_GRANT, recorded_at__gte=start_of(today - LONGEST_GRANT - _A_DAY))
    for number, marks, life in _open_to(officer, _lives(said.values_list("case_id", flat=True)), today):
        waiting = pending_grants(life).values()
        yield from ((number, marks, one) for one in waiting if date.fromisoformat(one.text("until")) >= today)


def _labels(officer: Actor, moment: datetime) -> Iterator[tuple[str, Marks, Event]]:
    said = StepTaken.objects.filter(step=Step.LABEL, case__secrecy__gte=Secrecy.S2)
    for number, marks, life in _open_to(officer, _lives(said.values_list("case_id", flat=True)), day_of(moment)):
        if event := lowering_asked(life):
            yield number, marks, event


_A_DAY = timedelta(days=1)


def _lives(keys: Iterable[int]) -> Mapping[str, Life]:
    cases = list(Case.objects.filter(pk__in=keys).order_by("pk"))
    lives = lives_of(cases, tree()) if cases else {}
    return {case.number: lives[case.pk] for case in cases}


def _open_to(officer: Actor, lives: Mapping[str, Life], today: date) -> Iterator[tuple[str, Marks, Life]]:
    for number, life in lives.items():
        marks = marks_of(life)
        try:
            require_unbarred(officer, marks, today)
        except Barred:
            continue
        yield number, marks, life


def _asked(number: str, marks: Marks, event: Event) -> Asked:
    parts = event.detail.get("parts")
    named = tuple(map(str, parts)) if isinstance(parts, list | tuple) else ()
    return Asked(
        token_of(number), marks.secrecy, event.text("login"), named, event.text("until"), event.text("why"),
        event.login, event.agency, event.occurred_at,
    )  # fmt: skip


def _lowering(number: str, marks: Marks, event: Event) -> Lowering:
    return Lowering(
        token_of(number), marks.secrecy, event.text("secrecy"), event.text("why"), event.login, event.agency,
        event.occurred_at,
    )  # fmt: skip
