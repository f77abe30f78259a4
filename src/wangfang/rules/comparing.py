"""How do agencies stand beside each other: ranks, groups of like size, outliers, marks?"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from statistics import median
from typing import TypeVar

from wangfang.rules.rankings import FEW

_TABLE = Path(__file__).parent / "tables" / "comparing.toml"
_DAYS = "days"
Number = TypeVar("Number", int, Fraction)
ALL = "all"
"""The one group where too few are compared to be put into several."""


@dataclass(frozen=True, slots=True)
class Contender:
    """An agency or county (参比单位) with what it had to do (应办) and how much of it counts: cases, or days together."""

    code: str
    name: str
    due: int
    met: int

    @property
    def value(self) -> Fraction | None:
        """Return the rate, or the mean of the days; None when nothing was due."""
        return Fraction(self.met, self.due) if self.due else None

    @property
    def few(self) -> bool:
        """Tell whether the value stands on so few that it says little."""
        return 0 < self.due < FEW


@dataclass(frozen=True, slots=True)
class Way:
    """How a figure is compared: whether less of it is better, and whether it is a mean of days and no rate."""

    less: bool = False
    days: bool = False


class Mark(StrEnum):
    """What stands beside a value so that nobody reads it wrongly (标记)."""

    FULL = "full"
    BEHIND = "behind"
    OUTLIER = "outlier"
    FEW = "few"


@dataclass(frozen=True, slots=True)
class Size:
    """A group of those that have about as much to deal with (同规模组); `up_to` is the share that may stand before one."""

    id: str
    name: str
    up_to: Fraction


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a value begins to lie apart from the others."""

    fewest: int
    limit: Fraction
    per_deviation: Fraction
    per_mean: Fraction
    least_share: Fraction
    least_days: Fraction


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers by which agencies are compared."""

    fewest: int
    sizes: tuple[Size, ...]
    limits: Limits
    less_is_better: frozenset[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one stands among all (名次) and among those of its size (组内名次)."""

    contender: Contender
    rank: int
    size: str
    rank_within: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that had something due, best first, those with nothing due (无应办件), and the mean of all together."""

    standings: tuple[Standing, ...]
    idle: tuple[Contender, ...]
    mean: Fraction | None

    def marked(self, mark: Mark) -> tuple[Standing, ...]:
        """Return those that bear a mark, in the order of ranks."""
        return tuple(one for one in self.standings if mark in one.marks)


@cache
def numbers() -> Table:
    """Return the numbers as they are written in `tables/comparing.toml`."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    apart = rows["outliers"]
    return Table(
        rows["sizes"]["fewest"],
        tuple(Size(row["id"], row["name"], Fraction(row["up_to"])) for row in rows["size"]),
        Limits(apart.pop("fewest"), **{name: Fraction(number) for name, number in apart.items()}),
        frozenset(row["id"] for row in rows["less_is_better"]),
    )


def way_of(figure: str, met_when: str) -> Way:
    """Return how a figure is compared, from its id and the numerator on its card.

    Source: docs/rules/comparing.md.
    """
    return Way(less=figure in numbers().less_is_better, days=met_when == _DAYS)


def compared(contenders: Sequence[Contender], way: Way) -> Comparison:
    """Return how some stand beside each other; the sequence they come in is the official order.

    Equal values share a rank and the next is skipped; within a tie the larger number stands first. Within a size
    likewise. Nothing due is no value, so it has no rank and is of no size.

    Source: docs/rules/comparing.md, docs/rules/rankings.md.
    """
    rated = [one for one in contenders if one.due]
    sizes, apart, mean = sizes_of(rated), outliers(rated, way), together(rated).value
    ranks = _ranks(rated, way)
    within = {code: rank for size in set(sizes.values()) for code, rank in _ranks(_of(rated, sizes, size), way).items()}
    standings = [
        Standing(one, ranks[one.code], sizes[one.code], within[one.code], _marks(one, way, mean, apart))
        for one in sorted(rated, key=lambda one: (ranks[one.code], -one.due))
    ]
    return Comparison(tuple(standings), tuple(one for one in contenders if not one.due), mean)


def sizes_of(contenders: Sequence[Contender]) -> dict[str, str]:
    """Return by code the size of each that had something due: thirds of the order of due numbers.

    Equal numbers are of one size, that of the first of them, so that no order of the list decides. Fewer than six
    are not put into sizes.

    Source: docs/rules/comparing.md (a choice of this product).
    """
    rated = [one for one in contenders if one.due]
    if len(rated) < numbers().fewest:
        return {one.code: ALL for one in rated}
    before = _first_places(sorted((one.due for one in rated), reverse=True))
    return {one.code: _size(Fraction(before[one.due], len(rated))) for one in rated}


def outliers(contenders: Iterable[Contender], way: Way) -> frozenset[str]:
    """Return the codes of those whose value lies apart from the others (离群), upward or downward.

    The distance from the median is measured by the median of all distances (MAD), where that is nothing by their
    mean; beyond a modified z-score of 3.5 it lies apart, if it is five points (one day) at least. Small numbers are
    never outliers and do not move the median; among fewer than five others nobody is one. Exact arithmetic.

    Source: Iglewicz, Hoaglin 1993; docs/rules/comparing.md.
    """
    by = numbers().limits
    solid = {one.code: one.value for one in contenders if one.value is not None and not one.few}
    if len(solid) < by.fewest:
        return frozenset()
    middle = median(solid.values())
    distances = {code: abs(value - middle) for code, value in solid.items()}
    deviation = median(distances.values())
    mean = sum(distances.values(), Fraction(0)) / len(distances)
    unit = deviation / by.per_deviation if deviation else mean * by.per_mean
    least = by.least_days if way.days else by.least_share
    return frozenset(code for code, far in distances.items() if far >= least and far > by.limit * unit)


def together(contenders: Iterable[Contender]) -> Contender:
    """Return several as one: all that was due, and all of it that counts.

    Source: docs/rules/rankings.md (the mean is that of the duties, not of the agencies).
    """
    rows = list(contenders)
    return Contender("", "", sum(one.due for one in rows), sum(one.met for one in rows))


def _ranks(rated: Sequence[Contender], way: Way) -> dict[str, int]:
    values = {one.code: Fraction(one.met, one.due) for one in rated}
    first = _first_places(sorted(values.values(), reverse=not way.less))
    return {code: first[value] + 1 for code, value in values.items()}


def _first_places(ordered: Iterable[Number]) -> dict[Number, int]:
    """Return how many stand before the first of each value."""
    found: dict[Number, int] = {}
    for place, value in enumerate(ordered):
        found.setdefault(value, place)
    return found


def _size(share: Fraction) -> str:
    return next(size.id for size in numbers().sizes if share < size.up_to)


def _of(rated: Iterable[Contender], sizes: dict[str, str], size: str) -> list[Contender]:
    return [one for one in rated if sizes[one.code] == size]


def _marks(one: Contender, way: Way, mean: Fraction | None, apart: Collection[str]) -> tuple[Mark, ...]:
    value = Fraction(one.met, one.due)
    behind = mean is not None and (value > mean if way.less else value < mean)
    told = {
        Mark.FULL: not way.days and not way.less and one.met == one.due,
        Mark.BEHIND: behind,
        Mark.OUTLIER: one.code in apart,
        Mark.FEW: one.few,
    }
    return tuple(mark for mark, bears in told.items() if bears)
