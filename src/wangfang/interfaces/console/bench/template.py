"""What does an act cost at best: the rows that the verbs wrote, written again in plain SQL, a statement for each kind of row."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

if TYPE_CHECKING:
    from wangfang.records.cases.models import Case


Row = dict[str, object]
Spoken = tuple[bytes, list[object]]

CASE = "cases_case"
BELONGING = {
    "cases_steptaken": "case_id", "ledger_entry": "subject", "cases_paper": "case_id", "notices_notice": "subject",
    "cases_duty": "case_id",
}  # fmt: skip
"""Table → the column that says whose row it is."""

STANDING = (
    "state", "is_open", "holder_id", "moved_at", "steps_taken", "digest", "due_on", "due_from", "due_limit", "seen_by",
    "asked", "secrecy", "barred", "barred_people", "granted_to", "granted_until", "marked",
)  # fmt: skip
DUTY_KEY = ("case_id", "definition", "indicator", "number")
LOCK = f"select * from {CASE} where id = %s for update"  # noqa: S608 - a name of ours
READ = "select * from cases_steptaken where case_id = %s order by number"
SERIAL = """
    insert into cases_paperserial (agency_id, kind, year, last) values (%s, %s, %s, 1)
    on conflict (agency_id, kind, year) do update set last = cases_paperserial.last + 1 returning last
"""


@dataclass(frozen=True, slots=True)
class Written:
    """What one act left behind: the case as it then stood, and the rows that came or changed, by table."""

    case: Row
    rows: Mapping[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Template:
    """One life as rows, to be written again and again for new cases."""

    petitioner: Row
    acts: Sequence[Written]


def opened() -> psycopg.Connection[Row]:
    """Return a plain connection to the database of the benchmark, as the driver opens it by itself."""
    known = {**connection.get_connection_params(), "cursor_factory": psycopg.Cursor, "context": None}
    wanted = {name: known[name] for name in ("dbname", "user", "password", "host", "port") if known.get(name)}
    return psycopg.connect(autocommit=True, row_factory=dict_row, **wanted)


def recorded(lived: Iterable[Case], line: psycopg.Connection[Row]) -> Template:
    """Go along while a life is lived, and note what each act wrote."""
    acts: list[Written] = []
    seen: dict[str, list[Row]] = {table: [] for table in BELONGING}
    for case in lived:
        found = line.execute(LOCK.removesuffix(" for update"), [case.pk]).fetchone()
        owner = {"case_id": case.pk, "subject": case.number}
        now = {table: _all(line, table, column, owner[column]) for table, column in BELONGING.items()}
        fresh = {table: [row for row in rows if row not in seen[table]] for table, rows in now.items()}
        acts.append(Written(found or {}, {table: rows for table, rows in fresh.items() if rows}))
        seen = now
    person = line.execute("select * from people_petitioner where id = %s", [acts[0].case["petitioner_id"]]).fetchone()
    return Template(person or {}, acts)


def rows_in_all(line: psycopg.Connection[Row]) -> int:
    """Return how many rows of cases there are: so that it can be seen that the floor writes as many as we do."""
    counts = sql.SQL(" + ").join(
        [sql.SQL("(select count(*) from {})").format(sql.Identifier(table)) for table in (*BELONGING, CASE)]
    )
    row = line.execute(sql.SQL("select {} as rows").format(counts)).fetchone()
    return int(str((row or {})["rows"]))


def replayed(template: Template, line: psycopg.Connection[Row]) -> Iterator[None]:
    """Write one life again, an act at a time: a transaction each, and a round trip for each statement."""
    key, number = 0, ""
    for place, written in enumerate(template.acts):
        with line.transaction():
            if place == 0:
                key, number = _begin(template, line)
            else:
                line.execute(LOCK, [key]).fetchone()
                line.execute(READ, [key]).fetchall()
                changes = [written.case[column] for column in STANDING]
                line.execute(_UPDATE, [*changes, key])
            for table, rows in written.rows.items():
                if table == "cases_paper":
                    paper = rows[0]
                    line.execute(SERIAL, [paper["issuer_id"], paper["kind"], 2026]).fetchone()
                line.execute(*_insert(table, [_owned(table, row, key, number) for row in rows]))
        yield


def _begin(template: Template, line: psycopg.Connection[Row]) -> tuple[int, str]:
    person = line.execute(*_insert("people_petitioner", [_without_key(template.petitioner)], "id")).fetchone()
    drawn = line.execute("select nextval('case_serial') as serial").fetchone()
    number = f"floor-{(drawn or {})['serial']}"
    own = {"number": number, "petitioner_id": (person or {})["id"], "submission_key": secrets.token_hex(16)}
    case = line.execute(*_insert(CASE, [{**_without_key(template.acts[0].case), **own}], "id")).fetchone()
    return int(str((case or {})["id"])), number


def _owned(table: str, row: Row, key: int, number: str) -> Row:
    own: Row = {BELONGING[table]: key if BELONGING[table] == "case_id" else number}
    if table == "cases_paper":
        own["number"] = f"{number}-{row['kind']}"
    return {**_without_key(row), **own}


def _insert(table: str, rows: Sequence[Row], returning: str = "") -> Spoken:
    values = [Jsonb(value) if isinstance(value, dict) else value for row in rows for value in row.values()]
    return _inserting(table, tuple(rows[0]), len(rows), returning), values


@cache
def _inserting(table: str, columns: tuple[str, ...], count: int, returning: str) -> bytes:
    """Return the statement, put together once: the floor must not pay for that."""
    slots = sql.SQL("({})").format(sql.SQL(", ").join([sql.Placeholder()] * len(columns)))
    said = sql.SQL("insert into {} ({}) values {}").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join([slots] * count),
    )
    if table == "cases_duty":
        said += _ON_CONFLICT
    if returning:
        said += sql.SQL(" returning {}").format(sql.Identifier(returning))
    return said.as_bytes(None)


def _all(line: psycopg.Connection[Row], table: str, column: str, owner: object) -> list[Row]:
    query = sql.SQL("select * from {} where {} = %s").format(sql.Identifier(table), sql.Identifier(column))
    return line.execute(query, [owner]).fetchall()


def _without_key(row: Row) -> Row:
    return {column: value for column, value in row.items() if column != "id"}


_UPDATE = (
    sql.SQL("update {} set {} where id = %s")
    .format(sql.Identifier(CASE), sql.SQL(", ").join([sql.SQL("{} = %s").format(sql.Identifier(c)) for c in STANDING]))
    .as_bytes(None)
)
_CHANGING = ("owner_id", "county", "started_at", "due_at", "met_at", "in_time", "people")
_ON_CONFLICT = sql.SQL(" on conflict ({}) do update set {}").format(
    sql.SQL(", ").join(map(sql.Identifier, DUTY_KEY)),
    sql.SQL(", ").join(
        [sql.SQL("{} = excluded.{}").format(sql.Identifier(column), sql.Identifier(column)) for column in _CHANGING]
    ),
)
