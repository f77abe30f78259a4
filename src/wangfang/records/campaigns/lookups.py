"""The reads of campaigns that interfaces may use: which somebody may open, and of which cases they read there."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from wangfang.records.agencies.tree import tree
from wangfang.records.campaigns.candidates import open_to_campaigns
from wangfang.records.campaigns.models import Campaign, Explanation, Target, Told
from wangfang.records.cases.lookups import NotFound
from wangfang.records.cases.visible import sees_nothing
from wangfang.rules.facts import Actor, Kind
from wangfang.rules.seeing import SEES_NO_CASE

SHOWN = 50
"""Campaigns and notices that a page shows."""
PAGE = 50
"""Lines of the matrix on one page."""
_WATCHES = frozenset({Kind.BUREAU, Kind.JOINT_OFFICE})


def newest(actor: Actor) -> list[Campaign]:
    """Return the newest campaigns that somebody may open."""
    return list(_open_to(actor).order_by("-pk")[:SHOWN])


def open_campaign(key: int, actor: Actor) -> Campaign:
    """Return a campaign of one's own agency, or one with a case that one may see.

    Raises:
        NotFound: there is none of that key for this actor.
    """
    found = _open_to(actor).filter(pk=key).first()
    if found is None:
        raise NotFound
    return found


def targets_seen(campaign: Campaign, actor: Actor) -> QuerySet[Target]:
    """Return the cases of a campaign that somebody sees: a unit those that it was given, a bureau all that it watches over.

    What was labelled as secret since, or destroyed, is not among them.
    """
    rows = _seen(actor).filter(campaign=campaign).select_related("case", "unit").order_by("place")
    return rows.defer("case__plain_text")


def target_seen(campaign: Campaign, place: int, actor: Actor) -> Target:
    """Return one case of a campaign by its place on the list, with its petitioner.

    Raises:
        NotFound: there is none at that place for this actor.
    """
    rows = _seen(actor).select_related("case__petitioner", "case__holder", "unit", "campaign__issuer")
    found = rows.filter(campaign=campaign, place=place).first()
    if found is None:
        raise NotFound
    return found


def explanations(targets: Sequence[Target]) -> dict[tuple[int, str], Explanation]:
    """Return the last explanation of each item of some cases, by the key of the target and the word of the item."""
    rows = Explanation.objects.filter(target__in=[target.pk for target in targets]).order_by("pk")
    return {(one.target_id, one.item): one for one in rows}


def told_to(campaign: Campaign, actor: Actor) -> list[Told]:
    """Return the notices of a campaign, the newest first: to the own unit, to whoever issued it all of them."""
    rows = Told.objects.filter(campaign=campaign).select_related("unit").order_by("-pk")
    own = _key(actor)
    return list((rows if own == campaign.issuer_id else rows.filter(unit_id=own))[:SHOWN])


def _open_to(actor: Actor) -> QuerySet[Campaign]:
    if actor.role in SEES_NO_CASE or sees_nothing(actor):
        return Campaign.objects.none()
    mine = Q(issuer_id=_key(actor))
    seen = _seen(actor).filter(campaign=OuterRef("pk"))
    return Campaign.objects.select_related("issuer").filter(mine | Exists(seen))


def _seen(actor: Actor) -> QuerySet[Target]:
    rows = Target.objects.filter(case__in=open_to_campaigns(actor))
    if actor.agency is None or actor.agency.kind not in _WATCHES:
        rows = rows.filter(unit_id=_key(actor))
    return rows


def _key(actor: Actor) -> int:
    return tree().key_of[actor.agency.code] if actor.agency else 0
