"""How many acts a second go through the one writer on eight connections, beside the same rows in plain SQL?"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator
from itertools import chain, repeat
from time import perf_counter
from typing import TYPE_CHECKING

from django.db import connections

from wangfang.interfaces.console.bench.figure import Figure, Wish, middle
from wangfang.interfaces.console.bench.script import Place, lived, places
from wangfang.interfaces.console.bench.template import Template, opened, recorded, replayed, rows_in_all

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier

CONNECTIONS = 8
GOAL = 0.15
PATIENCE_SECONDS = 300
_at_once: list[Barrier] = []


def figures(wish: Wish) -> list[Figure]:
    """Return acts per second: eight processes, one connection each, one county each; seconds of each round in turn."""
    templates, more = _told()
    connections.close_all()  # no connection may be shared with a child
    rounds, tenths = wish.pick(5, 1), wish.pick(40, 2)
    forked = multiprocessing.get_context("fork")  # the children keep what is loaded
    start = forked.Barrier(CONNECTIONS)
    with forked.Pool(CONNECTIONS, initializer=_at_once.append, initargs=(start,)) as pool:
        rates = pool.starmap(_client, [(at, told, rounds, tenths / 10) for at, told in templates], chunksize=1)
    floor = [sum(client[turn][0] for client in rates) for turn in range(rounds)]
    ours = [sum(client[turn][1] for client in rates) for turn in range(rounds)]
    ratio = middle([one / other for one, other in zip(ours, floor, strict=True)])
    more["paired"] = ratio
    return [Figure("acts", "acts/s", middle(ours), middle(floor), "≥ 0.15 × floor", ratio >= GOAL, more)]


def _told() -> tuple[list[tuple[Place, Template]], dict[str, float]]:
    """Live one life in each county to copy from; and tell how many rows a life leaves, ours and the floor's."""
    with opened() as line:
        counts = [rows_in_all(line)]
        first, *others = places()[:CONNECTIONS]
        templates = [(first, recorded(lived(first), line))]
        counts.append(rows_in_all(line))
        deque(replayed(templates[0][1], line), maxlen=0)
        counts.append(rows_in_all(line))
        templates += [(place, recorded(lived(place), line)) for place in others]
    return templates, {"rows_ours": counts[1] - counts[0], "rows_floor": counts[2] - counts[1]}


def _client(at: Place, template: Template, rounds: int, seconds: float) -> list[tuple[float, float]]:
    """Return the rates of one connection, floor and ours, round by round; all clients start each turn together."""
    with opened() as line:

        def floor() -> Iterator[object]:
            return replayed(template, line)

        def ours() -> Iterator[object]:
            return lived(at)

        return [(_rate(floor, seconds), _rate(ours, seconds)) for _ in range(rounds)]


def _rate(life: Callable[[], Iterator[object]], seconds: float) -> float:
    for _ in life():  # statements are prepared, memories filled
        pass
    _at_once[0].wait(PATIENCE_SECONDS)
    started, acts = perf_counter(), 0
    for _ in chain.from_iterable(one() for one in repeat(life)):
        acts += 1
        if perf_counter() - started >= seconds:
            break
    return acts / (perf_counter() - started)
