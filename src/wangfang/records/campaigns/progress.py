"""How far is a campaign: which item was put right when, what is open by day, by unit, by form, by item?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from wangfang.records.agencies.tree import tree
from wangfang.records.campaigns.lookups import explanations
from wangfang.records.campaigns.models import Campaign, Target
from wangfang.records.cases.facts import lives_of
from wangfang.records.cases.models import StepTaken
from wangfang.rules.basics import ITEMS, put_right_at
from wangfang.rules.campaigns import open_by_day
from wangfang.rules.facts import Form, day_of
from wangfang.rules.rankings import Entrant, League, league

UNASSIGNED = "未分派"


@dataclass(frozen=True, slots=True)
class Gap:
    """One item that was missing on one case: since when it is there, or why it can no longer be had."""

    target: Target
    item: str
    done_at: datetime | None = None
    explained: bool = False
    waits: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether it is still missing and nobody has accepted why."""
        return self.done_at is None


@dataclass(frozen=True, slots=True)
class Share:
    """Part of a campaign under a name: how many cases, how many of them complete, how many items, how many of them open."""

    name: str
    cases: int
    complete: int
    items: int
    open: int
    explained: int


def gaps_of(campaign: Campaign, targets: Sequence[Target]) -> list[Gap]:
    """Return every item that was missing on some cases of a campaign, read off the cases as they are now; four queries at most.

    An item is done since it was typed in that puts it right, or since an explanation was accepted, whichever came first.
    """
    moved = StepTaken.objects.filter(case_id__in=[t.case_id for t in targets], recorded_at__gt=campaign.made_at)
    keys = set(moved.values_list("case_id", flat=True))
    lives = lives_of([target.case for target in targets if target.case_id in keys], tree()) if keys else {}
    said = explanations(targets)
    found = []
    for target in targets:
        life = lives.get(target.case_id)
        for item in target.missing:
            right_at = put_right_at(life, item, campaign.made_at) if life else None
            one = said.get((target.pk, item))
            accepted_at = one.judged_at if one and one.is_accepted else None
            done_at = min((at for at in (right_at, accepted_at) if at), default=None)
            explained = right_at is None and accepted_at is not None
            found.append(Gap(target, item, done_at, explained, waits=bool(one and one.judged_at is None)))
    return found


@dataclass(frozen=True, slots=True)
class Progress:
    """The figures of a campaign, over the cases that somebody sees."""

    whole: Share
    forms: list[Share]
    items: list[Share]
    units: League
    unassigned: int
    days: list[tuple[date, int]]


def progress_of(campaign: Campaign, gaps: Sequence[Gap], now: datetime) -> Progress:
    """Return the figures of these items as they stand at a moment; what is open by day ends there."""
    done = [day_of(gap.done_at) for gap in gaps if gap.done_at]
    days = open_by_day(day_of(campaign.made_at), day_of(now), len(gaps), done)
    return Progress(
        whole=_share("", gaps),
        forms=_shares(gaps, lambda gap: gap.target.form, list(Form)),
        items=_shares(gaps, lambda gap: gap.item, list(ITEMS)),
        units=league(_entrants(gaps)),
        unassigned=len({gap.target.pk for gap in gaps if gap.target.unit_id is None}),
        days=days,
    )


def open_by_unit(gaps: Iterable[Gap]) -> dict[int, int]:
    """Return how many items each unit still has open, by the key of the unit; those with none are left out."""
    found: dict[int, int] = {}
    for gap in gaps:
        if gap.is_open and gap.target.unit_id is not None:
            found[gap.target.unit_id] = found.get(gap.target.unit_id, 0) + 1
    return found


def _shares(gaps: Sequence[Gap], key: Callable[[Gap], str], names: Sequence[str]) -> list[Share]:
    parts: dict[str, list[Gap]] = {name: [] for name in names}
    for gap in gaps:
        parts[key(gap)].append(gap)
    return [_share(name, part) for name, part in parts.items() if part]


def _share(name: str, gaps: Sequence[Gap]) -> Share:
    cases = {gap.target.pk for gap in gaps}
    open_cases = {gap.target.pk for gap in gaps if gap.is_open}
    return Share(
        name,
        len(cases),
        len(cases - open_cases),
        len(gaps),
        sum(gap.is_open for gap in gaps),
        sum(gap.explained for gap in gaps),
    )


def _entrants(gaps: Sequence[Gap]) -> list[Entrant]:
    found: dict[str, tuple[str, int, int]] = {}
    for gap in gaps:
        if unit := gap.target.unit:
            _name, due, met = found.get(unit.code, ("", 0, 0))
            found[unit.code] = (unit.name, due + 1, met + (not gap.is_open))
    return [Entrant(code, *said) for code, said in sorted(found.items())]
