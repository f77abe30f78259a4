"""The only reads of cases that interfaces may use; each starts from what the actor may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import connection
from django.db.models import Q, QuerySet

from wangfang.records.agencies.tree import tree
from wangfang.records.cases import in_hand, missing, showing, visible
from wangfang.records.cases.facts import event_of, facts_of, life_of
from wangfang.records.cases.intake import digest_of
from wangfang.records.cases.models import Case, Duty, Paper, StepTaken
from wangfang.records.cases.numbered import case_of
from wangfang.rules.facts import Actor, Life
from wangfang.rules.showing import Showing

NotFound = missing.NotFound
Destroyed = missing.Destroyed
visible_to = visible.visible_to
shown = showing.of_case
shown_in_list = showing.of_cases
papers_shown = showing.papers_of
PAGE = 25
_DAY = timedelta(days=1)
SHOWN = (*sorted(in_hand.SHOWN - {"petitioner_id"}), "petitioner__masked")
"""What a line of a list shows, and what the rules need of it; anything else would be a query of its own for each line."""
_OPEN = "select set_config('wangfang.case', coalesce(case_opened(%s, %s)::text, ''), true)"
"""Opens one case to the transaction, for whoever has its number and code."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the worklist is narrowed to; `after` is the (due day, key) of the last row shown before.

    `moment` is when it is asked. Without it no words are found in what only a name or help opens.
    """

    view: str = "todo"
    words: str = ""
    category: str = ""
    region: str = ""
    after: tuple[date, int] | None = None
    moment: datetime | None = None

    @property
    def is_narrow(self) -> bool:
        """Tell whether words, a category or a place leave cases of the view out."""
        return bool(self.words or self.category or self.region)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases wait for the actor's agency, by view.

    `asked` are those of others in which it owes something, `alike` those that are likely here already.
    """

    todo: int = 0
    today: int = 0
    overdue: int = 0
    asked: int = 0
    alike: int = 0


def open_case(number: str, actor: Actor) -> Case:
    """Return a case that the actor may see, with its petitioner and holder.

    Raises:
        NotFound: there is none of that number for this actor.
        Destroyed: its content was destroyed.
    """
    found = standing(number, actor)
    if found.destroyed:
        raise Destroyed(found.number, found.destroyed)
    return found


def standing(number: str, actor: Actor) -> Case:
    """Return a case that the actor may see, also when nothing but its standing is left of it.

    Raises:
        NotFound: there is none of that number for this actor.
    """
    found = case_of(number[:20], actor)
    if found is None:
        raise NotFound
    return found


def worklist(actor: Actor, filters: Filters, today: date) -> list[Case]:
    """Return one page of the cases that the actor's agency holds, those with the least time left first.

    One query at any depth: the page begins after `filters.after`. One row more than `PAGE` is
    returned when another page follows.
    """
    if visible.sees_nothing(actor):
        return []
    if not filters.is_narrow and filters.view != "alike":
        first, last = _days(filters.view, today)
        return in_hand.next_of(actor, max((first, 0), filters.after or (first, 0)), last, PAGE + 1)
    rows = _narrowed(_in_hand(actor, filters.view, today), filters, actor)
    if filters.after:
        day, key = filters.after
        rows = rows.filter(due_on__gte=day).exclude(due_on=day, pk__lte=key)
    return list(rows.select_related("petitioner").only(*SHOWN).order_by("due_on", "pk")[: PAGE + 1])


def done(actor: Actor, filters: Filters) -> list[Case]:
    """Return the newest cases that ended with the actor's agency."""
    rows = _narrowed(visible.held_by(actor, is_open=False), filters, actor)
    return list(rows.select_related("petitioner").only(*SHOWN).order_by("-moved_at", "pk")[:PAGE])


def passed(actor: Actor, filters: Filters) -> list[Case]:
    """Return the newest cases that the actor may see, wherever they are now (全部事项)."""
    rows = _narrowed(visible_to(actor), filters, actor)
    return list(rows.select_related("petitioner").only(*SHOWN).order_by("-received_at", "pk")[:PAGE])


def asked(actor: Actor, filters: Filters) -> list[Case]:
    """Return one page of the cases in which the actor's agency owes something though it does not hold them (协同待办).

    The oldest first; the page begins after the key in `filters.after`, and one row more than `PAGE` is
    returned when another page follows.
    """
    rows = _narrowed(visible.asked_of(actor), filters, actor)
    if filters.after:
        rows = rows.filter(pk__gt=filters.after[1])
    return list(rows.select_related("petitioner").only(*SHOWN).order_by("pk")[: PAGE + 1])


def shown_among(actor: Actor, numbers: Sequence[str], moment: datetime) -> dict[str, Showing]:
    """Return of some case numbers those whose cases the actor may see, each with what of it is seen."""
    cases = list(visible_to(actor).filter(number__in=numbers).select_related("petitioner").only(*SHOWN))
    shows = showing.of_cases(cases, actor, moment)
    return {case.number: shows[case.pk] for case in cases}


def numbered(actor: Actor, numbers: Sequence[str]) -> list[Case]:
    """Return the cases of some numbers that the actor may see, as a list shows them."""
    return list(
        visible_to(actor)
        .filter(number__in=list(numbers))
        .select_related("petitioner")
        .only(*SHOWN, "merged_into", "marked")
    )


def listed(actor: Actor, filters: Filters, today: date) -> QuerySet[Case]:
    """Return every case of a view of the work list, without pages and in no order."""
    if filters.view == "asked":
        rows = visible.asked_of(actor)
    elif filters.view in ("done", "all"):
        rows = visible.held_by(actor, is_open=False) if filters.view == "done" else visible_to(actor)
    else:
        rows = _in_hand(actor, filters.view, today)
    return _narrowed(rows, filters, actor)


def lives(cases: Sequence[Case]) -> dict[int, Life]:
    """Return the lives of the cases of a page by their keys, in one query."""
    if not cases:
        return {}
    found, since = tree(), min(case.received_at for case in cases)
    rows = StepTaken.objects.filter(case__in=[case.pk for case in cases], recorded_at__gte=since)
    told: dict[int, list[StepTaken]] = {case.pk: [] for case in cases}
    for row in rows.order_by("case_id", "number"):
        told[row.case_id].append(row)
    return {case.pk: life_of(case, found, told[case.pk]) for case in cases}


def counts(actor: Actor, today: date) -> Counts:
    """Return how many cases wait, in one query; every page of the desk asks it."""
    return Counts() if visible.sees_nothing(actor) else Counts(*in_hand.counts_of(actor, today))


def life(case: Case) -> Life:
    """Return the life of a case: its facts and its events in order."""
    return life_of(case, tree())


def steps(case: Case) -> list[StepTaken]:
    """Return the steps of a case in order, with who took them."""
    return list(case.steps.order_by("number"))


def is_taken(case: Case, key: str) -> bool:
    """Tell whether the request of this key has taken its step on the case already."""
    return StepTaken.objects.filter(case=case, recorded_at__gte=case.received_at, key=key).exists()


def papers(case: Case) -> list[Paper]:
    """Return the papers of a case in order."""
    return list(Paper.objects.filter(case=case).select_related("issuer").order_by("pk"))


def paper(case: Case, key: int) -> Paper:
    """Return one paper of a case.

    Raises:
        NotFound: the case has no such paper.
    """
    found = Paper.objects.filter(case=case, pk=key).select_related("issuer").first()
    if found is None:
        raise NotFound
    return found


def by_code(number: str, code: str) -> Case:
    """Return the case of a number and its query code, for its petitioner.

    Raises:
        NotFound: no such number, or another code; the two are not told apart.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [number.strip()[:20], digest_of(code)])
        row = cursor.fetchone()
    opened = int(row[0]) if row and row[0] else 0
    found = Case.objects.select_related("petitioner", "holder").filter(pk=opened).first()
    if found is None:
        raise NotFound
    return found


def behind(actor: Actor, duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """Return the counted clocks whose cases the actor may see, each with its case, newest first."""
    return (
        duties.filter(case__in=visible_to(actor))
        .select_related("case__petitioner", "case__holder", "owner")
        .order_by("-case__received_at", "case_id", "number")
    )


def lives_as_of(moment: datetime) -> Iterator[Life]:
    """Yield every case as it was known at a moment, in constant memory."""
    found = tree()
    rows = (
        StepTaken.objects.filter(recorded_at__lte=moment)
        .select_related("case")
        .order_by("case_id", "number")
        .iterator(chunk_size=5000)
    )
    for _, group in groupby(rows, key=lambda row: row.case_id):
        taken = list(group)
        # What was typed in later is not there yet, so the events that are there count from 1 anew.
        events = tuple(replace(event_of(row.case, row), number=number) for number, row in enumerate(taken, start=1))
        yield Life(facts_of(taken[0].case), events, found.by_code)


def by_source(source: str, external_id: str) -> Case | None:
    """Return the case that came in under a source's own id."""
    return Case.objects.select_related("petitioner").filter(source=source, external_id=external_id).first()


def in_hand_of(agency: str) -> int:
    """Return how many cases an agency holds open, or owes something in (for whoever is about to merge or abolish it)."""
    key = tree().key_of[tree().agency(agency).code]
    return Case.objects.filter(Q(holder_id=key, is_open=True) | Q(asked__contains=[key])).count()


def _in_hand(actor: Actor, view: str, today: date) -> QuerySet[Case]:
    """Return the open cases of a view that the actor's agency holds: all, due today, overdue, or likely here already."""
    if view == "alike":
        return visible.likely_of(actor)
    first, last = _days(view, today)
    return visible.held_by(actor, is_open=True).filter(due_on__gte=first, due_on__lte=last)


def _days(view: str, today: date) -> tuple[date, date]:
    """Return the first and the last day on which a case of a view is due."""
    return {"today": (today, today), "overdue": (date.min, today - _DAY)}.get(view, (date.min, date.max))


def _narrowed(rows: QuerySet[Case], filters: Filters, actor: Actor) -> QuerySet[Case]:
    if filters.words:
        words = filters.words.strip()
        said = showing.in_content(rows, words, actor, filters.moment)
        rows = rows.filter(said | Q(number__startswith=words))
    if filters.category:
        rows = rows.filter(category=filters.category)
    if filters.region:
        rows = rows.filter(region__startswith=filters.region)
    return rows
