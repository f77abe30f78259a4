"""Which petitions together tell of one matter, when some pairs of them are alike?"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import TypeVar

LINK = 0.4
"""From this score on a pair may bring two groups together: a group is looked at as a whole, so it may be lower than for one pair."""
_FAINT = 0.1
_COHESION = 0.1
"""Of all pairs between two groups, this share has at least the faint score; or one chain of likenesses would join everything."""


K = TypeVar("K", int, str)
"""What names a petition."""


def clusters(pairs: Mapping[tuple[K, K], float], link: float = LINK) -> list[frozenset[K]]:
    """Give the groups of two or more that tell of one matter, the largest first, then by their least member.

    The surest pairs come first. Two groups are joined by a pair of at least `link` when they hold together as
    groups; a pair that is not given has the score 0. Each petition is in one group at most.
    """
    scores = {frozenset(pair): score for pair, score in pairs.items()}
    group_of: dict[K, list[K]] = {}
    for (one, other), score in sorted(pairs.items(), key=lambda item: (-item[1], *sorted(item[0]))):
        if score < link:
            break
        left, right = group_of.setdefault(one, [one]), group_of.setdefault(other, [other])
        if left is not right and _holds(left, right, scores):
            left.extend(right)
            group_of.update((member, left) for member in right)
    found = {frozenset(group) for group in group_of.values() if len(group) > 1}
    return sorted(found, key=lambda group: (-len(group), min(group)))


def _holds(left: list[K], right: list[K], scores: Mapping[frozenset[K], float]) -> bool:
    alike = sum(scores.get(frozenset(pair), 0.0) >= _FAINT for pair in product(left, right))
    return alike >= _COHESION * len(left) * len(right)
