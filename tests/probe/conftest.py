"""One city for all tests of this folder, taken back at their end; every test takes back what it did itself."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest
import time_machine
from django import conf
from django.core.cache import cache
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.probe.world import NOW, World, build


@pytest.fixture(scope="package")
def city(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Let the city come about, on one day that does not pass."""
    files, before = tmp_path_factory.mktemp("files"), conf.settings.MEDIA_ROOT
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        cache.clear()
        conf.settings.MEDIA_ROOT = str(files)
        city = build(files)
        conf.settings.MEDIA_ROOT = before
        yield city
        transaction.set_rollback(True)


@pytest.fixture
def world(city: World, db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Return the city as it came about, with its files in their place; afterwards every browser forgets what it was told."""
    monkeypatch.setattr(conf.settings, "MEDIA_ROOT", str(city.files))
    held = {name: deepcopy(visitor.client.cookies) for name, visitor in city.visitors.items()}
    yield city
    for name, visitor in city.visitors.items():
        visitor.client.cookies = held[name]
