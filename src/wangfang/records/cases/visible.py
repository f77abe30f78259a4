"""Which cases may somebody see: the one condition from which every lookup starts, in the words of the query builder.

The policies of the database (`records.walls`) say the same once more. Either alone would do.
"""

from __future__ import annotations

from datetime import date

from django.db import connection
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

_MAY = """
    secrecy <= %s and not barred && %s::bigint[] and not barred_people && %s::text[]
    and (secrecy < 2 or case_granted(granted_to, granted_until, %s::text[]))
"""
"""May somebody work on a case of their agency: not above their clearance, not accused, and what is secret by name."""
_COUNTS = f"""
    select plain.todo + marked.todo, plain.due + marked.due, plain.overdue + marked.overdue,
        (select count(*) from cases_case where id in (select case_asked(%s)) and {_MAY}),
        (select count(*) from case_likely_here(%s))
    from case_counts(%s, %s) plain, (
        select count(*) todo, count(*) filter (where due_on = %s) due, count(*) filter (where due_on < %s) overdue
        from cases_case where holder_id = %s and is_open and marked and {_MAY}
    ) marked
"""  # noqa: S608 - the condition above
"""The counts of `held_by`, `asked_of` and `likely_of`, in plain SQL since every page of the desk needs them.

Of the last no row is looked at: what is kept there is about cases that nobody at the agency is kept from.
"""


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


def next_in_hand(actor: Actor, after: tuple[date, int], last: date, most: int) -> QuerySet[Case]:
    """Return the next open cases of `held_by` after a due day and key, due on `last` at the latest.

    There are at least `most` of them where so many follow, those with the least time left; the caller puts them in
    order.
    """
    if sees_nothing(actor):
        return Case.objects.none()
    walked = RawSQL("select case_in_hand(%s, %s, %s, %s, %s)", [_key(actor), *after, last, most])
    return _workable(actor).filter(pk__in=walked)


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


def counts_of(actor: Actor, today: date) -> tuple[int, ...]:
    """Return how many cases the actor's agency holds, of them due today and overdue, in how many it is asked.

    The last is how many are likely here already.
    """
    key, may_work = _key(actor), _may(actor)
    merging = key if may(actor.role, Step.MERGE) else None
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [key, *may_work, merging, key, today, today, today, key, *may_work])
        return tuple(cursor.fetchone() or ())


def sees_nothing(actor: Actor) -> bool:
    """Tell whether no case at all opens to somebody: one of the 三员 under any hat, a petitioner, an account put to rest."""
    hats = {actor.role, *(post.role for post in actor.others)}
    return actor.agency is None or not actor.is_active or actor.role is Role.PETITIONER or not hats.isdisjoint(THREE)


def _by_agency(actor: Actor) -> Q:
    plain = Q(secrecy__lt=_LEAST_SECRET_BY_NAME)
    if actor.role in SEES_NO_CASE:
        return Q(pk=None)
    seen = Q(SeenFrom("seen_by", Value(_key(actor))))
    return plain & (seen | Q(OnTask("seen_by", "purpose")) if actor.role is Role.SUPERVISOR else seen)


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
