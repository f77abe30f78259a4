"""How do the tables come into being, and what may the application do to them."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
from psycopg import sql

from wangfang.config import sources
from wangfang.config.binaries import DatabaseTrouble

ALONE = 0x77616E67  # the number of the lock under which only one process changes the schema


def prepare() -> list[str]:
    """Make the database and its role where they are missing, migrate, grant; return what was migrated.

    The caller acts as owner and has set Django up.
    """
    from django.core.management import call_command  # slow import
    from django.db import connection  # slow import
    from django.db.migrations.executor import MigrationExecutor  # slow import

    from wangfang.records.walls import building  # after the settings

    make_roles()
    with _alone():
        plan = MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes())
        call_command("migrate", interactive=False, verbosity=0)
        with connection.cursor() as cursor:
            building.build(cursor, sources.app_role())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def follow_up() -> int:
    """Do what no change of tables does: open accusations that nobody was let in to; return how many were opened.

    They came in before posts had a clearance. Where no bureau has a post for accusations yet, the night will do it.
    Cases that were there before `Case.first_bureau` are read for what figures count of them.
    """
    from wangfang.interfaces.frame.acts import system_act  # slow import
    from wangfang.records.cases import overnight, rebuilding  # slow import

    rebuilding.read_outcomes()
    return overnight.run("let-in", system_act()).steps


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


def make_roles(*, database: bool = True) -> None:
    """Make the roles on the server, and the private one's database, where they are missing.

    On an external server the owner may not be allowed to: then the application goes without (`wangfang doctor` says so).
    """
    from django.db import connection  # slow import

    from wangfang.records.walls import building  # after the settings

    if not sources.is_embedded():
        connection.ensure_connection()  # a server that is not there is told in a sentence
    with _server() as owner:
        owner.execute("select pg_advisory_lock(%s)", [ALONE])
        if sources.is_embedded():
            if not owner.execute("select 1 from pg_roles where rolname = %s", [sources.APP_ROLE]).fetchone():
                owner.execute(sql.SQL("create role {} login noinherit").format(sql.Identifier(sources.APP_ROLE)))
            there = owner.execute("select 1 from pg_database where datname = %s", [sources.DATABASE_NAME]).fetchone()
            if database and not there:
                owner.execute(
                    sql.SQL("create database {} template template0").format(sql.Identifier(sources.DATABASE_NAME))
                )
        with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
            building.make_roles(owner, sources.app_role())


def _server() -> psycopg.Connection[tuple[object, ...]]:
    """Return a line to the server as the owner; on the private one to the database that is always there."""
    place = sources.database()
    name = "postgres" if sources.is_embedded() else str(place["NAME"])
    known = {"host": place["HOST"], "port": place.get("PORT"), "user": place["USER"], "password": place.get("PASSWORD")}
    more = place.get("OPTIONS")
    given = {key: str(value) for key, value in known.items() if value} | (more if isinstance(more, dict) else {})
    return psycopg.connect(dbname=name, autocommit=True, **given)  # type: ignore[arg-type]  # words by keyword


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    from django.db import connection  # slow import

    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [ALONE])
        try:
            yield
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [ALONE])
