"""The steps and the trace refuse to be emptied, as a whole or by the name of a partition, by whoever asks."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from wangfang.records.ledger.guards import APPEND_ONLY

WHOLE = ("ledger_leaf", "ledger_tile", "ledger_checkpoint")
"""What is not partitioned."""


def _tables(name: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select relid::regclass::text from pg_partition_tree(%s)", [name])
        return [row[0] for row in cursor.fetchall()] or [name]


@pytest.mark.parametrize("name", APPEND_ONLY)
def test_even_the_owner_cannot_empty_a_table_of_the_trace_or_a_part_of_it(name: str) -> None:
    tables = _tables(name)
    assert len(tables) > 5 or name in WHOLE
    for table in tables:
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"truncate {table} cascade")


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_still_leaves_empty_tables_and_the_guard_behind() -> None:
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from ledger_entry")
        assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from pg_trigger where tgname = 'never_emptied' and tgenabled <> 'O'")
        assert cursor.fetchone() == (0,)
