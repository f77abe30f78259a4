"""The rates of a period read from the counted clocks, and the cases behind every number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db.models import CharField, Count, F, Q, QuerySet, Sum, Value

from wangfang.records.agencies.places import place_name
from wangfang.records.agencies.tree import Tree, tree
from wangfang.records.cases import lookups
from wangfang.records.cases.models import Duty
from wangfang.records.indicators import past
from wangfang.records.indicators.discretion import clocks_left_out
from wangfang.rules.facts import Actor, day_of, start_of
from wangfang.rules.indicators import Definition, Figure, Indicator
from wangfang.rules.labels import Secrecy
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused
from wangfang.rules.routing import territory_of

BY = ("county", "agency", "total")
BUCKETS = ("due", "met", "late")
WHOLE = "合计"


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of one county, agency or of all; `rate` is none when nothing was due."""

    code: str
    name: str
    figure: Figure

    @property
    def due(self) -> int:
        """Return the denominator in cases."""
        return self.figure.due

    @property
    def met(self) -> int:
        """Return the numerator in cases."""
        return self.figure.met

    @property
    def late(self) -> int:
        """Return what was not met in time."""
        return self.figure.due - self.figure.met

    @property
    def rate(self) -> Fraction | None:
        """Return met / due."""
        return self.figure.rate


@dataclass(frozen=True, slots=True)
class Row(Told):
    """One of the three rates of a row."""

    indicator: Indicator


def table(
    period: Period, definition: Definition, *, by: str, now: datetime, as_of: datetime | None = None
) -> list[Row]:
    """Return the rates of a period: one row for each county, agency, or in total, and each indicator.

    With `as_of` only what was recorded by then exists, and the figure is what was known at that
    moment; without it everything recorded counts, seen at `now`. Rows stand in code order; a code
    that has one indicator has all three, with nothing due where nothing was. Secret cases count where five of them
    come together (`rules.small_cells`).
    """
    if by not in BY:
        raise Refused(f"不能按“{by[:20]}”分列，可以按 county、agency 或 total")
    if as_of is not None:
        figures: Mapping[tuple[str, str], Figure] = past.figures(period, definition, by, as_of)
    else:
        figures = _figures(period, definition, by, now)
    found = tree()
    codes = sorted({code for code, _ in figures} or ({""} if by == "total" else set()))
    return [
        Row(code, name_of(code, by, found, period.last_day), figures.get((code, indicator), Figure(0, 0)), indicator)
        for code in codes
        for indicator in Indicator
    ]


def clocks_behind(  # noqa: PLR0913 - a number is named by all of these
    actor: Actor, period: Period, definition: Definition, indicator: Indicator, *, by: str, code: str, bucket: str,
    now: datetime,
) -> QuerySet[Duty]:  # fmt: skip
    """Return what a number counts, one clock each with its case: all that were due, those met in time, or those late.

    Secret cases stand in no such list, also where there are enough of them to be counted.
    """
    counted = counted_clocks(period, definition, now).filter(indicator=indicator, case__secrecy__lt=Secrecy.S2)
    if by == "county":
        counted = counted.filter(county=code)
    elif by == "agency":
        counted = counted.filter(owner__code=code)
    if bucket != "due":
        counted = counted.filter(in_time=bucket == "met")
    return lookups.behind(actor, counted)


def name_of(code: str, by: str, found: Tree, on: date) -> str:
    """Return what a row is called on the last day of its period: figures of the past keep the names of their day."""
    if by == "total":
        return WHOLE
    if by == "agency":
        return found.agency(code).name_on(on)
    own = place_name(code, on)
    return own if territory_of(code) == code else f"{own}本级"


def _figures(period: Period, definition: Definition, by: str, now: datetime) -> Mapping[tuple[str, str], Figure]:
    rows = (
        counted_clocks(period, definition, now)
        .annotate(code=_GROUPS[by])
        .values("code", "indicator")
        .annotate(
            n=Count("pk"),
            met=Count("pk", filter=Q(in_time=True)),
            crowd=Sum("people"),
            crowd_met=Sum("people", filter=Q(in_time=True)),
        )
        .order_by()
    )
    found = {
        (row["code"], row["indicator"]): Figure(row["n"], row["met"], row["crowd"] or 0, row["crowd_met"] or 0)
        for row in rows
    }
    for key, left in clocks_left_out(counted_clocks(period, definition, now), period, by).items():
        found[key] = left.off(found[key])
    return {key: figure for key, figure in found.items() if figure.due}


def counted_clocks(period: Period, definition: Definition, now: datetime) -> QuerySet[Duty]:
    """Return the clocks that a definition counts in a period: see `rules.indicators.is_counted`."""
    due = Duty.objects.filter(definition=definition, due_at__gte=period.starts_at, due_at__lt=period.ends_at)
    if definition is Definition.GD2020:
        return due
    return due.filter(Q(met_at__isnull=False) | Q(due_at__lt=start_of(day_of(now))))


_GROUPS = {"county": F("county"), "agency": F("owner__code"), "total": Value("", output_field=CharField())}
