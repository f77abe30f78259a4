"""What do the rows of a set add up to: its cells by county, by agency and in total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import CharField, Count, F, Sum, Value

from wangfang.records.agencies.tree import tree
from wangfang.records.frozen.models import FrozenCase, FrozenCell
from wangfang.records.indicators.lookups import BY, name_of
from wangfang.rules.indicators import Figure
from wangfang.rules.periods import Period

_CODES: dict[str, Any] = {"county": F("county"), "agency": F("owner"), "total": Value("", output_field=CharField())}


def cells(key: int, period: Period) -> list[FrozenCell]:
    """Return the cells that the rows of a set add up to, unsaved; names are those of the last day of the period."""
    found, on = tree(), period.last_day
    return [
        FrozenCell(
            frozen_id=key, by=by, code=code, name=name_of(code, by, found, on), indicator=indicator, due=figure.due,
            met=figure.met, people_due=figure.people_due, people_met=figure.people_met,
        )
        for (by, code, indicator), figure in sums(key)
    ]  # fmt: skip


def sums(key: int) -> Iterator[tuple[tuple[str, str, str], Figure]]:
    """Yield what the rows of a set add up to, by split, code and indicator; three queries."""
    rows = FrozenCase.objects.filter(frozen_id=key)
    added = {
        "due": Count("pk"), "met": Sum("value"), "crowd": Sum("people"), "crowd_met": Sum(F("value") * F("people")),
    }  # fmt: skip
    for by in BY:
        grouped = rows.annotate(code=_CODES[by]).values("code", "indicator")
        summed: Iterable[Mapping[str, Any]] = grouped.annotate(**added).order_by()  # named by the sums
        for row in summed:
            yield (by, row["code"], row["indicator"]), Figure(row["due"], row["met"], row["crowd"], row["crowd_met"])
