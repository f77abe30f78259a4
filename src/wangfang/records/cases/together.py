"""With which petition does a merged copy go on, as far as the copy's petitioner may know: how it stands, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wangfang.records.agencies.tree import Tree
from wangfang.records.cases.facts import life_of
from wangfang.records.cases.models import Case
from wangfang.records.people.models import Petitioner
from wangfang.records.walls.context import as_job
from wangfang.rules.awaiting import awaited
from wangfang.rules.duties import DutyKind
from wangfang.rules.guards import running_pause
from wangfang.rules.labels import Secrecy
from wangfang.rules.states import State
from wangfang.rules.transitions import IN_HAND


@dataclass(frozen=True, slots=True)
class First:
    """What the petitioner of a copy may know of its first case.

    `number` is empty where that is somebody else's. `state` is None where nothing more may be told. `kind` and `due_on`
    are those of the clock that is waited for, None where none runs; `paused` says that it is stopped.
    """

    number: str = ""
    state: State | None = None
    kind: DutyKind | None = None
    due_on: date | None = None
    paused: bool = False


def first_of_copy(copy: Case, found: Tree) -> First | None:
    """Return what the petitioner of a copy may know of the case it was merged into, through every merge; None of no copy.

    The first case is nobody's to read here: it is looked at as a job, and nothing of it leaves but these five values.
    Of one that is secret or destroyed by now nothing is told at all.
    """
    if not copy.merged_into:
        return None
    with as_job():
        first = _root(copy)
        if first.secrecy >= Secrecy.S2 or first.destroyed:
            return First()
        life, number = life_of(first, found), first.number if _is_same(copy.petitioner, first.petitioner) else ""
    state, clock = State(first.state), awaited(life, found.law)
    paused = running_pause(life) is not None and state in IN_HAND
    if clock is None or paused:
        return First(number, state, paused=paused)
    return First(number, state, clock.kind, clock.due_legal)


def _root(copy: Case) -> Case:
    """Return where the merges of a copy lead."""
    case, passed = copy, {copy.number}
    while case.merged_into and case.merged_into not in passed:
        passed.add(case.merged_into)
        case = Case.objects.select_related("petitioner").get(number=case.merged_into)
    return case


def _is_same(one: Petitioner, other: Petitioner) -> bool:
    """Tell whether two petitions are of one person: one identity number, or one name with one telephone number.

    What is not given is equal to nothing.
    """
    if one.id_number and one.id_number == other.id_number:
        return True
    return bool(one.name and one.phone) and (one.name, one.phone) == (other.name, other.phone)
