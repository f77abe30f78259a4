"""Begins a campaign: runs its query once and freezes the list with what is missing on each case."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.campaigns.candidates import Found, found
from wangfang.records.campaigns.models import Campaign, Target
from wangfang.records.ledger.append import append
from wangfang.records.ledger.formats import canonical
from wangfang.rules.access import Deed
from wangfang.rules.campaigns import Query, require_list, require_new, require_runner
from wangfang.rules.facts import Act


@transaction.atomic
def freeze(name: str, query: Query, due_on: date, act: Act) -> Campaign:
    """Freeze what a query finds now as the list of a new campaign (专项整改).

    Raises:
        NotYours: the post may not, or the query goes beyond the actor's agency.
        Refused: no name, a wrong day, nothing found, or too much.
    """
    issuer = require_runner(act.actor, Deed.FREEZE)
    require_new(name, query, due_on, tree().agency(query.under), act)
    listed = found(query, act.actor, act.day)
    require_list(len(listed))
    campaign = Campaign.objects.create(
        number=_next(act),
        name=name.strip(),
        issuer_id=tree().key_of[issuer.code],
        query=query.as_json(),
        due_on=due_on,
        digest=digest_of(listed),
        made_by=act.actor.login,
        made_at=act.recorded_at,
    )
    Target.objects.bulk_create(_targets(campaign, listed))
    trace(campaign, "campaign_frozen", act, cases=len(listed), query=query.as_json())
    return campaign


def digest_of(listed: Sequence[Found]) -> str:
    """Return the digest of a list: which cases, and what was missing on each."""
    said = {one.case.number: list(one.missing) for one in listed}
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def trace(campaign: Campaign, step: str, act: Act, **said: object) -> None:
    """Write one line on a campaign; neither cases nor explanations stand in it, but digests and counts."""
    told = {"step": step, "actor": act.actor.login, "digest": campaign.digest, **said}
    append(f"campaign:{campaign.number}", act.recorded_at, told)


def _targets(campaign: Campaign, listed: Sequence[Found]) -> list[Target]:
    return [
        Target(campaign=campaign, case=one.case, place=place, form=one.case.form, missing=list(one.missing))
        for place, one in enumerate(listed, start=1)
    ]


def _next(act: Act) -> str:
    year = act.day.year
    last = Campaign.objects.filter(number__startswith=f"ZX-{year}-").order_by("-pk").first()
    return f"ZX-{year}-{(int(last.number.rpartition('-')[2]) if last else 0) + 1:04d}"
