"""Gives every committed line and access event its place in one order, and signs the root over all places.

One process at a time (advisory lock). A row is taken when the transaction that wrote it is older than every one still
under way (`xid` below the horizon): a lower key may be committed later, so the highest key seen says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from time import sleep

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from wangfang.records.ledger import checkpoints
from wangfang.records.ledger.checkpoints import Signed
from wangfang.records.ledger.formats import ACCESS_LEAF, GENESIS, LINE_LEAF
from wangfang.records.ledger.tree import TILE, TILE_HEIGHT, Node, root
from wangfang.records.vault.keys import NoKey, keeper
from wangfang.rules.refusal import Refused

ALONE = 0x7365616C  # the number of the lock under which only one process gives places
CHUNK = 5000
BETWEEN_SECONDS = 0.1

_HORIZON = """
    select pg_snapshot_xmin(pg_current_snapshot())::text::numeric,
        (select horizon::text::numeric from ledger_checkpoint order by size desc limit 1)
"""
_SINCE = "xid >= %(since)s::text::xid8 and xid < %(until)s::text::xid8"
_ANEW = "(xid < %(until)s::text::xid8 or xid >= pg_snapshot_xmax(pg_current_snapshot()))"
"""In a restored database the numbers of transactions begin anew: what was there is all looked at, and taken once."""

_TAKE = r"""
    insert into ledger_leaf (index, kind, "row", hash)
    select %(size)s + row_number() over (order by xid, kind, id) - 1, kind, id,
        sha256('\x00'::bytea || convert_to(said, 'UTF8'))
    from (
        select xid, 'E' as kind, id, {line} as said from ledger_entry where {which}
        union all
        select xid, 'A', id, {access} from ledger_access where {which}
    ) as waiting
    where not exists (select from ledger_leaf where ledger_leaf.kind = waiting.kind and ledger_leaf."row" = waiting.id)
"""
_WAITS = """
    select exists (select from ledger_entry where not exists (
            select from ledger_leaf where kind = 'E' and "row" = ledger_entry.id))
        or exists (select from ledger_access where not exists (
            select from ledger_leaf where kind = 'A' and "row" = ledger_access.id))
"""
_SIGN = """
    insert into ledger_checkpoint (size, root, previous, recorded_at, kid, signature, horizon)
    values (%s, %s, %s, %s::timestamptz, %s, %s, %s::text::xid8)
"""


@transaction.atomic
def seal(at: datetime) -> Signed | None:
    """Give places to what was committed since, and sign the new root; returns None when nothing new was there.

    Places and signature are one transaction: a process that dies in between leaves neither.

    Raises:
        Refused: the leaves do not give the root of the last checkpoint any more, or its signature is not ours;
            nothing is signed over an altered past.
        NoKey: the signing key is not there, or that of the last checkpoint was lost.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ALONE])
        known = checkpoints.last()
        size = known.size if known else 0
        taken, horizon = _take(cursor, size)
        if not taken:
            return None
        if known:
            _require_unaltered(known)
        _tile(cursor, size + taken)
        found = checkpoints.signed(size + taken, _root(size + taken), known.root if known else GENESIS, at)
        cursor.execute(
            _SIGN, [found.size, found.root, found.previous, found.at, found.kid, found.signature, str(horizon)]
        )
    return found


def seal_whole(at: datetime, tries: int = 50) -> bool:
    """Seal until nothing waits, a tenth of a second between two tries; tells whether it came so far.

    What others have under way holds rows back for as long as it lasts, wherever in the cluster it is.

    Raises:
        NoKey, Refused: see `seal`.
    """
    for _ in range(tries):
        seal(at)
        if not _waits():
            return True
        sleep(BETWEEN_SECONDS)
    return False


def _waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WAITS)
        return bool(cursor.fetchone()[0])


def _take(cursor: CursorWrapper, size: int) -> tuple[int, int]:
    """Give places to the rows that wait; returns how many, and the horizon below which none waits any more."""
    cursor.execute(_HORIZON)
    until, since = cursor.fetchone()
    which = _ANEW if since is None or since > until else _SINCE
    statement = _TAKE.format(line=LINE_LEAF, access=ACCESS_LEAF, which=which)
    cursor.execute(statement, {"size": size, "since": str(since), "until": str(until)})
    return cursor.rowcount, int(until)


def _require_unaltered(known: Signed) -> None:
    keys = keeper().public()
    if known.kid not in keys:
        raise NoKey(known.kid)
    if not known.is_good(keys) or _root(known.size) != known.root:
        raise Refused("留痕与上一次签署的摘要对不上，不再签署新的摘要，请立即用 wangfang ledger verify 核验")


def _root(size: int) -> str:
    return root(nodes(0, size)).hex()


def _tile(cursor: CursorWrapper, size: int) -> None:
    """Store the node over every 256 leaves that have become complete."""
    cursor.execute("select count(*) from ledger_tile")
    (there,) = cursor.fetchone()
    for first in range(there, size // TILE, CHUNK):
        places = range(first, min(first + CHUNK, size // TILE))
        fresh = [(place, root(_leaves(place * TILE, (place + 1) * TILE))) for place in places]
        cursor.executemany("insert into ledger_tile (index, hash) values (%s, %s)", fresh)


def nodes(low: int, high: int) -> Iterator[Node]:
    """Yield the nodes that make up the leaves from `low` to `high` (excluded): stored ones where they are whole."""
    whole = high // TILE if low % TILE == 0 else 0
    if whole > low // TILE:
        with connection.cursor() as cursor:
            cursor.execute(
                "select hash from ledger_tile where index >= %s and index < %s order by index", [low // TILE, whole]
            )
            yield from ((TILE_HEIGHT, bytes(digest)) for (digest,) in cursor)
        low = whole * TILE
    yield from _leaves(low, high)


def _leaves(low: int, high: int) -> Iterator[Node]:
    with connection.cursor() as cursor:
        cursor.execute("select hash from ledger_leaf where index >= %s and index < %s order by index", [low, high])
        yield from ((0, bytes(digest)) for (digest,) in cursor)
