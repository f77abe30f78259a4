"""How rare is a gram in this store? Learned from all its texts at one time, and read only until the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from wangfang.records.likeness.models import NOTHING_LEARNED

Numbers = NDArray[np.int32]
AT_ONCE = 5_000
"""Texts that are gathered before they are counted: some 2 million grams."""
MOST_ASKED = 200_000
"""How many rarities a process remembers: 20 MB."""
FEWEST = 3
"""In how many cases a gram must stand to be kept: what stands in one or two would tell that these have it."""


@dataclass(frozen=True, slots=True)
class Learned:
    """In how many of so many cases each gram stands; `edition` is none (0) as long as nothing was learned."""

    edition: int = NOTHING_LEARNED
    cases: int = 0
    grams: Numbers = field(default_factory=lambda: np.empty(0, np.int32))
    counts: Numbers = field(default_factory=lambda: np.empty(0, np.int32))
    asked: dict[int, float] = field(default_factory=dict, repr=False)

    def count_of(self, grams: Numbers) -> Numbers:
        """Return in how many cases each of some grams stands; 0 for what stands in fewer than `FEWEST`."""
        if not len(self.grams):
            return np.zeros(len(grams), np.int32)
        places = np.minimum(np.searchsorted(self.grams, grams), len(self.grams) - 1)
        return np.where(self.grams[places] == grams, self.counts[places], 0)

    def rarity_of(self, grams: Numbers) -> NDArray[np.float64]:
        """Return how much each of some grams tells: the logarithm of cases to cases that have it; 1 where nothing is known."""
        if not self.cases:
            return np.ones(len(grams))
        counts = np.maximum(self.count_of(grams), 1)
        found: NDArray[np.float64] = np.log(1 + self.cases / counts)
        return found

    def rarity(self, gram: int) -> float:
        """Return how much one gram tells; what was asked before is remembered."""
        found = self.asked.get(gram)
        if found is None:
            if len(self.asked) >= MOST_ASKED:
                self.asked.clear()
            found = self.asked[gram] = float(self.rarity_of(np.array([gram], np.int32))[0])
        return found


_kept = Learned()


def learned(edition: int | None = None) -> Learned:
    """Return what was learned last; it is kept in this process until the next edition.

    Who has been told which `edition` is current saves the question.
    """
    global _kept  # noqa: PLW0603 - one process has one store, and an edition never changes
    if edition == _kept.edition:
        return _kept
    with connection.cursor() as cursor:
        cursor.execute("select id, cases, grams, counts from likeness_learned(%s)", [_kept.edition])
        row = cursor.fetchone()
    if row is None:
        return Learned()
    if row[0] != _kept.edition:  # else the database has not sent it again
        _kept = Learned(row[0], row[1], _numbers(row[2]), _numbers(row[3]))
    return _kept


def counted(texts: Iterable[Collection[int]]) -> Learned:
    """Return in how many of many texts each of their pieces stands, in memory that grows with the different ones alone."""
    grams, counts, cases = np.empty(0, np.int32), np.empty(0, np.int64), 0
    for part in _parts(texts):
        cases += len(part)
        more = np.fromiter((gram for text in part for gram in text), np.int32)
        fresh, times = np.unique(more, return_counts=True)
        both = np.concatenate((grams, fresh))
        grams, places = np.unique(both, return_inverse=True)
        counts = np.bincount(places, weights=np.concatenate((counts, times)), minlength=len(grams)).astype(np.int64)
    kept = counts >= FEWEST
    return Learned(NOTHING_LEARNED, cases, grams[kept], counts[kept].astype(np.int32))


def _parts(texts: Iterable[Collection[int]]) -> Iterator[list[Collection[int]]]:
    stream = iter(texts)
    while part := list(islice(stream, AT_ONCE)):
        yield part


def _numbers(packed: bytes) -> Numbers:
    return np.frombuffer(bytes(packed), "<i4").astype(np.int32)
