"""Puts rows into tables: many at once by COPY, or the few rows of one step in a single round trip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from wangfang.records.cases.models import Case, Duty
from wangfang.records.walls.building import WALLED

if TYPE_CHECKING:
    from datetime import date

    from django.db.backends.utils import CursorWrapper
    from django.db.models import Field, Model

    from wangfang.rules.indicators import Reckoned

    Column = Field[Any, Any]

CHANGING = ("owner", "county", "started_at", "due_at", "met_at", "in_time", "people")
"""The columns of a clock that a later step may change; the others are its key."""

STANDING = (
    "state", "is_open", "holder", "moved_at", "steps_taken", "digest", "due_on", "due_from", "due_limit", "seen_by",
    "asked", "secrecy", "barred", "barred_people", "granted_to", "granted_until", "marked",
    "merged_into", "linked", "apart",
    "first_bureau", "last_unit", "closed_at", "solved", "once", "rates_until", "rates_unit",
    "bureau_rating", "bureau_rated_at", "unit_rating", "unit_rated_at",
)  # fmt: skip
"""The columns of a case that a step may change."""

Statement = tuple[str, list[Any]]
_WORKING_ON = "select set_config('wangfang.case', %s, true)"
"""Lets the writer see its case to the end: the step may be the one after which its taker sees it no more."""


def write_step(
    case: Case, rows: Iterable[Model], clocks: Iterable[Duty], gone: Iterable[Duty], along: Iterable[Statement] = ()
) -> None:
    """Write what one step has made: the standing of its case (or petitioner and case, when they are new), rows, clocks.

    The statements travel together (pipeline mode), and others `along` with them, so that the row lock is held for one
    round trip.
    """
    with connection.wrap_database_errors, connection.cursor() as cursor, connection.connection.pipeline():
        cursor.execute(_WORKING_ON, [str(case.pk)])
        if case._state.adding:  # noqa: SLF001 - Django's documented mark of a row that is not there yet
            for new in (case.petitioner, case):
                cursor.execute(_insert(type(new), keyed=True), _values(new, _columns(type(new), keyed=True)))
                new._state.adding = False  # noqa: SLF001 - as above
        else:
            cursor.execute(_update_case(), [*_values(case, _columns(Case, STANDING)), case.pk])
        for row in rows:
            cursor.execute(_insert(type(row)), _values(row, _columns(type(row))))
        for clock in clocks:
            cursor.execute(_upsert_duty(), _values(clock, _columns(Duty)))
        for clock in gone:
            cursor.execute(_DELETE_DUTY, [clock.case.pk, clock.definition, clock.indicator, clock.number])
        for statement, said in along:
            cursor.execute(statement, said)


def write_many(cases: Sequence[Case], clocks: Iterable[Duty], gone: Iterable[Duty]) -> None:
    """Write the standing of many cases and the clocks of theirs that changed; rows that come new are copied in before."""
    columns = _columns(Case, STANDING)
    with connection.cursor() as cursor:
        written: tuple[tuple[str, list[list[Any]]], ...] = (
            (_update_case(), [[*_values(case, columns), case.pk] for case in cases]),
            (_upsert_duty(), [_values(clock, _columns(Duty)) for clock in clocks]),
            (_DELETE_DUTY, [[clock.case_id, clock.definition, clock.indicator, clock.number] for clock in gone]),
        )
        for statement, rows in written:
            if rows:
                cursor.executemany(statement, rows)


def redate(rows: Sequence[tuple[int, int, Reckoned]]) -> None:
    """Give counted clocks that are there another due day and verdict: case, owner, and the clock as counted now."""
    if not rows:
        return
    columns = zip(
        *(
            (case, row.definition.value, row.indicator.value, row.number, owner, row.due_at, row.in_time)
            for case, owner, row in rows
        ),
        strict=True,
    )
    with connection.cursor() as cursor:
        cursor.execute(_REDATE, [list(column) for column in columns])


def put_rating_ends(rows: Sequence[tuple[int, date | None]]) -> None:
    """Give cases another last day to rate."""
    if not rows:
        return
    keys, days = zip(*rows, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_RATING_ENDS, [list(keys), list(days)])


_RATING_ENDS = """
    update cases_case set rates_until = new.day from unnest(%s::bigint[], %s::date[]) as new (id, day)
    where cases_case.id = new.id
"""

_REDATE = """
    update cases_duty set owner_id = new.owner, due_at = new.due_at, in_time = new.in_time
    from unnest(%s::bigint[], %s::text[], %s::text[], %s::int[], %s::bigint[], %s::timestamptz[], %s::bool[])
        as new (case_id, definition, indicator, number, owner, due_at, in_time)
    where cases_duty.case_id = new.case_id and cases_duty.definition = new.definition
        and cases_duty.indicator = new.indicator and cases_duty.number = new.number
"""


def standing_of(case: Case) -> list[object]:
    """Return the columns of a case that its steps decide, for comparison."""
    return [getattr(case, column.attname) for column in _columns(Case, STANDING)]


@transaction.atomic
def copy(rows: Iterable[Model]) -> None:
    """Copy rows of one table in; a key is written when the rows have one, else the database gives it.

    PostgreSQL takes no COPY into a table that has policies: such rows land beside it and go over at once.
    """
    items = iter(rows)
    first = next(items, None)
    if first is None:
        return
    columns = _columns(type(first), keyed=first.pk is not None)
    table, names = _table(type(first)), _names(columns)
    with connection.cursor() as cursor:
        if type(first)._meta.db_table not in WALLED:  # noqa: SLF001 - Django's documented way to a model's table
            _pour(cursor, f"copy {table} ({names}) from stdin", chain((first,), items), columns)
            return
        landing = f"select {names} from {table} with no data"  # noqa: S608 - names of our own models
        cursor.execute(f"create temporary table landing on commit drop as {landing}")
        _pour(cursor, f"copy landing ({names}) from stdin", chain((first,), items), columns)
        cursor.execute(f"insert into {table} ({names}) select {names} from landing")  # noqa: S608 - names of our own models
        cursor.execute("drop table landing")


def _pour(cursor: CursorWrapper, into: str, rows: Iterator[Model], columns: Sequence[Column]) -> None:
    begun = _values(next(rows), columns)  # sealing may look for a first key, and nobody asks while a COPY is open
    with cursor.copy(into) as sink:
        sink.write_row(begun)
        for row in rows:
            sink.write_row(_values(row, columns))


_DELETE_DUTY = "delete from cases_duty where case_id = %s and definition = %s and indicator = %s and number = %s"


@cache
def _columns(model: type[Model], names: tuple[str, ...] = (), *, keyed: bool = False) -> tuple[Column, ...]:
    """Return the columns of a model, or those named; without its own key unless it is asked for."""
    fields: Iterator[Column] = iter(model._meta.concrete_fields)  # noqa: SLF001 - as above
    return tuple(f for f in fields if (f.name in names if names else keyed or not f.primary_key))


def _values(row: Model, columns: Iterable[Column]) -> list[Any]:
    return [column.get_db_prep_save(getattr(row, column.attname), connection) for column in columns]


@cache
def _insert(model: type[Model], *, keyed: bool = False) -> str:
    columns = _columns(model, keyed=keyed)
    places = ", ".join(["%s"] * len(columns))
    return f"insert into {_table(model)} ({_names(columns)}) values ({places})"  # noqa: S608 - names of our own models


@cache
def _upsert_duty() -> str:
    kept = ", ".join(f"{_quoted(c)} = excluded.{_quoted(c)}" for c in _columns(Duty, CHANGING))
    return f"{_insert(Duty)} on conflict (case_id, definition, indicator, number) do update set {kept}"


@cache
def _update_case() -> str:
    changed = ", ".join(f"{_quoted(c)} = %s" for c in _columns(Case, STANDING))
    return f"update cases_case set {changed} where id = %s"  # noqa: S608 - names of our own models


def _names(columns: Iterable[Column]) -> str:
    return ", ".join(map(_quoted, columns))


def _quoted(column: Column) -> str:
    return f'"{column.column}"'


def _table(model: type[Model]) -> str:
    return f'"{model._meta.db_table}"'  # noqa: SLF001 - Django's documented way to a model's table
