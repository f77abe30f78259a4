"""Builds the second wall: the roles, what each may do with each table, and which rows each sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import Connection, sql

from wangfang.records.ledger.guards import NEVER_CHANGED
from wangfang.records.walls.context import Hat

READ_ONLY = ("django_migrations",)
NEVER_GONE = (
    "cases_case", "cases_paper", "retention_hold", "retention_destructionlist", "retention_listed",
    "exporting_exportrequest", "exporting_exportapproval", "campaigns_campaign", "campaigns_target",
    "campaigns_explanation", "campaigns_told", "rhythms_since", "rhythms_run", "rhythms_dayboard", "rhythms_dayitem",
    "rhythms_explained", "rhythms_brief", "rhythms_receipt", "instructions_instruction", "instructions_entry",
    "sign_offs_circulation", "sign_offs_reader", "sign_offs_reminder", "problem_units_problem",
    "problem_units_entry", "bulletins_bulletin", "bulletins_passage", "bulletins_turn", "bulletins_receipt",
)  # fmt: skip
"""A case is ended, its content destroyed by a list; a hold is lifted; who took what away stays known; what was published stays."""
DESTROYING = "retention_destroy(bigint, timestamptz)"
"""One of the two functions that may change a step, by destroying its words; the other seals them."""
OF_CASES = (
    "cases_", "files_", "likeness_", "notices_", "retention_", "people_petitioner", "suggesting_", "campaigns_", "hot_matters_",
    "frozen_frozencase",
    "rhythms_",
    "instructions_", "sign_offs_", "problem_units_",
)  # fmt: skip
"""How the tables begin that tell of cases: who says nothing, and the 三员, get none of them."""
BETRAYING = ("likeness_", "cases_arrival", "hot_matters_matter")
"""How the tables begin that tell of cases out of sight: which words stand in which, which repeats which (pages ask them by
functions alone), how many matters there are."""
ASKING = {
    "likeness_put(bigint, integer[])": (Hat.WEB, Hat.PUBLIC, Hat.JOB),
    "likeness_add(bigint, integer[])": (Hat.WEB, Hat.PUBLIC, Hat.JOB),
    "likeness_learned(bigint)": (Hat.WEB, Hat.PUBLIC, Hat.JOB),
    "likeness_near(integer[])": (Hat.WEB, Hat.JOB),
    "likeness_take_out(bigint)": (Hat.JOB,),
    "likeness_fold(bigint, integer)": (Hat.JOB,),
    DESTROYING: (Hat.JOB,),
    "case_seal_steps(bigint, integer[], jsonb[], bytea[])": (Hat.JOB,),
}
"""The functions that do more than whoever calls them might, and the hats that may call each."""
SEALED = ("cases_draft",)
"""What a petitioner has begun to write: no staff reads it."""
INWARD = (
    "retention_", "exporting_", "suggesting_", "campaigns_", "hot_matters_", "frozen_", "rhythms_", "instructions_", "sign_offs_",
    "problem_units_", "bulletins_",
)  # fmt: skip
"""How the tables begin that are no petitioner's business."""
_SEALED_BY_JOBS = ("ledger_checkpoint", "ledger_leaf", "ledger_tile")
_BY_THE_CLOCK = ("rhythms_since", "rhythms_run")
OF_THE_DOOR = ("people_codedevice", "people_keptform", "people_knowndevice", "people_sitting")
"""How staff come in and stay: asked before anybody is known, and by nobody at the portal."""
ONLY_READ = {
    Hat.WEB: ("agencies_", "people_post", "people_mandate", "hot_matters_", "frozen_", *_BY_THE_CLOCK, *_SEALED_BY_JOBS),
    Hat.PUBLIC: (
        "agencies_", "people_account", "people_post", "people_mandate", "people_token", *_SEALED_BY_JOBS,
    ),
    Hat.HOUSE: ("frozen_", *_SEALED_BY_JOBS),
}  # fmt: skip
"""How the tables begin in which a hat has nothing to write: agencies and posts are the console's, hot matters a sweep's;
figures are frozen as a job freezes them, whoever asks."""
TAKEN = {
    "ledger_ground": {Hat.WEB: "update, delete", Hat.PUBLIC: "all", Hat.HOUSE: "insert, update, delete"},
    "suggesting_offer": {Hat.WEB: "update, delete"},
    "rhythms_dayitem": {Hat.WEB: "update"},
    "rhythms_explained": {Hat.WEB: "update"},
}
"""What a hat may not do with a table beside all that: grounds of a look, and what became of a suggestion, are written by
staff and then stay as they are."""

CASE = "(select nullif(current_setting('wangfang.case', true), '')::bigint)"
"""The case that a verb is working on, or that number and code have opened."""
UNIT = "nullif(current_setting('wangfang.unit', true), '')::bigint"
ME = "nullif(current_setting('wangfang.me', true), '')::text[]"


def _keys(name: str) -> str:
    return f"nullif(current_setting('wangfang.{name}', true), '')::bigint[]"


SEEN = f"""
    id = {CASE}
    or secrecy <= (select nullif(current_setting('wangfang.clearance', true), '')::smallint)
        and not barred && (select {_keys("line")}) and not barred_people && (select {ME})
        and (
            secrecy < 2 and seen_by @> array[{UNIT}]
            or secrecy < 2 and (select cardinality({_keys("task_units")}) > 0)
                and seen_by && {_keys("task_units")} and case_on_task(seen_by, purpose)
            or cardinality(granted_to) > 0 and granted_to && {ME}
                and case_granted(granted_to, granted_until, (select {ME}))
        )
"""
"""Which rows staff see: `rules.seeing` again, deny first, over the columns that `cases.sight` keeps.

What stands in `(select …)` is read once for a query. What an index is asked for does not: the planner reads it as well,
and so knows how many rows there will be. Else a list of a county is sorted out of all its cases.
"""
BELONGS = f"case_id = {CASE} or exists (select from cases_case seen where seen.id = case_id)"
"""Rows that belong to a case are seen with it: the policy of the case answers within."""
INSTRUCTED = f"case_id is null or {BELONGS}"
"""An instruction on a report is seen by whoever the lookup lets in, one on a case only by who sees the case."""
OF_INSTRUCTION = "exists (select from instructions_instruction seen where seen.id = instruction_id)"

_WITH_THEIR_CASE = (
    "suggesting_offer", "hot_matters_member", "frozen_frozencase", "rhythms_dayitem", "rhythms_explained",
)  # fmt: skip
ROWS: dict[str, dict[Hat, str]] = {
    "cases_case": {Hat.WEB: SEEN, Hat.PUBLIC: f"id = {CASE}", Hat.JOB: "true"},
    "cases_steptaken": {Hat.WEB: BELONGS, Hat.PUBLIC: BELONGS, Hat.JOB: "true"},
    "cases_paper": {Hat.WEB: BELONGS, Hat.PUBLIC: BELONGS, Hat.JOB: "true"},
    **{table: {Hat.WEB: BELONGS, Hat.JOB: "true"} for table in _WITH_THEIR_CASE},
    "instructions_instruction": {Hat.WEB: INSTRUCTED, Hat.JOB: "true"},
    "instructions_entry": {Hat.WEB: OF_INSTRUCTION, Hat.JOB: "true"},
}
WALLED = tuple(ROWS)
"""The tables of which only some rows are seen."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Who connects, who owns the tables, and whether the roles of the hats are there for whoever connects."""

    app: str
    owner: str
    is_whole: bool


def make_roles(server: Connection[tuple[object, ...]], app: str) -> None:
    """Make the roles of the hats where they are missing and let the application put them on, one at a time.

    It inherits nothing of them: without a hat it has what it was granted itself, which is no case. Where somebody
    has made them already nothing is done, and no right is needed.
    """
    if server.execute("select from pg_roles where rolname = %s and rolinherit and not rolsuper", [app]).fetchall():
        server.execute(sql.SQL("alter role {} noinherit").format(sql.Identifier(app)))
    for hat in Hat:
        role = sql.Identifier(hat.role)
        if not server.execute("select from pg_roles where rolname = %s", [hat.role]).fetchall():
            server.execute(sql.SQL("create role {} nologin").format(role))
        if not server.execute("select where pg_has_role(%s, %s, 'MEMBER')", [app, hat.role]).fetchall():
            server.execute(sql.SQL("grant {} to {}").format(role, sql.Identifier(app)))


def build(cursor: CursorWrapper, app: str) -> Roles:
    """Grant and wall off every table for the application that connects as `app`; again does no harm."""
    roles = _roles(cursor, app)
    names = connection.introspection.table_names(cursor)
    own = [] if roles.app == roles.owner else [roles.app]
    for who in [*own, *(hat.role for hat in Hat if roles.is_whole)]:
        _grant(cursor, who)
    for who, table in _shut(cursor, roles, names):
        cursor.execute(_said("revoke all on {} from {}", table, who))
    if roles.is_whole:
        for hat, beginnings in ONLY_READ.items():
            for table in (name for name in names if name.startswith(beginnings)):
                cursor.execute(_said("revoke insert, update, delete on {} from {}", table, hat.role))
        _take(cursor)
    for table in WALLED:
        _wall(cursor, table, roles)
    _arm(cursor, roles)
    return roles


def _take(cursor: CursorWrapper) -> None:
    for table, hats in TAKEN.items():
        for hat, rights in hats.items():
            cursor.execute(_said(f"revoke {rights} on {{}} from {{}}", table, hat.role))


def is_whole(cursor: CursorWrapper) -> bool:
    """Tell whether whoever is connected can put on every hat; else the policies alone hold."""
    cursor.execute(
        "select count(*) from pg_roles where rolname = any(%s) and pg_has_role(session_user, oid, 'MEMBER')",
        [[hat.role for hat in Hat]],
    )
    return bool(cursor.fetchone() == (len(Hat),))


def _roles(cursor: CursorWrapper, app: str) -> Roles:
    cursor.execute(
        "select current_user, (select count(*) from pg_roles where rolname = any(%s) and pg_has_role(%s, oid, 'MEMBER'))",
        [[hat.role for hat in Hat], app],
    )
    owner, there = cursor.fetchone() or ("", 0)
    return Roles(app, owner, is_whole=there == len(Hat))


def _grant(cursor: CursorWrapper, who: str) -> None:
    """Let a role read and write every table, but never change or remove a trace."""
    for line in (
        "grant usage on schema public to {}",
        "grant select, insert, update, delete on all tables in schema public to {}",
        "grant usage, select on all sequences in schema public to {}",
    ):
        cursor.execute(sql.SQL(line).format(sql.Identifier(who)))
    for name in NEVER_CHANGED:
        for table in _with_partitions(cursor, name):
            cursor.execute(_said("revoke update, delete, truncate on {} from {}", table, who))
    for table in NEVER_GONE:
        cursor.execute(_said("revoke delete on {} from {}", table, who))
    for table in READ_ONLY:
        cursor.execute(_said("revoke insert, update, delete on {} from {}", table, who))


def _shut(cursor: CursorWrapper, roles: Roles, names: list[str]) -> Iterator[tuple[str, str]]:
    """Give every role with a table that stays shut to it; a part of the steps is read through the whole alone."""
    parts = [part for part in _with_partitions(cursor, "cases_steptaken") if part != "cases_steptaken"]
    of_cases = [name for name in {*names, *parts} if name.startswith(OF_CASES)]
    own = [] if roles.app == roles.owner else [roles.app]
    if not roles.is_whole:
        yield from ((who, part) for who in own for part in parts)
        return
    for who in (*own, Hat.HOUSE.role):
        yield from ((who, table) for table in of_cases)
    for hat in (Hat.WEB, Hat.PUBLIC, Hat.JOB):
        yield from ((hat.role, part) for part in parts)
    betraying = [table for table in names if table.startswith(BETRAYING)]
    yield from ((hat.role, table) for hat in (Hat.WEB, Hat.PUBLIC) for table in betraying)
    yield from ((Hat.WEB.role, table) for table in SEALED)
    yield from ((Hat.PUBLIC.role, table) for table in OF_THE_DOOR)
    yield from ((Hat.PUBLIC.role, table) for table in names if table.startswith(INWARD))


def _arm(cursor: CursorWrapper, roles: Roles) -> None:
    """Let each hat call the functions that are meant for it; where there are no roles the application itself."""
    for function, hats in ASKING.items():
        may_call = {hat.role for hat in hats}
        for who in (roles.app, *(hat.role for hat in Hat if roles.is_whole)):
            may = who in may_call if roles.is_whole else True
            line = "grant execute on function {} to {}" if may else "revoke execute on function {} from {}"
            if who != roles.owner:
                cursor.execute(sql.SQL(line).format(sql.SQL(function), sql.Identifier(who)))


def _wall(cursor: CursorWrapper, table: str, roles: Roles) -> None:
    """Lay down which rows of a table each hat sees and writes.

    With roles each policy speaks to one of them, so that a plan knows only its own. Without, all speak to the
    application and go by the hat that was said.
    """
    cursor.execute("select policyname from pg_policies where schemaname = 'public' and tablename = %s", [table])
    for (name,) in cursor.fetchall():
        cursor.execute(_said("drop policy {1} on {0}", table, name))
    for hat, rows in ROWS[table].items():
        seen = rows if roles.is_whole else f"current_setting('wangfang.hat', true) = '{hat}' and ({rows})"
        _policy(cursor, table, f"seen_by_{hat}", hat.role if roles.is_whole else roles.app, seen)
    if roles.owner != roles.app:
        _policy(cursor, table, "owned", roles.owner, "true")


def _policy(cursor: CursorWrapper, table: str, name: str, who: str, rows: str) -> None:
    line = sql.SQL("create policy {} on {} to {} using ({rows}) with check ({rows})")
    names = (sql.Identifier(word) for word in (name, table, who))
    cursor.execute(line.format(*names, rows=sql.SQL(rows)))


def _with_partitions(cursor: CursorWrapper, name: str) -> list[str]:
    """Return a table and every partition of it: a partition can be written to by its own name."""
    cursor.execute("select relname from pg_partition_tree(%s) tree join pg_class on pg_class.oid = tree.relid", [name])
    return [table for (table,) in cursor.fetchall()] or [name]


def _said(line: str, *names: str) -> sql.Composed:
    return sql.SQL(line).format(*map(sql.Identifier, names))
