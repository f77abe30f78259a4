"""The figures of many periods at once, each kind in one query: how rates and cases went from period to period.

The figures of a city are not those of the cases that one reader may open: whoever asks, asks as a job.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Count, DateField, DateTimeField, F, Func, IntegerField, Q, QuerySet, Value
from django.db.models import Sum as Sums
from django.db.models.functions import Left

from wangfang.records.cases.models import Duty
from wangfang.records.indicators.discretion import secret_clocks_by_period
from wangfang.records.indicators.lookups import counted_clocks
from wangfang.records.indicators.measures import counted_cases
from wangfang.rules.indicators import Definition
from wangfang.rules.measures import Measure
from wangfang.rules.periods import Period

COUNTY = 6
"""A county is so many signs of a region code."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure in cases and in people; `listed` are the cases in the list behind it, which names no secret one."""

    due: int = 0
    met: int = 0
    listed: int = 0
    people: int = 0
    people_met: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            self.due + other.due,
            self.met + other.met,
            self.listed + other.listed,
            self.people + other.people,
            self.people_met + other.people_met,
        )


Key = tuple[int, str, str]
"""Which period of a row of them, which county, which figure."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Figures by period, county and name; what is not there is nothing."""

    periods: Sequence[Period]
    sums: Mapping[Key, Sum]

    def of(self, name: str, nth: int, county: str) -> Sum:
        """Return the figure of one county in one of the periods."""
        return self.sums.get((nth, county, name), Sum())

    def whole(self, name: str) -> list[Sum]:
        """Return the figure of all counties together, period by period."""
        found = [Sum() for _ in self.periods]
        for (nth, _, figure), one in self.sums.items():
            if figure == name:
                found[nth] += one
        return found

    def counties(self) -> set[str]:
        """Return the counties that have a figure in the newest period."""
        return {county for nth, county, _ in self.sums if nth == len(self.periods) - 1}


def span_of(periods: Sequence[Period]) -> Period:
    """Return the days from the first of some periods to the last."""
    return Period(periods[-1].name, periods[0].start, periods[-1].end)


def rates(periods: Sequence[Period], definition: Definition, now: datetime) -> Spans:
    """Return the three rates of periods that follow one another, by county; secret cases where five come together."""
    duties = counted_clocks(span_of(periods), definition, now)
    named = duties.annotate(place=F("county"), name=F("indicator"))
    return Spans(periods, _discreet(_summed(named, "due_at", periods, Q(in_time=True)), duties, periods))


def volumes(periods: Sequence[Period], now: datetime) -> Spans:
    """Return what came in and how much of it again, by the county of the first bureau."""
    return _measured(Measure.REPEAT_SHARE, "received_at", ~Q(merged_into=""), periods, now)


def ratings(periods: Sequence[Period], now: datetime) -> Spans:
    """Return how many were content with the unit among those who said so, by the county of the unit."""
    content = Q(unit_rating__in=("satisfied", "basically"))
    return _measured(Measure.SATISFACTION_UNIT, "unit_rated_at", content, periods, now)


def numbers(measure: Measure, column: str, periods: Sequence[Period], now: datetime) -> list[int]:
    """Return how many cases a figure counts in each of some periods."""
    rows = counted_cases(measure.card, span_of(periods), now).annotate(nth=nth_of(column, periods))
    found = dict(rows.values("nth").annotate(n=Count("pk")).order_by().values_list("nth", "n"))
    return [found.get(nth, 0) for nth in range(1, len(periods) + 1)]


def nth_of(column: str, periods: Sequence[Period]) -> Func:
    """Return in the how manieth of some periods a moment lies, from 1 on."""
    return _bucket(column, [period.starts_at for period in periods], DateTimeField())


def day_bucket(column: str, days: Sequence[date]) -> Func:
    """Return between which of some days a day lies: 0 before the first, else the number of those that it reaches."""
    return _bucket(column, days, DateField())


def _bucket(column: str, edges: Sequence[date], kind: DateField[Any, Any]) -> Func:
    found = Value(list(edges), output_field=ArrayField(kind))
    return Func(F(column), found, function="width_bucket", output_field=IntegerField())


def _measured(measure: Measure, column: str, met: Q, periods: Sequence[Period], now: datetime) -> Spans:
    owner = "first_bureau" if measure.card.owner_is == "bureau" else "last_unit"
    name = Value(measure.value, output_field=CharField())
    rows = counted_cases(measure.card, span_of(periods), now)
    return Spans(
        periods, _summed(rows.annotate(place=Left(f"{owner}__region", COUNTY), name=name), column, periods, met)
    )


def _summed(rows: QuerySet[Any], column: str, periods: Sequence[Period], met: Q) -> dict[Key, Sum]:
    grouped = rows.annotate(nth=nth_of(column, periods)).values("nth", "place", "name")
    rows = grouped.annotate(
        n=Count("pk"),
        good=Count("pk", filter=met),
        crowd=Sums("people"),
        good_crowd=Sums("people", filter=met, default=0),
    )
    return {
        (row["nth"] - 1, row["place"], row["name"]): Sum(
            row["n"], row["good"], row["n"], row["crowd"], row["good_crowd"]
        )
        for row in rows.order_by()
    }


def _discreet(sums: dict[Key, Sum], duties: QuerySet[Duty], periods: Sequence[Period]) -> dict[Key, Sum]:
    """Leave the secret clocks of small cells out of the figures, and all of them out of what is listed."""
    for nth, one, is_out in secret_clocks_by_period(duties, periods):
        met = int(one.in_time)
        left = Sum(-1, -met, -1, -one.people, -met * one.people) if is_out else Sum(listed=-1)
        sums[nth, one.county, one.indicator] += left
    return {key: one for key, one in sums.items() if one.due}
