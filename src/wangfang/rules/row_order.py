"""Which file is this: a word that is told by the order of the rows alone, and survives every way of saving them anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

BYTES = 12
BITS = BYTES * 8
LEAST_ROWS = 2 * BITS
"""Rows that a whole word needs, one after the other as they were written: 192."""

T = TypeVar("T")


def told_by_order(rows: Sequence[T], word: bytes) -> list[T]:
    """Return rows that come in their natural order with a word of 12 bytes in them: each pair of rows is a bit.

    A pair that stands the wrong way round is a one. The word is repeated as long as there are rows.

    Raises:
        ValueError: the word has another length.
    """
    if len(word) != BYTES:
        msg = "a word has 12 bytes"
        raise ValueError(msg)
    told, bits = list(rows), _bits(word)
    for place in range(0, len(told) - 1, 2):
        if bits[place // 2 % BITS]:
            told[place], told[place + 1] = told[place + 1], told[place]
    return told


def words_in(names: Sequence[str]) -> Iterator[bytes]:
    """Yield every word that the order of names may tell, the likeliest first; whoever knows its checksum picks.

    Rows may be missing before or behind 192 that still follow each other: the word is looked for from every place, and
    turned as far as it was when they were written.
    """
    for first in (0, 1):
        bits = [names[place] > names[place + 1] for place in range(first, len(names) - 1, 2)]
        for start in range(min(len(bits) - BITS + 1, BITS)):
            piece = bits[start : start + BITS]
            for turn in range(BITS):
                yield _word([*piece[turn:], *piece[:turn]])


def _bits(word: bytes) -> list[bool]:
    return [bool(byte >> place & 1) for byte in word for place in range(8)]


def _word(bits: Sequence[bool]) -> bytes:
    return bytes(sum(bits[at + place] << place for place in range(8)) for at in range(0, BITS, 8))
