"""Which cases may somebody see: the one condition from which every lookup starts, in the words of the query builder.

The policies of the database (`records.walls`) say the same once more. Either alone would do.
"""

from __future__ import annotations

from enum import StrEnum

from django.db.models import BooleanField, Func, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from wangfang.records.agencies.tree import tree
from wangfang.records.cases.models import Case
from wangfang.rules.access import may
from wangfang.rules.facts import Actor, Role, Step
from wangfang.rules.planes import THREE
from wangfang.rules.seeing import SEES_NO_CASE

_LEAST_SECRET_BY_NAME = 2
"""From this label on no agency sees a case by its part in it, only people who were let in by name."""

MAY = """
    secrecy <= $2 and not barred && $3 and not barred_people && $4
    and (secrecy < 2 or case_granted(granted_to, granted_until, $4))
"""
"""May somebody work on a case of their agency: not above their clearance, not accused, and what is secret by name.

The first four places of a statement, as `may_fills` fills them, are the agency, the clearance, whose cases are barred, and who asks.
"""
_MAY = """
    secrecy <= %s and not barred && %s::bigint[] and not barred_people && %s::text[]
    and (secrecy < 2 or case_granted(granted_to, granted_until, %s::text[]))
"""
"""The same, in the words of the query builder."""


class Part(StrEnum):
    """By what an agency's person sees cases at all, beside a grant by name."""

    NONE = "none"
    AGENCY = "agency"
    TASKS = "tasks"


_BY_AGENCY = {
    Part.NONE: "",
    Part.AGENCY: "secrecy < 2 and case_seen_from(seen_by, $1) or",
    Part.TASKS: "secrecy < 2 and (case_seen_from(seen_by, $1) or case_on_task(seen_by, purpose)) or",
}
SEEN = {
    part: f"""
        secrecy <= $2 and not barred && $3 and not barred_people && $4
        and ({by_agency} granted_to && $4 and case_granted(granted_to, granted_until, $4))
    """
    for part, by_agency in _BY_AGENCY.items()
}
"""The condition of `visible_to` in words of its own, with the places that `may_fills` fills."""


class Granted(Func):
    """Whether a person was let in by name and still is; the moment is the one that the transaction was told."""

    function = "case_granted"
    output_field = BooleanField()


class SeenFrom(Func):
    """Whether a case is seen from an agency; the policy has gone by the index, this looks at the rows that are left."""

    function = "case_seen_from"
    output_field = BooleanField()


class OnTask(Func):
    """Whether one of the mandates that the transaction was told covers the case."""

    function = "case_on_task"
    output_field = BooleanField()


def visible_to(actor: Actor) -> QuerySet[Case]:
    """Return the cases that an actor may see: what denies first, then name, then agency (`rules.seeing`).

    Source: 《信访工作条例》第三十条、第四十六条.
    """
    if sees_nothing(actor):
        return Case.objects.none()
    me = Value([actor.login])
    by_name = Q(granted_to__overlap=[actor.login]) & Q(Granted("granted_to", "granted_until", me))
    return _kept_from(actor).filter(_by_agency(actor) | by_name)


def held_by(actor: Actor, *, is_open: bool) -> QuerySet[Case]:
    """Return the cases that the actor's agency holds and the actor may see."""
    if sees_nothing(actor):
        return Case.objects.none()
    return _workable(actor).filter(holder_id=_key(actor), is_open=is_open)


def asked_of(actor: Actor) -> QuerySet[Case]:
    """Return the cases of others in which the actor's agency owes something and that the actor may see."""
    if sees_nothing(actor):
        return Case.objects.none()
    # Not by the array itself: no policy lets its index be used.
    return _workable(actor).filter(pk__in=RawSQL("select case_asked(%s)", [_key(actor)]))


def likely_of(actor: Actor) -> QuerySet[Case]:
    """Return the cases that the actor's agency holds and that are likely here already (`arrivals`), for who may merge."""
    if sees_nothing(actor) or not may(actor.role, Step.MERGE):
        return Case.objects.none()
    here = RawSQL("select case_likely_here(%s)", [_key(actor)])
    return held_by(actor, is_open=True).filter(pk__in=here)


def part_of(actor: Actor) -> Part:
    """Return by what somebody sees cases at all."""
    if actor.role in SEES_NO_CASE:
        return Part.NONE
    return Part.TASKS if actor.role is Role.SUPERVISOR else Part.AGENCY


def may_fills(actor: Actor) -> list[object]:
    """Return what fills the first four places of a statement with `MAY`; not for who sees nothing."""
    return [_key(actor), actor.clearance, _line(actor), [actor.login]]


def sees_nothing(actor: Actor) -> bool:
    """Tell whether no case at all opens to somebody: one of the 三员 under any hat, a petitioner, an account put to rest."""
    hats = {actor.role, *(post.role for post in actor.others)}
    return actor.agency is None or not actor.is_active or actor.role is Role.PETITIONER or not hats.isdisjoint(THREE)


def _by_agency(actor: Actor) -> Q:
    part = part_of(actor)
    if part is Part.NONE:
        return Q(pk=None)
    seen = Q(SeenFrom("seen_by", Value(_key(actor))))
    return Q(secrecy__lt=_LEAST_SECRET_BY_NAME) & (
        seen | Q(OnTask("seen_by", "purpose")) if part is Part.TASKS else seen
    )


def _workable(actor: Actor) -> QuerySet[Case]:
    return Case.objects.filter(RawSQL(f"({_MAY})", _may(actor), BooleanField()))  # noqa: S611 - the condition above


def _may(actor: Actor) -> tuple[int, list[int], list[str], list[str]]:
    """Return what fills the places of `_MAY`."""
    return actor.clearance, _line(actor), [actor.login], [actor.login]


def _kept_from(actor: Actor) -> QuerySet[Case]:
    kept = Q(barred__overlap=_line(actor)) | Q(barred_people__overlap=[actor.login])
    return Case.objects.filter(~kept, secrecy__lte=actor.clearance)


def _line(actor: Actor) -> list[int]:
    """Return the keys of the agencies of every hat and of all above them: none of them may be accused."""
    found = tree()
    agencies = [actor.agency, *(post.agency for post in actor.others)]
    return sorted({found.key_of[code] for agency in agencies if agency for code in agency.line if code in found.key_of})


def _key(actor: Actor) -> int:
    assert actor.agency is not None  # noqa: S101 - who sees nothing does not come this far
    return tree().key_of[actor.agency.code]
