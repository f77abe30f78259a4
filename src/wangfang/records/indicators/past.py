"""What a rate was at a moment of the past, and which clocks it counted: only what had been recorded by then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from wangfang.records.agencies.tree import tree
from wangfang.records.cases.lookups import lives_as_of
from wangfang.records.cases.visible import visible_to
from wangfang.records.indicators.discretion import reckoned_left_out
from wangfang.records.walls.context import as_job
from wangfang.rules.duties import duties_of
from wangfang.rules.facts import Actor
from wangfang.rules.indicators import Definition, Figure, Indicator, Reckoned, is_counted, measure, reckon
from wangfang.rules.labels import Secrecy, marks_of
from wangfang.rules.periods import Period


@dataclass(frozen=True, slots=True)
class Then:
    """What a figure of the past counts: the number of a case, whose it was, which moment a list shows.

    `value` is how much it adds to the numerator; `is_met` tells whether a clock had been met by then, in time or late.
    """

    number: str
    owner: str
    shown_at: datetime
    value: int
    is_met: bool


@dataclass(frozen=True, slots=True)
class _Clock:
    """A clock as it was known, of which case, and whether that was a secret one."""

    number: str
    is_secret: bool
    row: Reckoned


def figures(period: Period, definition: Definition, by: str, as_of: datetime) -> dict[tuple[str, str], Figure]:
    """Return the figures of a period as known at `as_of`, derived anew from the steps recorded by then."""
    groups: dict[tuple[str, str], list[Reckoned]] = defaultdict(list)
    with as_job():  # figures count every case, whoever asks
        for one in _counted(period, definition, as_of):
            groups[_code(one.row, by), one.row.indicator].append(one.row)
    return {key: measure(rows, period, as_of) for key, rows in groups.items()}


def clocks_behind(  # noqa: PLR0913 - a number is named by all of these
    actor: Actor, period: Period, definition: Definition, indicator: Indicator, *, by: str, code: str, as_of: datetime
) -> list[Then]:
    """Return the clocks that a rate of the past counts and whose cases the actor sees, the newest first.

    Secret cases stand in no such list: neither those that were secret then nor those that are now.
    """
    with as_job():
        clocks = [one for one in _counted(period, definition, as_of) if not one.is_secret]
    return seen_by(
        actor,
        [
            Then(one.number, one.row.owner, one.row.due_at, int(one.row.in_time), one.row.met_at is not None)
            for one in clocks
            if one.row.indicator is indicator and _code(one.row, by) == code
        ],
    )


def seen_by(actor: Actor, rows: Iterable[Then]) -> list[Then]:
    """Return those of the rows whose cases the actor sees now, the newest first."""
    told = list(rows)
    open_to = visible_to(actor).filter(number__in={row.number for row in told}, secrecy__lt=Secrecy.S2)
    seen = set(open_to.values_list("number", flat=True))
    return sorted((row for row in told if row.number in seen), key=lambda row: (row.shown_at, row.number), reverse=True)


def _counted(period: Period, definition: Definition, as_of: datetime) -> list[_Clock]:
    """Return the clocks that the rates of a period counted at a moment; asked as a job."""
    found = [
        one
        for one in _clocks(as_of)
        if one.row.definition is definition and one.row.due_at in period and is_counted(one.row, as_of)
    ]
    out = {id(row) for row in reckoned_left_out((one.row for one in found if one.is_secret), period)}
    return [one for one in found if id(one.row) not in out]


def _clocks(as_of: datetime) -> Iterator[_Clock]:
    """Yield what is counted of every life, with whether its case is a secret one."""
    law = tree().law
    for life in lives_as_of(as_of):
        is_secret = marks_of(life).secrecy >= Secrecy.S2
        for row in reckon(life, law, duties_of(life, law)):
            yield _Clock(life.case.number, is_secret, row)


def _code(row: Reckoned, by: str) -> str:
    return {"county": row.county, "agency": row.owner, "total": ""}[by]
