"""The figures of every bureau's brief, taken together: what came in, went out, lies there, is late, and the three rates.

The number of queries is the same however many bureaus there are. Secret cases count in none of them, but in the rates as
those count them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import BigIntegerField, Count, F, Func, Q, QuerySet, Sum

from wangfang.records.agencies.tree import Tree, tree
from wangfang.records.cases.models import Case, StepTaken
from wangfang.records.indicators import lookups
from wangfang.records.walls.context import as_job
from wangfang.rules.facts import Step, day_of
from wangfang.rules.indicators import Definition, Indicator
from wangfang.rules.labels import Secrecy
from wangfang.rules.periods import Period
from wangfang.rules.rankings import Entrant

Sums = Mapping[int, tuple[int, int]]
"""By the key of an agency cases and people (件次、人次)."""
Rates = Mapping[tuple[str, Indicator], tuple[int, int]]
"""By the code of an agency and the rate what was due and what was met, with all below it."""
_SECRET = Secrecy.S2


@dataclass(frozen=True, slots=True)
class Span:
    """Which days a brief counts, and those that it is compared with."""

    now: Period
    before: Period

    @property
    def length(self) -> timedelta:
        """Return how many days it counts: it looks as many ahead."""
        return self.now.end - self.now.start


@dataclass(frozen=True, slots=True)
class Taken:
    """Sums by the key of a bureau, over every case that it may follow; rates by the code of an agency, with all below it."""

    came: Sums
    came_before: Sums
    ended: Sums
    ended_before: Sums
    open: Sums
    repeats: Sums
    ahead: Sums
    urged: Sums
    urged_ended: Sums
    supervised: Sums
    classes: Mapping[int, Mapping[str, int]]
    late: Mapping[str, int]
    rates: Rates
    rates_before: Rates

    def late_under(self, bureau: str, found: Tree) -> list[tuple[str, int]]:
        """Return the agencies at or below a bureau that hold late cases, those with most first."""
        rows = [(code, n) for code, n in self.late.items() if found.by_code[code].stands_under(bureau)]
        return sorted(rows, key=lambda row: (-row[1], row[0]))

    def rate_of(self, code: str, indicator: Indicator, *, before: bool = False) -> Entrant:
        """Return a rate of an agency and all below it."""
        due, met = (self.rates_before if before else self.rates).get((code, indicator), (0, 0))
        return Entrant(code, "", due, met)


def take(span: Span, now: datetime) -> Taken:
    """Return the figures of a span of days for every bureau; what lies there, is late or falls due ahead is so at `now`."""
    today = day_of(now)
    with as_job():  # the figures of a bureau are not those of the cases that one reader may open
        rows = Case.objects.filter(secrecy__lt=_SECRET)
        still = rows.filter(is_open=True)
        ahead = still.filter(due_on__gte=today, due_on__lt=today + span.length)
        return Taken(
            came=_sums(_between(rows, "received_at", span.now)),
            came_before=_sums(_between(rows, "received_at", span.before)),
            ended=_sums(_between(rows, "closed_at", span.now)),
            ended_before=_sums(_between(rows, "closed_at", span.before)),
            open=_sums(still),
            repeats=_sums(_between(rows, "received_at", span.now).exclude(merged_into="")),
            ahead=_sums(ahead),
            urged=_sums(_with_step(rows, Step.URGE, span.now)),
            urged_ended=_sums(_with_step(rows, Step.URGE, span.now).filter(is_open=False)),
            supervised=_sums(_with_step(rows, Step.SUPERVISE, span.now)),
            classes=_classes(_between(rows, "received_at", span.now)),
            late=_late(still.filter(due_on__lt=today)),
            rates=_rates(span.now, now),
            rates_before=_rates(span.before, now),
        )


def _between(rows: QuerySet[Case], column: str, period: Period) -> QuerySet[Case]:
    return rows.filter(**{f"{column}__gte": period.starts_at, f"{column}__lt": period.ends_at})


def _with_step(rows: QuerySet[Case], step: Step, period: Period) -> QuerySet[Case]:
    taken = StepTaken.objects.filter(step=step, recorded_at__gte=period.starts_at, recorded_at__lt=period.ends_at)
    return rows.filter(pk__in=taken.values("case_id"))


def _followed_by() -> Func:
    """Return one row for each agency that may follow a case: whoever it passed through, and every bureau above."""
    return Func(F("seen_by"), function="unnest", output_field=BigIntegerField())


def _sums(rows: QuerySet[Case]) -> Sums:
    told = rows.annotate(follows=_followed_by()).values("follows").annotate(n=Count("pk"), crowd=Sum("people"))
    return {row["follows"]: (row["n"], row["crowd"] or 0) for row in told.order_by()}


def _classes(rows: QuerySet[Case]) -> Mapping[int, Mapping[str, int]]:
    told = rows.annotate(follows=_followed_by()).values("follows", "category").annotate(n=Count("pk")).order_by()
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for row in told:
        found[row["follows"]][row["category"] or "未分类"] += row["n"]
    return found


def _late(rows: QuerySet[Case]) -> Mapping[str, int]:
    codes = tree().code_of
    told = rows.filter(~Q(holder=None)).values("holder_id").annotate(n=Count("pk")).order_by()
    return {codes[row["holder_id"]]: row["n"] for row in told}


def _rates(period: Period, now: datetime) -> Rates:
    """Return what was due and met by every agency with all below it: each row counts for its whole line."""
    known, found = tree().by_code, defaultdict[tuple[str, Indicator], tuple[int, int]](lambda: (0, 0))
    for row in lookups.table(period, Definition.LEGAL, by="agency", now=now):
        for code in known[row.code].line:
            due, met = found[code, row.indicator]
            found[code, row.indicator] = due + row.due, met + row.met
    return dict(found)
