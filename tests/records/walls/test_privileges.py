"""What may each role of the database do with each table: compared with the list that somebody has read."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from tests.walled import raise_walls
from wangfang.config import sources
from wangfang.records.walls import building
from wangfang.records.walls.context import Hat

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "answers" / "privileges.txt"
MAY = {"select": "r", "insert": "a", "update": "w", "delete": "d", "truncate": "D", "references": "x", "trigger": "t"}
pytestmark = pytest.mark.django_db


def told() -> str:
    """Return one line for each table: its name, and what the application and each hat may do with it."""
    roles = [sources.app_role(), *(hat.role for hat in Hat)]
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace"
        )
        names = sorted(row[0] for row in cursor.fetchall())
        lines = [" ".join([name, *(_of(cursor, role, name) for role in roles)]) for name in names if _is_ours(name)]
    return "\n".join(["table " + " ".join(roles), *lines, ""])


def _is_ours(name: str) -> bool:
    return not name.startswith("procrastinate_")  # the queue's own tables come and go with its versions


def _of(cursor: object, role: str, table: str) -> str:
    cursor.execute(  # type: ignore[attr-defined]  # a cursor
        "select " + ", ".join("has_table_privilege(%s, %s, %s)" for _ in MAY),
        [part for word in MAY for part in (role, table, word)],
    )
    held = cursor.fetchone()  # type: ignore[attr-defined]  # as above
    return "".join(letter for letter, may in zip(MAY.values(), held, strict=True) if may) or "-"


def test_every_role_may_do_with_every_table_what_the_list_says() -> None:
    assert told() == GOLDEN.read_text(encoding="utf-8"), "read the difference, then write the list anew"


def test_a_privilege_that_was_given_by_hand_shows_and_is_taken_back() -> None:
    with connection.cursor() as cursor:
        cursor.execute("grant select on cases_case to wangfang_house")
        assert told() != GOLDEN.read_text(encoding="utf-8")
    raise_walls()
    assert told() == GOLDEN.read_text(encoding="utf-8")


def test_no_role_goes_round_the_wall_and_no_wall_is_down() -> None:
    with connection.cursor() as cursor:
        roles = [sources.app_role(), *(hat.role for hat in Hat)]
        cursor.execute(
            "select rolsuper or rolbypassrls or rolinherit and rolname = %s from pg_roles where rolname = any(%s)",
            [roles[0], roles],
        )
        assert set(cursor.fetchall()) == {(False,)}
        cursor.execute("select relname from pg_class where relrowsecurity and relforcerowsecurity order by 1")
        assert [row[0] for row in cursor.fetchall()] == sorted(building.WALLED)
        cursor.execute("select qual, with_check from pg_policies where schemaname = 'public' and qual <> 'true'")
        policies = cursor.fetchall()
    assert len(policies) == 13
    for seen, written in policies:
        assert seen == written
        assert seen.count("current_setting") == seen.count("NULLIF(current_setting"), "an empty setting must be none"
