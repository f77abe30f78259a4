"""What stands in every table: one digest each, so that any row that changed shows."""

from __future__ import annotations

from django.db import connection

LOOKING_WRITES = ("django_session", "people_sitting", "pacing_", "axes_", "ledger_access", "ledger_leaf")
"""Beginnings of the tables that a mere request may write to: the session, the counts of tries, and who looked."""


def digests() -> dict[str, str]:
    """Return the digest of the rows of each table, whatever their order; those that looking writes are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_class c where c.relkind in ('r', 'p') and not c.relispartition"
            " and c.relnamespace = 'public'::regnamespace order by 1"
        )
        names = [name for (name,) in cursor.fetchall() if not name.startswith(LOOKING_WRITES)]
        cursor.execute(" union all ".join(_DIGEST.format(name=name) for name in names))
        return dict(cursor.fetchall())


def changed(before: dict[str, str]) -> list[str]:
    """Return the tables whose rows are not what they were."""
    return [name for name, digest in digests().items() if before[name] != digest]


_DIGEST = """select '{name}', coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') from "{name}" t"""
