"""Is the trace whole: every line present, every digest right, every chain unbroken, every keyed digest that of the key?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from wangfang.records.ledger.formats import GENESIS, MOMENT, PLAIN, access_digest, access_leaf, line_digest, line_leaf
from wangfang.records.ledger.models import Checkpoint, Entry
from wangfang.records.vault.keys import Keeper, NoKey, keeper, suite
from wangfang.records.vault.suites import SUITES

CHUNK = 5000
_LINES = f"""
    select subject, number, v, previous, {MOMENT}, payload, digest, kid, mac,
        leaf.index, leaf.hash, xid < %(sealed)s::text::xid8
    from ledger_entry left join ledger_leaf leaf on leaf.kind = 'E' and leaf."row" = ledger_entry.id
    where {{which}}
    order by subject, number
"""  # noqa: S608 - our own words
_LOOKS = f"""
    select ledger_access.id, who, post, what, "case", item, {MOMENT}, origin, about, digest, kid, mac,
        leaf.index, leaf.hash, xid < %(sealed)s::text::xid8
    from ledger_access left join ledger_leaf leaf on leaf.kind = 'A' and leaf."row" = ledger_access.id
    where {{which}}
"""  # noqa: S608 - our own words
_SEALED = """
    select coalesce((
        select horizon::text from ledger_checkpoint
        where horizon <= pg_snapshot_xmax(pg_current_snapshot()) order by size desc limit 1
    ), '0')
"""
"""Rows of older transactions have their place; after a restore the numbers begin anew, and none can be asked for it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written: which subject, which line, and what is wrong with it."""

    case: str
    line: int
    kind: str


@contextmanager
def still() -> Iterator[None]:
    """Look at the database as it is at one moment: who works on in the meantime changes nothing that is seen."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read")
        yield


def broken_lines(subject: str = "") -> Iterator[Finding]:
    """Walk the chains in order, in constant memory, and yield what does not fit.

    Kinds: `missing` (a number was skipped), `broken` (not chained to the line before), `altered` (the digest
    does not match the line), `mac` (the keyed digest does not match), `key` (its key is not there; told of the
    first line that names it), `unkeyed` (there is no keyed digest where there must be), `leaf` (the leaf is of
    another line), `leaf_missing` (no leaf, though all of its time have one).
    """
    check = _Check()
    current, number, previous, format_ = "", 0, GENESIS, PLAIN
    for row in _rows(_LINES, "subject", subject):
        if row[0] != current:
            current, number, previous, format_ = row[0], 0, GENESIS, PLAIN
        if row[1] != number + 1:
            yield Finding(row[0], number + 1, "missing")
        elif row[3] != previous:
            yield Finding(row[0], row[1], "broken")
        yield from (Finding(row[0], row[1], kind) for kind in check.line(row, format_))
        number, previous, format_ = row[1], row[6], row[2]


def broken_looks(subject: str = "") -> Iterator[Finding]:
    """Yield access events that are not as they were written; the line of a finding is the key of the event.

    Kinds: `access` (the digest does not match), `mac`, `key`, `leaf`, `leaf_missing` as for lines.
    """
    check = _Check()
    for row in _rows(_LOOKS, '"case"', subject):
        yield from (Finding(row[4], row[0], kind) for kind in check.look(row))


class _Check:
    """What one row must fulfil by itself."""

    def __init__(self) -> None:
        first = Checkpoint.objects.order_by("size").first()
        self._keyed_from = first.size if first else None
        self._keepers: list[Keeper] = [keeper(name) for name in dict.fromkeys((suite().name, *SUITES))]
        self._gone: set[str] = set()

    def line(self, row: Sequence[Any], format_: int) -> Iterator[str]:
        """Yield what is wrong with a line; `format_` is that of the line before."""
        subject, number, v, previous, at, payload, digest, kid, mac, index, leaf, sealed = row
        if line_digest(v, subject, number, previous, at, payload) != digest:
            yield "altered"
        if v == PLAIN and not mac:
            if format_ != PLAIN or self._may_not_be_unkeyed(index):
                yield "unkeyed"
        else:
            yield from self._keyed(kid, digest, mac)
        if leaf is None:
            if sealed:
                yield "leaf_missing"
        elif line_leaf(v, subject, number, at, digest, kid, mac) != leaf:
            yield "leaf"

    def look(self, row: Sequence[Any]) -> Iterator[str]:
        """Yield what is wrong with an access event."""
        _key, who, post, what, case, item, at, origin, about, digest, kid, mac, _index, leaf, sealed = row
        if access_digest([who, post, what, case, str(item), at, origin], about) != digest:
            yield "access"
        yield from self._keyed(kid, digest, mac)
        if leaf is None:
            if sealed:
                yield "leaf_missing"
        elif access_leaf(digest, kid, mac) != leaf:
            yield "leaf"

    def _may_not_be_unkeyed(self, index: int | None) -> bool:
        """Tell whether a line came after the first checkpoint, which covers all that were there without a key."""
        return self._keyed_from is not None and (index is None or index >= self._keyed_from)

    def _keyed(self, kid: str, digest: str, mac: str) -> Iterator[str]:
        """Yield what is wrong with a keyed digest; that of another suite holds, the installation may have changed it."""
        if kid in self._gone:
            return
        try:
            if not any(one.mac(kid, digest.encode()).hex() == mac for one in self._keepers):
                yield "mac"
        except NoKey:
            self._gone.add(kid)
            yield "key"


def _rows(query: str, column: str, subject: str) -> Iterator[Sequence[Any]]:
    which = f"{column} = %(subject)s" if subject else "true"
    with still():
        with connection.cursor() as cursor:
            cursor.execute(_SEALED)
            (sealed,) = cursor.fetchone()
        with connection.chunked_cursor() as cursor:
            cursor.execute(query.format(which=which), {"subject": subject, "sealed": sealed})
            while rows := cursor.fetchmany(CHUNK):
                yield from rows


@dataclass(frozen=True, slots=True)
class Anchor:
    """The state of every chain at a moment, as one digest that can be printed and deposited."""

    subjects: int
    entries: int
    root: str


def anchor(before: datetime) -> Anchor:
    """Return the anchor over all lines recorded before a moment (excluded).

    The root is the SHA-256 over the last digest of each subject, subjects in code-point order.
    """
    found = hashlib.sha256()
    subjects = entries = 0
    heads = (
        Entry.objects.filter(recorded_at__lt=before)
        .order_by("subject", "-number")
        .distinct("subject")
        .values_list("subject", "number", "digest")
    )
    for subject, number, digest in heads.iterator(chunk_size=5000):
        found.update(f"{subject}\n{number}\n{digest}\n".encode())
        subjects, entries = subjects + 1, entries + number
    return Anchor(subjects, entries, found.hexdigest())
