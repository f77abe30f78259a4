"""The one place where a case changes: `begin` and `take` one by one, `live` for whole lives at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from wangfang.records.agencies.tree import Tree, tree
from wangfang.records.cases import announcing, bulk
from wangfang.records.cases.facts import facts_of, life_of
from wangfang.records.cases.folding import STANDING, Advance, advance, settle
from wangfang.records.cases.models import Case, Duty, StepTaken
from wangfang.records.cases.papers import issue_owed
from wangfang.rules.facts import Act, Life, Step
from wangfang.rules.journey import received_at

CHANGING = ("owner", "county", "started_at", "due_at", "met_at", "in_time", "people")
_COMPARED = ("owner_id", *CHANGING[1:])


@transaction.atomic
def begin(case: Case, step: Step, act: Act, detail: Mapping[str, object], found: Tree) -> Case:
    """Write a new case with its first step; the petitioner is saved already.

    Raises:
        Refused: the step may not begin a case, or does not say what it must.
    """
    case.number = next_number(act)
    moved = advance(case, Life(facts_of(case), (), found.by_code), step, act, detail)
    case.received_at = received_at(moved.life)
    duties = settle(case, moved.life, found)
    case.save(force_insert=True)
    _write(case, moved, act)
    Duty.objects.bulk_create(duties.values())
    return case


@transaction.atomic
def take(case: Case, step: Step, act: Act, detail: Mapping[str, object]) -> Case:
    """Check, record and publish one step on a case that exists; returns the case as it now stands.

    The row of the case is locked, so two officers at once take turns: the second is checked against
    what the first has done. A repeated request (same `act.key`) changes nothing.

    Raises:
        Stale, NotYours, StepNotAllowed, WrongReceiver, OutOfOrder, Refused: see `rules.living`.
    """
    found = tree()
    locked = Case.objects.select_for_update(of=("self",)).select_related("petitioner").get(pk=case.pk)
    rows = list(StepTaken.objects.filter(case=locked).order_by("number"))
    if act.key and any(row.key == act.key for row in rows):
        return locked
    life = life_of(locked, found, rows)
    before = settle(locked, life, found)
    moved = advance(locked, life, step, act, detail)
    after = settle(locked, moved.life, found)
    locked.save(update_fields=STANDING)
    _write(locked, moved, act)
    _renew(before, after)
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
            moved = advance(case, life, step, act, detail)
            life = moved.life
            batch.add_step(case, moved, act)
        case.received_at = received_at(life)
        batch.add_case(case, settle(case, life, found).values())
    return batch.write()


def derive_anew(case: Case) -> bool:
    """Derive the standing and the clocks of a locked case from its steps; tells whether anything changed."""
    found = tree()
    stored = {(d.definition, d.indicator, d.number): d for d in Duty.objects.filter(case=case)}
    earlier = [getattr(case, name) for name in STANDING]
    derived = settle(case, life_of(case, found), found)
    moved = _renew(stored, derived)
    if earlier == [getattr(case, name) for name in STANDING]:
        return moved
    case.save(update_fields=STANDING)
    return True


def next_number(act: Act) -> str:
    """Return a fresh case number: the day and a serial that is never given twice."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('case_serial')")
        row = cursor.fetchone()
    return bulk.number_of(act, int(row[0]))


def _write(case: Case, moved: Advance, act: Act) -> None:
    moved.row.save(force_insert=True)
    moved.entry.save(force_insert=True)
    issue_owed(case, moved.life, act)
    announcing.announce(case, moved.life, act)


def _renew(before: Mapping[tuple[str, str, int], Duty], after: Mapping[tuple[str, str, int], Duty]) -> bool:
    """Write the clocks that have changed, drop those that have ended; tells whether there were any."""
    changed = [duty for key, duty in after.items() if key not in before or not _same(before[key], duty)]
    Duty.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=("case", "definition", "indicator", "number"),
        update_fields=CHANGING,
    )
    for definition, indicator, number in before.keys() - after.keys():
        case = before[definition, indicator, number].case
        Duty.objects.filter(case=case, definition=definition, indicator=indicator, number=number).delete()
    return bool(changed) or bool(before.keys() - after.keys())


def _same(one: Duty, other: Duty) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _COMPARED)
