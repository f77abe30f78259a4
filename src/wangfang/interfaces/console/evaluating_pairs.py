"""Which pairs of many messages are worth a closer look, and how alike are they?"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from wangfang.rules.grams import grams
from wangfang.rules.likeness_signals import Portrait, Weighed, weighed

MOST = 10
"""So many of the earlier messages that are most alike are always looked at: one of them is the partner in 998 of 1,000."""
_ALIKE = 0.12
"""From this cosine on a pair is looked at as well: of a matter told fifty times all pairs count, not ten."""
Pair = tuple[int, int]


def weighed_all(portraits: Sequence[Portrait]) -> list[Weighed]:
    """Return the portraits ready to be compared; how rare a gram is is learned from these alone."""
    rarity = _rarity_of(portraits)
    return [weighed(portrait, rarity) for portrait in portraits]


def candidates(messages: Sequence[Weighed]) -> Iterator[Pair]:
    """Yield pairs (earlier, later) of places in the list whose wording is alike at all: an inverted index of grams."""
    places: dict[int, list[int]] = defaultdict(list)
    shares: dict[int, list[float]] = defaultdict(list)
    for later, message in enumerate(messages):
        scaled = {gram: weight / message.length for gram, weight in message.whole.items()}
        known = [gram for gram in scaled if gram in places]
        if known:
            at = np.fromiter((place for gram in known for place in places[gram]), np.int64)
            worth = np.fromiter((scaled[gram] * share for gram in known for share in shares[gram]), np.float64)
            alike = np.bincount(at, weights=worth, minlength=later)
            best = np.argsort(-alike, kind="stable")[:MOST]
            yield from ((int(place), later) for place in np.union1d(best, np.flatnonzero(alike >= _ALIKE)))
        for gram, share in scaled.items():
            places[gram].append(later)
            shares[gram].append(share)


def _rarity_of(portraits: Sequence[Portrait]) -> Callable[[int], float]:
    stands = Counter(gram for one in portraits for gram in grams(one.title) | grams(one.text))
    unseen = math.log(1 + len(portraits))
    known = {gram: math.log(1 + len(portraits) / count) for gram, count in stands.items()}
    return lambda gram: known.get(gram, unseen)
