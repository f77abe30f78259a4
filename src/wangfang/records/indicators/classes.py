"""What people petition about in a period, against the same days a year before and of the period before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Func, Q, QuerySet, TextField, Value

from wangfang.records.cases import lookups
from wangfang.records.cases.models import Case
from wangfang.rules.attention import Counted, is_unusual
from wangfang.rules.contents import BETWEEN
from wangfang.rules.facts import Actor, start_of
from wangfang.rules.labels import Secrecy
from wangfang.rules.periods import Period

MOST = 8
"""So many classes are shown by name; the others are one bar."""
REST, NONE = "其他", "未分类"
_NOW, _BEFORE, _YEAR_AGO = range(3)
_YEAR_OF_WEEKS = timedelta(weeks=52)


@dataclass(frozen=True, slots=True)
class Class:
    """A class of content of the first level: how many cases now, and in the same days a year before.

    `code` is what the class is asked by, empty where a case has none; the others together (`is_rest`) have none.
    """

    code: str
    name: str
    now: int
    before: int
    is_rest: bool = False

    @property
    def is_unusual(self) -> bool:
        """Tell whether it has grown so much that it is marked; of the others together nobody can say what grew."""
        return not self.is_rest and is_unusual(Counted(self.code, self.name, self.now, self.before))


def classes_of(period: Period, today: date) -> tuple[list[Class], int]:
    """Return the classes of what came in, the largest first, and how much had come in of the period before.

    Asked as a job. A period under way is held against as many days of the others. Secret cases count in none of them.
    """
    eras = [(period.start, period.end), *_others(period, today)]
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in _rows(eras):
        for nth in (_NOW, _BEFORE, _YEAR_AGO):
            counts[row["kind"]][nth] += row[f"n{nth}"]
    kinds = [Class(code, code or NONE, told[_NOW], told[_YEAR_AGO]) for code, told in counts.items() if told[_NOW]]
    kinds.sort(key=lambda one: (-one.now, one.code))
    before = sum(told[_BEFORE] for told in counts.values())
    return [*kinds[:MOST], *_rest(kinds[MOST:])], before


def cases_of(actor: Actor, period: Period, kind: str) -> QuerySet[Case]:
    """Return the cases of a class that came in during a period and that somebody sees, the newest first; '' is no class."""
    of_it = Q(category=kind) | (Q(category__startswith=f"{kind}{BETWEEN}") if kind else Q(pk=None))
    rows = lookups.visible_to(actor).filter(of_it, secrecy__lt=Secrecy.S2, first_bureau__isnull=False)
    rows = rows.filter(received_at__gte=period.starts_at, received_at__lt=period.ends_at)
    return rows.select_related("petitioner", "holder").order_by("-received_at", "pk")


def _rest(others: list[Class]) -> list[Class]:
    if not others:
        return []
    return [Class("", REST, sum(one.now for one in others), sum(one.before for one in others), is_rest=True)]


def _others(period: Period, today: date) -> list[tuple[date, date]]:
    """Return the days of the period before and of the same a year before: all of them, or as many as there were so far."""
    spans = [(period.before().start, period.before().end), _year_before(period)]
    if today >= period.last_day:
        return spans
    days = timedelta(days=max((today - period.start).days + 1, 0))
    return [(start, min(start + days, end)) for start, end in spans]


def _rows(eras: list[tuple[date, date]]) -> Iterable[Mapping[str, Any]]:  # rows are named by the sums
    whens = [Q(received_at__gte=start_of(start), received_at__lt=start_of(end)) for start, end in eras]
    kind = Func(F("category"), Value(BETWEEN), Value(1), function="split_part", output_field=TextField())
    rows = Case.objects.filter(whens[0] | whens[1] | whens[2], secrecy__lt=Secrecy.S2, first_bureau__isnull=False)
    sums = {f"n{nth}": Count("pk", filter=when) for nth, when in enumerate(whens)}
    found: Iterable[Mapping[str, Any]] = rows.annotate(kind=kind).values("kind").annotate(**sums).order_by()
    return found


def _year_before(period: Period) -> tuple[date, date]:
    """Return the same days a year before; of a week those of 52 weeks before."""
    if period.name[4:5] == "W":
        return period.start - _YEAR_OF_WEEKS, period.end - _YEAR_OF_WEEKS
    return period.start.replace(year=period.start.year - 1), period.end.replace(year=period.end.year - 1)
