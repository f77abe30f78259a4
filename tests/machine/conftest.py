"""The walks start in the small city, with bodies for review and discipline in it."""

from __future__ import annotations

import pytest


@pytest.fixture
def city(db: None) -> None:
    """Load the small city with everybody who may act in it."""
    from tests.machine.people import load_whole_city  # Django is not ready yet when this file is read

    load_whole_city()
