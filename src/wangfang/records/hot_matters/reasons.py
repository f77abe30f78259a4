"""Why the cases of a matter belong together: what several of them name, and to which other one each is likest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from wangfang.records.agencies.places import COUNTY, place_name
from wangfang.records.cases.lookups import SHOWN, NotFound
from wangfang.records.cases.models import Case
from wangfang.records.hot_matters.lookups import Seen, Told, seen_in_matters
from wangfang.records.likeness.learning import learned
from wangfang.rules.facts import Actor, day_of
from wangfang.rules.hot_matters import FEWEST, shared_by
from wangfang.rules.likeness import compared, score
from wangfang.rules.likeness_signals import Portrait, Weighed, weighed

PAGE = 25
"""Cases of a matter on one page."""
READ = 40
"""How many of the newest petitions are read for what several of them name."""
_TOLD = (*SHOWN, "plain_text", "plain_respondent", "merged_into", "linked", "apart", "hot_member__matter")


@dataclass(frozen=True, slots=True)
class Likest:
    """The case on the page that another one is likest to: how likely they are one matter (0 to 1), why, whether it is settled."""

    number: str
    score: float
    reasons: tuple[str, ...]
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the cases of a matter, each with the one that it is likest to, and what holds the matter together."""

    members: tuple[Seen, ...]
    likest: tuple[Likest, ...]
    shared: tuple[tuple[str, int], ...]
    is_last: bool


def page_of(told: Told, after: tuple[int, int] | None, actor: Actor, moment: datetime) -> Page:
    """Return the cases of a matter that come after a place, or the first; one query.

    Each is held against the others on the page, the earliest and the newest of the matter, so that every one has a
    partner.

    Raises:
        NotFound: of its cases too few are left to be a matter.
    """
    left = [one for one in told.members if after is None or place_of(one) < after]
    newest, beside = told.members[:READ], (*left[:PAGE], told.members[0], told.members[-1])
    rows = _read((*newest, *beside), actor, moment)
    held = {one.case.pk: one for one in beside if one.case.pk in rows}
    if len(held) < FEWEST:
        raise NotFound
    ready = _ready(rows, {one.case.pk: one for one in (*newest, *beside)})
    likest = _likest({key: ready[key] for key in held})
    there = [one for one in left[:PAGE] if one.case.pk in held]
    return Page(
        members=tuple(Seen(rows[one.case.pk], one.shows) for one in there),
        likest=tuple(_why(rows[one.case.pk], rows[likest[one.case.pk]], ready) for one in there),
        shared=shared_by([ready[one.case.pk] for one in newest if one.case.pk in ready]),
        is_last=len(left) <= PAGE,
    )


def place_of(one: Seen) -> tuple[int, int]:
    """Return the place of a case in the order of a matter: when it came in (microseconds), its key; the newest is greatest."""
    return round(one.case.received_at.timestamp() * 1_000_000), one.case.pk


def _read(members: Iterable[Seen], actor: Actor, moment: datetime) -> dict[int, Case]:
    """Return cases with their words; who lost the sight of one meanwhile does not get it."""
    keys = {one.case.pk for one in members}
    found: dict[int, Case] = seen_in_matters(actor, moment).only(*_TOLD).in_bulk(keys)
    return found


def _ready(rows: Mapping[int, Case], seen: Mapping[int, Seen]) -> dict[int, Weighed]:
    rarity = learned().rarity
    county = {region: place_name(region) for region in {row.region[:COUNTY] for row in rows.values()} if region}
    return {key: weighed(_portrait(row, seen[key], county), rarity) for key, row in rows.items()}


def _likest(ready: Mapping[int, Weighed]) -> dict[int, int]:
    """Return for each of two or more cases the key of the one that it is likest to."""
    best: dict[int, tuple[float, int]] = {}
    for one, other in combinations(sorted(ready), 2):
        value = score(ready[one], ready[other])
        for mine, theirs in ((one, other), (other, one)):
            best[mine] = max(best.get(mine, (-1.0, 0)), (value, -theirs))
    return {key: -other for key, (_, other) in best.items()}


def _why(case: Case, other: Case, ready: Mapping[int, Weighed]) -> Likest:
    found = compared(ready[case.pk], ready[other.pk])
    reasons = tuple(str(reason) for reason in found.reasons if not reason.against)
    return Likest(other.number, found.score, reasons, _is_settled(case, other))


def _is_settled(case: Case, other: Case) -> bool:
    """Tell whether somebody has settled what the two are to each other, from either side; a copy goes with its first case."""
    pairs = ((case, other), (other, case))
    return any(theirs.number in (*mine.linked, *mine.apart) or mine.merged_into for mine, theirs in pairs)


def _portrait(row: Case, one: Seen, county: Mapping[str, str]) -> Portrait:
    clean, place = one.shows.clean, county.get(row.region[:COUNTY], "")
    words = clean(row.title), clean(row.text)
    return Portrait(*words, day_of(row.received_at), region=place, respondent=clean(row.respondent))
