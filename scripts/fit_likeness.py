"""Fits the weights of `rules/tables/likeness.toml`, and says how good they are on messages they were not fitted on.

    python scripts/fit_likeness.py MESSAGES.csv MATTERS.csv PAIRS.csv

Whole matters are kept together: five parts by matter, the score of a message comes from weights fitted on the other four,
and five such divisions are averaged. Every weight is held to its sign (more likeness never lowers the score).
"""

from __future__ import annotations

import sys
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from wangfang.interfaces.console.evaluating import portrait_of, read
from wangfang.interfaces.console.evaluating_measures import Truth, best_earlier, measured
from wangfang.interfaces.console.evaluating_pairs import candidates, weighed_all
from wangfang.rules.likeness import MERGE, REVIEW
from wangfang.rules.likeness_signals import signals

Numbers = NDArray[np.float64]
FITTED = ("wording", "told", "problem", "near", "named", "same_person", "places_apart", "names_apart", "numbers_apart")
PARTS, DIVISIONS, RANK, PRECISE = 5, 5, 5, 0.95
SMOOTHING = 1e-4


@dataclass(frozen=True)
class Fitting:
    """The pairs of all messages: places in the list, their signs, whether they are the same matter, whether to fit on them."""

    truth: Truth
    pairs: list[tuple[int, int]]
    signs: Numbers
    same: NDArray[np.bool_]
    fit_on: NDArray[np.bool_]
    clash: NDArray[np.bool_]

    def part_of(self, place: int, division: int) -> int:
        """Return to which part a message belongs: that of its matter."""
        message = self.truth.order[place]
        return zlib.crc32(f"{division}{self.truth.matter.get(message, message)}".encode()) % PARTS


def gathered(files: list[Path]) -> Fitting:
    """Read the messages and find the signs of every pair worth a look."""
    rows, truth = read(*files)
    ready = weighed_all([portrait_of(row) for row in rows])
    pairs = list(candidates(ready))
    found = [signals(ready[one], ready[other]) for one, other in pairs]
    values = [one.values() for one in found]
    signs = np.array([[value[name] for name in FITTED] for value in values])
    named = [(truth.order[one], truth.order[other]) for one, other in pairs]
    sure = np.array([frozenset(pair) not in truth.unsure for pair in named])
    near = _ranks(pairs, signs[:, 0] + signs[:, 1]) < RANK
    same = np.array([truth.same(*pair) for pair in named])
    return Fitting(truth, pairs, signs, same, sure & near, np.array([one.clashes for one in found]))


def fitted(data: Fitting, rows: NDArray[np.bool_]) -> Numbers:
    """Return base and weights by logistic regression on some pairs; pairs of a matter of many messages count less."""
    signs, same = data.signs[rows], data.same[rows]
    middle, spread = signs.mean(0), signs.std(0) + 1e-9
    scaled, counts = (signs - middle) / spread, _counts(data)[rows]
    counts = counts / counts.sum()

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        logit = scaled @ weights[1:] + weights[0]
        value = (counts * (np.logaddexp(0, logit) - same * logit)).sum() + SMOOTHING * (weights[1:] ** 2).sum()
        slope = counts * (1 / (1 + np.exp(-logit)) - same)
        return float(value), np.r_[slope.sum(), scaled.T @ slope + 2 * SMOOTHING * weights[1:]]

    bounds = [(None, None), *((None, 0) if name.endswith("apart") else (0, None) for name in FITTED)]
    found: Numbers = minimize(loss, np.zeros(len(FITTED) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = found[1:] / spread
    base: Numbers = np.array([found[0] - (weights * middle).sum()])
    return np.concatenate((base, weights))


def held_out(data: Fitting, division: int) -> Numbers:
    """Return the logit of every pair by weights that saw neither of its two messages' matters."""
    parts = np.array([data.part_of(place, division) for place in range(len(data.truth.order))])
    first, second = np.array(data.pairs).T
    logit = np.zeros(len(data.pairs))
    for part in range(PARTS):
        seen = data.fit_on & (parts[first] != part) & (parts[second] != part)
        asked = parts[second] == part
        weights = fitted(data, seen)
        logit[asked] = data.signs[asked] @ weights[1:] + weights[0]
    return logit


def scores(data: Fitting, logit: Numbers, stretch: tuple[float, float]) -> dict[tuple[str, str], float]:
    """Return the stretched scores by message, a clash kept below the merge."""
    chance = 1 / (1 + np.exp(-(stretch[0] * logit + stretch[1])))
    chance = np.where(data.clash, np.minimum(chance, MERGE - 0.01), chance)
    order = data.truth.order
    return {(order[one], order[other]): float(score) for (one, other), score in zip(data.pairs, chance, strict=True)}


def stretch_of(data: Fitting, logit: Numbers) -> tuple[float, float]:
    """Return slope and shift that put 0.9 where 95 of 100 are right, and 0.6 where precision and recall balance best."""
    plain = scores(data, logit, (1.0, 0.0))
    steps = np.arange(0.05, 0.9, 0.01)
    review = max(steps, key=lambda step: best_earlier(plain, data.truth, step).f1)
    free = {pair: score for (pair, score), clash in zip(plain.items(), data.clash, strict=True) if not clash}
    merge = next((step for step in steps if best_earlier(free, data.truth, step).precision >= PRECISE), steps[-1])
    slope = (_logit(MERGE) - _logit(REVIEW)) / (_logit(merge) - _logit(review))
    return slope, _logit(REVIEW) - slope * _logit(review)


def _counts(data: Fitting) -> Numbers:
    sizes = Counter(data.truth.matter.values())
    matters = [data.truth.matter.get(data.truth.order[one], "") for one, _ in data.pairs]
    return np.array(
        [(sizes[matter] - 1) ** -0.5 if same else 1.0 for matter, same in zip(matters, data.same, strict=True)]
    )


def _ranks(pairs: list[tuple[int, int]], alike: Numbers) -> NDArray[np.int64]:
    """Return the how-manieth each pair is among those of its later message, the most alike first."""
    of_later = defaultdict(list)
    for row, (_, later) in enumerate(pairs):
        of_later[later].append(row)
    ranks = np.zeros(len(pairs), np.int64)
    for rows in of_later.values():
        for rank, row in enumerate(sorted(rows, key=lambda row: -alike[row])):
            ranks[row] = rank
    return ranks


def _logit(share: float) -> float:
    return float(np.log(share / (1 - share)))


def main(files: list[Path]) -> None:
    """Print the figures of every division, and the table of weights."""
    data = gathered(files)
    stretches = []
    for division in range(DIVISIONS):
        logit = held_out(data, division)
        stretches.append(stretch_of(data, logit))
        print(division, measured(scores(data, logit, stretches[-1]), data.truth))
    slope, shift = np.mean(stretches, axis=0)
    weights = fitted(data, data.fit_on) * slope
    weights[0] += shift
    print(f"stretch {slope:.3f} {shift:.3f}")
    for name, weight in zip(("base", *FITTED), weights, strict=True):
        print(f"{name} = {weight:.2f}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
