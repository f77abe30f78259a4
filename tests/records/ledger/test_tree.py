"""The tree is that of RFC 6962: the same roots and proofs as a second, slower definition gives."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest

from wangfang.records.ledger.tree import TILE, TILE_HEIGHT, Node, proof, root, root_from

SIZES = (1, 2, 3, 4, 5, 7, 8, 9, 31, 255, 256, 257, 511, 512, 513, 700, 1030)


def leaves(count: int) -> list[bytes]:
    return [hashlib.sha256(b"\x00" + str(place).encode()).digest() for place in range(count)]


def by_definition(hashes: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word: split at the largest power of two smaller than the length."""
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return hashlib.sha256(b"\x01" + by_definition(hashes[:k]) + by_definition(hashes[k:])).digest()


def reading(hashes: list[bytes]) -> object:
    """Read like the store does: whole tiles as one node where the range begins at one."""

    def read(low: int, high: int) -> Iterator[Node]:
        while low % TILE == 0 and high - low >= TILE:
            yield TILE_HEIGHT, by_definition(hashes[low : low + TILE])
            low += TILE
        yield from ((0, digest) for digest in hashes[low:high])

    return read


@pytest.mark.parametrize("size", SIZES)
def test_root_and_every_proof_are_those_of_the_definition(size: int) -> None:
    hashes = leaves(size)
    read = reading(hashes)
    expected = by_definition(hashes)
    assert root(read(0, size)) == expected  # type: ignore[operator]
    for index in {0, 1, size // 2, size - 2, size - 1, 255, 256, 511} & set(range(size)):
        assert root_from(index, size, hashes[index], proof(index, size, read)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [2, 3, 5, 8, 13, 300])
def test_a_proof_serves_no_other_leaf_place_or_size(size: int) -> None:
    hashes = leaves(size)
    expected = by_definition(hashes)
    path = proof(1, size, reading(hashes))  # type: ignore[arg-type]
    for index in range(size):
        assert (root_from(index, size, hashes[1], path) == expected) is (index == 1)
        assert (root_from(1, size, hashes[index], path) == expected) is (index == 1)
    assert root_from(1, size, hashes[1], path[:-1]) is None
    assert root_from(1, size, hashes[1], [*path, expected]) is None
    assert root_from(size, size, hashes[1], path) is None


def test_a_node_is_never_taken_for_a_leaf() -> None:
    two = leaves(2)
    assert hashlib.sha256(b"\x00" + two[0] + two[1]).digest() != by_definition(two)
