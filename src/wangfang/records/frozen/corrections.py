"""What does a frozen figure read now, and which cases make the difference: corrections (更正) beside a set that stays as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from django.db import connection
from django.db.models import Min

from wangfang.records.agencies.tree import Tree, tree
from wangfang.records.cases.models import Case, StepTaken
from wangfang.records.frozen import counting
from wangfang.records.frozen.models import FrozenCell, FrozenSet
from wangfang.records.indicators.lookups import name_of
from wangfang.records.walls.context import as_job
from wangfang.rules.indicators import Definition, Figure, Indicator
from wangfang.rules.labels import Secrecy
from wangfang.rules.measures import Measure
from wangfang.rules.periods import Period


class Why(StrEnum):
    """Why a case is counted otherwise than in the set."""

    LATE = "late"  # 补录: it had happened by then, and was typed in later
    SINCE = "since"  # something has been done about it since
    TIME = "time"  # nothing was done: a day came, or another case came in


@dataclass(frozen=True, slots=True)
class Changed:
    """A case that makes a difference; secret ones are told in no list."""

    number: str
    why: Why


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell that reads otherwise now: `was` stays in the set, `reads` is what is known now."""

    by: str
    code: str
    name: str
    indicator: Indicator | Measure
    was: Figure
    reads: Figure
    cases: tuple[Changed, ...]


class _Row(NamedTuple):
    """A clock or case that is counted now and was not (`sign` 1), or was and is not (-1)."""

    sign: int
    case: int
    indicator: str
    owner: str
    county: str
    value: int
    people: int


_WORDS = frozenset({"indicator", "owner", "county"})
_SELECTED = ", ".join(f'{name}::text collate "C" as {name}' if name in _WORDS else name for name in counting.COLUMNS)
_DIFFERENT = """
    with live ({names}) as ({live}), reads as (select {selected} from live),
        was as (select {selected} from frozen_frozencase where frozen_id = %s)
    select 1, case_id, indicator, owner, county, value, people from (table reads except all table was) come
    union all
    select -1, case_id, indicator, owner, county, value, people from (table was except all table reads) gone
"""
Cell = tuple[str, str, str]


def since(frozen: FrozenSet, now: datetime, by: str = "") -> list[Correction]:
    """Return which cells of a set (of one split, or all) read otherwise at `now`, in the order of the table, and why.

    A handful of queries, whatever has changed.
    """
    with as_job():  # the figures of a city are not those of the cases that one reader may open
        rows = _different(frozen, now)
        touched = _touched(rows, by)
        was, told, found = _was(frozen, touched), _why(frozen, rows), tree()
    corrections = (_correction(frozen, cell, touched[cell], was, told, found) for cell in sorted(touched))
    return [one for one in corrections if one.was != one.reads]


def _different(frozen: FrozenSet, now: datetime) -> list[_Row]:
    live = counting.statement(Period.parse(frozen.period), Definition(frozen.definition), now)
    words = _DIFFERENT.format(names=", ".join(counting.COLUMNS), live=live.words, selected=_SELECTED)
    with connection.cursor() as cursor:
        cursor.execute(words, [*live.said, frozen.pk])
        return [
            _Row(sign, case, indicator, owner, county, int(value), int(people))  # days come as decimals
            for sign, case, indicator, owner, county, value, people in cursor.fetchall()
        ]


def _touched(rows: Iterable[_Row], by: str) -> Mapping[Cell, list[_Row]]:
    """Return the rows that differ by the cell that they stand in: each stands in one of every split."""
    found: dict[Cell, list[_Row]] = defaultdict(list)
    for row in rows:
        for split, code in (("county", row.county), ("agency", row.owner), ("total", "")):
            if by in ("", split):
                found[split, code, row.indicator].append(row)
    return found


def _was(frozen: FrozenSet, touched: Iterable[Cell]) -> dict[Cell, Figure]:
    codes = {code for _, code, _ in touched}
    cells = FrozenCell.objects.filter(frozen=frozen, code__in=codes)
    return {(c.by, c.code, c.indicator): Figure(c.due, c.met, c.people_due, c.people_met) for c in cells}


def _why(frozen: FrozenSet, rows: Iterable[_Row]) -> dict[int, Changed]:
    """Return of every case that is not secret why it is counted otherwise, by its key."""
    keys = {row.case for row in rows}
    later = StepTaken.objects.filter(case_id__in=keys, recorded_at__gt=frozen.as_of)
    first = dict(later.values("case_id").annotate(first=Min("occurred_at")).values_list("case_id", "first"))
    open_ones = Case.objects.filter(pk__in=keys, secrecy__lt=Secrecy.S2).values_list("pk", "number")
    return {key: Changed(number, _reason(first.get(key), frozen.as_of)) for key, number in open_ones}


def _reason(first: datetime | None, as_of: datetime) -> Why:
    if first is None:
        return Why.TIME
    return Why.LATE if first <= as_of else Why.SINCE


def _correction(  # noqa: PLR0913, PLR0917 - what was looked up once for all of them
    frozen: FrozenSet, cell: Cell, rows: Iterable[_Row], was: Mapping[Cell, Figure], told: Mapping[int, Changed], at: Tree
) -> Correction:  # fmt: skip
    by, code, indicator = cell
    before = was.get(cell, Figure(0, 0))
    kind = Indicator(indicator) if indicator in set(Indicator) else Measure(indicator)
    name = name_of(code, by, at, Period.parse(frozen.period).last_day)
    changed = {told[row.case] for row in rows if row.case in told}
    cases = tuple(sorted(changed, key=lambda one: one.number))
    return Correction(by, code, name, kind, before, _now(before, rows), cases)


def _now(was: Figure, rows: Iterable[_Row]) -> Figure:
    """Return a figure with what came and without what went."""
    told = list(_parts(rows))
    due, met, crowd, crowd_met = (sum(column) for column in zip(*told, strict=True))
    return Figure(was.due + due, was.met + met, was.people_due + crowd, was.people_met + crowd_met)


def _parts(rows: Iterable[_Row]) -> Iterator[tuple[int, int, int, int]]:
    for row in rows:
        yield row.sign, row.sign * row.value, row.sign * row.people, row.sign * row.value * row.people
