"""The reads of hot matters that interfaces may use; figures, names and reasons are of the cases that somebody sees, and of no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import FloatField, QuerySet, Sum
from django.db.models.expressions import RawSQL

from wangfang.records.agencies.places import COUNTY, place_name
from wangfang.records.cases import lookups
from wangfang.records.cases.indexing import PLACED
from wangfang.records.cases.lookups import SHOWN, NotFound
from wangfang.records.cases.models import Case
from wangfang.records.cases.visible import visible_to
from wangfang.rules.facts import Actor, day_of
from wangfang.rules.hot_matters import (
    FEWEST,
    HALF_LIFE_DAYS,
    LISTED_DAYS,
    Heat,
    MatterName,
    Trend,
    Voice,
    heat,
    name_of,
    require_reader,
    trend,
)
from wangfang.rules.labels import Part
from wangfang.rules.likeness_signals import Portrait, weighed
from wangfang.rules.showing import Showing

LISTED = 30
"""The hottest matters, on one page."""
LOOKED_AT = 100
"""Of how many matters the heat is reckoned: before that nobody knows whose petitions are of one writer."""
NAMED_BY = 20
"""How many of its newest petitions name a matter."""
MOST = 2**63 - 1
"""The greatest number that a matter could have."""
PLACES = 3
"""How many places are told, those with most petitions."""
_WARMTH = "power(0.5, extract(epoch from %s::timestamptz - cases_case.received_at) / %s)"
_HALF_LIFE_SECONDS = 86_400.0 * HALF_LIFE_DAYS
_COLUMNS = (*SHOWN, "petitioner__id_index", "petitioner__phone_index", "hot_member__matter")


@dataclass(frozen=True, slots=True)
class Seen:
    """One case of a matter as its viewer sees it."""

    case: Case
    shows: Showing


@dataclass(frozen=True, slots=True)
class Told:
    """A matter as its viewer sees it: the newest case first, how many people stand behind its petitions, how it goes on."""

    number: int
    members: tuple[Seen, ...]
    heat: Heat
    people: int
    trend: Trend
    name: MatterName
    places: tuple[str, ...]

    @property
    def title(self) -> str:
        """Return the name of the matter; where nothing is said by many, the title of the newest petition."""
        newest = self.members[0]
        return str(self.name) or newest.shows.clean(newest.case.title)


def hottest(actor: Actor, moment: datetime) -> list[Told]:
    """Return the hottest matters among the cases that somebody sees, each of two people at least.

    As many queries for thirty as for three.

    Raises:
        NotYours: the post looks after no cases.
    """
    require_reader(actor)
    found = _grouped(_members(actor, moment, _warmest(actor, moment)))
    voiced = [(heat(voices_of(members), day_of(moment)), number) for number, members in found.items()]
    hot = [(one, number) for one, number in voiced if one.writers >= FEWEST and one.size >= FEWEST]
    hot.sort(key=lambda item: (*(-value for value in item[0].rank), item[1]))
    return [_told(number, found[number], moment) for _, number in hot[:LISTED]]


def open_matter(number: int, actor: Actor, moment: datetime) -> Told:
    """Return a matter with all its cases that somebody sees.

    Raises:
        NotYours: the post looks after no cases.
        NotFound: there is none of that number with two cases for this actor.
    """
    require_reader(actor)
    members = _members(actor, moment, [number]) if number <= MOST else []
    if len(members) < FEWEST:
        raise NotFound
    return _told(number, members, moment)


def voices_of(members: Iterable[Seen]) -> list[Voice]:
    """Return the petitions as far as heat goes; who wrote is known where the identity is seen."""
    return [Voice(day_of(one.case.received_at), _writer(one)) for one in members]


def seen_in_matters(actor: Actor, moment: datetime) -> QuerySet[Case]:
    """Return the cases in matters that somebody may see; one that became secret or is destroyed is none of them."""
    rows = visible_to(actor).filter(PLACED, hot_member__isnull=False, received_at__lte=moment)
    return rows.select_related("petitioner", "hot_member")


def _warmest(actor: Actor, moment: datetime) -> list[int]:
    """Return the matters of which most came in of late: their heat, as if nobody had written twice, is greatest."""
    since = moment - timedelta(days=LISTED_DAYS)
    rows = seen_in_matters(actor, moment).filter(received_at__gte=since).order_by()
    warmth = Sum(RawSQL(_WARMTH, [moment, _HALF_LIFE_SECONDS], FloatField()))  # noqa: S611 - the constant above
    found = rows.values("hot_member__matter").annotate(warmth=warmth)
    return list(
        found.order_by("-warmth", "hot_member__matter").values_list("hot_member__matter", flat=True)[:LOOKED_AT]
    )


def _members(actor: Actor, moment: datetime, numbers: Sequence[int]) -> list[Seen]:
    """Return the cases of some matters whose content somebody sees, the newest first."""
    rows = seen_in_matters(actor, moment).filter(hot_member__matter__in=numbers).only(*_COLUMNS)
    cases = list(rows.order_by("-received_at", "-pk"))
    shows = lookups.shown_in_list(cases, actor, moment)
    return [Seen(case, shows[case.pk]) for case in cases if shows[case.pk].has(Part.CONTENT)]


def _grouped(members: Iterable[Seen]) -> dict[int, list[Seen]]:
    found: dict[int, list[Seen]] = {}
    for one in members:
        found.setdefault(one.case.hot_member.matter_id, []).append(one)
    return found


def _told(number: int, members: Sequence[Seen], moment: datetime) -> Told:
    today, regions = day_of(moment), Counter(one.case.region[:COUNTY] for one in members if one.case.region)
    county = {region: place_name(region) for region in regions}
    naming = [weighed(_portrait(one, county), lambda _: 1.0) for one in members[:NAMED_BY]]
    return Told(
        number=number,
        members=tuple(members),
        heat=heat(voices_of(members), today),
        people=sum(one.case.people for one in members),
        trend=trend((day_of(one.case.received_at) for one in members), today),
        name=name_of(naming),
        places=tuple(county[region] for region, _ in regions.most_common(PLACES)),
    )


def _portrait(one: Seen, county: Mapping[str, str]) -> Portrait:
    """Return what names a matter: the title, and the county where the title names none."""
    title, region = one.shows.clean(one.case.title), county.get(one.case.region[:COUNTY], "")
    return Portrait(title, "", day_of(one.case.received_at), region=region)


def _writer(one: Seen) -> str:
    if not one.shows.has(Part.IDENTITY):
        return ""
    who = one.case.petitioner
    return bytes(who.id_index or who.phone_index or b"").hex()
