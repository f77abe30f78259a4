"""How is a model learned from texts with labels: a linear one over runs of characters, judged by cross-validation?"""

from __future__ import annotations

import time
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from wangfang.records.suggesting import features, judging
from wangfang.records.suggesting.learned import Card, Model, digest_of, leanings, weighed
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

FEWEST = 2
"""Rows that a label needs to be learned; where there are few, places and duties named do most of the work."""
LEAST = 40
"""Rows below which nothing is learned."""
FOLDS = 5
_BUDGET = 20_000_000
"""Bytes that the weights may take: with many labels fewer runs are kept, the commonest."""
_LEANINGS = (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Row:
    """A text with its label; rows of one group are near copies of each other, which are found when none is named."""

    text: str
    label: str
    group: str = ""


class TooLittle(Refused):
    """There is too little to learn from."""

    def __init__(self, rows: int, labels: int) -> None:
        super().__init__(
            f"能用来训练的只有 {rows} 条、{labels} 类，至少要 {LEAST} 条、2 类，每类 {FEWEST} 条以上",
        )


def train(rows: Sequence[Row], what: str, moment: datetime) -> Model:
    """Learn from rows; the same rows at the same moment give the same numbers.

    Raises:
        TooLittle: fewer than 40 rows or two labels are left when rare labels are out.
    """
    began = time.perf_counter()
    kept, left_out = _usable(rows)
    labels = tuple(sorted({row.label for row in kept}))
    groups = _groups(kept)
    if len(kept) < LEAST or len(labels) < 2 or len(set(groups)) < FOLDS:  # noqa: PLR2004 - one label is no choice
        raise TooLittle(len(kept), len(labels))
    bag = _bag([row.text for row in kept], len(labels))
    right = np.array([labels.index(row.label) for row in kept])
    margins = _crossed(bag, right, groups, len(labels))
    weights, bias, rarity = _fitted(bag, np.arange(len(kept)), right, len(labels))
    card = Card(
        what=what,
        trained_at=moment.isoformat(timespec="seconds"),
        rows=len(kept),
        groups=len(set(groups)),
        labels=labels,
        left_out=left_out,
        seconds=round(time.perf_counter() - began, 1),
        features=len(bag.keys),
        edition=features.edition(),
        folds=FOLDS,
        **judging.judged(margins, _leant(kept, labels), right, labels, _LEANINGS),
    )
    model = Model(card, bag.keys, rarity, weights, bias)
    return replace(model, card=replace(card, digest=digest_of(model)))


@dataclass(frozen=True)
class _Bag:
    """How often each run stands in each text: log-scaled counts, one row to a text."""

    keys: features.Keys
    matrix: csr_matrix


def _usable(rows: Sequence[Row]) -> tuple[list[Row], dict[str, int]]:
    """Return the rows whose label is frequent enough, and how many rows of each other label stay out."""
    told = [row for row in rows if row.label.strip() and features.normal(row.text)]
    counts = Counter(row.label for row in told)
    return [row for row in told if counts[row.label] >= FEWEST], {
        label: count for label, count in sorted(counts.items()) if count < FEWEST
    }


def _groups(rows: Sequence[Row]) -> list[str]:
    if all(row.group for row in rows):
        return [row.group for row in rows]
    return [str(group) for group in features.alike([row.text for row in rows])]


def _bag(texts: Sequence[str], labels: int) -> _Bag:
    """Return the runs that stand in two texts at least, no more of them than the file may hold."""
    from scipy.sparse import csr_matrix  # slow import

    found = [features.counted(text) for text in texts]
    every, spread = np.unique(np.concatenate([keys for keys, _counts in found]), return_counts=True)
    room = _BUDGET // (2 * labels + 12)
    least = max(2, int(np.sort(spread)[-room]) + 1 if len(spread) > room else 2)
    kept = every[spread >= least]
    columns, values, ends = [], [], [0]
    for keys, counts in found:
        at = np.searchsorted(kept, keys)
        known = at < len(kept)
        known[known] = kept[at[known]] == keys[known]
        columns.append(at[known])
        values.append(1 + np.log(counts[known]))
        ends.append(ends[-1] + int(known.sum()))
    shape = (len(texts), len(kept))
    return _Bag(kept, csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape, dtype=np.float32))


def _crossed(bag: _Bag, right: NDArray[Any], groups: list[str], labels: int) -> NDArray[np.float64]:
    """Return the margins of every row from a model that has not seen its group."""
    margins = np.full((len(right), labels), -1.0)
    for seen, unseen in _folds(right, groups):
        weights, bias, rarity = _fitted(bag, seen, right, labels)
        margins[unseen] = _weighed(bag, unseen, rarity) @ weights.astype(np.float32) + bias
    return margins


def _folds(right: NDArray[Any], groups: list[str]) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    from sklearn.model_selection import StratifiedGroupKFold  # slow import

    many = max(2, min(FOLDS, int(np.bincount(right).max())))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a label with fewer rows than folds is missing in some of them
        found = list(StratifiedGroupKFold(many, shuffle=True, random_state=7).split(right, right, groups))
    yield from found


def _fitted(
    bag: _Bag, rows: NDArray[Any], right: NDArray[Any], labels: int
) -> tuple[NDArray[np.float16], NDArray[np.float32], NDArray[np.float32]]:
    """Return weights, bias and rarity; a label that no row has stays at a margin of -1."""
    from sklearn.svm import LinearSVC  # slow import

    spread = np.bincount(bag.matrix[rows].indices, minlength=len(bag.keys))
    rarity = ((np.log((1 + len(rows)) / (1 + spread)) + 1) * (spread > 1)).astype(np.float32)
    weights, bias = np.zeros((len(bag.keys), labels), np.float16), np.full(labels, -1.0, np.float32)
    if len(held := np.unique(right[rows])) == 1:
        bias[held] = 1.0
        return weights, bias, rarity
    found = LinearSVC(C=1.0, class_weight="balanced", tol=3e-3, random_state=1)
    found.fit(_weighed(bag, rows, rarity), right[rows])
    coef, intercept = found.coef_, found.intercept_
    if len(found.classes_) == 2:  # noqa: PLR2004 - two labels get one plane, and each its side
        coef, intercept = np.vstack([-coef, coef]), np.concatenate([-intercept, intercept])
    weights[:, found.classes_], bias[found.classes_] = coef.T, intercept
    return weights, bias, rarity


def _weighed(bag: _Bag, rows: NDArray[Any], rarity: NDArray[np.float32]) -> csr_matrix:
    """Return rows in which rare runs count for more and each field has its weight as length, as `learned` does for one."""
    from scipy.sparse import diags_array  # slow import

    heavy = (bag.matrix[rows] @ diags_array(rarity)).tocsr()
    where = features.fields_of(bag.keys)[heavy.indices]
    for row in range(heavy.shape[0]):
        part = slice(heavy.indptr[row], heavy.indptr[row + 1])
        heavy.data[part] = weighed(heavy.data[part], where[part])
    return heavy


def _leant(rows: Sequence[Row], labels: tuple[str, ...]) -> NDArray[np.float32]:
    return np.array([leanings(row.text, labels) for row in rows], dtype=np.float32)
