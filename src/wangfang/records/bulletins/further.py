"""What a bulletin counts beside the figures: how far campaigns are, and what was urged and supervised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from wangfang.records.agencies.tree import tree
from wangfang.records.campaigns.models import Campaign, Target
from wangfang.records.campaigns.progress import gaps_of, progress_of
from wangfang.records.cases.models import StepTaken
from wangfang.records.walls.context import as_job
from wangfang.rules.facts import Agency, Step
from wangfang.rules.labels import Secrecy
from wangfang.rules.periods import Period

WATCHING: Mapping[Step, str] = {
    Step.URGE: "催办",
    Step.SUPERVISE: "督办",
    Step.LIST: "挂牌督办",
    Step.PROPOSE: "提出建议",
}
"""What bureaus do about cases that others have, in the order of the bulletin."""


@dataclass(frozen=True, slots=True)
class Cleaning:
    """How far a campaign is: cases and items on its list, items filled in, explained and open."""

    name: str
    cases: int
    items: int
    filled: int
    explained: int
    open: int


@dataclass(frozen=True, slots=True)
class Watched:
    """How often something was done in a period, on how many cases, and how many of these are closed."""

    word: str
    times: int
    cases: int
    closed: int


def cleaning(issuer: Agency, now: datetime) -> list[Cleaning]:
    """Return the campaigns that a bureau had begun by a moment, with what is put right by then."""
    with as_job():
        begun = Campaign.objects.filter(issuer_id=tree().key_of[issuer.code], made_at__lte=now)
        return [_cleaning(one, now) for one in begun.order_by("number")]


def watched(period: Period, now: datetime) -> list[Watched]:
    """Return what was urged and supervised in a period, each kind that occurred; secret cases count in none."""
    rows = StepTaken.objects.filter(
        step__in=list(WATCHING), occurred_at__gte=period.starts_at, occurred_at__lt=period.ends_at
    ).filter(case__secrecy__lt=Secrecy.S2)
    closed = Count("case", distinct=True, filter=Q(case__closed_at__lt=now))
    counted = rows.values("step").annotate(times=Count("pk"), cases=Count("case", distinct=True), closed=closed)
    with as_job():
        found = {row["step"]: row for row in counted.order_by()}
    return [
        Watched(word, row["times"], row["cases"], row["closed"])
        for step, word in WATCHING.items()
        if (row := found.get(step))
    ]


def _cleaning(campaign: Campaign, now: datetime) -> Cleaning:
    rows = Target.objects.filter(campaign=campaign, case__secrecy__lt=Secrecy.S2).select_related("case", "unit")
    whole = progress_of(campaign, gaps_of(campaign, list(rows.defer("case__plain_text"))), now).whole
    filled = whole.items - whole.open - whole.explained
    return Cleaning(campaign.name, whole.cases, whole.items, filled, whole.explained, whole.open)
