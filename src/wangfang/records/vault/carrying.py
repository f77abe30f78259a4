"""How do rows that were written in clear come under seal: for migrations, in batches, leaving nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from wangfang.records.vault.cells import opened_json, sealed_json
from wangfang.records.vault.envelopes import Place

BATCH = 1000
_Row = Mapping[str, Any]


def carry(
    schema: BaseDatabaseSchemaEditor, table: str, said: Callable[[_Row], Mapping[str, object]], *,
    by: str = "token", more: Callable[[_Row], Mapping[str, object]] = lambda _row: {},
) -> int:  # fmt: skip
    """Seal in every row of a table what `said` returns of it, and set the columns that `more` returns; returns how many.

    `by` is the column that tells the row apart; a `token` is given where there is none.
    """
    done = 0
    for batch in _batches(schema, table):
        changes = []
        for row in batch:
            own = {} if by != "token" else {"token": row["token"] or uuid4()}
            token = str({**row, **own}[by])
            sealed = sealed_json(said(row), Place(table, "sealed", token))
            changes.append({**own, **more(row), "sealed": sealed})
        _update(schema, table, [row["id"] for row in batch], changes)
        done += len(batch)
    return done


def bring_back(
    schema: BaseDatabaseSchemaEditor, table: str, told: Callable[[Mapping[str, Any]], _Row], *, by: str = "token"
) -> None:
    """Write what is sealed in every row of a table back in clear: `told` returns the columns of what was opened."""
    for batch in _batches(schema, table):
        said = [opened_json(bytes(row["sealed"]), Place(table, "sealed", str(row[by]))) for row in batch]
        _update(schema, table, [row["id"] for row in batch], [dict(told(one)) for one in said])


def rewrite(schema: BaseDatabaseSchemaEditor, table: str) -> None:
    """Write a table anew, so that what its dropped columns held is in none of its pages any more."""
    with schema.connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(f'cluster "{table}" using "{table}_pkey"')
        cursor.execute(f'alter table "{table}" set without cluster')


def _batches(schema: BaseDatabaseSchemaEditor, table: str) -> Iterator[list[dict[str, Any]]]:
    last = 0
    while True:
        with schema.connection.cursor() as cursor:
            cursor.execute(f'select * from "{table}" where id > %s order by id limit {BATCH}', [last])  # noqa: S608 - a table of ours
            names = [column.name for column in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        if not rows:
            return
        yield rows
        last = rows[-1]["id"]


def _update(schema: BaseDatabaseSchemaEditor, table: str, keys: Sequence[int], changes: list[dict[str, Any]]) -> None:
    names = list(changes[0])
    setting = ", ".join(f'"{name}" = %s' for name in names)
    rows = [[*(change[name] for name in names), key] for change, key in zip(changes, keys, strict=True)]
    with schema.connection.cursor() as cursor:
        cursor.executemany(f'update "{table}" set {setting} where id = %s', rows)  # noqa: S608 - as above
