"""One county on one sheet (一张表看县区): how it stands, its last twelve months, what is overdue there, what people petition about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from wangfang.records.cases.lookups import visible_to
from wangfang.records.cases.models import Case
from wangfang.records.indicators import lookups, measures
from wangfang.records.indicators.comparing import is_compared
from wangfang.records.indicators.discretion import clocks_left_out_monthly
from wangfang.records.indicators.lookups import Told
from wangfang.records.indicators.volume import Volume
from wangfang.records.walls.context import as_job
from wangfang.rules.changing import just_before
from wangfang.rules.comparing import Contender, Standing, Way, compared, way_of
from wangfang.rules.facts import CHINA, Actor, day_of
from wangfang.rules.indicators import Definition, Figure, Indicator
from wangfang.rules.labels import Secrecy
from wangfang.rules.measures import Measure
from wangfang.rules.periods import Period

MONTHS = 12
CLASSES = 8
SHOWN = (*Indicator, Measure.SATISFACTION_UNIT, Measure.REPEAT_SHARE)
"""The figures on the sheet: the three rates, what people say of the units, who comes again."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One figure of the county: what it is, where it stands among how many, what it was in the period before."""

    figure: Indicator | Measure
    told: Told
    standing: Standing | None
    among: int
    before: Contender | None
    way: Way


def placed(county: Told, period: Period, definition: Definition, now: datetime) -> list[Placed]:
    """Return the figures of a county with its ranks; `county` names it, its figure is not looked at."""
    then = just_before(period)
    tables = _tables(period, definition, now)
    before = _tables(then, definition, now) if then else {}
    return [_placed(county, figure, tables[figure], before.get(figure, [])) for figure in SHOWN]


def months(county: str, definition: Definition, last: date, now: datetime) -> list[tuple[Period, dict[str, Figure]]]:
    """Return the rates of the twelve months up to that of a day, the oldest first, in two queries."""
    periods = _months_to(last)
    span = Period("", periods[0].start, periods[-1].end)
    rows = lookups.counted_clocks(span, definition, now).filter(county=county)
    found: dict[tuple[date, str], Figure] = {
        (day_of(row["month"]), row["indicator"]): Figure(row["n"], row["met"], row["crowd"] or 0, row["crowd_met"] or 0)
        for row in rows.annotate(month=TruncMonth("due_at", tzinfo=CHINA))
        .values("month", "indicator")
        .annotate(
            n=Count("pk"),
            met=Count("pk", filter=Q(in_time=True)),
            crowd=Sum("people"),
            crowd_met=Sum("people", filter=Q(in_time=True)),
        )
        .order_by()
    }
    for key, left in clocks_left_out_monthly(rows, span).items():
        found[key] = left.off(found[key])
    return [(one, {name: found.get((one.start, name), Figure(0, 0)) for name in Indicator}) for one in periods]


def overdue(actor: Actor, county: str, today: date) -> QuerySet[Case]:
    """Return the open cases that somebody sees whose next due day is over, held by an agency of the county; the oldest first."""
    rows = visible_to(actor).filter(holder__region__startswith=county, is_open=True, due_on__lt=today)
    rows = rows.filter(secrecy__lt=Secrecy.S2)
    return rows.select_related("petitioner", "holder", "first_bureau").order_by("due_on", "pk")


def classes(county: str, period: Period) -> list[Volume]:
    """Return the content classes of what came in at the county's bureaus, the largest first; secret cases count in none."""
    with as_job():  # the figures of a county are not those of the cases that one reader may open
        rows = list(
            _received(county, period).values("category").annotate(n=Count("pk"), crowd=Sum("people")).order_by()
        )
    told = [Volume(row["category"], row["n"], row["crowd"]) for row in rows]
    return sorted(told, key=lambda row: (-row.cases, row.name))[:CLASSES]


def cases_of_class(actor: Actor, county: str, period: Period, category: str) -> QuerySet[Case]:
    """Return the cases that stand behind one of the classes."""
    counted = _received(county, period).filter(category=category)
    seen = visible_to(actor).filter(pk__in=counted.values("pk"))
    return seen.select_related("petitioner", "holder", "first_bureau").order_by("-received_at", "pk")


def _received(county: str, period: Period) -> QuerySet[Case]:
    return Case.objects.filter(
        first_bureau__region__startswith=county,
        received_at__gte=period.starts_at,
        received_at__lt=period.ends_at,
        secrecy__lt=Secrecy.S2,
    )


def _tables(period: Period, definition: Definition, now: datetime) -> Mapping[Indicator | Measure, Sequence[Told]]:
    """Return the figures of the sheet of all counties, by figure."""
    rates = lookups.table(period, definition, by="county", now=now)
    found: dict[Indicator | Measure, list[Told]] = {one: [] for one in SHOWN}
    for row in rates:
        found[row.indicator].append(row)
    for group in sorted({one.card.group for one in SHOWN if isinstance(one, Measure)}):
        for taken in measures.table(period, by="county", now=now, group=group):
            if taken.measure in found:
                found[taken.measure].append(taken)
    return found


def _placed(county: Told, figure: Indicator | Measure, rows: Sequence[Told], before: Sequence[Told]) -> Placed:
    way = way_of(figure, "" if isinstance(figure, Indicator) else figure.card.met_when)
    told = next((row for row in rows if row.code == county.code), county)
    standings = compared([_contender(row) for row in rows if is_compared(row.code, "county")], way).standings
    return Placed(
        figure,
        told,
        next((one for one in standings if one.contender.code == county.code), None),
        len(standings),
        next((_contender(row) for row in before if row.code == county.code), None),
        way,
    )


def _contender(row: Told) -> Contender:
    return Contender(row.code, row.name, row.due, row.met)


def _months_to(last: date) -> list[Period]:
    nth = last.year * MONTHS + last.month - 1
    return [Period.parse(f"{n // MONTHS:04}M{n % MONTHS + 1}") for n in range(nth - MONTHS + 1, nth + 1)]
