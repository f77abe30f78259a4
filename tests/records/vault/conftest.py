"""A folder of keys of one's own, which a test may destroy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from wangfang.records.vault.keys import Purpose, keeper


def keys_of_the_trace(settings: Settings, folder: Path) -> None:
    """Make a folder of keys with those of the trace alone: the city that is there already has lines under them."""
    keeper().current(Purpose.TRACE)
    folder.mkdir(mode=0o700)
    for key in Path(settings.WANGFANG_KEYS).glob("trace-*.key"):
        shutil.copy(key, folder)


@pytest.fixture
def own_keys(_city: None, settings: Settings, tmp_path: Path) -> None:
    """Give a test its own folder of keys; nothing is sealed, indexed or signed yet."""
    keys_of_the_trace(settings, tmp_path / "keys")
    settings.WANGFANG_KEYS = str(tmp_path / "keys")
