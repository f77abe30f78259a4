"""How good were the proposals, when it is known which messages are about one matter?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from wangfang.rules.clusters import clusters
from wangfang.rules.likeness import MERGE, REVIEW

Scores = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known: the messages in order of time, the matter of some, the pairs nobody is sure of, and the look-alikes."""

    order: Sequence[str]
    matter: Mapping[str, str]
    unsure: Collection[frozenset[str]] = frozenset()
    lookalikes: Collection[frozenset[str]] = frozenset()

    def same(self, one: str, other: str) -> bool:
        """Tell whether two messages are known to be about one matter."""
        return one in self.matter and self.matter[one] == self.matter.get(other)


@dataclass(frozen=True, slots=True)
class Measure:
    """How many of what was proposed is right, and how many of what is right was proposed; 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 0 when both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def measured(scores: Scores, truth: Truth) -> dict[str, object]:
    """Return the document of `wangfang duplicates evaluate`; its keys are promised."""
    best, merge = best_earlier(scores, truth, REVIEW), best_earlier(scores, truth, MERGE)
    return {
        "best_earlier": {"precision": _short(best.precision), "recall": _short(best.recall), "f1": _short(best.f1)},
        "propose_merge": {"precision": _short(merge.precision), "recall": _short(merge.recall)},
        "lookalikes_proposed": _short(lookalikes_proposed(scores, truth)),
        "clusters": {"b_cubed_f1": _short(b_cubed(scores, truth).f1)},
    }


def best_earlier(scores: Scores, truth: Truth, threshold: float) -> Measure:
    """Measure, message by message in order of time: is the most alike earlier one of the same matter?

    What scores below the threshold is not proposed. Recall is of the messages that have an earlier one of their
    matter. Pairs nobody is sure of are left out: the next best is taken.
    """
    best: dict[str, tuple[float, str]] = {}
    for (earlier, later), score in scores.items():
        if score >= threshold and frozenset((earlier, later)) not in truth.unsure:
            best[later] = max(best.get(later, (0.0, "")), (score, earlier))
    right = sum(truth.same(earlier, later) for later, (_, earlier) in best.items())
    return Measure(_share(right, len(best)), _share(right, _with_earlier(truth)))


def lookalikes_proposed(scores: Scores, truth: Truth) -> float:
    """Return the share of pairs with the same wording about another place that a merge is proposed for."""
    known = {frozenset(pair): score for pair, score in scores.items()}
    return _share(sum(known.get(pair, 0.0) >= MERGE for pair in truth.lookalikes), len(truth.lookalikes))


def b_cubed(scores: Scores, truth: Truth) -> Measure:
    """Measure the groups found: for each message of a known matter, how much of its group is of its matter, and the reverse.

    Only messages with a known matter count, in the groups as well: whether another belongs is not known.
    """
    found = {member: group for group in clusters(scores) for member in group}
    known: dict[str, set[str]] = defaultdict(set)
    for message in truth.order:
        if message in truth.matter:
            known[truth.matter[message]].add(message)
    pure = whole = 0.0
    members = [message for matter in known.values() if len(matter) > 1 for message in matter]
    for message in members:
        group = {one for one in found.get(message, {message}) if one in truth.matter}
        matter = known[truth.matter[message]]
        pure += len(group & matter) / len(group)
        whole += len(group & matter) / len(matter)
    return Measure(_share(pure, len(members)), _share(whole, len(members)))


def _with_earlier(truth: Truth) -> int:
    matters = [truth.matter[message] for message in truth.order if message in truth.matter]
    return len(matters) - len(set(matters))


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0


def _short(share: float) -> float:
    return round(share, 4)
