"""What a rate was at a moment of the past: only what had been recorded by then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from wangfang.records.agencies.tree import tree
from wangfang.records.cases.lookups import lives_as_of
from wangfang.records.walls.context import as_job
from wangfang.rules.duties import duties_of
from wangfang.rules.indicators import Definition, Figure, Reckoned, measure, reckon
from wangfang.rules.periods import Period


def figures(period: Period, definition: Definition, by: str, as_of: datetime) -> dict[tuple[str, str], Figure]:
    """Return the figures of a period as known at `as_of`, derived anew from the steps recorded by then."""
    groups: dict[tuple[str, str], list[Reckoned]] = defaultdict(list)
    with as_job():  # figures count every case, whoever asks
        for row in _rows(as_of):
            if row.definition is definition and row.due_at in period:
                groups[_code(row, by), row.indicator].append(row)
    found = {key: measure(rows, period, as_of) for key, rows in groups.items()}
    return {key: figure for key, figure in found.items() if figure.due}


def _rows(as_of: datetime) -> Iterator[Reckoned]:
    law = tree().law
    for life in lives_as_of(as_of):
        yield from reckon(life, law, duties_of(life, law))


def _code(row: Reckoned, by: str) -> str:
    return {"county": row.county, "agency": row.owner, "total": ""}[by]
