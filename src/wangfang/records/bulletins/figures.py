"""The figures of a bulletin, taken once; what is written from them is kept with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from wangfang.records.agencies.tree import tree
from wangfang.records.bulletins import further
from wangfang.records.bulletins.further import Cleaning, Watched
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

    @property
    def whole_place(self) -> str:
        """Return what the territory of the issuer is called in a sentence: 全市, 全省 or 辖区."""
        last = self.issuer.name.removesuffix("信访局")[-1:]
        return f"全{last}" if last in ("市", "省", "县", "区") else "辖区"

    def units(self) -> list[Agency]:
        """Return the responsible units among the agencies with something due, in code order."""
        known, codes = tree().by_code, {code for rows in self.agencies.values() for code in rows}
        return [known[code] for code in sorted(codes) if known[code].kind is Kind.UNIT]


def take(period: Period, definition: Definition, issuer: Agency, now: datetime, day: date) -> Snapshot:
    """Return the figures of a period as they stand at `now`, for a bulletin of that `day`: the one place where they are taken."""
    earlier = period.before()
    known = lookups.table(period, definition, by="agency", now=now)
    return Snapshot(
        period=period,
        definition=definition,
        issuer=issuer,
        day=day,
        taken_at=now,
        counties=_counties(period, definition, now),
        before=_counties(earlier, definition, now),
        agencies=_by_code(row for row in known if row.due),
        whole=_whole(period, definition, now),
        whole_before=_whole(earlier, definition, now),
        volumes=_volumes(period),
        shares=_shares(period, now),
        shares_before=_shares(earlier, now),
        rated=_rated(period, now),
        cleaning=further.cleaning(issuer, now),
        watched=further.watched(period, now),
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


def _counties(period: Period, definition: Definition, now: datetime) -> dict[Indicator, list[Entrant]]:
    """County units in official order, those with nothing due included; the city's own agencies stand apart."""
    rows = lookups.table(period, definition, by="county", now=now)
    found = {(r.code, r.indicator): r for r in rows}
    codes = sorted({*county_codes(period.last_day), *(r.code for r in rows if _is_county(r.code))})
    codes = codes or list(dict.fromkeys(r.code for r in rows))
    return {
        indicator: [_entrant_of(found.get((code, indicator)), code, period.last_day) for code in codes]
        for indicator in Indicator
    }


def _whole(period: Period, definition: Definition, now: datetime) -> dict[Indicator, Entrant]:
    rows = lookups.table(period, definition, by="total", now=now)
    return {row.indicator: Entrant(row.code, row.name, row.due, row.met) for row in rows}


def _shares(period: Period, now: datetime) -> dict[Measure, Figure]:
    return {row.measure: row.figure for row in measures.table(period, by="total", now=now)}


def _rated(period: Period, now: datetime) -> dict[Measure, list[Entrant]]:
    """Return the further figures that are shares by county unit, those with nothing counted included."""
    rows = measures.table(period, by="county", now=now)
    found = {(row.code, row.measure): row for row in rows}
    codes = county_codes(period.last_day)
    return {
        one: [_entrant_of(found.get((code, one)), code, period.last_day) for code in codes]
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
