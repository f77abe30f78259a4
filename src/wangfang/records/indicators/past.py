"""What a rate was at a moment of the past: only what had been recorded by then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from wangfang.records.agencies.tree import tree
from wangfang.records.cases.lookups import lives_as_of
from wangfang.records.indicators.discretion import reckoned_left_out
from wangfang.records.walls.context import as_job
from wangfang.rules.duties import duties_of
from wangfang.rules.indicators import Definition, Figure, Reckoned, is_counted, measure, reckon
from wangfang.rules.labels import Secrecy, marks_of
from wangfang.rules.periods import Period


def figures(period: Period, definition: Definition, by: str, as_of: datetime) -> dict[tuple[str, str], Figure]:
    """Return the figures of a period as known at `as_of`, derived anew from the steps recorded by then."""
    groups: dict[tuple[str, str], list[Reckoned]] = defaultdict(list)
    secret: list[Reckoned] = []
    with as_job():  # figures count every case, whoever asks
        for row, is_secret in _rows(as_of):
            if row.definition is definition and row.due_at in period and is_counted(row, as_of):
                groups[_code(row, by), row.indicator].append(row)
                secret += [row] if is_secret else []
    out = {id(row) for row in reckoned_left_out(secret, period)}
    groups.update({key: [row for row in rows if id(row) not in out] for key, rows in groups.items()})
    found = {key: measure(rows, period, as_of) for key, rows in groups.items()}
    return {key: figure for key, figure in found.items() if figure.due}


def _rows(as_of: datetime) -> Iterator[tuple[Reckoned, bool]]:
    """Yield what is counted of every life, with whether its case is a secret one."""
    law = tree().law
    for life in lives_as_of(as_of):
        is_secret = marks_of(life).secrecy >= Secrecy.S2
        for row in reckon(life, law, duties_of(life, law)):
            yield row, is_secret


def _code(row: Reckoned, by: str) -> str:
    return {"county": row.county, "agency": row.owner, "total": ""}[by]
