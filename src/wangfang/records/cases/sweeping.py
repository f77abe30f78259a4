"""Looks through the whole store for cases that tell of one matter: likely pairs, scored one by one, brought together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wangfang.records.cases import alike, indexing
from wangfang.records.files.keep import digests_of
from wangfang.records.likeness.engines import engine_of
from wangfang.records.likeness.learning import learned
from wangfang.records.likeness.sweep import Sweep
from wangfang.rules.clusters import clusters
from wangfang.rules.likeness import REVIEW, score
from wangfang.rules.likeness_signals import Rarity, Weighed, weighed

KEPT_AT_HAND = 2_000
"""Cases that are kept ready to be compared: 120 MB."""
READ_AT_ONCE = 500
"""Pairs whose cases are read in one query."""

Found = list[list[str]]
"""Groups of numbers of cases, the largest group first."""


def sweep(data: Path, engine: str, told: Callable[[int, int], None]) -> Found:
    """Return the groups of cases that tell of one matter; secret cases are not among them.

    `told` hears after each part how many of how many are done. Broken off, the next sweep goes on where this one
    stood; when it has come to its end, nothing of it is left in the data folder.

    Raises:
        Refused: the engine is not there.
    """
    runs = engine_of(engine, data)
    try:
        return _sweep(Sweep(data, runs), told)
    finally:
        runs.close()


def _sweep(under_way: Sweep, told: Callable[[int, int], None]) -> Found:
    under_way.prepare()
    parts = under_way.plan.parts
    for part in range(parts):
        if not under_way.is_done(part):
            under_way.keep_scores(part, scored(under_way.pairs(part)))
        told(part + 1, parts)
    groups = clusters(under_way.scores(), REVIEW)
    keys = [key for group in groups for key in group]
    numbers = dict(indexing.placed().filter(pk__in=keys).values_list("pk", "number"))
    under_way.finish()
    named = [sorted(numbers[key] for key in group if key in numbers) for group in groups]
    return [group for group in named if len(group) > 1]


def scored(pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], float]:
    """Return the pairs that are worth a look, with their scores; a case that has lost its place since is left out."""
    rarity, found = learned().rarity, dict[tuple[int, int], float]()
    at_hand = _AtHand(rarity)
    for start in range(0, len(pairs), READ_AT_ONCE):
        some = pairs[start : start + READ_AT_ONCE]
        at_hand.read({key for pair in some for key in pair})
        for earlier, later in some:
            one, other = at_hand.kept.get(earlier), at_hand.kept.get(later)
            if one and other and (value := score(one, other)) >= REVIEW:
                found[earlier, later] = value
    return found


@dataclass(slots=True)
class _AtHand:
    """Cases ready to be compared; when there are too many, all are put down and read again as they are needed."""

    rarity: Rarity
    kept: dict[int, Weighed] = field(default_factory=dict)

    def read(self, keys: set[int]) -> None:
        """Make ready the cases with these keys that still have a place in the index."""
        if len(self.kept) + len(keys) > KEPT_AT_HAND:
            self.kept.clear()
        cases = list(indexing.placed().filter(pk__in=keys - self.kept.keys()))
        files = digests_of(case.number for case in cases)
        for case in cases:
            self.kept[case.pk] = weighed(alike.portrait_of(case, files.get(case.number, frozenset())), self.rarity)
