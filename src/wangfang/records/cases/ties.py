"""What belongs together with a case, as far as somebody sees it: its first case, its copies, what it is linked with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q
from django.db.models.expressions import RawSQL

from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups, showing, visible
from wangfang.records.cases.alike import Hint
from wangfang.records.cases.facts import lives_of
from wangfang.records.cases.models import Case
from wangfang.rules.facts import Actor, Life
from wangfang.rules.matters import Settled, settled_in
from wangfang.rules.showing import Showing


class Bond(StrEnum):
    """How another case stands to this one."""

    FIRST = "first"  # 初件, into which this one was merged
    COPY = "copy"  # merged into this one
    SAME_MATTER = "same_matter"
    SAME_PERSON = "same_person"
    APART = "apart"  # found to be something else


_ORDER = tuple(Bond)


@dataclass(frozen=True, slots=True)
class Tie:
    """A case that belongs to another one, with what of it is seen (the operator sees all, None).

    `own` tells that it was settled on that other one.
    """

    case: Case
    bond: Bond
    shows: Showing | None
    own: bool


def ties_of(case: Case, life: Life, actor: Actor | None, moment: datetime) -> list[Tie]:
    """Return what was settled about a case and others in the order of `Bond`: as far as the actor sees them, or all."""
    cases = _around(case, life, actor)
    if not cases:
        return []
    shows = showing.of_cases(cases, actor, moment) if actor else {}
    lives = lives_of(cases, tree())
    mine = settled_in(life)
    found = []
    for other in cases:
        theirs = settled_in(lives[other.pk])
        bond = _own_bond(mine, other.number) or _others_bond(theirs, case.number)
        if bond:
            found.append(Tie(other, bond, shows.get(other.pk), mine.names(other.number)))
    return sorted(found, key=lambda tie: (_ORDER.index(tie.bond), tie.case.received_at, tie.case.number))


def first_cases(cases: Iterable[Case], actor: Actor) -> dict[str, Case]:
    """Return by the number of each case the one with which it is handled: its first case, through every merge.

    A case that was not merged is its own, and so is a copy whose first case the actor does not see. One query for
    each merge upon a merge.
    """
    begun = list(cases)
    known, asked = {case.number: case for case in begun}, set[str]()
    while above := {case.merged_into for case in known.values() if case.merged_into} - set(known) - asked:
        rows = visible.visible_to(actor).select_related("petitioner", "holder").filter(number__in=sorted(above))
        known.update((case.number, case) for case in rows)
        asked |= above
    return {case.number: _root(case, known) for case in begun}


def _root(case: Case, known: Mapping[str, Case]) -> Case:
    """Return where the merges of a case lead, as far as the cases are known."""
    passed = {case.number}
    while case.merged_into in known and case.merged_into not in passed:
        case = known[case.merged_into]
        passed.add(case.number)
    return case


def rooted(hints: Sequence[Hint], actor: Actor) -> list[tuple[Hint, Case]]:
    """Return hints with the cases they are about, each once and in their order; of a copy that is its first case."""
    first = first_cases(lookups.numbered(actor, [hint.number for hint in hints]), actor)
    found: dict[str, tuple[Hint, Case]] = {}
    for hint in hints:
        if case := first.get(hint.number):
            found.setdefault(case.number, (hint, case))
    return list(found.values())


def proposed(case: Case, life: Life, hints: Sequence[Hint], actor: Actor) -> list[tuple[Hint, Case]]:
    """Return what is proposed beside a case: hints with the cases they are about, where nothing stands settled yet."""
    found = rooted(hints, actor)
    left = unsettled(case, life, [other.number for _, other in found], actor)
    return [(hint, other) for hint, other in found if other.number in left]


def unsettled(case: Case, life: Life, numbers: Sequence[str], actor: Actor) -> frozenset[str]:
    """Return those of some numbers about which nothing stands settled with a case, from either side.

    Only they are proposed; the rest was decided by somebody already.
    """
    mine = settled_in(life)
    asked = frozenset(number for number in numbers if not mine.names(number) and number != case.number)
    said = Q(apart__contains=[case.number]) | Q(linked__contains=[case.number]) | Q(merged_into=case.number)
    theirs = visible.visible_to(actor).filter(said, number__in=list(asked))
    return asked - frozenset(theirs.values_list("number", flat=True))


def _around(case: Case, life: Life, actor: Actor | None) -> list[Case]:
    """Return the cases named by this one, and those that name it, as far as the actor sees them."""
    mine = settled_in(life)
    named = [number for number in (mine.merged_into, *mine.linked, *mine.apart) if number]
    rows = visible.visible_to(actor) if actor else Case.objects.all()
    rows = rows.select_related("petitioner", "holder").exclude(pk=case.pk)
    tied = RawSQL("select case_tied(%s)", [case.number])  # by an index that no policy can use
    return list(rows.filter(Q(number__in=named) | Q(pk__in=tied)))


def _own_bond(mine: Settled, number: str) -> Bond | None:
    if number == mine.merged_into:
        return Bond.FIRST
    if number in mine.apart:
        return Bond.APART
    return Bond(mine.linked[number]) if number in mine.linked else None


def _others_bond(theirs: Settled, number: str) -> Bond | None:
    if number == theirs.merged_into:
        return Bond.COPY
    return Bond(theirs.linked[number]) if number in theirs.linked else None
