"""Puts right what is missing on a case: by a late entry (补录), or by an explanation that somebody else accepts."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.campaigns import lookups
from wangfang.records.campaigns.assigning import run_by
from wangfang.records.campaigns.candidates import copies_seen, on_file_of
from wangfang.records.campaigns.freezing import trace
from wangfang.records.campaigns.models import Campaign, Explanation, Target
from wangfang.records.cases import handling
from wangfang.records.cases.lookups import NotFound, is_taken, life
from wangfang.records.cases.models import Case
from wangfang.rules.access import Deed
from wangfang.rules.basics import ITEMS, Item, entry, put_right_at
from wangfang.rules.campaigns import (
    LONGEST_WHY,
    require_explanation,
    require_judge,
    require_under_way,
    require_worker,
)
from wangfang.rules.facts import Act, Life
from wangfang.rules.refusal import Refused


@transaction.atomic
def fill(key: int, gap: tuple[int, str], typed: str, evidence_on: date, act: Act) -> Case:
    """Enter late what is missing, `gap` being the place of the case and the word of the item; the step is the case's own.

    Names and numbers are masked in what is written, because steps are no place under seal.

    Raises:
        NotFound: there is no such campaign, case or item for this actor.
        NotYours: it was given to another agency.
        Refused: the campaign has ended, it is there already, what was typed does not put it right, or see `handling.supplement`.
    """
    campaign, target = _worked_on(key, gap, Deed.FILL, act)
    case, item = target.case, ITEMS[gap[1]]
    if act.key and is_taken(case, act.key):
        return case  # the same request again
    lived = _lacking(campaign, target, item)
    copies = copies_seen(act.actor, case.number).get(case.number, ())
    value = entry(item, typed, on_file_of(case, lived, copies, act.day), act.day)
    filled = handling.supplement(case, item.word, value, evidence_on, act)
    trace(campaign, "campaign_filled", act, place=target.place, item=item.key)
    return filled


@transaction.atomic
def explain(key: int, gap: tuple[int, str], text: str, act: Act) -> Explanation:
    """Say why an item can no longer be had, for whoever runs the campaign to judge.

    Raises:
        NotFound, NotYours: as `fill`.
        Refused: the campaign has ended, it is there already, an explanation waits or was accepted, or it says too little.
    """
    campaign, target = _worked_on(key, gap, Deed.EXPLAIN, act)
    _lacking(campaign, target, ITEMS[gap[1]])
    require_explanation(text)
    last = lookups.explanations([target]).get((target.pk, gap[1]))
    if last and (last.judged_at is None or last.is_accepted):
        raise Refused("这一项的说明已经提交，等待核定" if last.judged_at is None else "这一项的说明已经核定")
    said = Explanation(target=target, item=gap[1], offered_by=act.actor.login, offered_at=act.recorded_at)
    said.text = text.strip()
    said.save()
    trace(campaign, "campaign_explained", act, place=target.place, item=gap[1])
    return said


@transaction.atomic
def judge(key: int, gap: tuple[int, str], act: Act, answer: str = "", *, accept: bool) -> Explanation:
    """Accept an explanation, or send it back with an answer, as whoever runs the campaign and did not write it.

    Raises:
        NotFound: there is no such campaign, case or item, or nothing waits.
        NotYours: the post may not, or another agency runs it.
        Refused: the campaign has ended, it is the same person, or it is sent back without a reason.
    """
    campaign = run_by(key, Deed.JUDGE, act)
    target = lookups.target_seen(campaign, gap[0], act.actor)
    said = Explanation.objects.select_for_update().filter(target=target, item=gap[1], judged_at=None).first()
    if said is None:
        raise NotFound
    require_judge(act.actor, said.offered_by)
    if not accept and not answer.strip():
        raise Refused("退回说明要写明理由")
    if len(answer) > LONGEST_WHY:
        raise Refused(f"理由最多 {LONGEST_WHY} 个字")
    said.answer, said.is_accepted = answer.strip(), accept
    said.judged_by, said.judged_at = act.actor.login, act.recorded_at
    said.save()
    trace(campaign, "campaign_judged", act, place=target.place, item=gap[1], accepted=accept)
    return said


def _worked_on(key: int, gap: tuple[int, str], deed: Deed, act: Act) -> tuple[Campaign, Target]:
    place, item = gap
    campaign = lookups.open_campaign(key, act.actor)
    target = lookups.target_seen(campaign, place, act.actor)
    if item not in target.missing:
        raise NotFound
    require_under_way(campaign.ended_at)
    require_worker(act.actor, deed, tree().code_of[target.unit_id] if target.unit_id else "")
    return campaign, target


def _lacking(campaign: Campaign, target: Target, item: Item) -> Life:
    """Return the life of a case that still lacks an item.

    Raises:
        Refused: it is there.
    """
    lived = life(target.case)
    if put_right_at(lived, item.key, campaign.made_at):
        raise Refused(f"“{item.word}”已经补齐，不用再补")
    return lived
