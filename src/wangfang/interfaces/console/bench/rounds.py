"""How is a floor measured beside us: in turn, round by round, so that a busy machine slows both alike."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter, process_time
from typing import NamedTuple


class Taken(NamedTuple):
    """Seconds that one go took: on the wall, and of this process alone."""

    wall: float
    own: float


def timed(go: Callable[[], object]) -> Taken:
    """Return how long one go takes."""
    wall, own = perf_counter(), process_time()
    go()
    return Taken(perf_counter() - wall, process_time() - own)


def in_turn(floor: Callable[[], object], ours: Callable[[], object], rounds: int) -> tuple[list[Taken], list[Taken]]:
    """Take floor and ours in turn after one go of each that is not counted; returns both lists."""
    floor(), ours()
    pairs = [(timed(floor), timed(ours)) for _ in range(rounds)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
