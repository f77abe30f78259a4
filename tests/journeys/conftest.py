"""A page may still ask for something when its test is over; the tables are emptied only when that was answered."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler

PATIENCE = 20
"""Seconds; what takes longer fails in the emptying, and says so."""


@pytest.fixture(autouse=True)
def _answered(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Count what the server is answering, and wait for it before the tables are emptied."""
    under_way: list[object] = []
    answer = WSGIHandler.__call__

    def counted(self: WSGIHandler, environ: Any, start_response: Any) -> Any:
        mark = object()
        under_way.append(mark)
        try:
            return answer(self, environ, start_response)
        finally:
            under_way.remove(mark)

    monkeypatch.setattr(WSGIHandler, "__call__", counted)
    yield
    end = time.monotonic() + PATIENCE
    while under_way and time.monotonic() < end:
        time.sleep(0.02)
