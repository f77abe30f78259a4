"""How fast is a likely earlier case found among a million, how much of what comparing everything finds, and how long does a sweep take?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
from django.conf import settings
from django.db import connection
from numpy.typing import NDArray

from wangfang.interfaces.console.bench import crowd, saying
from wangfang.interfaces.console.bench.figure import Figure, Wish, high
from wangfang.interfaces.console.bench.rounds import timed
from wangfang.interfaces.frame.acts import now
from wangfang.records.agencies.tree import steady, tree
from wangfang.records.cases import alike, indexing, sweeping
from wangfang.records.likeness.learning import learned
from wangfang.records.likeness.pieces import Words
from wangfang.records.likeness.search import near
from wangfang.records.people.asking import sight_of
from wangfang.records.walls.context import transaction_for
from wangfang.rules.facts import Actor, Kind, Role
from wangfang.rules.grams import grams

CASES = 1_000_000
SAMPLE = 20_000
"""Cases that are compared with everything asked, to see what the index misses."""
ALIKE, FEW = 0.4, 10
"""Comparing everything counts this cosine and more, and no more than so many for each that is asked."""
GOALS = {"ms": 50.0, "bytes": 3e9, "recall": 0.95, "minutes": 30.0}
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """Some of the stored petitions as three columns sorted by gram: which gram, whose, its weight over the length."""

    keys: NDArray[np.int64]
    grams: NDArray[np.int64]
    owners: NDArray[np.int64]
    weights: Numbers

    def alike(self, said: saying.Said) -> Numbers:
        """Return the cosine of a petition with every one of the sample."""
        found = np.zeros(len(self.keys))
        for gram, weight in _weights(said).items():
            first, last = np.searchsorted(self.grams, [gram, gram + 1])
            found[self.owners[first:last]] += weight * self.weights[first:last]
        return found


def figures(wish: Wish) -> list[Figure]:
    """Return the figures at a million cases; `--file` names real texts to splice, else all words are invented."""
    return of_size(wish.pick(CASES, 1_000), wish.pick(200, 5), wish.file)


def of_size(cases: int, asked: int, file: Path | None) -> list[Figure]:
    """Return the figures at so many cases, with so many petitions asked."""
    crowd.live_some(200, 10)
    crowd.copy_saying(saying.petitions(cases, file))
    built = timed(lambda: indexing.rebuild(lambda _: None)).wall
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze likeness_pieces, likeness_posting, cases_case")
    stored = _stored(SAMPLE)
    sentence, rng = saying.sentences(file), Random(1)  # noqa: S311 - draws a benchmark, no secret
    asking = [saying.reworded(said, rng, sentence) for _, said in stored[:asked]]
    with steady():
        search = _search(cases, asking, built, _sample(stored))
    swept = timed(lambda: sweeping.sweep(Path(settings.DATA), "", lambda *_: None)).wall / 60
    goal, each_with_each = GOALS["minutes"], search[0].floor / 1000 * cases / 2 / 60
    return [
        *search,
        Figure(
            "likeness_sweep", "min", swept, each_with_each, f"≤ {goal:g} min", swept <= goal, {"cases": float(cases)}
        ),
    ]


def _search(cases: int, asking: Sequence[saying.Said], built: float, sample: Sample) -> list[Figure]:
    taken: list[float] = []
    naive: list[float] = []
    found, there = 0, 0
    actors = _clerks()
    for nth, said in enumerate([asking[0], *asking]):
        ours = timed(lambda: _hinted(said, actors[nth % len(actors)])).wall * 1000  # noqa: B023 - asked at once
        bare = timed(lambda: sample.alike(said)).wall * 1000 * cases / len(sample.keys)  # noqa: B023 - as above
        if nth:  # the first fills memories
            taken.append(ours)
            naive.append(bare)
            hits, all_of_them = _missed(said, sample)
            found, there = found + hits, there + all_of_them
    recall, size = found / max(there, 1), float(indexing.size())
    more = {"p50_ms": high(taken, 0.5), "asked": float(len(asking)), "built_min": built / 60}
    goals = GOALS
    return [
        Figure("likeness_search", "ms (p95)", high(taken), high(naive), f"≤ {goals['ms']:g} ms", high(taken) <= goals["ms"], more),
        Figure("likeness_index", "GB", size / 1e9, _said_bytes() / 1e9, "≤ 3 GB", size <= goals["bytes"], {"bytes_per_case": size / cases}),
        Figure("likeness_recall", "share", recall, 1.0, "≥ 0.95", recall >= goals["recall"], {"alike": float(there)}),
    ]  # fmt: skip


def _hinted(said: saying.Said, actor: Actor) -> None:
    """Ask as a page does: the context, the hints, the end of the transaction."""
    moment = now()
    with transaction_for(sight_of(actor, moment)):
        alike.of_text(alike.Typed(*said), actor, moment)


def _missed(said: saying.Said, sample: Sample) -> tuple[int, int]:
    """Return how many of the likest of the sample are among those that are compared word by word, and how many there are."""
    scores = sample.alike(said)
    best = np.argsort(-scores, kind="stable")[:FEW]
    right = {int(sample.keys[place]) for place in best if scores[place] >= ALIKE}
    compared = {int(key) for key in near(Words(*said)).cases[: alike.SCORED]}
    return len(right & compared), len(right)


def _said_bytes() -> float:
    """Return how many bytes the petitions take that the index is made of."""
    with connection.cursor() as cursor:
        cursor.execute("select sum(octet_length(title) + octet_length(text)) from cases_case where sealed = ''")
        return float(cursor.fetchone()[0])


def _stored(most: int) -> list[tuple[int, saying.Said]]:
    with connection.cursor() as cursor:
        cursor.execute("select id, title, text from cases_case where secrecy = 0 order by id desc limit %s", [most])
        return [(key, (title, text)) for key, title, text in cursor.fetchall()]


def _sample(stored: Sequence[tuple[int, saying.Said]]) -> Sample:
    weighed = [_weights(said) for _, said in stored]
    sizes = [len(one) for one in weighed]
    pieces = np.fromiter((gram for one in weighed for gram in one), np.int64, sum(sizes))
    weights = np.fromiter((weight for one in weighed for weight in one.values()), np.float64, sum(sizes))
    order = np.argsort(pieces, kind="stable")
    owners = np.repeat(np.arange(len(stored)), sizes)
    return Sample(np.array([key for key, _ in stored]), pieces[order], owners[order], weights[order])


def _weights(said: saying.Said) -> dict[int, float]:
    """Return the grams of a petition by how much they tell, over its length."""
    found = grams(f"{said[0]}\n{said[1]}")
    rarity = learned().rarity_of(np.fromiter(found, np.int32)) * (1 + np.log(np.fromiter(found.values(), np.float64)))
    scaled = rarity / np.sqrt((rarity**2).sum())
    return dict(zip(found, map(float, scaled), strict=True))


def _clerks() -> list[Actor]:
    """Return somebody at the city and somebody at each of a few counties: who sees almost all, and who sees little."""
    bureaus = [one for one in tree().by_code.values() if one.kind is Kind.BUREAU]
    some = sorted(bureaus, key=lambda one: (len(one.line), one.code))
    return [Actor(f"bench-{one.code}", "经办人", Role.CLERK, one) for one in islice(some, 4)]
