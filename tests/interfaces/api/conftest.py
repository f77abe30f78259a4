"""The small city, and a system at the petition bureau of Nangang."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.cast import load_city
from tests.interfaces.api.asking import System, system_at


@pytest.fixture
def city(db: None) -> None:
    """Load the agencies; nobody has tried anything yet."""
    cache.clear()
    load_city()


@pytest.fixture
def bureau(city: None) -> System:
    """Return the system of Nangang's bureau."""
    return system_at("NG")
