"""Short ways to read the clocks and the rates of a life told in a test."""

from __future__ import annotations

from tests.rules.lives import NATIONAL, Told, life
from wangfang.rules.duties import Duty, DutyKind, Law, duties_of
from wangfang.rules.indicators import Definition, Reckoned, reckon


def answers(*acts: Told, law: Law = NATIONAL) -> list[Duty]:
    """Return the clocks of the answers."""
    return [duty for duty in duties_of(life(*acts), law) if duty.kind is DutyKind.ANSWER]


def clocks(*acts: Told, law: Law = NATIONAL) -> list[tuple[str, str, int, str, int | None]]:
    """Return kind, owner, the event that started it, the legal due day, and the event that met it."""
    return [
        (duty.kind, duty.owner, duty.number, duty.due_legal.isoformat(), duty.met_by)
        for duty in duties_of(life(*acts), law)
    ]


def rows(definition: str, *acts: Told, law: Law = NATIONAL) -> list[tuple[str, str, bool, bool]]:
    """Return indicator, owner, met at all, met in time."""
    lived = life(*acts)
    found: tuple[Reckoned, ...] = reckon(lived, law, duties_of(lived, law))
    return [
        (row.indicator, row.owner, row.met_at is not None, row.in_time)
        for row in found
        if row.definition == Definition(definition)
    ]
