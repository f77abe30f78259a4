"""How is something sealed so that it opens at its own place alone: a fresh key for each, and that key under another."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from wangfang.records.vault.keys import KEY_BYTES, Purpose, keeper, suite
from wangfang.records.vault.suites import SUITES, Broken, Suite

VERSION = "v1"
_HEAD = re.compile(rb"v1\|(standard|gm)\|(wrap-[0-9]{1,6})\|")
_LENGTH = 2
"""Bytes that say how long the sealed data key is; a key service may add its own to it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something sealed lies: table, column, and the token of its row."""

    table: str
    column: str
    token: str

    def bound(self, *more: str) -> bytes:
        """Return what is authenticated beside the cipher text."""
        return "|".join((self.table, self.column, self.token, *more)).encode()


@dataclass(frozen=True, slots=True)
class Envelope:
    """Something sealed, taken apart: which algorithms, which wrapping key, the wrapped data key, the contents.

    A data key seals one value, and once more for each time that the value changes: far below the 2^32 messages
    that one key of GCM may serve (NIST SP 800-38D, 8.3).
    """

    suite: Suite
    kid: str
    wrapped: bytes
    contents: bytes

    def written(self) -> bytes:
        """Return it as it is kept."""
        head = f"{VERSION}|{self.suite.name}|{self.kid}|".encode()
        return head + len(self.wrapped).to_bytes(_LENGTH, "big") + self.wrapped + self.contents

    def data_key(self, place: Place) -> bytes:
        """Return the key of the contents.

        Raises:
            Broken: it was wrapped for another place, or altered.
            NoKey: the wrapping key is not there.
        """
        return keeper(self.suite.name).open(self.kid, self.wrapped, place.bound("key", self.kid, self.suite.name))

    def opened(self, place: Place) -> bytes:
        """Return the contents.

        Raises:
            Broken, NoKey: see `data_key`.
        """
        return self.suite.open(self.data_key(place), self.contents, place.bound("data", self.suite.name))

    def rewrapped(self, place: Place) -> Envelope:
        """Return the same contents with their data key under the wrapping key in use now; the contents stay closed."""
        return Envelope(self.suite, *wrapped(self.data_key(place), place, self.suite), self.contents)


def wrapped(data_key: bytes, place: Place, chosen: Suite) -> tuple[str, bytes]:
    """Return the name of the wrapping key in use, and the data key sealed with it."""
    keys = keeper(chosen.name)
    kid = keys.current(Purpose.WRAP)
    return kid, keys.seal(kid, data_key, place.bound("key", kid, chosen.name))


def sealed(plain: bytes, place: Place) -> bytes:
    """Seal something with a fresh data key and the algorithms of this installation."""
    chosen, data_key = suite(), os.urandom(KEY_BYTES)
    kid, key = wrapped(data_key, place, chosen)
    return Envelope(chosen, kid, key, chosen.seal(data_key, plain, place.bound("data", chosen.name))).written()


def taken_apart(written: bytes) -> Envelope:
    """Return what was sealed, still closed.

    Raises:
        Broken: this is no envelope.
    """
    head = _HEAD.match(written)
    if head is None:
        raise Broken
    start = head.end() + _LENGTH
    end = start + int.from_bytes(written[head.end() : start], "big")
    return Envelope(SUITES[head[1].decode()], head[2].decode(), written[start:end], written[end:])


def opened(written: bytes, place: Place) -> bytes:
    """Return what was sealed at this place.

    Raises:
        Broken: it was sealed for another place, or altered.
        NoKey: the wrapping key is not there.
    """
    return taken_apart(written).opened(place)
