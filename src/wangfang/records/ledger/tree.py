"""The Merkle tree over the leaves, in the shape of RFC 6962: roots, and the proof that a leaf is among them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

TILE = 256
TILE_HEIGHT = 8
"""Leaves under one stored node, and its height."""

Node = tuple[int, bytes]
"""A complete subtree: its height and its digest; a leaf has height 0."""
Stack = list[Node]
"""The complete subtrees of a growing tree from the left, each smaller than the one before."""
Reader = Callable[[int, int], Iterable[Node]]
"""Gives the nodes that make up the leaves from one place to another (excluded), in order."""


def node(left: bytes, right: bytes) -> bytes:
    """Return the digest over two; the byte 1 keeps it apart from a leaf."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def push(stack: Stack, height: int, digest: bytes) -> None:
    """Add the next node on the right; what becomes complete is put together."""
    while stack and stack[-1][0] == height:
        digest = node(stack.pop()[1], digest)
        height += 1
    stack.append((height, digest))


def root_of(stack: Stack) -> bytes:
    """Return the root over what a stack holds."""
    if not stack:
        return hashlib.sha256(b"").digest()
    found = stack[-1][1]
    for _height, digest in reversed(stack[:-1]):
        found = node(digest, found)
    return found


def root(nodes: Iterable[Node]) -> bytes:
    """Return the root over nodes that follow on each other."""
    stack: Stack = []
    for height, digest in nodes:
        push(stack, height, digest)
    return root_of(stack)


def proof(index: int, size: int, read: Reader) -> list[bytes]:
    """Return the digests that lead from the leaf at a place to the root over the first `size` leaves, from below.

    Source: RFC 6962, 2.1.1 (Merkle audit path).
    """
    low, high, found = 0, size, []
    while high - low > 1:
        middle = low + (1 << (high - low - 1).bit_length() - 1)
        if index < middle:
            found.append(root(read(middle, high)))
            high = middle
        else:
            found.append(root(read(low, middle)))
            low = middle
    return found[::-1]


def root_from(index: int, size: int, digest: bytes, path: Iterable[bytes]) -> bytes | None:
    """Return the root that a leaf and its proof lead to, None when the proof has not the right length.

    Source: RFC 9162, 2.1.3.2.
    """
    place, last = index, size - 1
    if not 0 <= place <= last:
        return None
    for one in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            digest = node(one, digest)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            digest = node(digest, one)
        place, last = place >> 1, last >> 1
    return digest if last == 0 else None
