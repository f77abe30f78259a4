"""How is a matter called that many petitions tell of, how hot is it, and what holds it together?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from wangfang.rules.likeness_names import is_telling
from wangfang.rules.likeness_signals import Weighed

HALF_LIFE_DAYS = 30.0
"""After so many days a petition counts half as much for the heat."""
AGAIN = 0.25
"""A further petition of the same writer counts as much as this of a first one: heat is people, not letters."""
_SHORTEST, _LONGEST = 2, 8
"""How many characters the words for the problem have."""
_MOST_SHARED = 5


@dataclass(frozen=True, slots=True)
class Voice:
    """One petition of a matter, as far as heat goes: when it came in, and the blind index of who wrote it ('' if nobody knows)."""

    day: date
    writer: str = ""


@dataclass(frozen=True, slots=True)
class Heat:
    """How much a matter moves people on one day."""

    size: int
    writers: int
    first_on: date
    last_on: date
    heat: float

    @property
    def span_days(self) -> int:
        """How many days lie between the first and the last petition; 0 when all came in on one."""
        return (self.last_on - self.first_on).days

    @property
    def rank(self) -> tuple[float, int, int]:
        """What the hottest matter has most of: heat, then size, then span."""
        return (self.heat, self.size, self.span_days)


@dataclass(frozen=True, slots=True)
class MatterName:
    """What a matter is called: where, about what thing, and what is wrong; each may be empty."""

    place: str
    thing: str
    problem: str

    def __str__(self) -> str:
        return f"{self.place}{self.thing}{self.problem}"


def heat(voices: Sequence[Voice], on: date) -> Heat:
    """Give how hot a matter is on a day; petitions of a later day are not counted.

    Every petition counts 1 on its day, half of that after 30 days, a quarter after 60. Of one writer the latest
    counts in full, every other a quarter of that. A writer nobody knows is a writer of their own.

    Raises:
        ValueError: no petition had come in by that day.
    """
    so_far = sorted((voice for voice in voices if voice.day <= on), key=lambda voice: voice.day, reverse=True)
    if not so_far:
        raise ValueError("a matter without petitions has no heat")
    met: set[str] = set()
    total, writers = 0.0, 0
    for voice in so_far:
        again = voice.writer in met
        fresh = 0.5 ** ((on - voice.day).days / HALF_LIFE_DAYS)
        total += fresh * (AGAIN if again else 1.0)
        writers += not again
        met.update({voice.writer} - {""})
    return Heat(len(so_far), writers, so_far[-1].day, so_far[0].day, round(total, 4))


def name_of(members: Sequence[Weighed]) -> MatterName:
    """Give the name of a matter: the place, the thing and the problem that most of its petitions name.

    The problem is said in words that stand in at least half of the titles (and in two), beside the thing and the place.
    """
    place = _most(word for one in members for word in one.districts).upper()
    thing = _most(str(name) for one in members for name in one.title_names)
    named = {str(name) for one in members for name in one.title_names}
    return MatterName(place, thing, _problem(members, {place.lower(), *named}))


def shared_by(members: Sequence[Weighed]) -> tuple[tuple[str, int], ...]:
    """Give why petitions belong together: the things named by two or more of them, with how many name each, most first."""
    counts = Counter(str(name) for one in members for name in one.names)
    several = [(name, count) for name, count in counts.items() if count > 1]
    return tuple(sorted(several, key=lambda item: (-item[1], item[0]))[:_MOST_SHARED])


def _most(words: Iterable[str]) -> str:
    """Give the most frequent word, of several the first in the order of characters; '' when there is none."""
    counts = Counter(words)
    return min(counts, key=lambda word: (-counts[word], word)) if counts else ""


def _problem(members: Sequence[Weighed], said: set[str]) -> str:
    """Give the words that tell most: those in many titles count more, and so do longer ones."""
    standing = Counter(piece for one in members for piece in _pieces(one.titled, said))
    enough = max(2, len(members) / 2)
    often = {piece: count for piece, count in standing.items() if count >= enough and is_telling(piece)}
    return min(often, key=lambda piece: (-often[piece] * (len(piece) - 1), piece)) if often else ""


def _pieces(title: str, said: set[str]) -> frozenset[str]:
    """Give every piece of a title that reaches into nothing that was said already."""
    free = [True] * len(title)
    for start in range(len(title) - 1):
        if any(title[start : start + 2] in word for word in said):
            free[start] = free[start + 1] = False
    lengths = range(_SHORTEST, _LONGEST + 1)
    places = ((start, start + length) for length in lengths for start in range(len(title) - length + 1))
    return frozenset(title[start:end] for start, end in places if all(free[start:end]))
