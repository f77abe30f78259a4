"""How many whole lives a minute does an import take in, beside the same rows in plain SQL on one connection?"""

from __future__ import annotations

import tempfile
from collections import deque
from contextlib import redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path

import psycopg

from wangfang.interfaces.console.bench import table
from wangfang.interfaces.console.bench.figure import Figure, Wish, middle
from wangfang.interfaces.console.bench.rounds import timed
from wangfang.interfaces.console.bench.script import IMPORTED, lived, places
from wangfang.interfaces.console.bench.template import Row, Template, opened, recorded, replayed
from wangfang.interfaces.console.importing.command import import_command
from wangfang.rules.refusal import Refused

GOAL = 300
MINUTE = 60


def figures(wish: Wish) -> list[Figure]:
    """Return lives per minute through `wangfang import`; a file of one's own is taken in once."""
    rounds, count = (1, 0) if wish.file else (wish.pick(3, 1), wish.pick(300, 10))
    floor, ours = [], []
    with opened() as line, tempfile.TemporaryDirectory() as folder:
        told = recorded(lived(places()[0], IMPORTED), line)
        for turn in range(rounds):
            path = wish.file or Path(folder) / f"{turn}.csv"
            if not wish.file:
                table.messages(path, count)
            rows = _rows(path) if wish.file else count
            replays = min(rows, 300)
            floor.append(replays / timed(partial(_replay, told, line, replays)).wall * MINUTE)
            ours.append(rows / timed(partial(take_in, path, f"bench-{turn}")).wall * MINUTE)
    rate = middle(ours)
    return [Figure("import", "lives/min", rate, middle(floor), "≥ 300", rate >= GOAL)]


def take_in(path: Path, source: str) -> None:
    """Run `wangfang import` on a table, as somebody would type it, in this process.

    Raises:
        Refused: a row did not come in.
    """
    words = [str(path), "--agency", table.BUREAU, "--unit", table.UNIT, "--source", source, "--json"]
    with redirect_stdout(StringIO()) as said:
        code = import_command.main(words, standalone_mode=False)
    if code:
        raise Refused(f"测试用的表没有全部导入：{said.getvalue()[:300]}")


def _replay(told: Template, line: psycopg.Connection[Row], lives: int) -> None:
    """Write a life again and again, each in one transaction, as an import does."""
    for _ in range(lives):
        with line.transaction():
            deque(replayed(told, line), maxlen=0)


def _rows(path: Path) -> int:
    with path.open("rb") as stream:
        return max(1, sum(1 for _ in stream) - 1)
