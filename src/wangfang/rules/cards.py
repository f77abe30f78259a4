"""How is each figure defined: its card (指标定义), read from a table, with version, dates in force and source."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "tables" / "indicators.toml"


@dataclass(frozen=True, slots=True)
class Card:
    """The definition of one figure: what it says in words, then what the code goes by.

    `definition` is empty where there is one way of counting. `since` and `until` are the first and the last day in
    force, None where the source names no day. `hours` and `limit_id` say how long a rate gives; the last four words
    belong to the further figures (`rules.measures`).
    """

    id: str
    name: str
    group: str
    version: int
    population: str
    basis: str
    start: str
    limit: str
    holidays: str
    exclusions: str
    formula: str
    attribution: str
    source: str
    definition: str = ""
    since: date | None = None
    until: date | None = None
    hours: int = 0
    limit_id: str = ""
    counted_on: str = ""
    met_when: str = ""
    owner_is: str = ""
    days: int = 0

    @property
    def span(self) -> timedelta:
        """Return how long the figure gives, where it counts in hours."""
        return timedelta(hours=self.hours)


@cache
def cards() -> tuple[Card, ...]:
    """Return every card of every version, in the order in which figures are shown."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["indicator"]
    return tuple(Card(**row) for row in rows)


@cache
def card(name: str, definition: str = "") -> Card:
    """Return the newest card of a figure, under a way of counting where there are several.

    Raises:
        ValueError: there is none of that name.
    """
    found = [one for one in cards() if (one.id, one.definition) == (name, definition)]
    if not found:
        msg = f"no card says how {name} {definition} is counted"
        raise ValueError(msg)
    return max(found, key=lambda one: one.version)


def version_of(definition: str) -> int:
    """Return the version of a way of counting: the newest of its cards."""
    return max(one.version for one in cards() if one.definition == definition)
