"""Writes the trace out as four tables, which whoever verifies it needs beside the anchors and the public keys."""

from __future__ import annotations

import json
from pathlib import Path

from django.db import connection

from wangfang.records.ledger.formats import MOMENT
from wangfang.records.ledger.verify import still
from wangfang.records.vault.keys import keeper

_LEFT = """exists (select from ledger_leaf where kind = '{kind}' and "row" = {table}.id)"""
TABLES = {
    "entries": f"""
        select id, v, subject, number, {MOMENT} as recorded_at, payload, previous, digest, kid, mac from ledger_entry
        where {_LEFT.format(kind="E", table="ledger_entry")} order by subject, number
    """,  # noqa: S608 - our own words
    "access": f"""
        select id, who, post, what, "case", item, {MOMENT} as recorded_at, origin, about, digest, kid, mac
        from ledger_access
        where {_LEFT.format(kind="A", table="ledger_access")} order by id
    """,  # noqa: S608 - our own words
    "leaves": """select index, kind, "row", encode(hash, 'hex') as hash from ledger_leaf order by index""",
    "checkpoints": f"""
        select size, root, previous, {MOMENT} as recorded_at, kid, signature from ledger_checkpoint order by size
    """,  # noqa: S608 - our own words
}
"""What has its place already, and the places; what waits for the next round is left for the next dump."""


def export(folder: Path) -> dict[str, int]:
    """Write the tables as CSV and return how many rows each has; all of them as they were at one moment."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    with still(), connection.cursor() as cursor:
        for name, query in TABLES.items():
            with (
                (folder / f"{name}.csv").open("wb") as file,
                cursor.copy(f"copy ({query}) to stdout csv header") as rows,
            ):
                for part in rows:
                    file.write(part)
            counts[name] = cursor.rowcount
    return counts


def public_keys() -> str:
    """Return the public keys of the checkpoints as JSON: their names, and 32 bytes each in hexadecimal."""
    return json.dumps({name: raw.hex() for name, raw in sorted(keeper().public().items())}, indent=2) + "\n"
