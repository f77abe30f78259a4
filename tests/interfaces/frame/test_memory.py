"""A web worker sets aside what was loaded at its start."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from wangfang.interfaces.frame import memory


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def test_what_was_there_at_the_start_is_set_aside_and_later_cycles_are_still_found() -> None:
    memory.settle()
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold() == (memory.YOUNG, memory.MIDDLE, memory.OLD)
    ring: list[object] = []
    ring.append(ring)
    del ring
    assert gc.collect() >= 1
