"""Somebody with every right over the database is found, whatever is altered; and whoever alters nothing is never accused."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from tests.sealing import sealed
from wangfang.interfaces.console.bench.script import lived, places
from wangfang.interfaces.console.demo.founding import found_city
from wangfang.interfaces.console.tampering.attacks import ATTACKS, LIMIT
from wangfang.interfaces.console.tampering.ground import YESTERDAY, Ground, laid
from wangfang.interfaces.console.tampering.trials import tried
from wangfang.interfaces.frame.acts import now, system_act
from wangfang.records.cases.verification import verify
from wangfang.records.ledger.models import Checkpoint
from wangfang.records.ledger.seal import seal
from wangfang.records.vault.keys import Purpose, keeper

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Path, settings: object) -> None:
    """Keep keys that a test makes new out of every other test; those that are there go along."""
    known = settings.WANGFANG_KEYS  # type: ignore[attr-defined]
    keeper().current(Purpose.TRACE)  # makes the folder, when this is the first test of all
    settings.WANGFANG_KEYS = str(shutil.copytree(known, tmp_path / "keys"))  # type: ignore[attr-defined]


@pytest.fixture
def ground(transactional_db: None, tmp_path: Path) -> Iterator[Ground]:
    """Lay the ground in the test's own database."""
    found_city(system_act())
    yield laid(tmp_path, 6)
    with connection.cursor() as cursor:
        cursor.execute(f"drop schema {YESTERDAY} cascade")


def every_attack_is_found(ground: Ground, instances: int) -> None:
    assert len(ATTACKS) == 13
    assert list(verify(folder=ground.anchors, copy=ground.mirror)) == []
    for outcome in tried(ground, instances):
        expected = 0 if outcome.attack == LIMIT else instances
        assert (outcome.attack, outcome.found, outcome.mirrored) == (outcome.attack, expected, instances)
    assert list(verify(folder=ground.anchors, copy=ground.mirror)) == [], "every trial was undone"


def test_each_of_thirteen_attacks_is_found_five_times(ground: Ground) -> None:
    every_attack_is_found(ground, 5)


@pytest.mark.nightly
def test_each_of_thirteen_attacks_is_found_a_hundred_times(ground: Ground) -> None:
    every_attack_is_found(ground, 100)


@contextmanager
def work_going_on(acts: int) -> Iterator[None]:
    """Let others act and seal in the meantime, with new keys after every tenth act."""
    failed: list[Exception] = []

    def work() -> None:
        try:
            at, done = places()[0], 0
            while done < acts:
                for _case in lived(at):
                    done += 1
                    seal(now())
                    if done % 10 == 0:
                        keeper().rotate(Purpose.TRACE)
                        keeper().rotate(Purpose.SIGN)
        except Exception as fault:  # noqa: BLE001 - told by the test below
            failed.append(fault)
        finally:
            connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield
    finally:
        worker.join()
        assert failed == []


def no_false_alarm(verifications: int, acts: int) -> None:
    found_city(system_act())
    sealed(now())
    with work_going_on(acts):
        for _ in range(verifications // 2):
            assert list(verify()) == []
    for _ in range(verifications - verifications // 2):
        assert list(verify()) == []
    sealed(now())
    assert list(verify()) == []
    assert Checkpoint.objects.values("kid").distinct().count() > 1


def test_nobody_is_accused_in_three_hundred_verifications_under_load_and_new_keys() -> None:
    no_false_alarm(300, 20)


@pytest.mark.nightly
def test_nobody_is_accused_in_ten_thousand_verifications() -> None:
    no_false_alarm(10_000, 60)
