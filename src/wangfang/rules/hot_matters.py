"""How is a matter called that many petitions tell of, how hot is it, what holds it together, and how does it go on?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from wangfang.rules.access import NotYours
from wangfang.rules.facts import Actor, Role
from wangfang.rules.likeness_names import is_telling
from wangfang.rules.likeness_signals import Weighed

HALF_LIFE_DAYS = 30.0
"""After so many days a petition counts half as much for the heat."""
AGAIN = 0.25
"""A further petition of the same writer counts as much as this of a first one: heat is people, not letters."""
LISTED_DAYS = 180
"""Six half-lives: a matter of which nothing came in for so long is off the list; its page stays."""
FEWEST = 2
"""So many petitions make a matter, and so many people a hot one: what one person writes again is a repetition."""
TREND_DAYS = 14
"""What came in within so many days is held against as many days before."""
RISING_TIMES = 1.5
"""So many times as many petitions as before, and at least two, make a matter rise; so many times fewer make it quiet."""
READERS = frozenset({Role.CLERK, Role.BUREAU_LEADER, Role.SUPERVISOR, Role.LEADER})
"""Who is shown hot matters: those who look after many cases, not who works on one."""
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


class Trend(StrEnum):
    """How a matter goes on of late."""

    RISING = "rising"  # 上升
    STEADY = "steady"  # 平稳
    QUIET = "quiet"  # 趋缓


def require_reader(actor: Actor) -> None:
    """Let those see the hot matters who look after many cases.

    Raises:
        NotYours: the post is another.
    """
    if actor.role not in READERS:
        raise NotYours("您的岗位不看热点事项")


def continued(before: Mapping[int, frozenset[int]], now: Sequence[frozenset[int]]) -> list[int | None]:
    """Give for each group of a sweep the number of the matter that it continues, None where it is a new one.

    A group continues a matter when it has more than half of what was left of it. Of several matters that came
    together in one group the one with most in it goes on, then the one with the least number.
    """
    matter_of = {case: number for number, cases in before.items() for case in cases}
    found: list[int | None] = []
    for group in now:
        shares = Counter(matter_of[case] for case in group if case in matter_of)
        whole = [number for number, count in shares.items() if 2 * count > len(before[number])]
        found.append(min(whole, key=lambda number: (-shares[number], number), default=None))
    return found


def trend(days: Iterable[date], on: date) -> Trend:
    """Give how a matter goes on, by the days on which its petitions came in: the last 14 against the 14 before."""
    ago = Counter((on - day).days // TREND_DAYS for day in days)
    late, before = ago[0], ago[1]
    if late >= FEWEST and late >= RISING_TIMES * before:
        return Trend.RISING
    return Trend.QUIET if before >= RISING_TIMES * late else Trend.STEADY


def weekly(days: Iterable[date], on: date, most: int) -> list[tuple[date, int]]:
    """Give how many petitions came in week by week up to a day: Mondays, the newest first, also those with none between.

    From the week of the last petition back to that of the first; there are `most` at most, and what came in before
    them is counted in none.
    """
    counts = Counter(_monday(day) for day in days if day <= on)
    if not counts:
        return []
    last, first = max(counts), min(counts)
    weeks = min(most, (last - first).days // 7 + 1)
    return [(week, counts[week]) for week in (last - timedelta(weeks=nth) for nth in range(weeks))]


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


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


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
