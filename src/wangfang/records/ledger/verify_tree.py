"""Are the places without gaps, does every place have its row, and are the signed roots those of the leaves?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from django.db import connection

from wangfang.records.ledger import anchors, mirror
from wangfang.records.ledger.anchors import NoAnchor
from wangfang.records.ledger.checkpoints import Keys, Signed, stored
from wangfang.records.ledger.formats import GENESIS
from wangfang.records.ledger.guards import unguarded
from wangfang.records.ledger.models import Checkpoint, Leaf, Tile
from wangfang.records.ledger.tree import TILE, Stack, push, root_of
from wangfang.records.ledger.verify import Finding
from wangfang.records.vault.keys import keeper

CHUNK = 5000
_ORPHANS = """
    select index from ledger_leaf
    where case kind
        when 'E' then not exists (select from ledger_entry where id = ledger_leaf."row")
        when 'A' then not exists (select from ledger_access where id = ledger_leaf."row")
        else true end
    order by index
"""


def broken_tree(folder: Path | None = None, copy: Path | None = None) -> Iterator[Finding]:
    """Yield what is wrong with leaves, checkpoints, anchors and the mirror; the line of a finding is a place or size.

    Kinds: `leaf_gap` (a place is empty), `leaf_orphan` (a place without its row), `tile` (a stored node is not
    that of its leaves), `root` (the leaves do not give the root), `signature`, `sign_key` (the key of a signature is
    not there; told of the first that names it), `order` (a checkpoint does not name the one before), `anchor` (what
    was deposited is not what is here), `mirror`, `guard` (a table lost its guard).
    """
    known = [stored(row) for row in Checkpoint.objects.order_by("size")]
    given = list(anchors.read(folder)) if folder else []
    wanted = {one.size for one in known} | {one.size for one in given if isinstance(one, Signed)}
    roots: dict[int, str] = {}
    yield from _leaves(sorted(wanted), roots)
    yield from _orphans()
    yield from _checkpoints(known, roots)
    yield from _anchors(given, roots)
    yield from _mirror(copy) if copy else ()
    yield from (Finding(table, 0, "guard") for table in unguarded())


def _leaves(wanted: Iterable[int], roots: dict[int, str]) -> Iterator[Finding]:
    """Put the tree together from its leaves, and note the roots at the sizes that are asked for."""
    stack: Stack = []
    tile: Stack = []
    sizes, expected = iter([*wanted, 0]), 0
    size = next(sizes)
    tiles = dict(Tile.objects.values_list("index", "hash"))
    for index, digest in _stream():
        if index != expected:
            yield Finding("", expected, "leaf_gap")
        expected = index + 1
        push(stack, 0, digest)
        push(tile, 0, digest)
        if expected % TILE == 0:
            if bytes(tiles.pop(index // TILE, b"")) != root_of(tile):
                yield Finding("", index // TILE, "tile")
            tile.clear()
        while size and size <= expected:
            roots[size] = root_of(stack).hex()
            size = next(sizes)
    yield from (Finding("", index, "tile") for index in tiles)
    if expected != (last := max(wanted, default=0)) and expected > last:
        yield Finding("", last, "root")  # places that no checkpoint covers: they are signed as they are given


def _stream() -> Iterator[tuple[int, bytes]]:
    rows = Leaf.objects.order_by("index").values_list("index", "hash")
    for index, digest in rows.iterator(chunk_size=CHUNK):
        yield index, bytes(digest)


def _orphans() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(_ORPHANS)
        yield from (Finding("", index, "leaf_orphan") for (index,) in cursor.fetchall())


def _checkpoints(known: Iterable[Signed], roots: Mapping[int, str]) -> Iterator[Finding]:
    keys: Keys = keeper().public()
    previous, gone = GENESIS, set[str]()
    for one in known:
        if one.kid not in keys:
            if one.kid not in gone:
                yield Finding("", one.size, "sign_key")
            gone.add(one.kid)
        elif not one.is_good(keys):
            yield Finding("", one.size, "signature")
        if one.previous != previous:
            yield Finding("", one.size, "order")
        if roots.get(one.size) != one.root:
            yield Finding("", one.size, "root")
        previous = one.root


def _anchors(given: Iterable[Signed | NoAnchor], roots: Mapping[int, str]) -> Iterator[Finding]:
    keys = keeper().public()
    for one in given:
        if isinstance(one, NoAnchor):
            yield Finding(one.name, 0, "anchor")
        elif roots.get(one.size) == one.root and one.kid not in keys:
            yield Finding("", one.size, "sign_key")
        elif not one.is_good(keys) or roots.get(one.size) != one.root:
            yield Finding("", one.size, "anchor")


def _mirror(copy: Path) -> Iterator[Finding]:
    """Compare the leaves with a mirror; places that it does not have yet are left out."""
    here = _stream()
    for expected, (index, digest) in enumerate(mirror.lines(copy)):
        found = next(here, None)
        if index != expected or found is None or found != (index, bytes.fromhex(digest) if _is_hex(digest) else b""):
            yield Finding("", expected, "mirror")
            return


def _is_hex(text: str) -> bool:
    return len(text) == 64 and not set(text) - set("0123456789abcdef")  # noqa: PLR2004 - 32 bytes
