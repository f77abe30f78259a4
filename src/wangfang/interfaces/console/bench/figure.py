"""What does one figure say: what we need, what the floor needs, and the goal it is held against?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from math import ceil
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Wish:
    """How a figure is to be taken: `quick` only shows that it can be; `file` replaces a generated table.

    `duties` is how many clocks the whole set of a quarter is counted over, where another number is wanted.
    """

    quick: bool = False
    file: Path | None = None
    duties: int = 0

    def pick(self, full: int, quick: int) -> int:
        """Return the size for a full or a quick run."""
        return quick if self.quick else full


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: ours and the floor in one unit, both medians over rounds taken in turn.

    `ratio` is ours / floor. `met` tells whether the goal holds; a quick run says nothing about goals.
    """

    name: str
    unit: str
    ours: float
    floor: float
    goal: str
    met: bool
    more: dict[str, float] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        """Return how many times the floor ours is."""
        return self.ours / self.floor if self.floor else 0.0

    def plain(self) -> dict[str, object]:
        """Return it as JSON takes it."""
        return {**asdict(self), "ratio": self.ratio}


def middle(values: Sequence[float]) -> float:
    """Return the median."""
    return median(values)


def high(values: Sequence[float], share: float = 0.95) -> float:
    """Return the value that `share` of all do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[ceil(share * len(ranked)) - 1]
