"""The reads of the register of problem units that interfaces may use."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from wangfang.records.agencies.tree import tree
from wangfang.records.cases.lookups import NotFound
from wangfang.records.cases.visible import sees_nothing
from wangfang.records.problem_units.models import Entry, Problem
from wangfang.rules.access import seat_of
from wangfang.rules.facts import Actor, Agency, Kind
from wangfang.rules.problem_units import WATCHERS, WORKERS, Standing

PAGE = 50
"""Entries on one page of the register."""
_WATCHES = frozenset({Kind.BUREAU, Kind.JOINT_OFFICE})


@dataclass(frozen=True, slots=True)
class Filters:
    """What the register is narrowed to; `view` is open, solved or all, `page` counts from 1."""

    view: str = "open"
    page: int = 1


def seen_by(actor: Actor) -> QuerySet[Problem]:
    """Return the entries that somebody sees: those of their own agency, and of the agencies that it watches over."""
    if actor.agency is None or sees_nothing(actor):
        return Problem.objects.none()
    theirs = Q(agency_id=key_of(actor.agency))
    if actor.agency.kind in _WATCHES:
        theirs |= Q(agency__path__startswith=_path(seat_of(actor.agency)))
    return Problem.objects.filter(theirs).select_related("agency", "office")


def register(actor: Actor, filters: Filters) -> list[Problem]:
    """Return one page of the register, the newest period first, and one row more when another page follows."""
    rows = seen_by(actor)
    if filters.view == "open":
        rows = rows.exclude(standing=Standing.SOLVED)
    if filters.view == "solved":
        rows = rows.filter(standing=Standing.SOLVED)
    start = (filters.page - 1) * PAGE
    return list(rows.order_by("-period", "agency__code", "ground")[start : start + PAGE + 1])


def open_problem(key: int, actor: Actor) -> Problem:
    """Return one entry of the register.

    Raises:
        NotFound: there is none of that key for this actor.
    """
    found = seen_by(actor).filter(pk=key).first()
    if found is None:
        raise NotFound
    return found


def entries(problem: Problem) -> list[Entry]:
    """Return what was done about an entry, the oldest first."""
    return list(Entry.objects.filter(problem=problem).select_related("agency").order_by("pk"))


def agency_of(problem: Problem) -> Agency:
    """Return the agency that an entry is about, as the noun that rules speak."""
    found = tree()
    return found.by_code[found.code_of[problem.agency_id]]


def waiting(actor: Actor) -> QuerySet[Problem]:
    """Return the entries that wait for somebody: to be put right at their agency, or to be reported up and verified."""
    mine = Q(pk=None)
    if actor.role in WORKERS:
        mine |= Q(agency_id=key_of(actor.agency), standing__in=(Standing.REPORTED_UP, Standing.ANSWERED))
    if actor.role in WATCHERS and actor.agency is not None and actor.agency.kind in _WATCHES:
        below = ~Q(agency__code=seat_of(actor.agency))
        mine |= below & Q(standing__in=(Standing.FOUND, Standing.PROVED)) & ~Q(agency_id=key_of(actor.agency))
    return seen_by(actor).filter(mine)


def key_of(agency: Agency | None) -> int:
    """Return the key of an agency, 0 for none."""
    return tree().key_of[agency.code] if agency else 0


def _path(code: str) -> str:
    return f".{'.'.join(tree().agency(code).line)}."
