"""What figures leave out, so that no number betrays an accusation: the secret clocks and cases of small cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet

from wangfang.records.cases.models import Case, Duty
from wangfang.records.walls.context import as_job
from wangfang.rules.facts import day_of
from wangfang.rules.indicators import Figure, Reckoned
from wangfang.rules.labels import Secrecy
from wangfang.rules.periods import Period
from wangfang.rules.small_cells import withheld


class Clock(NamedTuple):
    """A counted clock of a secret case: whose, where, of which rate, how it ended, and its key."""

    agency: str
    county: str
    indicator: str
    due_at: datetime
    in_time: bool
    people: int
    key: int


@dataclass(frozen=True, slots=True)
class Left:
    """What a figure is made smaller by."""

    due: int = 0
    met: int = 0
    people_due: int = 0
    people_met: int = 0

    def off(self, whole: Figure) -> Figure:
        """Return a figure without it."""
        return Figure(
            whole.due - self.due,
            whole.met - self.met,
            whole.people_due - self.people_due,
            whole.people_met - self.people_met,
        )


def clocks_left_out(counted: QuerySet[Duty], period: Period, by: str) -> dict[tuple[str, str], Left]:
    """Return what the figures of a period leave out, by the code of a row and its rate."""
    groups: dict[tuple[str, str], list[Clock]] = defaultdict(list)
    for one in clocks_withheld(secret_clocks(counted), period):
        groups[{"county": one.county, "agency": one.agency, "total": ""}[by], one.indicator].append(one)
    return {key: _left(clocks) for key, clocks in groups.items()}


def clocks_left_out_monthly(counted: QuerySet[Duty], period: Period) -> dict[tuple[date, str], Left]:
    """Return what the figures of each month of a period leave out, by its first day and the rate."""
    groups: dict[tuple[date, str], list[Clock]] = defaultdict(list)
    for one in clocks_withheld(secret_clocks(counted), period):
        groups[day_of(one.due_at).replace(day=1), one.indicator].append(one)
    return {key: _left(clocks) for key, clocks in groups.items()}


def secret_clocks(counted: QuerySet[Duty]) -> list[Clock]:
    """Return the clocks of secret cases among those that are counted.

    It looks at them whoever asks: what is left out must not depend on who may see them.
    """
    columns = ("owner__code", "county", "indicator", "due_at", "in_time", "people", "pk")
    with as_job():
        return [Clock(*row) for row in counted.filter(case__secrecy__gte=Secrecy.S2).values_list(*columns)]


def clocks_withheld(secret: Iterable[Clock], period: Period) -> list[Clock]:
    """Return which of the secret clocks of a period no table of it counts."""
    return withheld(secret, lambda one: one[:3], lambda one: day_of(one.due_at), period)


def clocks_counted(counted: QuerySet[Duty], period: Period) -> list[int]:
    """Return the keys of the clocks of secret cases that the figures of a period do count."""
    secret = secret_clocks(counted)
    return sorted({one.key for one in secret} - {one.key for one in clocks_withheld(secret, period)})


def reckoned_left_out(secret: Iterable[Reckoned], period: Period) -> list[Reckoned]:
    """Return which rows of secret cases the figures of a past moment leave out."""
    return withheld(secret, lambda one: (one.owner, one.county, one.indicator), lambda one: day_of(one.due_at), period)


def secret_clocks_by_period(counted: QuerySet[Duty], periods: Sequence[Period]) -> list[tuple[int, Clock, bool]]:
    """Return the clocks of secret cases with the place of their period, and whether its figures leave them out."""
    secret = secret_clocks(counted)
    within = [(nth, [one for one in secret if one.due_at in period]) for nth, period in enumerate(periods)]
    out = {one.key for nth, clocks in within for one in clocks_withheld(clocks, periods[nth])}
    return [(nth, one, one.key in out) for nth, clocks in within for one in clocks]


class Came(NamedTuple):
    """A secret case as the volume counts it."""

    form: str
    category: str
    received_at: datetime
    people: int


def cases_left_out(period: Period, column: str) -> Mapping[str, tuple[int, int]]:
    """Return how many cases and people the volume of a period leaves out, by the name of a form or a class."""
    received = Case.objects.filter(secrecy__gte=Secrecy.S2, received_at__gte=period.starts_at)
    rows = received.filter(received_at__lt=period.ends_at).order_by("pk")
    with as_job():
        secret = [Came(*row) for row in rows.values_list("form", "category", "received_at", "people")]
    found: dict[str, tuple[int, int]] = {}
    for one in withheld(secret, lambda came: came[:2], lambda came: day_of(came.received_at), period):
        name = {"form": one.form, "category": one.category}[column]
        cases, people = found.get(name, (0, 0))
        found[name] = cases + 1, people + one.people
    return found


def _left(clocks: Iterable[Clock]) -> Left:
    told = list(clocks)
    met = [one for one in told if one.in_time]
    return Left(len(told), len(met), sum(one.people for one in told), sum(one.people for one in met))
