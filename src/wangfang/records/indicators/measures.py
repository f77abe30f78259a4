"""The further figures of a period, as sums over the cases now or from the lives as of then, and the cases behind each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Left, TruncDate

from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups as cases
from wangfang.records.cases.models import Case
from wangfang.records.indicators.lookups import BY, WHOLE, Told, name_of
from wangfang.records.walls.context import as_job
from wangfang.rules.cards import Card
from wangfang.rules.evaluation import Satisfaction
from wangfang.rules.facts import CHINA, Actor, Form, day_of
from wangfang.rules.indicators import Figure
from wangfang.rules.journey import received_at
from wangfang.rules.labels import Secrecy, marks_of
from wangfang.rules.matters import settled_in
from wangfang.rules.measures import CONTENT, Basis, Known, Measure, Numerator, figures_of
from wangfang.rules.outcomes import outcome_of
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused

GROUPS = ("rating", "volume", "ending")
"""How the further figures are put together, in the order in which they are shown."""

_ALIKE = (Numerator.ONCE, Numerator.AGAIN)
"""The numerators that ask for other cases: whoever looks may not see all of those."""

Found = Mapping[tuple[str, str], Figure]


@dataclass(frozen=True, slots=True)
class Taken(Told):
    """One of the further figures of a row; of days the numerator is their sum."""

    measure: Measure


def table(period: Period, *, by: str, now: datetime, as_of: datetime | None = None, group: str = "") -> list[Taken]:
    """Return the further figures of a period (of one group, or all): a row for each county, agency, or in total.

    A code that has one of them has all, and the whole is always there. With `as_of` only what was recorded by then exists. The number of queries is
    that of the moments and owners that the cards name, whatever is there. Secret cases count in none of them.
    """
    if by not in BY:
        raise Refused(f"不能按“{by[:20]}”分列，可以按 county、agency 或 total")
    wanted = _measures(group)
    found = _then(wanted, period, by, as_of) if as_of else _now(wanted, period, by, now)
    at, codes = tree(), sorted({code for code, _ in found} | ({""} if by == "total" else set()))
    return [
        Taken(code, name_of(code, by, at, period.last_day), found.get((code, one), Figure(0, 0)), one)
        for code in codes
        for one in wanted
    ]


def total_of(rows: Iterable[Taken], group: str) -> list[Taken]:
    """Return the figures of the whole: every case stands in one row of a table, so the rows add up to it."""
    told = list(rows)
    return [_total([row.figure for row in told if row.measure is one], one) for one in _measures(group)]


def _total(figures: Iterable[Figure], measure: Measure) -> Taken:
    told = list(figures)
    due, met = sum(one.due for one in told), sum(one.met for one in told)
    people_due, people_met = sum(one.people_due for one in told), sum(one.people_met for one in told)
    return Taken("", WHOLE, Figure(due, met, people_due, people_met), measure)


def _measures(group: str) -> list[Measure]:
    return [one for one in Measure if group in ("", one.card.group)]


def cases_behind(  # noqa: PLR0913 - a number is named by all of these
    actor: Actor, period: Period, measure: Measure, *, by: str, code: str, bucket: str, now: datetime
) -> QuerySet[Case]:
    """Return the cases that a number counts: all (`due`), those of the numerator (`met`), or the others (`late`)."""
    card = measure.card
    counted: QuerySet[Case] = counted_cases(card, period, now).alias(code=_code(card, by)).filter(code=code)
    if bucket != "due" and card.met_when != Numerator.DAYS:
        counted = counted.filter(_met(card)) if bucket == "met" else counted.exclude(_met(card))
    if Numerator(card.met_when) in _ALIKE:
        with as_job():
            counted = Case.objects.filter(pk__in=list(counted.values_list("pk", flat=True)))
    seen = cases.visible_to(actor).filter(pk__in=counted.values("pk"))
    return seen.select_related("petitioner", "holder", "first_bureau", "last_unit").order_by("-received_at", "pk")


def _now(wanted: Iterable[Measure], period: Period, by: str, now: datetime) -> Found:
    """Return the figures by code and name, in one query for each moment and owner that the cards go by."""
    groups: dict[tuple[str, str, int], list[Measure]] = {}
    for one in wanted:
        groups.setdefault((one.card.counted_on, one.card.owner_is, one.card.days), []).append(one)
    found: dict[tuple[str, str], Figure] = {}
    with as_job():  # the figures of a city are not those of the cases that one reader may open
        for together in groups.values():
            found.update(_summed(together, period, by, now))
    return found


def _summed(
    together: list[Measure], period: Period, by: str, now: datetime
) -> Iterator[tuple[tuple[str, str], Figure]]:
    card = together[0].card
    sums: dict[str, Any] = {"n": Count("pk"), "crowd": Sum("people")}  # expressions of several kinds
    for one in together:
        sums[f"met_{one}"], sums[f"crowd_{one}"] = _sums(one.card)
    counted = counted_cases(card, period, now).annotate(code=_code(card, by))
    rows: Iterable[Mapping[str, Any]] = counted.values("code").annotate(**sums).order_by()  # named by the sums
    for row in rows:
        for one in together:
            met, crowd = _whole(row[f"met_{one}"]), _whole(row[f"crowd_{one}"])
            yield (row["code"], one), Figure(row["n"], met, row["crowd"] or 0, crowd)


def _whole(found: int | timedelta | None) -> int:
    return found.days if isinstance(found, timedelta) else found or 0


def _sums(card: Card) -> tuple[Count | Sum, Sum]:
    """Return the sums of a numerator in cases and in people; days are summed, and weighed by people."""
    if card.met_when == Numerator.DAYS:
        days = TruncDate("closed_at", tzinfo=CHINA) - TruncDate("received_at", tzinfo=CHINA)
        return Sum(days), Sum(ExpressionWrapper(days * F("people"), output_field=DurationField()))
    return Count("pk", filter=_met(card)), Sum("people", filter=_met(card))


def counted_cases(card: Card, period: Period, now: datetime) -> QuerySet[Case]:
    """Return the cases that a figure counts in a period: `rules.measures.counted` in the words of the query builder."""
    rows = Case.objects.filter(secrecy__lt=Secrecy.S2, first_bureau__isnull=False)
    basis = Basis(card.counted_on)
    if basis is Basis.RECEIVED:
        return _between(rows, "received_at", period)
    if basis is Basis.RATED:
        return _between(rows, f"{card.owner_is}_rated_at", period)
    if basis is Basis.RATING_ENDS:
        rows = rows.filter(rates_until__gte=period.start, rates_until__lt=period.end)
        rows = rows.filter(rates_unit=True) if card.owner_is == "unit" else rows
        return rows.filter(_met(card) | Q(rates_until__lt=day_of(now)))
    rows = _between(rows.filter(merged_into=""), "closed_at", period, timedelta(days=card.days))
    if basis is Basis.COMES_AGAIN:
        rows = rows.filter(_met(card) | Q(closed_at__lt=now - timedelta(days=card.days)))
    return rows


def _between(rows: QuerySet[Case], column: str, period: Period, later: timedelta = timedelta()) -> QuerySet[Case]:
    """Narrow cases to those whose moment lies in the period, so much later than the column says."""
    return rows.filter(**{f"{column}__gte": period.starts_at - later, f"{column}__lt": period.ends_at - later})


def _met(card: Card) -> Q:
    """Return the condition of a numerator."""
    rating = f"{card.owner_is}_rating"
    conditions: dict[Numerator, Q] = {
        Numerator.RATED: ~Q(**{rating: ""}),
        Numerator.CONTENT: Q(**{f"{rating}__in": sorted(CONTENT)}),
        Numerator.SATISFIED: Q(**{rating: Satisfaction.SATISFIED}),
        Numerator.ONLINE: Q(form=Form.ONLINE),
        Numerator.REPEAT: ~Q(merged_into=""),
        Numerator.ONCE: Q(once=True) & ~Q(Exists(_came_again())),
        Numerator.SOLVED: Q(solved=True),
        Numerator.AGAIN: Q(Exists(_came_again(card.days))),
    }
    return conditions[Numerator(card.met_when)]


def _came_again(days: int = 0) -> QuerySet[Case]:
    """Return the petitions that stand merged into a case and came in after its closing, within so many days of it."""
    copies = Case.objects.exclude(merged_into="")  # the index holds copies alone, and is asked by whoever says so
    later = copies.filter(merged_into=OuterRef("number"), secrecy__lt=Secrecy.S2, received_at__gt=OuterRef("closed_at"))
    if not days:
        return later
    until = ExpressionWrapper(OuterRef("closed_at") + timedelta(days=days), output_field=DateTimeField())
    return later.filter(received_at__lte=until)


def _code(card: Card, by: str) -> Any:  # an expression of the query builder, which has no common type
    owner = "first_bureau" if card.owner_is == "bureau" else "last_unit"
    if by == "county":
        return Left(f"{owner}__region", 6)
    return F(f"{owner}__code") if by == "agency" else Value("", output_field=CharField())


def _then(wanted: Iterable[Measure], period: Period, by: str, as_of: datetime) -> Found:
    """Return the figures by code and name as they were known at a moment, from the steps recorded by then."""
    agencies = tree().by_code
    code: dict[str, Callable[[str], str]] = {
        "county": lambda owner: agencies[owner].region[:6],
        "agency": str,
        "total": lambda _: "",
    }
    with as_job():
        known = list(_known(as_of))
    return {
        (name, one): figure
        for one in wanted
        for name, figure in figures_of(known, one, period, as_of, code[by]).items()
    }


def _known(as_of: datetime) -> Iterator[Known]:
    """Yield what the figures read of every case that was not secret at a moment."""
    calendar = tree().law.calendar
    for life in cases.lives_as_of(as_of):
        outcome = outcome_of(life, calendar)
        if outcome is not None and marks_of(life).secrecy < Secrecy.S2:
            facts, into = life.case, settled_in(life).merged_into
            yield Known(facts.number, facts.form, facts.people, received_at(life), into, outcome)
