"""Which places a petition may be about: the county units and their streets and towns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from wangfang.records.agencies.tree import Tree, tree
from wangfang.rules.facts import Agency, Kind
from wangfang.rules.routing import territory_of

COUNTY, STREET = 6, 9


@dataclass(frozen=True, slots=True)
class Place:
    """A GB/T 2260 code and how people call the place."""

    region: str
    name: str


def counties(on: date | None = None) -> list[Place]:
    """Return the county units that have a petition bureau, on a day if one is given, in official order."""
    return list(_counties(tree(), on))


@lru_cache(maxsize=4)
def _counties(found: Tree, on: date | None) -> tuple[Place, ...]:
    bureaus = (a for a in _there(found, on) if a.kind is Kind.BUREAU and _is_county(a))
    names = (Place(a.region, _name(a, on).removesuffix("信访局")) for a in bureaus)
    return tuple(sorted(names, key=lambda place: place.region))


def streets(county: str, on: date | None = None) -> list[Place]:
    """Return the streets and towns of a county unit that have an office, in official order."""
    return list(_streets(tree(), county, on))


@lru_cache(maxsize=64)
def _streets(found: Tree, county: str, on: date | None) -> tuple[Place, ...]:
    offices = (a for a in _there(found, on) if len(a.region) == STREET and a.region.startswith(county))
    places = {a.region: Place(a.region, _place_name(_name(a, on))) for a in offices}
    return tuple(places[region] for region in sorted(places))


def bureau_of(region: str, on: date | None = None) -> Agency | None:
    """Return the petition bureau of a place: its county's, else that of the city or province around it."""
    return _bureau_of(tree(), region, on)


@lru_cache(maxsize=256)
def _bureau_of(found: Tree, region: str, on: date | None) -> Agency | None:
    around = [a for a in _there(found, on) if a.kind is Kind.BUREAU and region.startswith(territory_of(a.region))]
    return max(around, key=lambda a: len(territory_of(a.region)), default=None)


def place_name(region: str, on: date | None = None) -> str:
    """Return how people call a region code, on a day if one is given; the code itself when no agency stands there."""
    county = _bureaus_place(region[:COUNTY], on)
    known = streets(region[:COUNTY], on) if len(region) > COUNTY else []
    street = next((p.name for p in known if p.region == region), "")
    return f"{county}{street.removeprefix(county)}" or region


def _there(found: Tree, on: date | None) -> Iterator[Agency]:
    """Yield the agencies that are there on a day, all of them without a day."""
    return (a for a in found.by_code.values() if on is None or a.exists_on(on))


def _name(agency: Agency, on: date | None) -> str:
    return agency.name if on is None else agency.name_on(on)


def _bureaus_place(region: str, on: date | None) -> str:
    bureaus = [a for a in tree().by_code.values() if a.kind is Kind.BUREAU and a.region == region]
    there = [a for a in bureaus if on is None or a.exists_on(on)] or bureaus
    return next((_name(a, on).removesuffix("信访局") for a in there), "")


def _is_county(agency: Agency) -> bool:
    return len(agency.region) == COUNTY and territory_of(agency.region) == agency.region


def _place_name(office: str) -> str:
    return office.removesuffix("办事处").removesuffix("人民政府")
