"""The figures of a bulletin, taken once; what is written from them is kept with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from wangfang.records.agencies.tree import tree
from wangfang.records.bulletins import further
from wangfang.records.bulletins.further import Cleaning, Watched
from wangfang.records.frozen import lookups as sets
from wangfang.records.frozen.models import FrozenSet
from wangfang.records.indicators import lookups, measures, volume
from wangfang.rules.facts import Agency, Kind
from wangfang.rules.indicators import Definition, Figure, Indicator
from wangfang.rules.measures import Measure
from wangfang.rules.periods import Period
from wangfang.rules.rankings import Entrant
from wangfang.rules.routing import territory_of

COUNTY_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Volumes:
    """What came in: in the period, the one before and the same one a year ago, by form; and by content class."""

    forms: list[volume.Volume]
    before: list[volume.Volume]
    year_ago: list[volume.Volume]
    categories: list[volume.Volume]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a bulletin says in numbers, taken at one moment for one definition.

    `counties` and `before` hold every county unit in official order by rate; `agencies` by code those with something due;
    `whole` and `whole_before` the rates of the city, `shares` and `rated` the further figures in total and by county.
    Rates and further figures are those of the set `frozen`, taken at its moment.
    """

    period: Period
    definition: Definition
    issuer: Agency
    day: date
    taken_at: datetime
    counties: Mapping[Indicator, list[Entrant]]
    before: Mapping[Indicator, list[Entrant]]
    agencies: Mapping[Indicator, Mapping[str, Entrant]]
    whole: Mapping[Indicator, Entrant]
    whole_before: Mapping[Indicator, Entrant]
    volumes: Volumes
    shares: Mapping[Measure, Figure]
    shares_before: Mapping[Measure, Figure]
    rated: Mapping[Measure, list[Entrant]]
    cleaning: list[Cleaning]
    watched: list[Watched]
    frozen: FrozenSet | None = None

    @property
    def whole_place(self) -> str:
        """Return what the territory of the issuer is called in a sentence: 全市, 全省 or 辖区."""
        last = self.issuer.name.removesuffix("信访局")[-1:]
        return f"全{last}" if last in ("市", "省", "县", "区") else "辖区"

    def units(self) -> list[Agency]:
        """Return the responsible units among the agencies with something due, in code order."""
        known, codes = tree().by_code, {code for rows in self.agencies.values() for code in rows}
        return [known[code] for code in sorted(codes) if known[code].kind is Kind.UNIT]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rates and further figures of a period come from, by how they are split."""

    rates: Callable[[str], list[lookups.Row]]
    measures: Callable[[str], list[measures.Taken]]


def take(frozen: FrozenSet, issuer: Agency, now: datetime, day: date) -> Snapshot:
    """Return the figures of a frozen set for a bulletin of that `day`: the one place where they are taken.

    The period before is that of its own last set, or as it stands `now` where none was frozen; what a set does not hold
    (volumes, campaigns, supervision) stands as it is now.
    """
    period, definition = Period.parse(frozen.period), Definition(frozen.definition)
    own, earlier = _of_set(frozen), _before(period.before(), definition, now)
    return Snapshot(
        period=period,
        definition=definition,
        issuer=issuer,
        day=day,
        taken_at=frozen.as_of,
        counties=_counties(own, period.last_day),
        before=_counties(earlier, period.before().last_day),
        agencies=_by_code(row for row in own.rates("agency") if row.due),
        whole=_whole(own),
        whole_before=_whole(earlier),
        volumes=_volumes(period),
        shares=_shares(own),
        shares_before=_shares(earlier),
        rated=_rated(own, period.last_day),
        cleaning=further.cleaning(issuer, now),
        watched=further.watched(period, now),
        frozen=frozen,
    )


def _of_set(frozen: FrozenSet) -> Source:
    return Source(lambda by: sets.rates(frozen, by=by), lambda by: sets.measures(frozen, by=by))


def _before(period: Period, definition: Definition, now: datetime) -> Source:
    """Return where the figures of the period before come from: what was published of it, or else what is known."""
    if frozen := sets.latest_of(period, definition):
        return _of_set(frozen)
    return Source(
        lambda by: lookups.table(period, definition, by=by, now=now), lambda by: measures.table(period, by=by, now=now)
    )


def county_codes(on: date) -> list[str]:
    """Return the codes of the county units that have a petition bureau on a day, in official order."""
    bureaus = (a for a in tree().by_code.values() if a.kind is Kind.BUREAU and a.exists_on(on))
    return sorted({code for a in bureaus if _is_county(code := a.region[:COUNTY_DIGITS])})


def _volumes(period: Period) -> Volumes:
    year_ago = Period.parse(f"{period.start.year - 1}{period.name[4:]}")
    return Volumes(
        volume.by_form(period), volume.by_form(period.before()), volume.by_form(year_ago), volume.by_category(period)
    )


def _counties(source: Source, on: date) -> dict[Indicator, list[Entrant]]:
    """County units in official order, those with nothing due included; the city's own agencies stand apart."""
    rows = source.rates("county")
    found = {(r.code, r.indicator): r for r in rows}
    codes = sorted({*county_codes(on), *(r.code for r in rows if _is_county(r.code))})
    codes = codes or list(dict.fromkeys(r.code for r in rows))
    return {
        indicator: [_entrant_of(found.get((code, indicator)), code, on) for code in codes] for indicator in Indicator
    }


def _whole(source: Source) -> dict[Indicator, Entrant]:
    return {row.indicator: Entrant(row.code, row.name, row.due, row.met) for row in source.rates("total")}


def _shares(source: Source) -> dict[Measure, Figure]:
    return {row.measure: row.figure for row in source.measures("total")}


def _rated(source: Source, on: date) -> dict[Measure, list[Entrant]]:
    """Return the further figures that are shares by county unit, those with nothing counted included."""
    found = {(row.code, row.measure): row for row in source.measures("county")}
    return {
        one: [_entrant_of(found.get((code, one)), code, on) for code in county_codes(on)]
        for one in Measure
        if one is not Measure.AVERAGE_DAYS
    }


def _by_code(rows: Iterable[lookups.Row]) -> dict[Indicator, dict[str, Entrant]]:
    found: dict[Indicator, dict[str, Entrant]] = {indicator: {} for indicator in Indicator}
    for row in rows:
        found[row.indicator][row.code] = Entrant(row.code, row.name, row.due, row.met)
    return found


def _is_county(code: str) -> bool:
    return len(code) == COUNTY_DIGITS and territory_of(code) == code


def _entrant_of(row: lookups.Told | None, code: str, on: date) -> Entrant:
    if row is None:
        return Entrant(code, lookups.name_of(code, "county", tree(), on), 0, 0)
    return Entrant(row.code, row.name, row.due, row.met)
