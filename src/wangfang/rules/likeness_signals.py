"""What speaks for it, and what against it, that two petitions tell of one matter?"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from wangfang.rules.grams import grams, normal, number_of
from wangfang.rules.likeness_names import Name, apart, districts, names, numbers, shared

Rarity = Callable[[int], float]
"""How much a gram tells: the logarithm of how few petitions have it, in any unit; above 0."""

_TITLE_COUNTS = 3
"""A word of the title counts as often as this in the text: it says what the petition is about."""
_NEAR_DAYS = 30.0
_FAINT = 0.03
"""Below this share a likeness of words is chance; it keeps the logarithm finite."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is known of a petition when it is held against another.

    `people` are blind indexes (of an identity number, a telephone, a name with an address), never the numbers
    themselves; `region` is the name of its district (used where the title names none), `files` the SHA-256 of its attachments.
    """

    title: str
    text: str
    day: date
    people: frozenset[str] = frozenset()
    region: str = ""
    respondent: str = ""
    files: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Weighed:
    """A portrait made ready to be held against many: its grams with their weights, its names and places."""

    portrait: Portrait
    titled: str
    title: Mapping[int, float]
    whole: Mapping[int, float]
    length: float
    title_names: frozenset[Name]
    names: frozenset[Name]
    districts: frozenset[str]
    numbers: frozenset[str]
    rarity: Rarity


@dataclass(frozen=True, slots=True)
class Signals:
    """What was found between two petitions: shares from 0 to 1, and what is shared or differs by name."""

    wording: float
    told: float
    problem: float
    near: float
    same_person: bool
    same_file: bool
    same_respondent: bool
    shared_names: frozenset[str]
    places_apart: frozenset[str]
    names_apart: frozenset[str]
    numbers_apart: frozenset[str]

    @property
    def clashes(self) -> bool:
        """Whether something named says that these are two matters, however alike the wording is."""
        return bool(self.places_apart or self.names_apart or self.numbers_apart)

    def values(self) -> dict[str, float]:
        """Give the signs as numbers, in the names of the table of weights; the greater, the more of it."""
        return {
            "wording": math.log(self.wording + _FAINT),
            "told": self.told,
            "problem": math.log(self.problem + _FAINT),
            "near": self.near,
            "named": float(bool(self.shared_names)),
            "same_person": float(self.same_person),
            "same_file": float(self.same_file),
            "same_respondent": float(self.same_respondent),
            "places_apart": float(bool(self.places_apart)),
            "names_apart": float(bool(self.names_apart)),
            "numbers_apart": float(bool(self.numbers_apart)),
        }


def weighed(portrait: Portrait, rarity: Rarity) -> Weighed:
    """Give a portrait ready to be compared, by how rare grams are where it is compared."""
    title, text = grams(portrait.title), grams(portrait.text)
    counts = {gram: _TITLE_COUNTS * title.get(gram, 0) + text.get(gram, 0) for gram in title | text}
    whole = {gram: (1 + math.log(count)) * rarity(gram) for gram, count in counts.items()}
    said = f"{portrait.title}\n{portrait.text}"
    return Weighed(
        portrait=portrait,
        titled=normal(portrait.title),
        title={gram: rarity(gram) for gram in title},
        whole=whole,
        length=math.sqrt(sum(weight * weight for weight in whole.values())),
        title_names=names(portrait.title),
        names=names(said),
        districts=districts(portrait.title) or districts(portrait.region),
        numbers=numbers(portrait.title),
        rarity=rarity,
    )


def signals(one: Weighed, other: Weighed) -> Signals:
    """Give what speaks for and against one matter; the same whichever comes first."""
    a, b = one.portrait, other.portrait
    named = shared(one.title_names, other.names) | shared(other.title_names, one.names)
    return Signals(
        wording=_cosine(one, other),
        told=min(_covered(one.title, other.whole), _covered(other.title, one.whole)),
        problem=_problem(one, other),
        near=math.exp(-abs((a.day - b.day).days) / _NEAR_DAYS),
        same_person=bool(a.people & b.people),
        same_file=bool(a.files & b.files),
        same_respondent=bool(a.respondent) and normal(a.respondent) == normal(b.respondent),
        shared_names=named,
        places_apart=apart(one.districts, other.districts),
        names_apart=_names_apart(one, other) if not named else frozenset(),
        numbers_apart=_numbers_apart(one.numbers, other.numbers),
    )


def longest_run(one: Weighed, other: Weighed) -> str:
    """Give the piece that both titles have in one run and that tells most: mostly the name of what it is about.

    Of several that tell the same, the least in the order of characters, so that it does not matter who is first.
    """
    best, found = 0.0, ""
    for run, value in _runs(one, other):
        if value > best or (value == best and run < found):
            best, found = value, run
    return found


def _runs(one: Weighed, other: Weighed) -> Iterable[tuple[str, float]]:
    """Give every run of two characters or more that stands in both titles, as long as it goes, with what it tells."""
    short, long = sorted((one.titled, other.titled), key=lambda title: (len(title), title))
    start = 0
    while start < len(short) - 1:
        end = start + 1
        while end < len(short) and short[start : end + 1] in long:
            end += 1
        if end - start > 1:
            run = short[start:end]
            yield run, sum(one.title.get(number_of(run[at : at + 2]), 0.0) for at in range(len(run) - 1))
        start += 1


def _problem(one: Weighed, other: Weighed) -> float:
    """Give the share of what the titles say beside their common name that the other petition says as well."""
    if one.titled == other.titled:
        return 1.0
    run = longest_run(one, other)
    return (_told_without(run, one, other) + _told_without(run, other, one)) / 2


def _told_without(run: str, one: Weighed, other: Weighed) -> float:
    if len(run) <= 2:  # noqa: PLR2004 - two characters are a word, not yet a name
        return _covered(one.title, other.whole)
    rest = grams(one.titled.replace(run, ""))
    return _covered({gram: one.rarity(gram) for gram in rest}, other.whole)


def _covered(some: Mapping[int, float], whole: Mapping[int, float]) -> float:
    total = sum(some.values())
    return sum(weight for gram, weight in some.items() if gram in whole) / total if total else 0.0


def _cosine(one: Weighed, other: Weighed) -> float:
    short, long = sorted((one.whole, other.whole), key=len)
    product = math.fsum(weight * long[gram] for gram, weight in short.items() if gram in long)
    return product / (one.length * other.length) if product else 0.0


def _names_apart(one: Weighed, other: Weighed) -> frozenset[str]:
    """Give the names of two titles that have none in common; none where one title names nothing."""
    if not one.title_names or not other.title_names:
        return frozenset()
    return frozenset(str(name) for name in one.title_names | other.title_names)


def _numbers_apart(some: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    return some | others if some and others and not some & others else frozenset()
