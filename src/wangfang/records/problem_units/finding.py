"""Finds problem units by the figures of a period, and writes each into the register once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import connection, transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.indicators.lookups import table
from wangfang.records.ledger.append import append
from wangfang.records.problem_units.models import Problem
from wangfang.records.walls.context import as_job
from wangfang.rules.facts import Act, Agency, Kind
from wangfang.rules.indicators import VERSIONS, Definition
from wangfang.rules.periods import Period
from wangfang.rules.problem_units import (
    Ground,
    Measured,
    Standing,
    grounds_of,
    require_finder,
    require_over,
    thresholds,
)

_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('problem_units'))"
_KINDS = frozenset({Kind.BUREAU, Kind.UNIT})


@transaction.atomic
def find(period: Period, definition: Definition, act: Act) -> list[Problem]:
    """Find the problem units of a period; returns those that were not in the register yet.

    What is there already, by whichever definition, stays as it was found.

    Raises:
        NotYours: the post looks for none.
        Refused: the period is not over.
    """
    below = require_finder(act.actor)
    require_over(period, act)
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
    known = set(Problem.objects.filter(period=period.name).values_list("agency_id", "ground"))
    found = [one for one in _found(period, definition, act, below) if (one.agency_id, one.ground) not in known]
    made = Problem.objects.bulk_create(found)
    if made:
        said = {"step": "problem_units_found", "actor": act.actor.login, "definition": definition, "count": len(made)}
        append(f"problem_units:{period.name}", act.recorded_at, said)
    return made


def _found(period: Period, definition: Definition, act: Act, below: str) -> Iterator[Problem]:
    now, before = (_measured(one, definition, act.recorded_at) for one in (period, period.before()))
    keys = tree().key_of
    for code in sorted(now):
        if not _is_compared(tree().by_code[code], below):
            continue
        for ground, rates in grounds_of(now[code], before.get(code, [])).items():
            yield Problem(
                period=period.name,
                definition=definition,
                version=VERSIONS[definition],
                agency_id=keys[code],
                ground=ground,
                figures=_as_found(ground, rates),
                standing=Standing.FOUND,
                found_by=act.actor.login,
                found_at=act.recorded_at,
            )


def _measured(period: Period, definition: Definition, now: datetime) -> Mapping[str, list[Measured]]:
    """Return the rates of a period by agency; figures count every case, whoever asks."""
    found: dict[str, list[Measured]] = {}
    with as_job():
        for row in table(period, definition, by="agency", now=now):
            found.setdefault(row.code, []).append(Measured(row.indicator, row.due, row.met))
    return found


def _is_compared(agency: Agency, below: str) -> bool:
    """Keep to who is watched over by somebody, below whoever looks."""
    inside = not below or (agency.stands_under(below) and agency.code != below)
    return agency.kind in _KINDS and len(agency.line) > 1 and inside


def _as_found(ground: Ground, rates: tuple[Measured, ...]) -> list[dict[str, object]]:
    floors = thresholds().floors if ground is Ground.BELOW_FLOOR else {}
    return [
        {"indicator": one.indicator, "due": one.due, "met": one.met, "floor": floors.get(one.indicator)}
        for one in rates
    ]
