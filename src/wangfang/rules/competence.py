"""Which unit does a petition speak of: by the places and the duties that it names, before anything was learned?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import hypot, log1p, sqrt
from pathlib import Path
from types import MappingProxyType

About = Mapping[str, float]
"""How much of a text is about each duty."""
_TABLE = Path(__file__).parent / "tables" / "competence.toml"
_MOST_OF_A_WORD = 3
"""A word that is repeated more often says nothing more."""
_SUFFIXES = ("自治县", "街道办事处", "街道", "区", "县", "市", "旗", "镇", "乡")
_SHORTEST = 2
_PLACE_OF = re.compile(r"(?![市省区县])(\w{2,7}?(?:自治县|街道|新区|[区县市旗镇乡]))(?=\w|$)")


@dataclass(frozen=True, slots=True)
class Duty:
    """One field of duties (职责): parts of the names of units that have it, and the words of petitions about it."""

    id: str
    names: tuple[str, ...]
    without: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a named place and a full agreement of duties weigh, in units of a model's margin."""

    place: float
    duty: float


@cache
def duties() -> tuple[Duty, ...]:
    """Return the table of duties."""
    rows = _written()["duty"]
    assert isinstance(rows, list)  # noqa: S101 - tells the type checker what the file holds
    return tuple(
        Duty(row["id"], tuple(row["names"]), tuple(row.get("without", ())), tuple(row["words"])) for row in rows
    )


@cache
def weights() -> Weights:
    """Return the weights of the table."""
    said = _written()["weights"]
    assert isinstance(said, dict)  # noqa: S101 - tells the type checker what the file holds
    return Weights(said["place"], said["duty"])


def short(place: str) -> str:
    """Return how people call a place: 洛南县 → 洛南; the whole name where too little would be left."""
    found = next((place.removesuffix(suffix) for suffix in _SUFFIXES if place.endswith(suffix)), place)
    return found if len(found) >= _SHORTEST else place


def names_place(text: str, place: str) -> bool:
    """Tell whether a text names a place, by its whole name or by the short one."""
    return bool(place) and short(place) in text


@cache
def place_of(unit: str) -> str:
    """Return the place with which the name of a unit begins: 南岗区住房和城乡建设局 → 南岗区; empty when with none."""
    found = _PLACE_OF.match(unit)
    return found[1] if found else ""


@cache
def duties_of(unit: str) -> frozenset[str]:
    """Return the duties that the name of a unit says it has."""
    return frozenset(
        duty.id
        for duty in duties()
        if any(name in unit for name in duty.names) and not any(name in unit for name in duty.without)
    )


def duties_in(text: str) -> About:
    """Return how much of a text is about each duty: a direction of length 1, empty when it names none.

    A longer word counts for more, a repeated one up to three times.
    """
    found = {duty.id: log1p(_said(text, duty.words)) for duty in duties()}
    length = hypot(*found.values())
    return MappingProxyType({name: value / length for name, value in found.items() if value}) if length else {}


def leaning(text: str, unit: str, about: About | None = None) -> float:
    """Return how much a text speaks for a unit by its name, from 0 up to the weights of place and duty together.

    `about` is what `duties_in` said of the text, for whoever asks about many units.
    """
    told = duties_in(text) if about is None else about
    duty = sum(told.get(name, 0.0) for name in duties_of(unit))
    return weights().place * names_place(text, place_of(unit)) + weights().duty * duty


def words_for(text: str, unit: str, most: int = 3) -> tuple[str, ...]:
    """Return the words of a text that speak for a unit by its duties, in their order, for the clerk who asks why."""
    own = {word for duty in duties() if duty.id in duties_of(unit) for word in duty.words if word in text}
    return tuple(sorted(own, key=text.find)[:most])


def _said(text: str, words: tuple[str, ...]) -> float:
    return sum(min(text.count(word), _MOST_OF_A_WORD) * sqrt(len(word)) for word in words)


@cache
def _written() -> Mapping[str, object]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
