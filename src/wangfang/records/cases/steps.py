"""The one place where a case changes: `begin` and `take` one by one, `live` for whole lives at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Model, Subquery

from wangfang.records.agencies.models import Revision
from wangfang.records.agencies.tree import Tree, at_revision, tree
from wangfang.records.cases import bulk, indexing, sealing, writing
from wangfang.records.cases.announcing import notice_of
from wangfang.records.cases.facts import facts_of, lives_of, told
from wangfang.records.cases.folding import Advance, Counted, advance, cells_of, counted, duty_row, settle, traced
from wangfang.records.cases.missing import Destroyed, NotFound
from wangfang.records.cases.models import Case, Duty
from wangfang.records.cases.papers import numbered, owed
from wangfang.rules.facts import Act, Life, Step
from wangfang.rules.journey import received_at
from wangfang.rules.refusal import Refused


def begin(case: Case, step: Step, act: Act, detail: Mapping[str, object], found: Tree) -> Case:
    """Write a new case with its petitioner and its first step; the caller holds the transaction.

    Raises:
        Refused: the step may not begin a case, or does not say what it must.
    """
    case.pk, case.number, case.petitioner.pk, edition = _next(act)
    case.petitioner = case.petitioner  # takes the key, and keeps the row at hand
    moved = advance(case, Life(facts_of(case), (), found.by_code), (step, act, detail), found.law)
    case.received_at = received_at(moved.life)
    rows = _made(moved, act, {}, settle(case, moved.life, found), found)
    writing.write_step(case, *rows, indexing.putting(case, edition))
    return case


@transaction.atomic
def take(case: Case, step: Step, act: Act, detail: Mapping[str, object]) -> Case:
    """Check, record and publish one step on a case that exists; returns the case as it now stands.

    The row of the case is locked, so two officers at once take turns: the second is checked against
    what the first has done. A repeated request (same `act.key`) changes nothing.

    Raises:
        Stale, NotYours, StepNotAllowed, WrongReceiver, OutOfOrder, Refused: see `rules.living`.
    """
    locked, found = _locked(case)
    events, keys = told(locked)
    if act.key and act.key in keys:
        return locked
    life = Life(facts_of(locked), events, found.by_code)
    moved = advance(locked, life, (step, act, detail), found.law)
    writing.write_step(locked, *_made(moved, act, counted(life, found), settle(locked, moved.life, found), found))
    return locked


@dataclass(frozen=True, slots=True)
class Lived:
    """A whole life to be written at once: the case and its acts in order, each with what it says."""

    case: Case
    acts: Sequence[tuple[Step, Act, Mapping[str, object]]]


@transaction.atomic
def live(lives: Iterable[Lived]) -> int:
    """Write whole new lives at once, each act checked by the same rules; returns the number of acts.

    Nothing of the batch is written when one act is refused. Petitioners are saved with their cases.
    """
    found = tree()
    batch = bulk.Batch(found)
    for lived in lives:
        case = lived.case
        case.number = batch.next_number(lived.acts[0][1])
        life = Life(facts_of(case), (), found.by_code)
        for step, act, detail in lived.acts:
            moved = advance(case, life, (step, act, detail), found.law)
            life = moved.life
            batch.add_step(case, moved, act)
        case.received_at = received_at(life)
        batch.add_case(case, [duty_row(case, row, found) for row in settle(case, life, found).values()])
    written = batch.write()
    indexing.put_many(batch.cases)
    return written


Choice = Callable[[Case, Life], tuple[Step, Act, Mapping[str, object]] | None]
"""Says which step a case takes, none when it takes none."""


@transaction.atomic
def take_many(keys: Sequence[int], choose: Choice) -> bulk.Taken:
    """Take one step on each of many cases, checked like any other and written together.

    The rows are locked in the order of their keys. A case whose step is refused is left as it is, and reported.
    """
    found, taken = tree(), bulk.Taken(cases=len(keys))
    cases, batch = locked_many(keys), bulk.Onward(found)
    lives = lives_of(cases, found)
    for case in cases:
        life = lives[case.pk]
        said = choose(case, life)
        if said is None:
            continue
        try:
            moved = advance(case, life, said, found.law)
            batch.add_step(case, moved, said[1])
        except Refused as why:
            taken.refused.append((case.number, why.sentence()))
            continue
        before, after = counted(life, found), settle(case, moved.life, found)
        changed = [row for key, row in after.items() if before.get(key) != row]
        batch.add_standing(case, changed, [key for key in before if key not in after])
        taken.steps += 1
    batch.write()
    return taken


def locked_many(keys: Sequence[int]) -> list[Case]:
    """Return many cases with their rows locked, in the order of their keys."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("petitioner")
    return list(rows.filter(pk__in=keys).order_by("pk"))


def derive_anew(case: Case) -> bool:
    """Derive the standing and the clocks of a case from its steps; tells whether anything changed."""
    return bool(derive_many([case.pk], tree()))


@transaction.atomic
def derive_many(keys: Sequence[int], found: Tree) -> int:
    """Derive standing and clocks of many cases from their steps, without a step; returns how many changed."""
    cases, batch = locked_many(keys), bulk.Onward(found)
    lives, stored = lives_of(cases, found), bulk.stored_cells(keys)
    for case in cases:
        earlier = writing.standing_of(case)
        after, kept = settle(case, lives[case.pk], found), stored[case.pk]
        changed = [row for key, row in after.items() if kept.get(key) != cells_of(row, found)]
        gone = [key for key in kept if key not in after]
        if changed or gone or earlier != writing.standing_of(case):
            batch.add_standing(case, changed, gone)
    batch.write()
    return len(batch.moved)


_NEXT = """
    select set_config('wangfang.case', nextval('cases_case_id_seq')::text, true), nextval('case_serial'),
        nextval('people_petitioner_id_seq'), likeness_current()
"""
"""Draws keys and number, and lets the writer see the case that it is about to begin; tells the edition of the index."""


def _next(act: Act) -> tuple[int, str, int, int]:
    """Return key and number of a new case, the key of its petitioner, and the edition of the index that it goes into.

    The number is the day and a serial that is never given twice.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEXT)
        key, serial, petitioner, edition = cursor.fetchone() or (0, 0, 0, 0)
    return int(key), bulk.number_of(act, int(serial)), int(petitioner), int(edition)


def _locked(case: Case) -> tuple[Case, Tree]:
    """Return the case with its row locked, and the tree as it is at that moment; one query."""
    stamp = Subquery(Revision.objects.values("stamp")[:1])
    rows = Case.objects.select_for_update(of=("self",)).select_related("petitioner").annotate(stamp=stamp)
    locked = rows.filter(pk=case.pk).first()
    if locked is None:  # since it was opened somebody has taken it out of sight
        raise NotFound
    if locked.destroyed:
        raise Destroyed(locked.number, locked.destroyed)
    return locked, at_revision(locked.stamp)


def _made(
    moved: Advance, act: Act, before: Counted, after: Counted, found: Tree
) -> tuple[Sequence[Model], Sequence[Duty], Sequence[Duty]]:
    """Return what a step has made: rows, papers of theirs numbered, and the clocks that have changed or are gone."""
    case = moved.row.case
    papers = numbered(owed(case, moved.life, found), found)
    notice = notice_of(case, moved.life, act)
    changed = [duty_row(case, row, found) for key, row in after.items() if before.get(key) != row]
    gone = [duty_row(case, row, found) for key, row in before.items() if key not in after]
    rows = (moved.row, traced(case, moved.row, papers), *papers, *((notice,) if notice else ()))
    sealing.under_seal([case], [moved.row], found.by_code)
    return rows, changed, gone
