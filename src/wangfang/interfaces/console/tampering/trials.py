"""Tries every attack so many times, each in a transaction that is undone, and tells which were found."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from wangfang.interfaces.console.tampering.ground import Ground

LIVES = 9


@dataclass(frozen=True, slots=True)
class Outcome:
    """How often an attack was tried, and how often verifying found it: with the anchor, and with the mirror as well."""

    attack: str
    tried: int
    found: int
    mirrored: int


def tried(ground: Ground, instances: int, seed: int = 1) -> Iterator[Outcome]:
    """Try every attack `instances` times and yield what came of it."""
    from wangfang.interfaces.console.tampering.attacks import ATTACKS  # after django.setup

    for name in ATTACKS:
        chance = Random(f"{seed} {name}")  # noqa: S311 - attacks need variety, not secrecy
        answers = [_trial(name, chance, ground) for _ in range(instances)]
        yield Outcome(name, instances, sum(one for one, _ in answers), sum(both for _, both in answers))


def _trial(name: str, chance: Random, ground: Ground) -> tuple[bool, bool]:
    """Alter, verify with the anchor and with the mirror, undo; returns which of the two found something."""
    from django.db import connection, transaction  # after django.setup

    from wangfang.interfaces.console.tampering.attacks import ATTACKS  # after django.setup
    from wangfang.records.cases.verification import verify  # after django.setup

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set local session_replication_role = replica")
            ATTACKS[name](cursor, chance, ground)
        by_anchor = any(True for _ in verify(folder=ground.anchors))
        by_mirror = by_anchor or any(True for _ in verify(folder=ground.anchors, copy=ground.mirror))
        transaction.set_rollback(True)
    return by_anchor, by_mirror


def main(words: list[str]) -> None:
    """Lay the ground in a scratch database, verify it clean, try, and print what came of it as JSON."""
    django.setup()
    from wangfang.interfaces.console.tampering.ground import laid  # after django.setup
    from wangfang.records.cases.verification import verify  # after django.setup

    with tempfile.TemporaryDirectory() as folder:
        ground = laid(Path(folder), LIVES)
        alarms = sum(1 for _ in verify(folder=ground.anchors, copy=ground.mirror))
        outcomes = [[one.attack, one.tried, one.found, one.mirrored] for one in tried(ground, int(words[0]))]
    sys.stdout.write(json.dumps({"alarms": alarms, "outcomes": outcomes}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
