"""How far a long run has come, shown on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import click

from wangfang.records.cases.bulk import Taken

T = TypeVar("T")


def with_bar(items: Iterable[T], size: int, position: Callable[[], int], label: str) -> Iterator[T]:
    """Yield the items; the bar stands where `position()` does, out of `size`."""
    with click.progressbar(length=max(size, 1), label=label, file=sys.stderr) as bar:
        for item in items:
            yield item
            bar.update(max(0, min(position(), size) - bar.pos))


def added_up(parts: Iterable[Taken], size: int, label: str) -> Taken:
    """Return what came of all batches together; the bar stands where their cases do, out of `size`."""
    done = Taken()
    for part in with_bar(parts, size, lambda: done.cases, label):
        done.add(part)
    return done
