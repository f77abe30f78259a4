"""Puts a hold on a case and lifts it (保全): two verbs, by two different people."""

from __future__ import annotations

from django.db import transaction

from wangfang.records.cases.lookups import Destroyed
from wangfang.records.cases.models import Case
from wangfang.records.retention.models import Hold
from wangfang.records.retention.trace import LIFTED, PUT, note_hold
from wangfang.rules.facts import Act
from wangfang.rules.keeping import require_holder, require_lifter
from wangfang.rules.refusal import Refused

LONGEST = 200
"""Characters that a reason may have."""


@transaction.atomic
def put(case: Case, why: str, act: Act) -> Hold:
    """Put a hold on a case that the caller has opened for the actor; from now on nothing of it can be destroyed.

    Raises:
        Refused: the post may not, there is no reason, or the case is held or destroyed already.
    """
    require_holder(act.actor)
    _require_reason(why)
    locked = _locked(case)
    if _current(locked):
        raise Refused(f"{case.number} 已经在保全中")
    note_hold(locked, PUT, act.actor.login, why, act.recorded_at)
    return Hold.objects.create(case=locked, why=why, put_by=act.actor.login, put_at=act.recorded_at)


@transaction.atomic
def lift(case: Case, why: str, act: Act) -> Hold:
    """Lift the hold on a case, as another person than who put it on.

    Raises:
        Refused: the post may not, it is the same person, there is no reason, or the case is not held.
    """
    _require_reason(why)
    locked = _locked(case)
    hold = _current(locked)
    if hold is None:
        raise Refused(f"{case.number} 没有在保全中")
    require_lifter(act, hold.put_by)
    hold.lifted_why, hold.lifted_by, hold.lifted_at = why, act.actor.login, act.recorded_at
    note_hold(locked, LIFTED, act.actor.login, why, act.recorded_at)
    hold.save(update_fields=["lifted_why", "lifted_by", "lifted_at"])
    return hold


def of_case(case: Case) -> Hold | None:
    """Return the hold that keeps a case from being destroyed."""
    return _current(case)


def _current(case: Case) -> Hold | None:
    return Hold.objects.filter(case=case, lifted_at=None).first()


def _locked(case: Case) -> Case:
    """Return the case with its row locked, as whoever destroys it locks it."""
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if locked.destroyed:
        raise Destroyed(locked.number, locked.destroyed)
    return locked


def _require_reason(why: str) -> None:
    if not why.strip() or len(why) > LONGEST:
        raise Refused(f"写明保全或者解除保全的理由，最多 {LONGEST} 个字")
