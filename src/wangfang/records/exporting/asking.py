"""Asks for an export and approves it; who may read of one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups
from wangfang.records.cases.lookups import Filters, NotFound
from wangfang.records.cases.models import Case
from wangfang.records.exporting.models import ExportApproval, ExportRequest
from wangfang.records.ledger.append import append
from wangfang.records.people.posts import is_anybody
from wangfang.rules.exporting import LEADS, Consent, Wish, is_granted, needed, require_approver, require_asker
from wangfang.rules.facts import Act, Actor, Role
from wangfang.rules.refusal import Refused

LONGEST, SHORTEST = 200, 6
"""Characters that a reason may and must have."""
SHOWN = 50
"""Requests that a page shows."""


def candidates(actor: Actor, filters: Filters, today: date, *, with_people: bool) -> QuerySet[Case]:
    """Return the cases that an export of a list would hold now: those the actor sees, no accusations, none destroyed.

    With data of petitioners only those that the actor's own agency has or ended.
    """
    rows = lookups.listed(actor, filters, today).filter(secrecy__lt=2, destroyed="")
    return rows.filter(holder_id=_key(actor)) if with_people else rows


@transaction.atomic
def ask(filters: Filters, why: str, act: Act, *, with_people: bool) -> ExportRequest:
    """Ask for an export of a list as it is now.

    Raises:
        Refused: the post may not, there is no reason, nothing to export, or too much.
    """
    if not SHORTEST <= len(why.strip()) <= LONGEST:
        raise Refused(f"写明导出的理由，{SHORTEST} 到 {LONGEST} 个字")
    rows = candidates(act.actor, filters, act.day, with_people=with_people)
    found = dict(rows.order_by("number").values_list("number", "pk"))
    require_asker(act.actor, len(found), with_people=with_people)
    request = ExportRequest(
        number=_next(act), view=filters.view, category=filters.category, region=filters.region,
        with_people=with_people, keys=list(found.values()), digest=digest_of(found),
        needed=needed(len(found), with_people=with_people), asked_by=act.actor.login, agency_id=_key(act.actor),
        asked_at=act.recorded_at,
    )  # fmt: skip
    request.why, request.words = why.strip(), filters.words
    request.save()
    trace(request, "export_asked", act, rows=len(found), with_people=with_people, needed=request.needed)
    return request


@transaction.atomic
def approve(key: int, act: Act) -> ExportRequest:
    """Approve an export as another person.

    Raises:
        NotFound: there is no such request for this actor.
        Refused: see `rules.exporting.require_approver`.
    """
    opened = open_request(key, act.actor)
    request = ExportRequest.objects.select_for_update().get(pk=opened.pk)
    require_approver(act, wish_of(request, act.day), consents_of(request))
    ExportApproval.objects.create(request=request, login=act.actor.login, role=act.actor.role, at=act.recorded_at)
    trace(request, "export_approved", act, role=act.actor.role)
    return request


def wish_of(request: ExportRequest, day: date) -> Wish:
    """Return a request as the noun that rules speak."""
    return Wish(
        request.asked_by,
        _line_of(request),
        request.needed,
        guarded=request.needed > 1 and is_anybody(Role.SECURITY, day),
    )


def consents_of(request: ExportRequest) -> list[Consent]:
    """Return the approvals that a request has, the first first."""
    rows = sorted(request.approvals.all(), key=lambda one: one.pk)
    return [Consent(one.login, Role(one.role)) for one in rows]


def open_request(key: int, actor: Actor) -> ExportRequest:
    """Return a request that somebody may read of.

    Raises:
        NotFound: there is none of that key for this actor.
    """
    found = ExportRequest.objects.filter(_open_to(actor), pk=key).first()
    if found is None:
        raise NotFound
    return found


def newest(actor: Actor) -> list[ExportRequest]:
    """Return the newest requests that somebody may read of."""
    rows = ExportRequest.objects.prefetch_related("approvals").order_by("-pk")
    return list(rows.filter(_open_to(actor))[:SHOWN])


def is_ready(request: ExportRequest, day: date) -> bool:
    """Tell whether a request has all its approvals."""
    return is_granted(wish_of(request, day), consents_of(request))


def digest_of(numbers: Iterable[str]) -> str:
    """Return the digest of a set of cases."""
    return hashlib.sha256("\n".join(sorted(numbers)).encode()).hexdigest()


def trace(request: ExportRequest, step: str, act: Act, **said: object) -> None:
    """Write one line on an export; what was searched for and why stay out of it."""
    told = {"step": step, "actor": act.actor.login, "digest": request.digest, **said}
    append(f"export:{request.number}", act.recorded_at, told)


def _open_to(actor: Actor) -> Q:
    """Say which requests somebody may read of: the own ones, and those that one could approve."""
    if actor.role is Role.SECURITY:
        return Q(needed__gt=1)
    mine = Q(asked_by=actor.login)
    if actor.role not in LEADS or actor.agency is None:
        return mine
    found = tree()
    return mine | Q(agency_id__in=[found.key_of[below.code] for below in found.under(actor.agency.code)])


def _line_of(request: ExportRequest) -> tuple[str, ...]:
    found = tree()
    return found.by_code[found.code_of[request.agency_id]].line


def _key(actor: Actor) -> int:
    return tree().key_of[actor.agency.code] if actor.agency else 0


def _next(act: Act) -> str:
    year = act.day.year
    last = ExportRequest.objects.filter(number__startswith=f"DC-{year}-").order_by("-pk").first()
    return f"DC-{year}-{(int(last.number.rpartition('-')[2]) if last else 0) + 1:05d}"
