"""Turns the rows of a case into the nouns that rules speak; the one translation there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from wangfang.records.agencies.tree import Tree
from wangfang.records.cases.models import Case, StepTaken
from wangfang.records.cases.models.step import opened_detail
from wangfang.rules.facts import CaseFacts, Event, Form, Life, Purpose, Step

_COLUMNS = ("number", "step", "occurred_at", "recorded_at", "agency", "kept", "sealed", "actor_name", "actor")


def life_of(case: Case, found: Tree, rows: Iterable[StepTaken] | None = None) -> Life:
    """Return the life of a case; `rows` are its steps in order, when they were read already."""
    events = told(case)[0] if rows is None else tuple(event_of(case, row) for row in rows)
    return Life(facts_of(case), events, found.by_code)


def facts_of(case: Case) -> CaseFacts:
    """Return what the rules need to know of a case besides its events."""
    return CaseFacts(
        number=case.number,
        form=Form(case.form),
        purpose=Purpose(case.purpose),
        region=case.region,
        people=case.people,
        respondent=case.respondent_code,
    )


def event_of(case: Case, row: StepTaken) -> Event:
    """Return a step of a case as an event."""
    return _event(case, *(getattr(row, name) for name in _COLUMNS))


def told(case: Case) -> tuple[tuple[Event, ...], frozenset[str]]:
    """Return the events of a case with the keys of the requests that took them.

    Nothing was recorded before the case was received, so older partitions are left alone.
    """
    steps = StepTaken.objects.filter(case=case, recorded_at__gte=case.received_at).order_by("number")
    rows = list(steps.values_list(*_COLUMNS, "key"))
    return tuple(_event(case, *row[:-1]) for row in rows), frozenset(row[-1] for row in rows)


def lives_of(cases: Sequence[Case], found: Tree) -> dict[int, Life]:
    """Return the lives of many cases by their keys, in one query."""
    events: dict[int, list[Event]] = {case.pk: [] for case in cases}
    known = {case.pk: case for case in cases}
    since = min((case.received_at for case in cases), default=None)
    if since is not None:
        rows = StepTaken.objects.filter(case_id__in=list(events), recorded_at__gte=since).order_by("case_id", "number")
        for key, *row in rows.values_list("case_id", *_COLUMNS):
            events[key].append(_event(known[key], *row))
    return {case.pk: Life(facts_of(case), tuple(events[case.pk]), found.by_code) for case in cases}


def _event(  # noqa: PLR0913, PLR0917 - one for each column
    case: Case, number: int, step: str, occurred_at: datetime, recorded_at: datetime, agency: str,
    kept: dict[str, object], sealed: bytes, actor: str, login: str,
) -> Event:  # fmt: skip
    detail = opened_detail(case, number, kept, bytes(sealed)) if sealed else kept
    return Event(number, Step(step), occurred_at, recorded_at, agency, detail, actor, login)
