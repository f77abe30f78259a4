"""The city and the visitor that every portal test stands on."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from tests.cast import load_city


@pytest.fixture(autouse=True)
def city(db: None) -> None:
    """Load the small city; no address has tried anything yet."""
    load_city()
    cache.clear()


@pytest.fixture
def visitor() -> Client:
    """Open a browser that has never been here."""
    return Client()
