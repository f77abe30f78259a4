"""How is a file kept sealed on disk: in chunks, each bound to its file and its place in it, the last one marked."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from wangfang.records.vault.envelopes import Place
from wangfang.records.vault.keys import suite
from wangfang.records.vault.suites import NONCE, SUITES, TAG, Broken, Suite

CHUNK = 64 * 1024
"""Bytes of a chunk in clear."""
_SEALED = NONCE + TAG + CHUNK
_TABLE = "file"


def write(path: Path, pieces: Iterable[bytes], data_key: bytes, token: str) -> str:
    """Write pieces of any size sealed under a key of their own, and return the name of the suite.

    The file is new and belongs to this account alone; what lay there of an attempt that broke off is gone.
    """
    chosen, number, waiting = suite(), 0, bytearray()
    path.unlink(missing_ok=True)
    with open(path, "xb", opener=_for_us_alone) as file:
        for piece in pieces:
            waiting += piece
            while len(waiting) > CHUNK:  # the last chunk is only known when nothing follows
                file.write(chosen.seal(data_key, bytes(waiting[:CHUNK]), _place(token, number)))
                del waiting[:CHUNK]
                number += 1
        file.write(chosen.seal(data_key, bytes(waiting), _place(token, number, "last")))
    return chosen.name


def read(path: Path, data_key: bytes, token: str, named: str) -> Iterator[bytes]:
    """Yield the chunks of a file in clear, each once it is proved; `named` is the suite.

    Raises:
        Broken: a chunk was altered, left out, doubled, moved, or is of another file; the end was cut off.
    """
    chosen: Suite = SUITES[named]
    with path.open("rb") as file:
        number, chunk = 0, file.read(_SEALED)
        if not chunk:
            raise Broken
        while chunk:
            following = file.read(_SEALED)
            yield chosen.open(data_key, chunk, _place(token, number, *(() if following else ("last",))))
            number, chunk = number + 1, following


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _place(token: str, number: int, *end: str) -> bytes:
    return Place(_TABLE, "chunk", token).bound(str(number), *end)
