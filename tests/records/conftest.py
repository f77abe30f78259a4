"""Every test of records starts in the small city."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    from tests.cast import load_city  # Django is not ready yet when this file is read

    load_city()
