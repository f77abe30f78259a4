"""Keeps a second copy of the leaves where whoever keeps the database has no hand: a file, one line for each leaf."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from wangfang.records.ledger.checkpoints import Signed
from wangfang.records.ledger.models import Leaf
from wangfang.records.ledger.seal import seal

_TAIL = 200  # bytes: longer than any line


def seal_and_follow(at: datetime) -> Signed | None:
    """Seal what waits, and let the mirror follow where the installation keeps one (WANGFANG_MIRROR).

    Raises:
        NoKey, Refused: see `seal.seal`.
    """
    found = seal(at)
    if settings.WANGFANG_MIRROR:
        follow(Path(settings.WANGFANG_MIRROR))
    return found


def follow(place: Path) -> int:
    """Write the leaves that the mirror has not yet, each as `index hash`; returns how many.

    What a process that died has left out is made up for by the next.
    """
    fresh = Leaf.objects.filter(index__gt=_last(place)).order_by("index").values_list("index", "hash")
    count = 0
    with place.open("a", encoding="ascii") as file:
        for index, digest in fresh.iterator(chunk_size=5000):
            file.write(f"{index} {bytes(digest).hex()}\n")
            count += 1
        file.flush()
        os.fsync(file.fileno())
    return count


def lines(place: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a mirror; one that was cut off or is no line has the index -1."""
    with place.open(encoding="ascii", errors="replace") as file:
        for text in file:
            index, _space, digest = text.rstrip("\n").partition(" ")
            yield (int(index) if index.isascii() and index.isdigit() else -1), digest


def _last(place: Path) -> int:
    """Return the last index that is written whole; a line that was cut off is taken away."""
    if not place.exists():
        return -1
    with place.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        start = max(0, size - _TAIL)
        file.seek(start)
        tail = file.read()
        whole = tail.rfind(b"\n") + 1
        file.truncate(start + whole)
    written = tail[:whole].splitlines()
    return int(written[-1].split()[0]) if written else -1
