"""The open cases: how many have how many days left, where they are overdue, and which they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import Left

from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups
from wangfang.records.cases.models import Case
from wangfang.records.cases.models.case import NEVER
from wangfang.records.indicators import spans
from wangfang.records.indicators.lookups import name_of
from wangfang.rules.attention import Counted, sign
from wangfang.rules.facts import Actor
from wangfang.rules.labels import Secrecy

LEFT = ("overdue", "today", "to_3", "to_7", "to_15", "later")
"""How many days are left: none any more, until tonight, 1 to 3, 4 to 7, 8 to 15, more."""
_REACH = {"today": 0, "to_3": 1, "to_7": 4, "to_15": 8, "later": 16}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class InHand:
    """The open cases: how many have how many days left, and those past their due day by county.

    `long` are those overdue by more days than the table of signs says.
    """

    left: Mapping[str, int]
    overdue: Sequence[Counted]
    long: int
    cases: int


def days_of(name: str, today: date) -> tuple[date, date]:
    """Return the first and the last due day of one of `LEFT`, or of those due soon (`soon`)."""
    if name == "soon":
        return today, days_of("to_3", today)[1]
    if name == "overdue":
        return date.min, today - _DAY
    after = LEFT.index(name) + 1
    last = today + timedelta(days=_REACH[LEFT[after]]) - _DAY if after < len(LEFT) else NEVER - _DAY
    return today + timedelta(days=_REACH[name]), last


def cases_left(actor: Actor, name: str, today: date) -> QuerySet[Case]:
    """Return the open cases that have so many days left and that somebody sees, the least time first."""
    first, last = days_of(name, today)
    rows = lookups.visible_to(actor).filter(is_open=True, secrecy__lt=Secrecy.S2, due_on__gte=first, due_on__lte=last)
    return rows.select_related("petitioner", "holder").order_by("due_on", "pk")


def in_hand_on(today: date) -> InHand:
    """Return the open cases of a day by the days that are left, and where they are overdue; asked as a job."""
    long = today - timedelta(days=sign("overdue").days)
    edges = [long, *(today + timedelta(days=reach) for reach in _REACH.values()), NEVER]
    rows = Case.objects.filter(is_open=True, secrecy__lt=Secrecy.S2)
    grouped = rows.annotate(left=spans.day_bucket("due_on", edges), place=Left("holder__region", spans.COUNTY))
    counted = grouped.values("left", "place").annotate(n=Count("pk")).order_by()
    sums = {(row["left"], row["place"]): row["n"] for row in counted}
    reached = {nth: sum(n for (left, _), n in sums.items() if left == nth) for nth in range(len(edges) + 1)}
    late: dict[str, int] = {}
    for (left, place), n in sums.items():
        if left <= 1:
            late[place] = late.get(place, 0) + n
    left = {name: reached[nth] for nth, name in enumerate(LEFT, start=1)}
    left["overdue"] += reached[0]
    places = [Counted(code, name_of(code, "county", tree(), today), n) for code, n in sorted(late.items())]
    return InHand(left, places, reached[0], sum(reached.values()))
