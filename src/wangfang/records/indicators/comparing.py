"""One figure of everybody who is compared, who of them is on a pilot, and the cases behind each side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Left

from wangfang.records.agencies.places import counties
from wangfang.records.agencies.tree import tree
from wangfang.records.cases.models import Case, Duty
from wangfang.records.indicators import lookups, measures
from wangfang.records.indicators.lookups import Told
from wangfang.rules.cards import Card, card
from wangfang.rules.changing import Effect, a_year_before, effect, just_before
from wangfang.rules.comparing import Comparison, Contender, Way, compared, way_of
from wangfang.rules.facts import Actor, Kind
from wangfang.rules.indicators import Definition, Figure, Indicator
from wangfang.rules.measures import Measure
from wangfang.rules.periods import Period
from wangfang.rules.routing import territory_of

SPLITS = ("county", "department", "agency")
SIDES = ("pilots", "others")
_COUNTY = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared: one figure, under a definition where it has several, of counties, city departments or agencies."""

    figure: Indicator | Measure
    definition: Definition
    split: str

    @property
    def by(self) -> str:
        """Return by what the figures are split: a department is an agency."""
        return "county" if self.split == "county" else "agency"

    @property
    def card(self) -> Card:
        """Return how the figure is defined."""
        return card_of(self.figure, self.definition)


@dataclass(frozen=True, slots=True)
class Found:
    """What is shown of a comparison: the figures, who stands where, what each was before, and the pilots beside the rest.

    `last` is the period just before, `year` the same one a year before, `before` which of them the pilots are told from.
    """

    asked: Asked
    period: Period
    rows: Mapping[str, Told]
    comparison: Comparison
    last: Mapping[str, Contender]
    year: Mapping[str, Contender]
    before: Period | None
    pilots: frozenset[str]
    effect: Effect | None

    @property
    def way(self) -> Way:
        """Return how the figure is compared."""
        return way_of(self.asked.figure, self.asked.card.met_when)

    @property
    def apart(self) -> list[Told]:
        """Return the rows that take no part in the comparison though something was due: a city or province itself."""
        return [row for code, row in self.rows.items() if row.due and not is_compared(code, self.asked.split)]


def compare(asked: Asked, period: Period, against: str, now: datetime) -> Found:
    """Return the comparison of a period; `against` says from when the pilots are told: `last` period or last `year`."""
    rows = {row.code: row for row in figures(asked, period, now)}
    earlier = {"last": just_before(period), "year": a_year_before(period)}
    were = {name: _contenders(asked, figures(asked, then, now) if then else ()) for name, then in earlier.items()}
    taking_part, before = _contenders(asked, rows.values()), earlier[against]
    way, chosen = way_of(asked.figure, asked.card.met_when), pilots(asked.split, period.last_day)
    return Found(
        asked,
        period,
        rows,
        compared(list(taking_part.values()), way),
        were["last"],
        were["year"],
        before,
        chosen,
        effect(list(were[against].values()), list(taking_part.values()), chosen, way) if chosen and before else None,
    )


def _contenders(asked: Asked, rows: Iterable[Told]) -> dict[str, Contender]:
    return {
        row.code: Contender(row.code, row.name, row.due, row.met) for row in rows if is_compared(row.code, asked.split)
    }


def figures(asked: Asked, period: Period, now: datetime) -> list[Told]:
    """Return the figure of a period of everybody compared, in code order; whom nothing was due of stands there as well.

    As many queries for one as for all.
    """
    if isinstance(asked.figure, Indicator):
        rows = lookups.table(period, asked.definition, by=asked.by, now=now)
        found = {row.code: Told(row.code, row.name, row.figure) for row in rows if row.indicator is asked.figure}
    else:
        taken = measures.table(period, by=asked.by, now=now, group=asked.card.group)
        found = {row.code: Told(row.code, row.name, row.figure) for row in taken if row.measure is asked.figure}
    there = _there(asked.split, period.last_day)
    for code, name in there.items():
        found.setdefault(code, Told(code, name, Figure(0, 0)))
    keeps = set(there) if asked.split == "department" else set(found)
    return [found[code] for code in sorted(keeps)]


def card_of(figure: Indicator | Measure, definition: Definition) -> Card:
    """Return the card of a figure, of a rate that under a definition."""
    return card(figure, definition) if isinstance(figure, Indicator) else figure.card


def is_compared(code: str, split: str) -> bool:
    """Tell whether a row takes part: what stands for a city or province itself (本级) is no county unit."""
    return split != "county" or not _is_whole(code)


def pilots(split: str, on: date) -> frozenset[str]:
    """Return the codes of who is on a pilot (试点) on a day: every agency below one, or the counties whose bureau is."""
    found = tree()
    running = [pilot.agency for pilot in found.law.pilots if pilot.covers(on)]
    under = [one for code in running for one in found.under(code)]
    if split != "county":
        return frozenset(one.code for one in under)
    return frozenset(one.region for one in under if one.kind is Kind.BUREAU and _is_county(one.region))


@dataclass(frozen=True, slots=True)
class Part:
    """One number of one side: the pilots of the day `on`, or the others that are compared with them."""

    asked: Asked
    period: Period
    side: str
    on: date
    bucket: str


def clocks_of_side(actor: Actor, part: Part, indicator: Indicator, now: datetime) -> QuerySet[Duty]:
    """Return the counted clocks of one side, as `lookups.clocks_behind` does of one row."""
    asked = part.asked
    whole = lookups.clocks_behind(
        actor, part.period, asked.definition, indicator, by="total", code="", bucket=part.bucket, now=now
    )
    return whole.alias(code=F("county") if asked.by == "county" else F("owner__code")).filter(_side(part))


def cases_of_side(actor: Actor, part: Part, measure: Measure, now: datetime) -> QuerySet[Case]:
    """Return the counted cases of one side, as `measures.cases_behind` does of one row."""
    whole = measures.cases_behind(actor, part.period, measure, by="total", code="", bucket=part.bucket, now=now)
    owner = "first_bureau" if measure.card.owner_is == "bureau" else "last_unit"
    county, agency = Left(f"{owner}__region", _COUNTY), F(f"{owner}__code")
    return whole.alias(code=county if part.asked.by == "county" else agency).filter(_side(part))


def _side(part: Part) -> Q:
    """Return the condition that a row is on the side: one of the pilots, or one of the others that are compared."""
    split = part.asked.split
    chosen = Q(code__in=sorted(pilots(split, part.on)))
    compared = {"county": ~Q(code__endswith="00"), "department": Q(code__in=sorted(_there(split, part.on)))}
    return compared.get(split, Q()) & (chosen if part.side == "pilots" else ~chosen)


def _there(split: str, on: date) -> Mapping[str, str]:
    """Return by code the names of who is compared whether or not anything was due: not every agency there is."""
    if split == "county":
        return {place.region: place.name for place in counties(on)}
    if split == "department":
        units = (one for one in tree().by_code.values() if one.kind is Kind.UNIT and _is_whole(one.region))
        return {one.code: one.name_on(on) for one in units if one.exists_on(on)}
    return {}


def _is_whole(region: str) -> bool:
    return len(region) == _COUNTY and region.endswith("00")


def _is_county(region: str) -> bool:
    return len(region) == _COUNTY and territory_of(region) == region
