"""Do two petitions tell of one matter, how sure is that, and why?"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from wangfang.rules.likeness_names import TABLE
from wangfang.rules.likeness_signals import Portrait, Rarity, Signals, Weighed, longest_run, signals, weighed

MERGE, REVIEW = 0.9, 0.6
"""From these scores on a merge is proposed, and a look (domain: human decision in every case)."""
_BELOW_MERGE = 0.89
_TELLING = 20
"""So many characters said alike are no chance; fewer (请尽快处理) may be about anything."""
_CLOSE, _MUCH = 0.5, 0.2
"""From this `near` (three weeks) and this likeness of words on, a sign is worth a line among the reasons."""


class Band(StrEnum):
    """What is proposed at a score."""

    MERGE = "merge"
    REVIEW = "review"
    NONE = "none"


class Sign(StrEnum):
    """What a reason is about."""

    COPY = "copy"
    WORDING = "wording"
    NAMED = "named"
    NEAR = "near"
    SAME_PERSON = "same_person"
    SAME_FILE = "same_file"
    SAME_RESPONDENT = "same_respondent"
    PLACES_APART = "places_apart"
    NAMES_APART = "names_apart"
    NUMBERS_APART = "numbers_apart"


LABELS: Mapping[Sign, str] = {
    Sign.COPY: "标题和正文一字不差",
    Sign.WORDING: "用词相近",
    Sign.NAMED: "都提到",
    Sign.NEAR: "提出时间相近",
    Sign.SAME_PERSON: "信访人相同",
    Sign.SAME_FILE: "附件相同",
    Sign.SAME_RESPONDENT: "被反映单位相同",
    Sign.PLACES_APART: "地区不同",
    Sign.NAMES_APART: "名称不同",
    Sign.NUMBERS_APART: "编号、年份不同",
}
AGAINST = frozenset({Sign.PLACES_APART, Sign.NAMES_APART, Sign.NUMBERS_APART})


@dataclass(frozen=True, slots=True)
class Reason:
    """One sign that speaks for one matter, or (`against`) for two, with the words it is seen by."""

    sign: Sign
    words: tuple[str, ...] = ()

    @property
    def against(self) -> bool:
        """Whether it speaks against one matter."""
        return self.sign in AGAINST

    def __str__(self) -> str:
        return f"{LABELS[self.sign]}：{'、'.join(self.words)}" if self.words else LABELS[self.sign]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How sure it is that two petitions tell of one matter, from 0 to 1, and why."""

    score: float
    reasons: tuple[Reason, ...]

    @property
    def band(self) -> Band:
        """What is proposed at this score."""
        return band(self.score)


def band(score: float) -> Band:
    """Give what a score proposes: a merge from 0.9 on, a look from 0.6 on."""
    if score >= MERGE:
        return Band.MERGE
    return Band.REVIEW if score >= REVIEW else Band.NONE


def likeness(one: Portrait, other: Portrait, rarity: Rarity) -> Likeness:
    """Give how sure it is that two petitions tell of one matter; the same whichever comes first.

    `rarity` tells how much a gram tells in the store. Whatever the wording, a place, a name or a number that
    clashes keeps the score below the merge.
    """
    return compared(weighed(one, rarity), weighed(other, rarity))


def compared(one: Weighed, other: Weighed) -> Likeness:
    """Give the likeness of two that were weighed before: who holds one against many weighs it once."""
    found = signals(one, other)
    return Likeness(_score(one, other, found), _reasons(one, other, found))


def score(one: Weighed, other: Weighed) -> float:
    """Give the score alone, for sweeps that ask for no reasons."""
    return _score(one, other, signals(one, other))


def _score(one: Weighed, other: Weighed, found: Signals) -> float:
    sure = not found.clashes and (found.same_person or found.same_file or _says_enough(one) or _says_enough(other))
    if sure and _is_copy(one, other):
        return 1.0
    weights = _weights()
    logit = weights["base"] + sum(weights[name] * value for name, value in found.values().items())
    chance = 1 / (1 + math.exp(-logit))
    return round(chance if sure else min(chance, _BELOW_MERGE), 4)


@cache
def _weights() -> Mapping[str, float]:
    table: dict[str, float] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["weights"]
    return table


def _is_copy(one: Weighed, other: Weighed) -> bool:
    """Tell whether the same is said word for word."""
    a, b = one.portrait, other.portrait
    return (a.title.strip(), a.text.strip()) == (b.title.strip(), b.text.strip())


def _says_enough(one: Weighed) -> bool:
    return len(one.portrait.title.strip()) + len(one.portrait.text.strip()) >= _TELLING


def _reasons(one: Weighed, other: Weighed, found: Signals) -> tuple[Reason, ...]:
    copy = _is_copy(one, other)
    run = longest_run(one, other)
    told = (
        (copy, Sign.COPY, ()),
        (found.same_file, Sign.SAME_FILE, ()),
        (found.same_person, Sign.SAME_PERSON, ()),
        (bool(found.shared_names), Sign.NAMED, _longest(found.shared_names)),
        (found.same_respondent, Sign.SAME_RESPONDENT, (one.portrait.respondent,)),
        (not copy and found.wording >= _MUCH, Sign.WORDING, (run,) if run else ()),
        (found.near >= _CLOSE, Sign.NEAR, ()),
        (bool(found.places_apart), Sign.PLACES_APART, tuple(sorted(found.places_apart))),
        (bool(found.names_apart), Sign.NAMES_APART, tuple(sorted(found.names_apart))),
        (bool(found.numbers_apart), Sign.NUMBERS_APART, tuple(sorted(found.numbers_apart))),
    )
    return tuple(Reason(sign, words) for so, sign, words in told if so)


def _longest(pieces: frozenset[str]) -> tuple[str, ...]:
    """Give the pieces that are no part of another, the longest first."""
    whole = [piece for piece in pieces if not any(piece != more and piece in more for more in pieces)]
    return tuple(sorted(whole, key=lambda piece: (-len(piece), piece)))
