"""Gives the cases of a campaign to the units that answer for them, with a limit, and reminds them (分派、提醒)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.campaigns import lookups, progress
from wangfang.records.campaigns.freezing import trace
from wangfang.records.campaigns.models import Campaign, Target, Told
from wangfang.records.cases.lookups import life
from wangfang.rules.access import Deed
from wangfang.rules.campaigns import require_reminder, require_runner, require_under_way
from wangfang.rules.facts import Act
from wangfang.rules.journey import hands_of
from wangfang.rules.refusal import Refused

ASSIGNED, REMINDED = "assigned", "reminded"


@transaction.atomic
def assign(key: int, act: Act) -> int:
    """Give every case that nobody has yet to the agency that holds it or held it last, with the limit of the campaign.

    Each unit gets one notice. Returns the number of cases.

    Raises:
        NotFound, NotYours: see `run_by`.
        Refused: the campaign has ended, or every case has its unit.
    """
    campaign = run_by(key, Deed.ASSIGN, act)
    waiting = list(lookups.targets_seen(campaign, act.actor).filter(unit=None))
    if not waiting:
        raise Refused("每一件都已经分派")
    for target in waiting:
        target.unit_id, target.due_on = target.case.holder_id, campaign.due_on
    Target.objects.bulk_update(waiting, ("unit", "due_on"))
    counts: dict[int, int] = {}
    for target in waiting:
        counts[target.case.holder_id] = counts.get(target.case.holder_id, 0) + 1
    _tell(campaign, ASSIGNED, counts, act)
    trace(campaign, "campaign_assigned", act, cases=len(waiting), units=len(counts))
    return len(waiting)


@transaction.atomic
def assign_to(key: int, place: int, unit: str, due_on: date, act: Act) -> Target:
    """Give one case to another agency that has or had it, with a limit of its own.

    Raises:
        NotFound, NotYours: see `run_by`.
        Refused: the campaign has ended, the day is over, or the agency never had the case and so could enter nothing.
    """
    campaign = run_by(key, Deed.ASSIGN, act)
    target = lookups.target_seen(campaign, place, act.actor)
    if due_on < act.day:
        raise Refused("完成期限不能早于今天")
    if unit not in {agency.code for agency in hands_of(life(target.case)).had_it}:
        raise Refused("只能分派给经手过这件事的单位，别的单位不能补录")
    target.unit_id, target.due_on = tree().key_of[unit], due_on
    target.save(update_fields=["unit", "due_on"])
    _tell(campaign, ASSIGNED, {tree().key_of[unit]: 1}, act)
    trace(campaign, "campaign_assigned_to", act, place=place, unit=unit, due_on=due_on.isoformat())
    return target


@transaction.atomic
def remind(key: int, act: Act) -> int:
    """Remind every unit that has items open, once a day; returns how many units.

    Raises:
        NotFound, NotYours: see `run_by`.
        Refused: the campaign has ended, nobody has anything open, or they were reminded today.
    """
    campaign = run_by(key, Deed.REMIND, act)
    last = Told.objects.filter(campaign=campaign, kind=REMINDED).order_by("-pk").first()
    require_reminder(last.at if last else None, act)
    gaps = progress.gaps_of(campaign, list(lookups.targets_seen(campaign, act.actor)))
    counts = progress.open_by_unit(gaps)
    if not counts:
        raise Refused("没有单位还有未完成的项目")
    _tell(campaign, REMINDED, counts, act)
    trace(campaign, "campaign_reminded", act, units=len(counts), open=sum(counts.values()))
    return len(counts)


def run_by(key: int, deed: Deed, act: Act) -> Campaign:
    """Return a campaign that the actor runs and that has not ended, with its row locked.

    Raises:
        NotFound: there is none of that key for this actor.
        NotYours: another agency runs it, or the post may not.
        Refused: it has ended.
    """
    opened = lookups.open_campaign(key, act.actor)
    locked = Campaign.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=opened.pk)
    require_runner(act.actor, deed, tree().agency(locked.issuer.code))
    require_under_way(locked.ended_at)
    return locked


def _tell(campaign: Campaign, kind: str, counts: Mapping[int, int], act: Act) -> None:
    Told.objects.bulk_create(
        Told(campaign=campaign, unit_id=unit, kind=kind, count=count, by=act.actor.login, at=act.recorded_at)
        for unit, count in sorted(counts.items())
    )
