"""Keys: made once, never shared between purposes, gone when destroyed; what they seal opens nowhere else."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from wangfang.records.vault import keys as keys_
from wangfang.records.vault.keys import FileKeeper, NoKey, Purpose
from wangfang.records.vault.suites import GM, NONCE, STANDARD, TAG, Broken, Suite

KEY, PLACE = b"k" * 32, b"people_petitioner|sealed|7"
EITHER = pytest.mark.parametrize("suite", [STANDARD, GM], ids=lambda suite: suite.name)


@pytest.fixture
def keys(tmp_path: Path) -> FileKeeper:
    """Return an empty folder of keys."""
    return FileKeeper(tmp_path / "keys", STANDARD)


def test_the_national_digest_gives_the_example_of_its_standard() -> None:
    """GB/T 32905-2016, appendix A.1: the digest of "abc"."""
    assert GM.hashed(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


@EITHER
@given(plain=st.binary(max_size=300))
def test_what_is_sealed_opens_at_its_place(suite: Suite, plain: bytes) -> None:
    sealed = suite.seal(KEY, plain, PLACE)
    assert suite.open(KEY, sealed, PLACE) == plain
    assert len(sealed) == NONCE + TAG + len(plain)
    assert sealed != suite.seal(KEY, plain, PLACE), "no nonce serves twice"


@EITHER
def test_it_opens_nowhere_else_with_no_other_key_and_not_when_one_bit_differs(suite: Suite) -> None:
    sealed = suite.seal(KEY, "王秀兰".encode(), PLACE)
    for place in (b"people_petitioner|sealed|8", b"people_petitioner|phone|7", b""):
        with pytest.raises(Broken):
            suite.open(KEY, sealed, place)
    with pytest.raises(Broken):
        suite.open(b"x" * 32, sealed, PLACE)
    for position in range(len(sealed)):
        altered = bytearray(sealed)
        altered[position] ^= 1
        with pytest.raises(Broken):
            suite.open(KEY, bytes(altered), PLACE)
    with pytest.raises(Broken):
        suite.open(KEY, sealed[: NONCE + TAG - 1], PLACE)


def test_one_suite_does_not_open_what_the_other_has_sealed() -> None:
    with pytest.raises(Broken):
        GM.open(KEY, STANDARD.seal(KEY, b"x", PLACE), PLACE)


def test_a_key_is_made_when_first_asked_for_and_only_its_owner_reads_it(keys: FileKeeper, tmp_path: Path) -> None:
    assert keys.names() == []
    assert keys.current(Purpose.TRACE) == "trace-1"
    assert keys.current(Purpose.TRACE) == "trace-1"
    assert stat.S_IMODE((tmp_path / "keys" / "trace-1.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_two_processes_at_once_get_one_key(tmp_path: Path) -> None:
    folders = [FileKeeper(tmp_path / "keys", STANDARD) for _ in range(16)]
    with ThreadPoolExecutor(16) as pool:
        digests = set(pool.map(lambda keys: keys.mac(keys.current(Purpose.INDEX), b"x"), folders))
    assert len(digests) == 1


def test_no_key_serves_two_purposes(keys: FileKeeper) -> None:
    macs = {keys.mac(keys.current(purpose), b"x") for purpose in Purpose}
    assert len(macs) == len(Purpose)


def test_rotation_leaves_the_earlier_keys(keys: FileKeeper) -> None:
    before = keys.current(Purpose.WRAP)
    sealed = keys.seal(before, b"data key", PLACE)
    assert keys.rotate(Purpose.WRAP) == keys.current(Purpose.WRAP) == "wrap-2"
    assert keys.open(before, sealed, PLACE) == b"data key"
    with pytest.raises(Broken):
        keys.open("wrap-2", sealed, PLACE)


def test_the_tenth_key_comes_after_the_ninth(keys: FileKeeper) -> None:
    for _ in range(10):
        keys.rotate(Purpose.SIGN)
    assert keys.current(Purpose.SIGN) == "sign-11"


def test_the_folder_is_read_when_it_changed_and_not_for_each_question(
    keys: FileKeeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.current(Purpose.TRACE)
    os.utime(tmp_path / "keys", ns=(0, 1))  # long ago, so that what follows is not of the same tick
    read: list[Path] = []
    scan = os.scandir

    def counted(folder: Path) -> Iterator[os.DirEntry[str]]:
        read.append(folder)
        return scan(folder)

    monkeypatch.setattr(os, "scandir", counted)
    monkeypatch.setattr(keys_, "FRESH_SECONDS", 60.0)
    for _ in range(1000):
        keys.current(Purpose.TRACE)
    assert len(read) == 1
    assert FileKeeper(tmp_path / "keys", STANDARD).rotate(Purpose.TRACE) == "trace-2"  # as another process does
    read.clear()
    assert keys.current(Purpose.TRACE) == "trace-2"
    assert len(read) == 1


@pytest.mark.parametrize(("believed", "now"), [(0.05, "trace-2"), (60.0, "trace-1")], ids=["noticed", "the control"])
def test_a_rotation_within_one_tick_of_the_disk_is_noticed_when_time_is_up(
    believed: float, now: str, keys: FileKeeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys_, "FRESH_SECONDS", believed)
    folder = tmp_path / "keys"
    keys.current(Purpose.TRACE)
    os.utime(folder, ns=(0, 1))
    assert keys.current(Purpose.TRACE) == "trace-1"
    FileKeeper(folder, STANDARD).rotate(Purpose.TRACE)
    os.utime(folder, ns=(0, 1))  # the same moment of change as before
    time.sleep(0.1)
    assert keys.current(Purpose.TRACE) == now


def test_a_key_that_another_process_makes_in_the_very_tick_is_seen_at_once(keys: FileKeeper, tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    folder.mkdir(exist_ok=True)
    now = folder.stat()
    assert keys.names() == []
    FileKeeper(folder, STANDARD).current(Purpose.WRAP)
    os.utime(folder, ns=(now.st_atime_ns, now.st_mtime_ns))
    assert keys.names() == ["wrap-1"]


def test_nobody_waits_longer_than_a_second_for_a_rotation() -> None:
    assert keys_.FRESH_SECONDS <= 1


def test_where_something_is_written_with_a_key_that_is_gone_none_is_made(tmp_path: Path) -> None:
    keys = FileKeeper(tmp_path / "keys", STANDARD, {Purpose.TRACE: lambda: "trace-2", Purpose.SIGN: str})
    for asked in (keys.current, keys.rotate):
        with pytest.raises(NoKey, match="trace-2"):
            asked(Purpose.TRACE)
    assert keys.names() == []
    assert keys.current(Purpose.SIGN) == "sign-1", "nothing is signed yet"
    assert keys.current(Purpose.WRAP) == "wrap-1", "nobody says what is wrapped"


def test_a_key_that_is_made_anew_is_not_taken_for_the_one_that_was_remembered(keys: FileKeeper, tmp_path: Path) -> None:
    before = keys.mac(keys.current(Purpose.INDEX), b"x")
    (tmp_path / "keys" / "index-1.key").unlink()
    os.utime(tmp_path / "keys", ns=(0, 1))  # not in the tick in which it was read
    again = keys.mac(keys.current(Purpose.INDEX), b"x")
    assert again != before
    assert FileKeeper(tmp_path / "keys", STANDARD).mac("index-1", b"x") == again


def test_a_destroyed_key_opens_nothing_more(keys: FileKeeper) -> None:
    kid = keys.current(Purpose.WRAP)
    sealed = keys.seal(kid, b"data key", PLACE)
    keys.destroy(kid)
    with pytest.raises(NoKey):
        keys.open(kid, sealed, PLACE)
    with pytest.raises(NoKey):
        keys.mac("../secret-key", b"x")


def test_a_signature_is_checked_with_the_public_key_alone(keys: FileKeeper) -> None:
    kid = keys.current(Purpose.SIGN)
    signature = keys.sign(kid, b"root")
    Ed25519PublicKey.from_public_bytes(keys.public()[kid]).verify(signature, b"root")
    assert list(keys.public()) == [kid]
