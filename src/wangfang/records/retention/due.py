"""Of which cases is the time over?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Exists, OuterRef, QuerySet

from wangfang.records.agencies.tree import tree
from wangfang.records.cases.destroying import saying_their_content
from wangfang.records.cases.facts import lives_of
from wangfang.records.cases.models import Case
from wangfang.records.cases.visible import held_by
from wangfang.records.retention.models import Hold, Listed
from wangfang.rules.facts import Actor, start_of
from wangfang.rules.keeping import Keeping, class_of, classes, may_go_on

BATCH = 500


@dataclass(frozen=True, slots=True)
class Due:
    """A case whose time is over: its class, since when it may go, and what stands in the way, if anything."""

    case: Case
    keeping: Keeping
    since: date
    hindered: str = ""


def due(day: date, agency: str = "") -> Iterator[Due]:
    """Yield the cases that may be destroyed on a day, of one agency or of all, held ones too, in the order of their numbers."""
    rows = _ended_before(Case.objects.all(), day)
    if agency:
        rows = rows.filter(holder_id=tree().key_of[tree().agency(agency).code])
    yield from _among(rows, day)


def due_at(actor: Actor, day: date) -> Iterator[Due]:
    """Yield those of them that the actor's agency held last and the actor may see."""
    yield from _among(_ended_before(held_by(actor, is_open=False), day), day)


def _ended_before(rows: QuerySet[Case], day: date) -> QuerySet[Case]:
    """Leave out what cannot be due yet by the shortest of the periods; the rules look at the rest."""
    shortest = min(one.years for one in classes() if one.years)
    return rows.filter(is_open=False, destroyed="", moved_at__lt=start_of(date(day.year - shortest, 1, 1)))


def _among(rows: QuerySet[Case], day: date) -> Iterator[Due]:
    held = Hold.objects.filter(case=OuterRef("pk"), lifted_at=None)
    listed = Listed.objects.filter(case=OuterRef("pk"), destroyed_at=None)
    marked = rows.annotate(is_held=Exists(held), is_listed=Exists(listed)).order_by("number")
    stream = marked.iterator(chunk_size=BATCH)
    while batch := list(islice(stream, BATCH)):
        lives, plain = lives_of(batch, tree()), saying_their_content(batch)
        for case in batch:
            life = lives[case.pk]
            since = may_go_on(life)
            if since and since <= day:
                yield Due(case, class_of(life), since, _hindrance(case, plain))


def _hindrance(case: Case, plain: set[str]) -> str:
    if case.is_held:  # type: ignore[attr-defined]  # annotated above
        return "保全中"
    if case.is_listed:  # type: ignore[attr-defined]  # as above
        return "已列入清单"
    return "留痕是第一版的" if case.number in plain else ""
