"""The keys may be kept by another process: a petition is lived, rotated and lost with a keeper behind a socket."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pytest_django.fixtures import Settings

from tests.records.vault.conftest import keys_of_the_trace
from tests.stories import story
from wangfang.records.cases.verification import verify
from wangfang.records.people import finding
from wangfang.records.people.models import Petitioner
from wangfang.records.vault import turning
from wangfang.records.vault.keys import NoKey, Purpose, keeper
from wangfang.records.vault.suites import Broken

PATIENCE = 20


@pytest.fixture(autouse=True)
def service(_city: None, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Run the service, which has the key of the lines that are there, and let the installation ask it."""
    place, folder = tmp_path / "s", tmp_path / "far away"
    keys_of_the_trace(settings, folder)
    words = [sys.executable, "-m", "tests.records.vault.service", str(place), str(folder)]
    running = subprocess.Popen(words, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    until = time.monotonic() + PATIENCE
    while not place.exists() and time.monotonic() < until:
        time.sleep(0.05)
    monkeypatch.setenv("WANGFANG_TEST_KEY_SOCKET", str(place))
    settings.WANGFANG_KEEPER = "tests.records.vault.service:keeper"
    settings.WANGFANG_KEYS = str(tmp_path / "here")
    try:
        yield folder
    finally:
        running.kill()
        running.wait()


def test_a_case_is_lived_and_its_keys_are_rotated_elsewhere(service: Path, settings: Settings) -> None:
    who = story().submitted().registered().forwarded("NG-XF").now.petitioner
    assert list(verify()) == []
    assert list(finding.with_phone("+86 13800138000")) == [who]
    assert keeper().rotate(Purpose.WRAP) == "wrap-2"
    assert sum(turning.turn(turning.rewrapped)) > 0
    keeper().destroy("wrap-1")
    assert Petitioner.objects.get(pk=who.pk).name == "王秀兰"
    assert {name.name for name in service.iterdir()} >= {"wrap-2.key", "index-1.key"}
    assert not Path(settings.WANGFANG_KEYS).exists(), "no key is kept here"


def test_what_it_refuses_is_refused_here() -> None:
    keys = keeper()
    kid = keys.current(Purpose.WRAP)
    sealed = keys.seal(kid, b"k" * 32, b"here")
    assert keys.open(kid, sealed, b"here") == b"k" * 32
    with pytest.raises(Broken):
        keys.open(kid, sealed, b"there")
    with pytest.raises(NoKey, match="密钥 wrap-7 不在"):
        keys.open("wrap-7", sealed, b"here")


def test_it_signs_and_tells_the_public_key() -> None:
    keys = keeper()
    kid = keys.current(Purpose.SIGN)
    Ed25519PublicKey.from_public_bytes(keys.public()[kid]).verify(keys.sign(kid, b"said"), b"said")


def test_without_the_service_nothing_is_read_or_written(monkeypatch: pytest.MonkeyPatch) -> None:
    pk = story().submitted().now.petitioner_id
    monkeypatch.setenv("WANGFANG_TEST_KEY_SOCKET", "/nowhere")
    monkeypatch.setattr(keeper(), "_place", "/nowhere")
    with pytest.raises(OSError, match="No such file"):
        _ = Petitioner.objects.get(pk=pk).name
    with pytest.raises(OSError, match="No such file"):
        story().submitted()
    assert Petitioner.objects.count() == 1
