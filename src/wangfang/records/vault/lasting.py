"""How is something sealed in a row that may never be written again: under a key that lies sealed in another row.

Rows that only ever are added cannot come under another wrapping key. What is sealed here needs none: when keys
are changed, the cell that holds its key is wrapped anew, and the row stays as it was written.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping

from wangfang.records.vault.cells import Said, filled
from wangfang.records.vault.envelopes import VERSION, Place
from wangfang.records.vault.keys import KEY_BYTES, suite
from wangfang.records.vault.suites import SUITES, Broken

_HEAD = re.compile(rb"v1\|(standard|gm)\|")


def new_key() -> str:
    """Return a fresh key in hexadecimal, to be kept in a sealed cell.

    It serves the rows of one case, some hundreds at most: far below the 2^32 messages that one key of GCM may serve.
    """
    return os.urandom(KEY_BYTES).hex()


def sealed_under(key: str, said: Mapping[str, object], place: Place) -> bytes:
    """Seal JSON at its place under a key, with the algorithms of this installation."""
    chosen = suite()
    return f"{VERSION}|{chosen.name}|".encode() + chosen.seal(
        bytes.fromhex(key), filled(said), _bound(place, chosen.name)
    )


def opened_under(key: str, written: bytes, place: Place) -> Said:
    """Return the JSON that was sealed under a key at this place.

    Raises:
        Broken: it was sealed for another place or under another key, or was altered.
    """
    head = _HEAD.match(written)
    if head is None:
        raise Broken
    chosen = SUITES[head[1].decode()]
    said: Said = json.loads(chosen.open(bytes.fromhex(key), written[head.end() :], _bound(place, chosen.name)))
    return said


def _bound(place: Place, named: str) -> bytes:
    return place.bound("lasting", named)
