"""Which pieces of a petition tell it from others, so that they are kept, and asked for?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from wangfang.records.likeness.learning import Learned, Numbers
from wangfang.rules.grams import grams

KEPT = 64
"""How many grams of a case are kept."""
ASKED = 128
"""How many are asked for: twice as many find 0.994 of what comparing everything finds, instead of 0.984."""
UNLEARNED = 512
"""How many are kept and asked for as long as it is not known which are rare: all of most petitions."""
_COMMON_SHARE, _COMMON = 0.01, 50
"""A gram that stands in more than this share of all cases, and in more than so many, tells nothing."""
_KEY_WEIGHT = 8.0
"""How many grams a key is worth (the same place and respondent, the same attachment): more than a shared phrase."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a petition says, as far as the index is told: its texts, and keys of whole things (`rules.grams.key_of`)."""

    title: str
    text: str
    keys: tuple[int, ...] = field(default=())


def kept_of(words: Words, learned: Learned) -> list[int]:
    """Return the pieces to be kept of a case."""
    return sorted({*map(int, _keys(words, learned)), *map(int, _telling(words, learned, KEPT))})


def asked_of(words: Words, learned: Learned) -> Mapping[int, float]:
    """Return the pieces to be asked for, each with what it is worth."""
    texts, keys = _telling(words, learned, ASKED), _keys(words, learned)
    found = np.concatenate((texts, keys))
    worth = np.concatenate((learned.rarity_of(texts), learned.rarity_of(keys) * _KEY_WEIGHT))
    return dict(zip(map(int, found), map(float, worth), strict=True))


def all_of(words: Words) -> set[int]:
    """Return every piece of a petition, telling or not: what is counted when it is learned which are rare."""
    return {*grams(words.title), *grams(words.text), *words.keys}


def _telling(words: Words, learned: Learned, most: int) -> Numbers:
    """Return the rarest grams of a petition, those of its title first.

    What nobody else has said yet comes last: most of it is chance at the seams of words, but the name of a new
    estate is among it as well. Ties go by number, so that copies are cut alike.
    """
    title, text = grams(words.title), grams(words.text)
    found = np.fromiter((*title, *(gram for gram in text if gram not in title)), np.int32)
    if not learned.cases:
        return found[np.lexsort((found, np.arange(len(found)) >= len(title)))][:UNLEARNED]
    counts = learned.count_of(found)
    is_text = np.arange(len(found)) >= len(title)
    order = np.lexsort((found, counts, is_text))
    order = order[counts[order] <= most_common(learned)]
    seen = counts[order] > 0
    titled, rest = order[seen & ~is_text[order]], order[seen & is_text[order]]
    new = order[~seen]
    share = min(len(new), most // 8)
    first = np.concatenate((titled[: most // 2], new[:share], rest, titled[most // 2 :], new[share:]))
    return found[first[:most]]


def most_common(learned: Learned) -> float:
    """Return in how many cases a piece may stand and still tell something."""
    return max(_COMMON, learned.cases * _COMMON_SHARE)


def _keys(words: Words, learned: Learned) -> Numbers:
    """Return the keys of a petition that are not common: a respondent of thousands tells nothing."""
    found = np.unique(np.fromiter(words.keys, np.int32))
    return found[learned.count_of(found) <= most_common(learned)]
