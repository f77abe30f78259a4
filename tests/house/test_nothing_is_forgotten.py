"""Does the trace stay: PostgreSQL itself refuses to change or remove a step or a line of the ledger (网上留痕)."""

from __future__ import annotations

import os

import pytest
from django.db import DatabaseError, connection, transaction

from tests.cast import load_city
from tests.moments import at
from tests.stories import story
from wangfang.records.ledger.access import Looker, What, note
from wangfang.records.ledger.guards import APPEND_ONLY
from wangfang.records.walls.building import build

ROLE = f"wangfang_probe_{os.getpid()}"


def _tables(name: str) -> list[str]:
    """Return the table and its partitions."""
    with connection.cursor() as cursor:
        cursor.execute("select relid::regclass::text from pg_partition_tree(%s)", [name])
        return [row[0] for row in cursor.fetchall()] or [name]


@pytest.fixture
def _lived(db: None) -> None:
    load_city()
    case = story().submitted(to="NG").registered().now
    note([(What.VIEW, case.number, 0)], Looker("li", "NG/clerk", "0.1"), at("2026-11-22"))
    with connection.cursor() as cursor:
        for row in (
            "ledger_leaf values (0, 'E', 1, sha256(''))",
            "ledger_tile values (0, sha256(''))",
            "ledger_checkpoint values (1, 'root', 'previous', now(), 'sign-1', 'signature', '1')",
        ):
            cursor.execute(f"insert into {row}")


@pytest.mark.django_db
@pytest.mark.parametrize("name", APPEND_ONLY)
def test_the_application_may_add_to_the_trace_and_nothing_else(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"create role {ROLE}")  # gone with the transaction of the test
        build(cursor, ROLE)
        for table in _tables(name):
            cursor.execute(
                "select has_table_privilege(%s, %s, 'update'), has_table_privilege(%s, %s, 'delete'),"
                " has_table_privilege(%s, %s, 'truncate')",
                [ROLE, table] * 3,
            )
            assert cursor.fetchone() == (False, False, False), table
        cursor.execute("select has_table_privilege(%s, %s, 'insert')", [ROLE, name])
        assert cursor.fetchone() == (True,)


@pytest.mark.django_db
def test_the_application_owns_no_table_and_makes_none() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"create role {ROLE}")
        build(cursor, ROLE)
        cursor.execute("select has_schema_privilege(%s, 'public', 'create')", [ROLE])
        assert cursor.fetchone() == (False,)
        cursor.execute("select has_table_privilege(%s, 'django_migrations', 'insert')", [ROLE])
        assert cursor.fetchone() == (False,)


@pytest.mark.usefixtures("_lived")
@pytest.mark.parametrize("name", APPEND_ONLY)
@pytest.mark.parametrize("act", ["update {} set {} = {}", "delete from {}"])
def test_even_the_owner_of_the_tables_is_refused(name: str, act: str) -> None:
    column = {"ledger_leaf": "hash", "ledger_tile": "hash", "ledger_checkpoint": "root"}.get(name, "recorded_at")
    met = 0
    for table in _tables(name):
        with connection.cursor() as cursor:
            cursor.execute(f"select count(*) from {table}")  # noqa: S608 - a name from the catalogue
            rows = cursor.fetchone()[0]
        if rows:
            met += 1
            refused = pytest.raises(DatabaseError, match="never changed")
            with refused, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(act.format(table, column, column))
    assert met, "a table without rows would refuse nothing"
