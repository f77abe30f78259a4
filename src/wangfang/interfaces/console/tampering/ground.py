"""On what is the self-test of the trace fought: lives through the real verbs, a state of yesterday, an anchor, a tail behind it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from wangfang.interfaces.console.bench.script import lived, places
from wangfang.interfaces.frame.acts import now, today
from wangfang.records.ledger import anchors, mirror
from wangfang.records.ledger.access import Looker, What, note
from wangfang.records.ledger.seal import seal_whole
from wangfang.rules.refusal import Refused

KEPT = (
    "cases_case", "cases_steptaken", "cases_duty", "cases_paper", "ledger_entry", "ledger_access", "ledger_leaf",
    "ledger_tile", "ledger_checkpoint",
)  # fmt: skip
"""The tables that a restored backup brings back."""
YESTERDAY = "yesterday"
PATIENCE_TRIES = 600


@dataclass(frozen=True, slots=True)
class Ground:
    """Where things lie: how many leaves are anchored, the folder of the anchor, the mirror of all leaves."""

    anchored: int
    anchors: Path
    mirror: Path


def laid(folder: Path, lives: int) -> Ground:
    """Live some lives and deposit an anchor; what comes after it is sealed, but only the mirror knows of it.

    Raises:
        Refused: not everything could be sealed, so there is nothing to anchor.
    """
    here = places()
    waiting = [lived(here[nth % len(here)]) for nth in range(lives)]
    newest = [[next(life) for _ in range(5)][-1] for life in waiting]
    _looked_at([case.number for case in newest])
    _sealed()
    _keep_yesterday()
    for life in waiting:
        next(life)
    _sealed()
    anchor = anchors.of_day(today(), now())
    anchors.write(anchor, folder / "anchors" / f"{anchor.on:%Y-%m-%d}.json")
    for life in waiting[: max(1, lives // 3)]:
        next(life)
    _sealed()
    mirror.follow(folder / "mirror")
    if anchor.checkpoint is None:
        raise Refused("没有可以交存的摘要")
    return Ground(anchor.checkpoint.size, folder / "anchors", folder / "mirror")


def _sealed() -> None:
    if not seal_whole(now(), PATIENCE_TRIES):
        raise Refused("别的事务一直没有结束，留痕登记不全，等它结束再来")


def _looked_at(numbers: list[str]) -> None:
    by = Looker("bench-clerk", "bench/clerk", "0.1")
    for number in numbers:
        note([(What.VIEW, number, 0)], by, now())


def _keep_yesterday() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"create schema {YESTERDAY}")
        for table in KEPT:
            cursor.execute(f"create table {YESTERDAY}.{table} as table {table}")
