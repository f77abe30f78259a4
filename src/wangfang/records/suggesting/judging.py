"""What is a model worth on rows that it has not seen, and from which confidence on may it speak?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from wangfang.records.suggesting.learned import confidences

SURE = 0.98
"""Share of right ones among what is suggested, which the threshold is chosen for."""
SUREST = 0.7
"""Share of all rows over which the surest are judged."""
_FEWEST = 30
"""Rows on which a threshold can be founded."""
_NEVER = 1.01
"""A threshold that no confidence reaches: nothing is suggested."""
_SHARPNESS = tuple(float(n) for n in np.geomspace(0.5, 30, 40))


class Judged(TypedDict):
    """The part of a model's card that says what it is worth."""

    accuracy: float
    macro_f1: float
    top3: float
    surest: float
    covered: float
    threshold: float
    sharpness: float
    leaning: float
    per_label: dict[str, float]


def judged(
    margins: NDArray[Any], leant: NDArray[Any], right: NDArray[Any], labels: Sequence[str], weights: Sequence[float]
) -> Judged:
    """Return the figures for margins of unseen rows; of the weights for places and duties the best one is taken."""
    leaning = max(weights, key=lambda weight: (accuracy(margins + weight * leant, right), -weight))
    whole = margins + leaning * leant
    sharpness = min(_SHARPNESS, key=lambda sharp: _surprise(whole, right, sharp))
    shares = confidences(whole, sharpness)
    hits, best = whole.argmax(axis=1) == right, shares.max(axis=1)
    threshold = threshold_of(best, hits)
    surest = np.argsort(-best, kind="stable")[: round(SUREST * len(best))]
    f1 = per_label(whole.argmax(axis=1), right, labels)
    return Judged(
        accuracy=_round(hits.mean()),
        macro_f1=_round(np.mean(list(f1.values()))),
        top3=_round(within(whole, right, 3)),
        surest=_round(hits[surest].mean()),
        covered=_round((best >= threshold).mean()),
        threshold=threshold,
        sharpness=sharpness,
        leaning=leaning,
        per_label=f1,
    )


def accuracy(margins: NDArray[Any], right: NDArray[Any]) -> float:
    """Return the share of rows whose best label is the right one."""
    return within(margins, right, 1)


def within(margins: NDArray[Any], right: NDArray[Any], most: int) -> float:
    """Return the share of rows whose right label is among the best so many."""
    own = margins[np.arange(len(right)), right]
    return float(((margins > own[:, None]).sum(axis=1) < most).mean())


def per_label(said: NDArray[Any], right: NDArray[Any], labels: Sequence[str]) -> dict[str, float]:
    """Return F1 for each label: twice what agrees, over what was said plus what is right."""
    return {
        label: _round(2 * ((said == nth) & (right == nth)).sum() / max(1, (said == nth).sum() + (right == nth).sum()))
        for nth, label in enumerate(labels)
    }


def threshold_of(confidence: NDArray[Any], hits: NDArray[Any], sure: float = SURE) -> float:
    """Return the least confidence from which on so large a share is right; 1.01 when there is none.

    It is founded on thirty rows at least, so that no lucky few open the door.
    """
    order = np.argsort(-confidence, kind="stable")
    ranked, share = confidence[order], np.cumsum(hits[order]) / np.arange(1, len(hits) + 1)
    # Where several rows have one confidence, all of them are let in or none.
    last = np.append(ranked[:-1] != ranked[1:], True)
    good = np.flatnonzero((share >= sure) & last & (np.arange(1, len(hits) + 1) >= _FEWEST))
    return float(ranked[good[-1]]) if len(good) else _NEVER


def _surprise(margins: NDArray[Any], right: NDArray[Any], sharpness: float) -> float:
    """Return the mean of -log(confidence in the right label): least when confidences are honest."""
    shares = confidences(margins, sharpness)[np.arange(len(right)), right]
    return float(-np.log(np.maximum(shares, 1e-12)).mean())


def _round(value: Any) -> float:
    return round(float(value), 4)
