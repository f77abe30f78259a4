"""How has a figure changed since an earlier period, and did the pilots change otherwise than the rest?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from wangfang.rules.comparing import Contender, Way, together
from wangfang.rules.periods import Period
from wangfang.rules.rankings import growth, half_up

_POINTS, _HUNDREDTHS = 100, 100


def a_year_before(period: Period) -> Period | None:
    """Return the same period of the year before (同比), None when that year has no such week.

    Source: 季度通报 practice.
    """
    year, rest = int(period.name[:4]) - 1, period.name[4:]
    if not year or (rest.startswith("W") and int(rest[1:]) > date(year, 12, 28).isocalendar().week):
        return None
    return Period.parse(f"{year:04}{rest}")


def just_before(period: Period) -> Period | None:
    """Return the period of the same kind just before (环比), None before the first there is.

    Source: 季度通报 practice.
    """
    return period.before() if period.start > date.min else None


def change(now: Contender | None, before: Contender | None, way: Way) -> Decimal | None:
    """Return by how many points a rate has changed, or by how many days a mean; two decimals, half away from zero.

    None when one of the two has no value.

    Source: 季度通报 practice (环比、同比), docs/rules/comparing.md.
    """
    exact = _moved(now, before)
    return None if exact is None else _rounded(exact, way)


def grown(now: Contender | None, before: Contender | None) -> Decimal | None:
    """Return by how many percent the number that was due has grown, two decimals; None when there was none before.

    Source: 季度通报 practice (环比、同比), docs/rules/comparing.md.
    """
    return growth(now.due if now else 0, before.due if before else 0)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison over time: all its duties before and after, and by how much its value changed."""

    before: Contender
    after: Contender
    change: Decimal | None


@dataclass(frozen=True, slots=True)
class Effect:
    """The pilots (试点), the others, and by how much more the pilots changed than the others."""

    pilots: Side
    others: Side
    difference: Decimal | None


def effect(before: Sequence[Contender], after: Sequence[Contender], pilots: Collection[str], way: Way) -> Effect:
    """Return what changed from one period to another, of the pilots and of the others; `pilots` are codes.

    Each side is all its duties together. The difference is that of the exact changes, rounded once. It says what
    happened beside the pilot, not because of it.

    Source: docs/rules/comparing.md (a choice of this product).
    """
    sides = [
        [together(one for one in rows if (one.code in pilots) is chosen) for rows in (before, after)]
        for chosen in (True, False)
    ]
    moved = [_moved(later, earlier) for earlier, later in sides]
    ours, theirs = (Side(was, now, change(now, was, way)) for was, now in sides)
    known = [one for one in moved if one is not None]
    return Effect(ours, theirs, _rounded(known[0] - known[1], way) if len(known) == len(moved) else None)


def _moved(now: Contender | None, before: Contender | None) -> Fraction | None:
    if now is None or before is None or now.value is None or before.value is None:
        return None
    return now.value - before.value


def _rounded(exact: Fraction, way: Way) -> Decimal:
    shown = exact if way.days else exact * _POINTS
    return Decimal(half_up(shown * _HUNDREDTHS)).scaleb(-2)
