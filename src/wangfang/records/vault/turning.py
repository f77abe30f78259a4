"""How does everything that is sealed come under another key while the house goes on working: in batches, read by both."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import connection

from wangfang.records.vault.cells import Column, columns
from wangfang.records.vault.envelopes import VERSION, Place, opened, sealed, taken_apart
from wangfang.records.vault.keys import Purpose, keeper, suite

BATCH = 500
Remade = Callable[[bytes, Place], bytes]
"""Makes of an envelope and its place the one that takes its place."""


def in_use() -> dict[str, int]:
    """Return how many rows are sealed under each wrapping key."""
    found: dict[str, int] = {}
    for column in columns():
        with connection.cursor() as cursor:
            cursor.execute(_BY_KEY.format(**_named(column)))
            for kid, count in cursor.fetchall():
                found[kid] = found.get(kid, 0) + int(count)
    return found


def waiting() -> int:
    """Return how many rows are not yet under the wrapping key and the algorithms in use."""
    found = 0
    for column in columns():
        with connection.cursor() as cursor:
            cursor.execute(_WAITING.format(**_named(column)), _head())
            found += int(cursor.fetchone()[0])
    return found


def rewrapped(written: bytes, place: Place) -> bytes:
    """Return an envelope whose data key is under the wrapping key in use; what is in it stays closed."""
    return taken_apart(written).rewrapped(place).written()


def resealed(written: bytes, place: Place) -> bytes:
    """Return an envelope with a fresh data key and the algorithms in use."""
    return sealed(opened(written, place), place)


def turn(remade: Remade) -> Iterator[int]:
    """Bring every row that waits under the key in use, and yield the size of each batch.

    It can be broken off and taken up again: what is done is told by the rows. A row that somebody writes in the
    meantime stays as it was written and is met again by the next run.

    Raises:
        Broken, NoKey: a row does not open; those before it are done.
    """
    for column in columns():
        last = 0
        while batch := _next(column, last):
            last = batch[-1][0]
            with connection.cursor() as cursor:
                changes = [
                    (remade(bytes(old), Place(column.table, column.name, str(token))), key, old)
                    for key, token, old in batch
                ]
                cursor.executemany(_CHANGE.format(**_named(column)), changes)
            yield len(batch)


def _next(column: Column, last: int) -> list[tuple[int, object, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT.format(**_named(column)), [*_head(), last])
        rows: list[tuple[int, object, bytes]] = cursor.fetchall()
    return rows


def _head() -> list[int | bytes]:
    """Return how an envelope in use begins, and how long that is."""
    head = f"{VERSION}|{suite().name}|{keeper().current(Purpose.WRAP)}|".encode()
    return [len(head), head]


def _named(column: Column) -> dict[str, str]:
    return {"table": f'"{column.table}"', "name": f'"{column.name}"', "by": f'"{column.by}"', "batch": str(BATCH)}


_BY_KEY = (
    "select split_part(encode(substring({name} from 1 for 40), 'escape'), '|', 3), count(*) from {table}"
    " where length({name}) > 0 group by 1"
)
_WAITING = "select count(*) from {table} where length({name}) > 0 and substring({name} from 1 for %s) <> %s"
_NEXT = (
    "select id, {by}, {name} from {table} where length({name}) > 0 and substring({name} from 1 for %s) <> %s"
    " and id > %s order by id limit {batch}"
)
_CHANGE = "update {table} set {name} = %s where id = %s and {name} = %s"
