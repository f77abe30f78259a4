"""Which places a petition may be about: the county units and their streets and towns."""

from __future__ import annotations

from dataclasses import dataclass

from wangfang.records.agencies.tree import tree
from wangfang.rules.facts import Agency, Kind
from wangfang.rules.routing import territory_of

COUNTY, STREET = 6, 9


@dataclass(frozen=True, slots=True)
class Place:
    """A GB/T 2260 code and how people call the place."""

    region: str
    name: str


def counties() -> list[Place]:
    """Return the county units that have a petition bureau, in official order."""
    bureaus = (a for a in tree().by_code.values() if a.kind is Kind.BUREAU and _is_county(a))
    return sorted((Place(a.region, a.name.removesuffix("信访局")) for a in bureaus), key=lambda p: p.region)


def streets(county: str) -> list[Place]:
    """Return the streets and towns of a county unit that have an office, in official order."""
    offices = (a for a in tree().by_code.values() if len(a.region) == STREET and a.region.startswith(county))
    found = {a.region: Place(a.region, _place_name(a.name)) for a in offices}
    return [found[region] for region in sorted(found)]


def bureau_of(region: str) -> Agency | None:
    """Return the petition bureau of a place: its county's, else that of the city or province around it."""
    bureaus = [a for a in tree().by_code.values() if a.kind is Kind.BUREAU]
    around = [a for a in bureaus if region.startswith(territory_of(a.region))]
    return max(around, key=lambda a: len(territory_of(a.region)), default=None)


def place_name(region: str) -> str:
    """Return how people call a region code, the code itself when no agency stands there."""
    county = _bureaus_place(region[:COUNTY])
    street = next((p.name for p in streets(region[:COUNTY]) if p.region == region), "") if len(region) > COUNTY else ""
    return f"{county}{street.removeprefix(county)}" or region


def _bureaus_place(region: str) -> str:
    bureaus = (a for a in tree().by_code.values() if a.kind is Kind.BUREAU and a.region == region)
    return next((a.name.removesuffix("信访局") for a in bureaus), "")


def _is_county(agency: Agency) -> bool:
    return len(agency.region) == COUNTY and territory_of(agency.region) == agency.region


def _place_name(office: str) -> str:
    return office.removesuffix("办事处").removesuffix("人民政府")
