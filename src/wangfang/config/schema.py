"""How do the tables come into being, and what may the application do to them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from wangfang.config import sources
from wangfang.config.binaries import DatabaseTrouble
from wangfang.records.ledger import guards

ALONE = 0x77616E67  # the number of the lock under which only one process changes the schema
APPEND_ONLY = guards.APPEND_ONLY
READ_ONLY = ("django_migrations",)


def prepare() -> list[str]:
    """Make the database and its role where they are missing, migrate, grant; return what was migrated.

    The caller acts as owner and has set Django up.
    """
    from django.core.management import call_command  # slow import
    from django.db import connection  # slow import
    from django.db.migrations.executor import MigrationExecutor  # slow import

    if sources.is_embedded():
        _make_role_and_database()
    with _alone():
        plan = MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes())
        call_command("migrate", interactive=False, verbosity=0)
        with connection.cursor() as cursor:
            grant(cursor, sources.app_role())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def is_current() -> bool:
    """Tell whether the database exists and no migration waits; needs Django, as any role."""
    from django.db import OperationalError, connection  # slow import
    from django.db.migrations.executor import MigrationExecutor  # slow import

    try:
        executor = MigrationExecutor(connection)
    except OperationalError:
        return False
    finally:
        connection.close()
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def exists() -> bool:
    """Tell whether the embedded cluster already holds the database."""
    place = sources.database()
    try:
        psycopg.connect(host=str(place["HOST"]), user=str(place["USER"]), dbname=str(place["NAME"])).close()
    except psycopg.OperationalError:
        return False
    return True


def prepare_apart() -> None:
    """Run `prepare` in a process of its own, which alone acts as owner.

    Raises:
        DatabaseTrouble: it failed; the reason stands on the screen.
    """
    command = [sys.executable, "-m", "wangfang.config.cli", "migrate", "--quiet"]
    # Its failure has told itself on the screen; the code is looked at here instead of raised.
    if subprocess.run(command, check=False, env=os.environ | {"WANGFANG_ACT_AS": "owner"}).returncode:
        msg = "数据库没有建好，原因见上一行。"
        raise DatabaseTrouble(msg)


def grant(cursor: CursorWrapper, role: str) -> None:
    """Let the application read and write every table, but never change or remove a trace."""
    cursor.execute("select current_user")
    if cursor.fetchone() == (role,):  # an external database with one role: the triggers alone hold
        return
    who = sql.Identifier(role)
    for line in (
        "grant usage on schema public to {}",
        "grant select, insert, update, delete on all tables in schema public to {}",
        "grant usage, select on all sequences in schema public to {}",
    ):
        cursor.execute(sql.SQL(line).format(who))
    for name in APPEND_ONLY:
        for table in _with_partitions(cursor, name):
            cursor.execute(sql.SQL("revoke update, delete, truncate on {} from {}").format(sql.Identifier(table), who))
    for table in READ_ONLY:
        cursor.execute(sql.SQL("revoke insert, update, delete on {} from {}").format(sql.Identifier(table), who))


def _with_partitions(cursor: CursorWrapper, name: str) -> list[str]:
    """Return a table and every partition of it: a partition can be written to by its own name."""
    cursor.execute("select relname from pg_partition_tree(%s) tree join pg_class on pg_class.oid = tree.relid", [name])
    return [table for (table,) in cursor.fetchall()] or [name]


def _make_role_and_database() -> None:
    place = sources.database()
    with psycopg.connect(host=str(place["HOST"]), user=sources.OWNER_ROLE, dbname="postgres", autocommit=True) as owner:
        owner.execute("select pg_advisory_lock(%s)", [ALONE])
        if not owner.execute("select 1 from pg_roles where rolname = %s", [sources.APP_ROLE]).fetchone():
            owner.execute(sql.SQL("create role {} login").format(sql.Identifier(sources.APP_ROLE)))
        if not owner.execute("select 1 from pg_database where datname = %s", [sources.DATABASE_NAME]).fetchone():
            owner.execute(
                sql.SQL("create database {} template template0").format(sql.Identifier(sources.DATABASE_NAME))
            )


@contextmanager
def _alone() -> Iterator[None]:
    from django.db import connection  # slow import

    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [ALONE])
        try:
            yield
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [ALONE])
