"""The figures of a bulletin, taken once and kept with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from wangfang.records.agencies.tree import tree
from wangfang.records.indicators import lookups, volume
from wangfang.rules.facts import Agency, Kind
from wangfang.rules.indicators import Definition, Indicator
from wangfang.rules.periods import Period
from wangfang.rules.rankings import Entrant
from wangfang.rules.routing import territory_of

COUNTY_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a bulletin says in numbers: entrants by indicator, for the period and the one before."""

    period: Period
    definition: Definition
    counties: dict[Indicator, list[Entrant]]
    counties_before: dict[Indicator, list[Entrant]]
    departments: dict[Indicator, list[Entrant]]
    total: dict[Indicator, Entrant]
    forms: list[volume.Volume]
    forms_before: list[volume.Volume]
    categories: list[volume.Volume]


def take(period: Period, definition: Definition, issuer: Agency, now: datetime) -> Snapshot:
    """Return the figures of a period as they stand at `now`, for the territory of the issuing bureau."""
    earlier = period.before()
    return Snapshot(
        period=period,
        definition=definition,
        counties=_counties(period, definition, now),
        counties_before=_counties(earlier, definition, now),
        departments=_departments(period, definition, issuer, now),
        total={r.indicator: _entrant(r) for r in lookups.table(period, definition, by="total", now=now)},
        forms=volume.by_form(period),
        forms_before=volume.by_form(earlier),
        categories=volume.by_category(period),
    )


def _counties(period: Period, definition: Definition, now: datetime) -> dict[Indicator, list[Entrant]]:
    """County units in official order, those with nothing due included; the city's own agencies stand apart."""
    rows = lookups.table(period, definition, by="county", now=now)
    bureaus = (a for a in tree().by_code.values() if a.kind is Kind.BUREAU and a.exists_on(period.last_day))
    named = {a.region[:COUNTY_DIGITS] for a in bureaus}
    codes = sorted({code for code in (*named, *(r.code for r in rows)) if _is_county(code)}) or [r.code for r in rows]
    found = {(r.code, r.indicator): r for r in rows}
    return {
        indicator: [_entrant_of(found.get((code, indicator)), code, period.last_day) for code in dict.fromkeys(codes)]
        for indicator in Indicator
    }


def _departments(
    period: Period, definition: Definition, issuer: Agency, now: datetime
) -> dict[Indicator, list[Entrant]]:
    known = tree().by_code
    rows = [r for r in lookups.table(period, definition, by="agency", now=now) if known[r.code].kind is Kind.UNIT]
    own = [r for r in rows if known[r.code].region == issuer.region]
    return {indicator: [_entrant(r) for r in own if r.indicator is indicator] for indicator in Indicator}


def _is_county(code: str) -> bool:
    return len(code) == COUNTY_DIGITS and territory_of(code) == code


def _entrant(row: lookups.Row) -> Entrant:
    return Entrant(row.code, row.name, row.due, row.met)


def _entrant_of(row: lookups.Row | None, code: str, on: date) -> Entrant:
    return _entrant(row) if row else Entrant(code, lookups.name_of(code, "county", tree(), on), 0, 0)
