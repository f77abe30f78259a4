"""A file comes back byte for byte, and not at all when a chunk was altered, moved, doubled, lost or is another's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wangfang.records.vault.chunks import CHUNK, read, write
from wangfang.records.vault.suites import NONCE, TAG, Broken

KEY, TOKEN = b"k" * 32, "7"
ONE = NONCE + TAG + CHUNK


def kept(path: Path, body: bytes, piece: int = 1000) -> Path:
    """Write a body in pieces of a size."""
    write(path, (body[i : i + piece] for i in range(0, len(body), piece)), KEY, TOKEN)
    return path


def came_back(path: Path, token: str = TOKEN, key: bytes = KEY) -> bytes:
    """Read all of it."""
    return b"".join(read(path, key, token, "standard"))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])
@pytest.mark.parametrize("piece", [1000, CHUNK, 10 * CHUNK])
def test_it_comes_back_byte_for_byte(size: int, piece: int, tmp_path: Path) -> None:
    body = bytes(i * 7 % 251 for i in range(size))
    path = kept(tmp_path / "file", body, piece)
    assert came_back(path) == body
    assert body[:40] not in path.read_bytes() or size < 40


@pytest.mark.parametrize(
    ("damage", "because"),
    [
        (lambda b: b[:ONE], "the end is cut off at a chunk"),
        (lambda b: b[:-1], "the end is cut off within a chunk"),
        (lambda _: b"", "nothing is left"),
        (lambda b: b[ONE:], "the beginning is gone"),
        (lambda b: b[:ONE] + b[2 * ONE :], "a chunk is left out"),
        (lambda b: b[ONE : 2 * ONE] + b[:ONE] + b[2 * ONE :], "two chunks have changed places"),
        (lambda b: b[:ONE] + b, "a chunk is doubled"),
        (lambda b: b + b[-30:], "something was added"),
        (lambda b: b[: ONE + 40] + bytes([b[ONE + 40] ^ 1]) + b[ONE + 41 :], "one bit differs"),
    ],
)
def test_damage_is_found(damage: Callable[[bytes], bytes], because: str, tmp_path: Path) -> None:
    path = kept(tmp_path / "file", b"abc" * CHUNK)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(Broken):
        pytest.fail(f"{because}: {len(came_back(path))} bytes")


def test_another_file_with_the_same_key_is_not_taken_for_it(tmp_path: Path) -> None:
    path = kept(tmp_path / "file", b"abc")
    with pytest.raises(Broken):
        came_back(path, token="8")
    with pytest.raises(Broken):
        came_back(path, key=b"x" * 32)


def test_nothing_of_a_chunk_is_given_before_it_is_proved(tmp_path: Path) -> None:
    path = kept(tmp_path / "file", b"abc" * CHUNK)
    altered = bytearray(path.read_bytes())
    altered[-1] ^= 1
    path.write_bytes(altered)
    reading = read(path, KEY, TOKEN, "standard")
    assert b"".join(next(reading) for _ in range(2)) == (b"abc" * CHUNK)[: 2 * CHUNK]
    with pytest.raises(Broken):
        next(reading)
