"""How many acts a second does a replay of a city take in, beside the same kind of rows in plain SQL, and how much memory?"""

from __future__ import annotations

import json
import tempfile
from collections import deque
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wangfang.interfaces.console.bench import memory
from wangfang.interfaces.console.bench.figure import Figure, Wish, middle
from wangfang.interfaces.console.bench.rounds import timed
from wangfang.interfaces.console.bench.script import lived, places
from wangfang.interfaces.console.bench.template import Row, Template, opened, recorded, replayed
from wangfang.interfaces.console.demo.courses import Acts
from wangfang.interfaces.console.generating import city_of
from wangfang.rules.facts import CHINA

if TYPE_CHECKING:
    import psycopg

GOAL_ACTS, GOAL_RATIO = 300, 0.15
QUARTER = (date(2024, 7, 1), date(2024, 9, 30))
UNTIL = datetime(2026, 6, 30, tzinfo=CHINA)
COPIED = 40
"""One case in so many comes in a second time, is merged into the first, and now and then taken out again."""


def figures(wish: Wish) -> list[Figure]:
    """Return acts a second with the cases mixed by their moments and one after the other; and the memory of the first."""
    rounds, cases = wish.pick(3, 1), wish.pick(600, 8)
    with tempfile.TemporaryDirectory() as folder, opened() as line:
        told = recorded(lived(places()[0]), line)
        files = {mixed: [Path(folder) / f"{mixed}-{turn}.jsonl" for turn in range(rounds)] for mixed in (True, False)}
        floor, ours = [], {True: list[float](), False: list[float]()}
        for turn in range(rounds):
            floor.append(_rate(partial(_bare, told, line, cases), cases * len(told.acts)))
            for mixed, paths in files.items():
                lines = write(paths[turn], cases, turn * 2 + mixed, mixed=mixed)
                ours[mixed].append(_rate(partial(memory.load, "history", paths[turn]), lines))
        taken = [_figure(name, ours[mixed], floor) for name, mixed in (("replay", True), ("replay_sorted", False))]
        return [*taken, _memory(wish, Path(folder))]


def _figure(name: str, ours: list[float], floor: list[float]) -> Figure:
    rate, ratio = middle(ours), middle([one / other for one, other in zip(ours, floor, strict=True)])
    met = rate >= GOAL_ACTS and ratio >= GOAL_RATIO
    return Figure(name, "acts/s", rate, middle(floor), "≥ 300, ≥ 0.15 × floor", met, {"paired": ratio})


def _memory(wish: Wish, folder: Path) -> Figure:
    cases = wish.pick(5_000, 20)
    short, long = folder / "short.jsonl", folder / "long.jsonl"
    write(short, cases // 10, 101, mixed=True)
    lines = write(long, cases, 102, mixed=True)
    bare, peak = memory.peak_of("history", short), memory.peak_of("history", long)
    return Figure("memory_replay", "MB", peak, bare, "≤ 300 MB", peak <= memory.LOAD_MB, {"lines": lines})


def write(path: Path, cases: int, seed: int, *, mixed: bool) -> int:
    """Write a city's quarter as a history of so many cases and return its lines, `mixed` by their moments or not."""
    acts = [act for life in _lives(cases, seed) for act in life]
    if mixed:
        acts.sort(key=lambda act: datetime.fromisoformat(str(act["occurred_at"])))
    with path.open("w", encoding="utf-8") as stream:
        for act in acts:
            stream.write(json.dumps(act, ensure_ascii=False) + "\n")
    return len(acts)


def _lives(cases: int, seed: int) -> Iterator[Acts]:
    for nth, acts in enumerate(city_of(cases, seed, QUARTER, UNTIL)):
        yield acts
        if nth % COPIED == 0 and _may_repeat(acts):
            yield _copy(acts, apart=nth % (2 * COPIED) == 0)


def _may_repeat(acts: Acts) -> bool:
    """Tell whether it came in over the network and was let in, and accuses nobody, so that a copy can be merged."""
    steps = [act["step"] for act in acts[:2]]
    return steps == ["submit", "register"] and acts[0]["purpose"] != "accusation"


def _copy(acts: Acts, *, apart: bool) -> Acts:
    """Return the same petition once more: registered, merged into the first, and taken out again when it is `apart`."""
    name = f"{acts[0]['case']}-copy"
    bureau, moment = acts[1]["agency"], acts[1]["occurred_at"]
    own = {"case": name, "agency": bureau, "occurred_at": moment}
    merged = [{**own, "step": "merge", "into": acts[0]["case"], "why": "同一人反映同一事"}]
    taken_out = [{**own, "step": "unmerge", "why": "核对后不是同一件事"}] if apart else []
    begun = [{**acts[0], "case": name, "occurred_at": moment}, {**own, "step": "register"}]
    return [*begun, *merged, *taken_out]


def _rate(work: partial[None], acts: int) -> float:
    return acts / timed(work).wall


def _bare(told: Template, line: psycopg.Connection[Row], lives: int) -> None:
    for _ in range(lives):
        deque(replayed(told, line), maxlen=0)
