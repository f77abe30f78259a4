"""Where do a million cases come from in minutes: some hundred are lived through the rules, the rest are their copies."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import connection

from wangfang.interfaces.console.demo.founding import taken_in
from wangfang.interfaces.console.generating import city_of
from wangfang.interfaces.frame.acts import now
from wangfang.rules.facts import day_of

CLOSED_SEED, OPEN_SEED = 1, 2


def live_some(closed: int, waiting: int) -> None:
    """Live `closed` cases of the past two years, and `waiting` of the last six weeks, of which many are open still."""
    moment, source = now(), f"bench-{secrets.token_hex(4)}"
    today = day_of(moment)
    past = (today - timedelta(days=850), today - timedelta(days=120))
    lately = (today - timedelta(days=45), today - timedelta(days=3))
    for _ in taken_in(city_of(closed, CLOSED_SEED, past, moment), source):
        pass
    for _ in taken_in(city_of(waiting, OPEN_SEED, lately, moment), source):
        pass


def copy_until(
    size: int, *, is_open: bool, tables: Iterable[str] = (), exact: bool = False, spread: bool = False
) -> None:
    """Copy the open, or the closed, cases until there are `size`, and the rows of these tables with them.

    Open copies have their steps always, since whoever takes one from a list opens it. They fall due on days up to three weeks around their original's, so that a list has an order; `exact`
    ones fall due when their steps say. `spread` ones came in on other days than their original.
    """
    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit = off")
        cursor.execute("select count(*) from cases_case where is_open = %s", [is_open])
        there = int(cursor.fetchone()[0])
        cursor.execute("drop table if exists copies")
        cursor.execute(_PAIRS, [(size - there) // there + 1, is_open, max(0, size - there)])
        due = {} if exact else {"due_on": _JITTER}
        came = {"received_at": _EARLIER} if spread else {}
        changed = {"number": "'B' || copies.fresh", "external_id": "''", "submission_key": "null", **due, **came}
        _copy("cases_case", "id", changed | {"id": "copies.fresh"})
        for table in dict.fromkeys([*(["cases_steptaken"] if is_open else []), *tables]):
            own = {"number": "'B' || copies.fresh || '-' || old.id"} if table == "cases_paper" else {}
            _copy(table, "case_id", {"case_id": "copies.fresh", **own})
        cursor.execute("analyze")


def copy_saying(texts: Iterable[tuple[str, str]]) -> None:
    """Copy the closed cases once for each title and text, in turn, and let the copies say these."""
    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit = off")
        cursor.execute("drop table if exists copies; create temp table copies (nth serial, title text, text text)")
        with cursor.copy("copy copies (title, text) from stdin") as sink:
            for said in texts:
                sink.write_row(said)
        cursor.execute(_SAYING)
        own = {"number": "'B' || copies.fresh", "external_id": "''", "submission_key": "null"}
        _copy("cases_case", "id", own | {"id": "copies.fresh", "title": "copies.title", "text": "copies.text"})
        cursor.execute("drop table copies")
        cursor.execute("analyze cases_case")


def _copy(table: str, key: str, changed: dict[str, str]) -> None:
    """Copy the rows of a table that belong to a copied case; some columns get another value."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
        names = [column.name for column in found if column.name != "id" or "id" in changed]
        into = ", ".join(f'"{name}"' for name in names)
        values = ", ".join(changed.get(name, f'old."{name}"') for name in names)
        source = f'"{table}" old join copies on copies.old = old.{key}'
        cursor.execute(f'insert into "{table}" ({into}) select {values} from {source}')  # noqa: S608 - names of our own


# What is under seal is bound to the number of its case, and no copy of it would open.
_PAIRS = """
    create temp table copies as
    select id as old, nextval('cases_case_id_seq') as fresh
    from cases_case, generate_series(1, %s) as turn
    where is_open = %s and sealed = '' order by turn, id limit %s
"""
_SAYING = """
    alter table copies add old bigint, add fresh bigint;
    update copies set fresh = nextval('cases_case_id_seq'), old = models.ids[1 + nth % cardinality(models.ids)]
    from (select array_agg(id order by id) ids from cases_case where not is_open and secrecy = 0 and sealed = '') models
"""
_EARLIER = "old.received_at - random() * interval '100 days'"
_JITTER = "case when old.due_on < '9000-01-01' and old.is_open then old.due_on + (random() * 42)::int - 21 else old.due_on end"
