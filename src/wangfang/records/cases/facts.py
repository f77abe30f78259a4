"""Turns the rows of a case into the nouns that rules speak; the one translation there is."""

from __future__ import annotations

from collections.abc import Iterable

from wangfang.records.agencies.tree import Tree
from wangfang.records.cases.models import Case, StepTaken
from wangfang.rules.facts import CaseFacts, Event, Form, Life, Purpose, Step


def life_of(case: Case, found: Tree, rows: Iterable[StepTaken] | None = None) -> Life:
    """Return the life of a case; `rows` are its steps in order, when they were read already."""
    taken = StepTaken.objects.filter(case=case).order_by("number") if rows is None else rows
    return Life(facts_of(case), tuple(map(event_of, taken)), found.by_code)


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


def event_of(row: StepTaken) -> Event:
    """Return a step as an event."""
    return Event(
        number=row.number,
        step=Step(row.step),
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
        agency=row.agency,
        detail=row.detail,
        actor=row.actor_name,
    )
