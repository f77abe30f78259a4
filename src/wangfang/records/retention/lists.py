"""Makes and approves a destruction list (销毁清单): two verbs, by two different people, and who may read one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from wangfang.records.agencies.tree import tree
from wangfang.records.cases.facts import lives_of
from wangfang.records.cases.lookups import NotFound
from wangfang.records.cases.models import Case
from wangfang.records.cases.visible import held_by, visible_to
from wangfang.records.retention import holds
from wangfang.records.retention.models import DestructionList, Listed
from wangfang.records.retention.trace import APPROVED, MADE, digest_of, is_held, note_list
from wangfang.rules.facts import Act, Actor
from wangfang.rules.keeping import BY_TWO, require_approver, require_due, require_lister
from wangfang.rules.refusal import Refused

MOST = 1000
"""Cases on one list."""
LONGEST = 200
"""Characters that a reason may have."""
SHOWN = 50
"""Lists that a page shows."""


@transaction.atomic
def make(numbers: Sequence[str], why: str, act: Act) -> DestructionList:
    """Make a list of cases of the actor's agency whose time is over; nothing is destroyed by it.

    Raises:
        Refused: the post may not; there is no reason or no case; one of them is not there for the actor, is not
            held by the actor's agency, is under way, is kept longer, or is held (保全).
    """
    require_lister(act.actor)
    if not why.strip() or len(why) > LONGEST:
        raise Refused(f"写明销毁的理由，最多 {LONGEST} 个字", BY_TWO)
    cases = _chosen(numbers, act)
    for case in cases:
        require_may_go(case, act)
    listed = DestructionList.objects.create(
        number=_next(act), agency_id=_key(act.actor), why=why, made_by=act.actor.login, made_at=act.recorded_at
    )
    Listed.objects.bulk_create([Listed(list=listed, case=case) for case in cases])
    digest = digest_of(case.number for case in cases)
    said = {"actor": act.actor.login, "agency": listed.agency.code, "cases": len(cases), "digest": digest}
    note_list(listed, MADE, act.recorded_at, **said)
    return listed


@transaction.atomic
def approve(key: int, act: Act) -> DestructionList:
    """Approve a list, as a leader of its agency who did not make it and may see every case on it.

    Raises:
        NotFound: there is no such list for this actor.
        Refused: the post may not, it is the same person, it is approved already, or a case on it may not go any more.
    """
    opened = open_list(key, act.actor)
    listed = DestructionList.objects.select_for_update(of=("self",)).select_related("agency").get(pk=opened.pk)
    require_approver(act, listed.made_by, listed.agency.code)
    if listed.approved_by:
        raise Refused(f"销毁清单 {listed.number} 已经批准过了")
    cases = cases_of(listed)
    for case in cases:
        require_may_go(case, act)
    listed.approved_by, listed.approved_at = act.actor.login, act.recorded_at
    listed.save(update_fields=["approved_by", "approved_at"])
    digest = digest_of(case.number for case in cases)
    note_list(listed, APPROVED, act.recorded_at, actor=act.actor.login, digest=digest)
    return listed


def require_may_go(case: Case, act: Act) -> None:
    """Let a case go whose time is over and that nobody holds.

    Raises:
        Refused: it is destroyed already, held (保全), under way, or kept longer.
    """
    if case.destroyed:
        raise Refused(f"{case.number} 已经销毁")
    if holds.of_case(case) or is_held(case):
        raise Refused(f"{case.number} 在保全中，解除以前不能销毁")
    require_due(lives_of([case], tree())[case.pk], act.day)


def open_list(key: int, actor: Actor) -> DestructionList:
    """Return a list of the actor's agency, for somebody who may see every case on it.

    Raises:
        NotFound: there is none of that key for this actor.
    """
    found = _lists_of(actor).filter(pk=key).first()
    if found is None or not _sees_all(found, actor):
        raise NotFound
    return found


def newest(actor: Actor) -> list[DestructionList]:
    """Return the newest lists of the actor's agency of which the actor may see every case."""
    found = list(_lists_of(actor).prefetch_related("listed")[:SHOWN])
    keys = {one.pk: {row.case_id for row in one.listed.all()} for one in found}
    seen = set(visible_to(actor).filter(pk__in=set().union(*keys.values())).values_list("pk", flat=True))
    return [one for one in found if keys[one.pk] <= seen]


def cases_of(listed: DestructionList) -> list[Case]:
    """Return the cases on a list in the order of their numbers, as far as whoever asks sees them."""
    return list(Case.objects.filter(pk__in=listed.listed.values("case_id")).order_by("number"))


def _lists_of(actor: Actor) -> QuerySet[DestructionList]:
    return DestructionList.objects.select_related("agency").filter(agency_id=_key(actor)).order_by("-pk")


def _sees_all(listed: DestructionList, actor: Actor) -> bool:
    keys = list(listed.listed.values_list("case_id", flat=True))
    return visible_to(actor).filter(pk__in=keys).count() == len(keys)


def _chosen(numbers: Sequence[str], act: Act) -> list[Case]:
    wanted = sorted({number.strip() for number in numbers if number.strip()})
    if not wanted:
        raise Refused("至少选一件")
    if len(wanted) > MOST:
        raise Refused(f"一份清单最多 {MOST} 件")
    found = {case.number: case for case in held_by(act.actor, is_open=False).filter(number__in=wanted)}
    if missing := [number for number in wanted if number not in found]:
        raise Refused(f"{missing[0][:20]} 不是本单位办结的，不能列入")
    return [found[number] for number in wanted]


def _key(actor: Actor) -> int:
    """Return the key of the actor's agency; 0, which none has, for an actor without one."""
    return tree().key_of[actor.agency.code] if actor.agency else 0


def _next(act: Act) -> str:
    """Return the number of the next list of the year; two at once take turns, the second at the unique number."""
    year = act.day.year
    last = DestructionList.objects.select_for_update().filter(number__startswith=f"XH-{year}-").order_by("-pk").first()
    return f"XH-{year}-{(int(last.number.rpartition('-')[2]) if last else 0) + 1:04d}"
