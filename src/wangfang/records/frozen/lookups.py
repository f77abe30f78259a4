"""The reads of frozen figures that interfaces may use: sets, their tables, and the cases behind a number."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from wangfang.records.cases import lookups as cases
from wangfang.records.cases.lookups import NotFound
from wangfang.records.frozen.models import FrozenCase, FrozenCell, FrozenSet
from wangfang.records.indicators.lookups import WHOLE, Row
from wangfang.records.indicators.measures import Taken
from wangfang.rules.facts import Actor
from wangfang.rules.indicators import Definition, Figure, Indicator
from wangfang.rules.labels import Secrecy
from wangfang.rules.measures import Measure, Numerator
from wangfang.rules.periods import Period

SHOWN = 50
"""Sets that a page shows."""


def newest(limit: int = SHOWN) -> list[FrozenSet]:
    """Return the sets that were frozen last, the newest first."""
    return list(FrozenSet.objects.select_related("agency").order_by("-frozen_at", "-pk")[:limit])


def of_period(period: Period) -> list[FrozenSet]:
    """Return the newest sets of a period under any definition."""
    return list(FrozenSet.objects.select_related("agency").filter(period=period.name).order_by("-pk")[:SHOWN])


def by_number(number: str) -> FrozenSet:
    """Return the set of a number.

    Raises:
        NotFound: there is none.
    """
    found = FrozenSet.objects.select_related("agency").filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def latest_of(period: Period, definition: Definition) -> FrozenSet | None:
    """Return the last set of a period under a definition, None while nothing of it is frozen."""
    sets = FrozenSet.objects.select_related("agency").filter(period=period.name, definition=definition)
    return sets.order_by("-serial").first()


def rates(frozen: FrozenSet, *, by: str) -> list[Row]:
    """Return the three rates of a set as `indicators.lookups.table` does, in one query."""
    found, names = _cells(frozen, by, Indicator)
    return [
        Row(code, name, found.get((code, one), Figure(0, 0)), one) for code, name in names.items() for one in Indicator
    ]


def measures(frozen: FrozenSet, *, by: str, group: str = "") -> list[Taken]:
    """Return the further figures of a set (of one group, or all) as `indicators.measures.table` does, in one query."""
    wanted = [one for one in Measure if group in ("", one.card.group)]
    found, names = _cells(frozen, by, wanted)
    return [
        Taken(code, name, found.get((code, one), Figure(0, 0)), one) for code, name in names.items() for one in wanted
    ]


def cases_behind(  # noqa: PLR0913 - a number is named by all of these
    actor: Actor, frozen: FrozenSet, indicator: Indicator | Measure, *, by: str, code: str, bucket: str
) -> QuerySet[FrozenCase]:
    """Return the clocks or cases that a frozen number counts, as far as the actor sees them: all (`due`), those of the numerator, the others.

    Secret cases stand in no such list, also those that became secret since.
    """
    rows = FrozenCase.objects.filter(frozen=frozen, indicator=indicator, case__secrecy__lt=Secrecy.S2)
    if by != "total":
        rows = rows.filter(**{{"county": "county", "agency": "owner"}[by]: code})
    if bucket != "due" and not (isinstance(indicator, Measure) and indicator.card.met_when == Numerator.DAYS):
        rows = rows.filter(value=1 if bucket == "met" else 0)
    seen = rows.filter(case__in=cases.visible_to(actor).values("pk"))
    return seen.select_related("case__petitioner", "case__holder").order_by("counted_at", "case_id", "pk")


def cell_of(frozen: FrozenSet, indicator: Indicator | Measure, *, by: str, code: str) -> FrozenCell:
    """Return one cell of a set: what the row was called, and what was counted, whoever sees it.

    Raises:
        NotFound: nothing was counted there.
    """
    found = FrozenCell.objects.filter(frozen=frozen, indicator=indicator, by=by, code=code).first()
    if found is None:
        raise NotFound
    return found


def _cells(
    frozen: FrozenSet, by: str, wanted: Iterable[Indicator | Measure]
) -> tuple[dict[tuple[str, str], Figure], dict[str, str]]:
    """Return the figures of a split by code and indicator, and the names of the codes in their order."""
    rows = FrozenCell.objects.filter(frozen=frozen, by=by, indicator__in=list(wanted)).order_by("code")
    found: dict[tuple[str, str], Figure] = {}
    names = {"": WHOLE} if by == "total" else {}
    for row in rows:
        names[row.code] = row.name
        found[row.code, row.indicator] = Figure(row.due, row.met, row.people_due, row.people_met)
    return found, names
