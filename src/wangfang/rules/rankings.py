"""How agencies and periods are compared: order, ties, small numbers, 100 %, the mean, change since last time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

FEW = 5
NOTHING_DUE = "—"
_ALL = 10_000  # hundredths of a percent


@dataclass(frozen=True, slots=True)
class Entrant:
    """An agency or county with the duties that fell due (应办) and those met in time (及时)."""

    code: str
    name: str
    due: int
    met: int

    def __post_init__(self) -> None:
        if not 0 <= self.met <= self.due:
            msg = f"{self.code}: {self.met} met of {self.due} due"
            raise ValueError(msg)

    @property
    def rate(self) -> Fraction | None:
        """Return met of due as an exact fraction, None when nothing was due."""
        return Fraction(self.met, self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class Place:
    """An entrant with its rank; `few` marks a rate that stands on fewer than five duties."""

    rank: int
    entrant: Entrant

    @property
    def few(self) -> bool:
        """Tell whether the rate stands on so few duties that it says little."""
        return self.entrant.due < FEW


@dataclass(frozen=True, slots=True)
class League:
    """The ranked entrants, best first, and apart from them those with nothing due (无应办件)."""

    places: tuple[Place, ...]
    idle: tuple[Entrant, ...]


def league(entrants: Sequence[Entrant]) -> League:
    """Return the entrants by rate; the sequence they come in is the official order.

    Equal rates share a rank and the next rank is skipped (1, 1, 3). Within a tie the larger number of
    duties stands first, then the official order. Nothing due is no rate, so it has no rank.

    Source: design choice; 季度通报 practice sorts by rate only (docs/rules/rankings.md).
    """
    counted = [(one.rate, one) for one in entrants]
    rated = [(rate, one) for rate, one in counted if rate is not None]
    rated.sort(key=lambda pair: (-pair[0], -pair[1].due))
    rates = [rate for rate, _ in rated]
    places = tuple(Place(rates.index(rate) + 1, one) for rate, one in rated)
    return League(places, tuple(one for rate, one in counted if rate is None))


def at_hundred(entrants: Sequence[Entrant]) -> tuple[Entrant, ...]:
    """Return, in official order, those that met every duty and had at least one.

    Decided on the integers: neither 0 of 0 nor 19,999 of 20,000 is 100 %.

    Source: 2017 年第四季度通报 counts the counties at 100 %; domain definition in docs/rules/rankings.md.
    """
    return tuple(one for one in entrants if one.due and one.met == one.due)


def below_mean(entrants: Sequence[Entrant]) -> tuple[Entrant, ...]:
    """Return, in official order, those whose rate is under that of all entrants taken together.

    The mean is all met of all due, so a county with many duties weighs as much as its duties.

    Source: 季度通报 practice, docs/rules/rankings.md.
    """
    due = sum(one.due for one in entrants)
    met = sum(one.met for one in entrants)
    return tuple(one for one in entrants if one.met * due < met * one.due)


def percent(met: int, due: int) -> Decimal | None:
    """Return the rate in percent with two decimals, rounded half up; None when nothing was due.

    100.00 means every duty: a rate below one shows at most 99.99, even where rounding would give 100.00.

    Raises:
        ValueError: more was met than was due, or a number is negative.

    Source: indicators, “for all”: the 100 % test is on the integers, before rounding.
    """
    rate = Entrant("", "", due, met).rate
    if rate is None:
        return None
    highest = _ALL if met == due else _ALL - 1
    return Decimal(min(half_up(rate * _ALL), highest)).scaleb(-2)


def percent_text(met: int, due: int) -> str:
    """Return the rate as it is printed: 99.99%, 100.00%, or — when nothing was due.

    Source: indicators, “for all”.
    """
    value = percent(met, due)
    return NOTHING_DUE if value is None else f"{value}%"


def mean_text(total: int, count: int) -> str:
    """Return the mean as it is printed: 12.35, rounded half up, or — when nothing was counted.

    Source: indicators, “for all”.
    """
    return str(Decimal(half_up(Fraction(total * 100, count))).scaleb(-2)) if count else NOTHING_DUE


def points(now: Entrant, before: Entrant) -> Decimal | None:
    """Return by how many percentage points a rate has changed, two decimals, half away from zero.

    None when one of the two has no rate.

    Source: 季度通报 practice (环比), docs/rules/rankings.md.
    """
    if now.rate is None or before.rate is None:
        return None
    return Decimal(half_up((now.rate - before.rate) * _ALL)).scaleb(-2)


def growth(now: int, before: int) -> Decimal | None:
    """Return by how many percent a number has grown (negative: shrunk), two decimals, half away from zero.

    None when there was nothing before; there is no upper end.

    Source: 季度通报 practice (同比、环比), docs/rules/rankings.md.
    """
    if not before:
        return None
    return Decimal(half_up(Fraction(now - before, before) * _ALL)).scaleb(-2)


def half_up(value: Fraction) -> int:
    """Return the nearest whole number, of two equally near the one away from zero.

    Source: indicators, “for all”.
    """
    whole = int(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole
