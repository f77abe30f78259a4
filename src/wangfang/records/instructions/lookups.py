"""The reads of instructions that interfaces may use: which somebody sees, what was done about one, what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from wangfang.records.agencies.tree import tree
from wangfang.records.cases.lookups import NotFound, visible_to
from wangfang.records.cases.visible import sees_nothing
from wangfang.records.instructions.models import Entry, Instruction
from wangfang.rules.access import seat_of
from wangfang.rules.facts import Actor, Agency, Kind
from wangfang.rules.instructions import JUDGES, WORKERS, Parties, Standing
from wangfang.rules.seeing import SEES_NO_CASE

PAGE = 50
"""Instructions on one page of the ledger."""
SHOWN = 20
"""Instructions beside the report or case of which they speak."""
OPEN = (Standing.GIVEN, Standing.UNDER_WAY, Standing.REPORTED)
TO_WORK_OFF = (Standing.GIVEN, Standing.UNDER_WAY)
_WATCHES = frozenset({Kind.BUREAU, Kind.JOINT_OFFICE})


@dataclass(frozen=True, slots=True)
class Filters:
    """What the ledger is narrowed to; `view` is all, mine, open or overdue, `page` counts from 1."""

    view: str = "all"
    page: int = 1


def seen_by(actor: Actor) -> QuerySet[Instruction]:
    """Return the instructions that somebody sees: their own agency's, and those of the agencies that it watches over.

    One on a case is seen by who may see the case, and by nobody else.
    """
    if actor.agency is None or actor.role in SEES_NO_CASE or sees_nothing(actor):
        return Instruction.objects.none()
    theirs = _own(actor) | Q(issuer_id=key_of(actor.agency))
    if actor.agency.kind in _WATCHES:
        theirs |= Q(owner__path__startswith=_path(seat_of(actor.agency)))
    seen = Q(case=None) | Exists(visible_to(actor).filter(pk=OuterRef("case_id")))
    return Instruction.objects.filter(theirs, seen).select_related("issuer", "owner")


def ledger(actor: Actor, filters: Filters, today: date) -> list[Instruction]:
    """Return one page of the ledger (批示台账), the newest first, and one row more when another page follows."""
    rows = seen_by(actor)
    if filters.view == "mine":
        rows = rows.filter(_own(actor))
    if filters.view == "open":
        rows = rows.filter(standing__in=OPEN)
    if filters.view == "overdue":
        rows = rows.filter(standing__in=TO_WORK_OFF, due_on__lt=today)
    start = (filters.page - 1) * PAGE
    return list(rows.order_by("-pk")[start : start + PAGE + 1])


def open_instruction(key: int, actor: Actor) -> Instruction:
    """Return one instruction.

    Raises:
        NotFound: there is none of that key for this actor.
    """
    found = seen_by(actor).filter(pk=key).first()
    if found is None:
        raise NotFound
    return found


def on(subject: str, actor: Actor) -> list[Instruction]:
    """Return the newest instructions on a report or a case that somebody sees."""
    return list(seen_by(actor).filter(subject=subject).order_by("-pk")[:SHOWN])


def entries(instruction: Instruction) -> list[Entry]:
    """Return what was done about an instruction, the oldest first."""
    return list(Entry.objects.filter(instruction=instruction).select_related("agency").order_by("pk"))


def parties_of(instruction: Instruction) -> Parties:
    """Return whose an instruction is."""
    found = tree()
    named = [found.by_code[found.code_of[key]] for key in instruction.co_owners]
    issuer, owner = (found.by_code[found.code_of[key]] for key in (instruction.issuer_id, instruction.owner_id))
    return Parties(issuer, owner, tuple(named))


def receivers(issuer: Agency, day: date) -> list[Agency]:
    """Return the agencies to which an instruction on a report may go: the seat itself and those directly below it."""
    seat = seat_of(issuer)
    near = (one for one in tree().under(seat) if one.code == seat or one.line[-2:-1] == (seat,))
    return [one for one in near if one.kind in (Kind.BUREAU, Kind.UNIT) and one.exists_on(day)]


def waiting(actor: Actor) -> QuerySet[Instruction]:
    """Return the instructions that wait for somebody: to be worked off at their agency, or to be judged at their place."""
    mine = Q(pk=None)
    if actor.role in WORKERS:
        mine |= Q(owner_id=key_of(actor.agency), standing__in=TO_WORK_OFF)
    if actor.role in JUDGES and actor.agency is not None:
        mine |= Q(issuer_id__in=_keys_at(seat_of(actor.agency)), standing=Standing.REPORTED)
    return seen_by(actor).filter(mine)


def _own(actor: Actor) -> Q:
    key = key_of(actor.agency)
    return Q(owner_id=key) | Q(co_owners__contains=[key])


def _keys_at(seat: str) -> Sequence[int]:
    found = tree()
    return (found.key_of[seat], *found.offices_at.get(seat, ()))


def _path(code: str) -> str:
    return f".{'.'.join(tree().agency(code).line)}."


def key_of(agency: Agency | None) -> int:
    """Return the key of an agency, 0 for none."""
    return tree().key_of[agency.code] if agency else 0
