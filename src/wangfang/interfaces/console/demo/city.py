"""Which agencies has the demo city, and which unit there answers for what on a given day?"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

PROVINCE, CITY = "230000", "230100"
NANGANG, HULAN, XIANGFANG = "230103", "230111", "230110"
STREET = "street"
"""The key of a subdistrict office or a town government, where the others are letters of a department's code."""

PILOTS = (
    (NANGANG, date(2017, 1, 1)),  # 首批试点
    (XIANGFANG, date(2018, 1, 1)),  # 相关县(市、区)效仿
)
"""Counties on 三一五 and since when."""

_SUCCESSORS = {"HB": "ST", "WJ": "WS", "GT": "ZR", "NY": "NC", "ZJ": "JS"}
_STREET_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Place:
    """One row of agencies.csv, as far as lives need it."""

    code: str
    name: str
    region: str
    parent: str
    valid_from: str
    valid_to: str

    def exists_on(self, day: date) -> bool:
        """Tell whether the agency has its name on that day; first and last day included."""
        return self.valid_from <= day.isoformat() <= (self.valid_to or "9999")


@cache
def rows() -> tuple[Mapping[str, str], ...]:
    """Return the rows of agencies.csv as `agencies.load` takes them."""
    text = (files(__package__) / "agencies.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def places() -> Mapping[str, Place]:
    """Return every agency by its code."""
    names = ("code", "name", "region", "parent", "valid_from", "valid_to")
    return {row["code"]: Place(*(row[name] for name in names)) for row in rows()}


def bureau_of(region: str) -> str:
    """Return the code of the petition bureau of a province, city or county."""
    return f"{region}-XF"


@cache
def counties() -> Mapping[str, str]:
    """Return the 18 counties (县、市、区): code and name."""
    found = [row for row in rows() if row["kind"] == "bureau" and row["parent"] == bureau_of(CITY)]
    return {row["region"]: row["name"].removesuffix("信访局") for row in found}


@cache
def streets(county: str) -> tuple[Place, ...]:
    """Return the subdistrict offices and town governments of a county."""
    return tuple(p for p in places().values() if len(p.region) == _STREET_DIGITS and p.region.startswith(county))


@cache
def urban_streets(county: str) -> tuple[Place, ...]:
    """Return those of them that are subdistricts; where a county has none, all."""
    found = tuple(place for place in streets(county) if place.name.endswith("街道办事处"))
    return found or streets(county)


@cache
def rural_streets(county: str) -> tuple[Place, ...]:
    """Return those of them that are towns and townships; where a district has none, all."""
    found = tuple(place for place in streets(county) if place.name.endswith("人民政府"))
    return found or streets(county)


def department(region: str, key: str, day: date) -> str:
    """Return the code of the department of a county or of the city that bears the name on that day.

    Raises:
        KeyError: there was none.
    """
    for letters in (key, _SUCCESSORS.get(key, key)):
        place = places().get(f"{region}-{letters}")
        if place and place.exists_on(day):
            return place.code
    raise KeyError(f"{region}-{key}")


def discipline_of(bureau: str) -> str:
    """Return the code of the discipline organ beside a bureau."""
    return _beside(bureau, "JJ")


def review_body_of(bureau: str) -> str:
    """Return the code of the body of review beside a bureau."""
    return _beside(bureau, "FH")


def joint_office_of(bureau: str) -> str:
    """Return the code of the joint office beside a bureau."""
    return _beside(bureau, "LX")


def _beside(bureau: str, letters: str) -> str:
    return f"{bureau.removesuffix('-XF')}-{letters}"


def colleagues(unit: str, day: date) -> list[str]:
    """Return the codes of the other units under the same bureau that are there on that day, for good."""
    return [code for code in _units_under(places()[unit].parent) if code != unit and _stays(places()[code], day)]


def _stays(place: Place, day: date) -> bool:
    return place.exists_on(day) and not place.valid_to


@cache
def _units_under(bureau: str) -> tuple[str, ...]:
    return tuple(row["code"] for row in rows() if row["kind"] == "unit" and row["parent"] == bureau)


@cache
def line_of(code: str) -> tuple[str, ...]:
    """Return the codes from the top of the tree down to the agency's own."""
    parent = places()[code].parent
    return (*line_of(parent), code) if parent else (code,)
