"""Which cases are likely to be here already: hints for whoever looks, and only among the cases that they see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import QuerySet

from wangfang.records.agencies.places import COUNTY, place_name
from wangfang.records.cases import indexing, showing, visible
from wangfang.records.cases.models import Case
from wangfang.records.files.keep import digests_of
from wangfang.records.likeness.learning import Learned, learned
from wangfang.records.likeness.pieces import Words
from wangfang.records.likeness.search import near
from wangfang.records.people import finding
from wangfang.records.people.models import Petitioner
from wangfang.rules.facts import Actor, day_of
from wangfang.rules.labels import Part
from wangfang.rules.likeness import REVIEW, Likeness, Reason, Sign, band, compared
from wangfang.rules.likeness_signals import Portrait, Weighed, weighed
from wangfang.rules.privacy import is_secret
from wangfang.rules.seeing import Verdict
from wangfang.rules.showing import Showing

SCORED = 20
"""How many cases are compared word by word at least: the partner of a petition is among the ten that share most."""
_FIRST, _MORE = 60, 4
"""How many of the cases found are looked at for whether they are seen, and how many times as many the next time."""
_OF_ONE_PERSON = Likeness(0.0, (Reason(Sign.SAME_PERSON),))
"""What is known of two petitions of which one says nothing that may be compared."""
_ALL = Showing({part: Verdict(allowed=True, clause=0, why="") for part in (Part.CONTENT, Part.IDENTITY)})
_OF_PERSON = 50
"""How many cases of one person are compared, the newest."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A case that is likely the same matter: how likely (0 to 1), the band, and why, in words for a clerk."""

    number: str
    score: float
    band: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of a petition so far; any of it may be empty."""

    title: str = ""
    text: str = ""
    id_number: str = ""
    phone: str = ""
    name: str = ""
    address: str = ""
    respondent: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is looked for: its words for the index, its portrait, and who else has its numbers (keys of petitioners)."""

    words: Words
    portrait: Portrait
    persons: frozenset[int]
    case: int = 0


@dataclass(slots=True)
class _Looking:
    """Who looks, when, for what; whatever is found goes through `_shown`, which asks what they see of it.

    Nobody (None) is whoever keeps the system: they see whatever has a place in the index, and nothing secret.
    """

    actor: Actor | None
    moment: datetime
    asked: _Asked
    known: Learned = field(default_factory=learned)

    def by_words(self, most: int) -> list[tuple[Case, Showing]]:
        """Return the cases that share most with the petition, among those whose content the actor sees.

        What is not seen is taken out before anything is cut off, so that no hidden case takes a place.
        """
        found: list[tuple[Case, Showing]] = []
        ranked, start, size = [int(key) for key in near(self.asked.words).cases], 0, _FIRST
        while start < len(ranked) and len(found) < most:
            part = self._shown(ranked[start : start + size])
            found += [(case, shows) for case, shows in part if shows.has(Part.CONTENT) and indexing.has_place(case)]
            start, size = start + size, size * _MORE
        return found[:most]

    def by_person(self) -> list[tuple[Case, Showing]]:
        """Return the newest cases of whoever has the numbers that were given, among those whose identity the actor sees."""
        if not self.asked.persons:
            return []
        rows = self._visible().filter(petitioner_id__in=self.asked.persons, destroyed="")
        seen, keys = [], list(rows.order_by("-received_at", "-pk").values_list("pk", flat=True))
        for start in range(0, len(keys), _OF_PERSON):
            part = self._shown(keys[start : start + _OF_PERSON])
            seen += [(case, shows) for case, shows in part if shows.has(Part.IDENTITY)]
            if len(seen) >= _OF_PERSON:
                break
        return seen[:_OF_PERSON]

    def _shown(self, keys: Sequence[int]) -> Iterator[tuple[Case, Showing]]:
        """Yield the cases with these keys that the actor sees, in this order, without the one that is asked for."""
        wanted = [key for key in keys if key != self.asked.case]
        rows = self._visible().select_related("petitioner").in_bulk(wanted)
        cases = [rows[key] for key in wanted if key in rows]
        shows = showing.of_cases(cases, self.actor, self.moment) if self.actor else dict.fromkeys(rows, _ALL)
        yield from ((case, shows[case.pk]) for case in cases)

    def _visible(self) -> QuerySet[Case]:
        return visible.visible_to(self.actor) if self.actor else indexing.placed()


def of_case(case: Case, actor: Actor | None, moment: datetime, limit: int = 10) -> list[Hint]:
    """Return the likeliest cases beside one that the actor sees, among those that they see; likeliest first.

    Words and attachments count where the actor sees the content of both, numbers and households where they see who is
    behind both. Of a secret case nothing counts but equal identity and telephone numbers. Without an actor it is whoever
    keeps the system that asks (the command): of secret cases they learn nothing.
    """
    shows = showing.of_cases([case], actor, moment)[case.pk] if actor else _ALL
    who = case.petitioner if shows.has(Part.IDENTITY) else None
    typed, files = Typed(), frozenset[str]()
    if shows.has(Part.CONTENT) and indexing.has_place(case):
        typed = Typed(case.title, case.text, respondent=case.respondent, region=case.region)
        files = digests_of([case.number]).get(case.number, files)
    asked = _asked(typed, who, case.received_at, files)
    return _hints(replace(asked, case=case.pk), actor, moment, limit)


def of_text(typed: Typed, actor: Actor | None, moment: datetime, limit: int = 10) -> list[Hint]:
    """Return the likeliest cases beside what was typed, among those that the actor sees; likeliest first."""
    who = Petitioner()
    who.name, who.address, who.id_number, who.phone = typed.name, typed.address, typed.id_number, typed.phone
    return _hints(_asked(typed, who, moment), actor, moment, limit)


def portrait_of(case: Case, files: frozenset[str]) -> Portrait:
    """Return the whole portrait of a case that has a place in the index, for what shows nothing but numbers of cases."""
    who = case.petitioner
    households = finding.households_of(who.name, who.address) if _may_name(case) else []
    indexes = (f"index {bytes(index).hex()}" for index in (who.id_index, who.phone_index) if index)
    people = _people(frozenset(), households) | frozenset(indexes)
    day = day_of(case.received_at)
    return Portrait(case.title, case.text, day, people, _county(case.region), case.respondent, files)


def _asked(typed: Typed, who: Petitioner | None, moment: datetime, files: frozenset[str] = frozenset()) -> _Asked:
    numbers: frozenset[int] = frozenset()
    households: list[int] = []
    if who:
        rows = finding.with_id_number(who.id_number) | finding.with_phone(who.phone)
        numbers = frozenset(rows.values_list("pk", flat=True)) if who.id_number or who.phone else numbers
        households = [] if who.anonymous else finding.households_of(who.name, who.address, earlier=True)
    keys = (
        *households,
        *indexing.respondent_keys(typed.respondent, typed.region),
        *indexing.attachment_keys(files),
    )
    portrait = Portrait(
        typed.title,
        typed.text,
        day_of(moment),
        _people(numbers, households),
        _county(typed.region),
        typed.respondent,
        files,
    )
    return _Asked(Words(typed.title, typed.text, keys), portrait, numbers)


def _hints(asked: _Asked, actor: Actor | None, moment: datetime, limit: int) -> list[Hint]:
    looking = _Looking(actor, moment, asked)
    found = {case.pk: (case, shows) for case, shows in (*looking.by_person(), *looking.by_words(max(limit, SCORED)))}
    files = digests_of(case.number for case, _ in found.values()) if asked.portrait.files else {}
    mine = weighed(asked.portrait, looking.known.rarity)
    hints = (_hint(mine, case, shows, asked, files.get(case.number, frozenset())) for case, shows in found.values())
    return sorted((hint for hint in hints if hint), key=lambda hint: (-hint.score, hint.number))[:limit]


def _hint(mine: Weighed, case: Case, shows: Showing, asked: _Asked, files: frozenset[str]) -> Hint | None:
    theirs = weighed(_portrait_of(case, shows, asked, files), mine.rarity)
    found = compared(mine, theirs) if mine.whole and theirs.whole else _OF_ONE_PERSON
    same_number = shows.has(Part.IDENTITY) and case.petitioner_id in asked.persons
    score = max(found.score, REVIEW) if same_number else found.score
    if score < REVIEW:
        return None
    return Hint(case.number, score, band(score).value, tuple(map(str, _reasons(found))))


def _reasons(found: Likeness) -> list[Reason]:
    """Return the reasons with who is behind it first: it is what a clerk looks for first."""
    return sorted(found.reasons, key=lambda reason: reason.sign is not Sign.SAME_PERSON)


def _portrait_of(case: Case, shows: Showing, asked: _Asked, files: frozenset[str]) -> Portrait:
    """Return the portrait of a case as far as its viewer sees it."""
    who, day = case.petitioner, day_of(case.received_at)
    people: frozenset[str] = frozenset()
    if shows.has(Part.IDENTITY):
        numbers = asked.persons & {who.pk}
        people = _people(numbers, finding.households_of(who.name, who.address) if _may_name(case) else [])
    if not shows.has(Part.CONTENT) or is_secret(case.purpose, case.secrecy):
        return Portrait("", "", day, people)
    return Portrait(case.title, case.text, day, people, _county(case.region), case.respondent, files)


def _may_name(case: Case) -> bool:
    return indexing.has_place(case) and not case.petitioner.anonymous


def _people(numbers: frozenset[int], households: Sequence[int]) -> frozenset[str]:
    """Return signs of people that are equal where they are the same: petitioners with one number, households."""
    return frozenset((*(f"number {key}" for key in numbers), *(f"household {key}" for key in households)))


def _county(region: str) -> str:
    return place_name(region[:COUNTY]) if region else ""
