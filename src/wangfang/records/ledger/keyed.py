"""Which keys do lines, looks and checkpoints name: all of them for whoever keeps the keys, the latest before a new one is made."""

from __future__ import annotations

from django.db import connection

from wangfang.records.vault.keys import Purpose

_LATEST = {
    Purpose.TRACE: """
        select coalesce(
            (select kid from ledger_entry where kid <> '' order by id desc limit 1),
            (select kid from ledger_access order by id desc limit 1), '')
    """,
    Purpose.SIGN: "select coalesce((select kid from ledger_checkpoint order by size desc limit 1), '')",
}
_BY_KEY = """
    select kid, sum(rows) from (
        select kid, count(*) as rows from ledger_entry where kid <> '' group by kid
        union all select kid, count(*) from ledger_access group by kid
        union all select kid, count(*) from ledger_checkpoint group by kid
    ) as named group by kid
"""


def latest(purpose: Purpose) -> str:
    """Return the key that the latest line or checkpoint names, empty when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST[purpose])
        found: str = cursor.fetchone()[0]
    return found


def by_key() -> dict[str, int]:
    """Return how many lines, looks and checkpoints name each key."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_KEY)
        return {kid: int(count) for kid, count in cursor.fetchall()}
