"""Tells the database for whom a transaction reads: the role it acts as, and what its policies compare with.

Nothing said here outlives the transaction. A connection that goes on to somebody else knows nothing any more, and
whoever forgets to say it sees nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


class Hat(StrEnum):
    """As what a transaction asks; each has its role in the database, `wangfang_` and the word."""

    WEB = "web"  # staff, at the desk or through the interface
    PUBLIC = "public"  # whoever has number and code, or submits
    JOB = "job"  # console, worker, what runs by itself
    HOUSE = "house"  # 三员: they keep the house, and no table of cases opens to them

    @property
    def role(self) -> str:
        """Return the role in the database."""
        return f"wangfang_{self}"


@dataclass(frozen=True, slots=True)
class Sight:
    """For whom a transaction reads.

    `unit` is the key of the agency whose cases are seen, `line` those that must not be among the accused, `tasks`
    are mandates as "key/purpose" with their keys again in `task_units`, `at` is when it is asked.
    """

    hat: Hat
    login: str = ""
    clearance: int = 0
    unit: int | None = None
    line: Sequence[int] = ()
    tasks: Sequence[str] = ()
    task_units: Sequence[int] = ()
    at: datetime | None = None


_NAMES = ("hat", "me", "clearance", "unit", "line", "tasks", "task_units", "at", "case")
TOLD = """
    select set_config('role', coalesce((select rolname::text from pg_roles where rolname = %s
            and pg_has_role(session_user, oid, 'MEMBER')), 'none'), true),
        set_config('wangfang.hat', %s, true), set_config('wangfang.me', (%s::text[])::text, true),
        set_config('wangfang.clearance', %s, true), set_config('wangfang.unit', %s, true),
        set_config('wangfang.line', (%s::bigint[])::text, true), set_config('wangfang.tasks', (%s::text[])::text, true),
        set_config('wangfang.task_units', (%s::bigint[])::text, true), set_config('wangfang.at', %s, true),
        set_config('wangfang.case', '', true)
"""
"""A role that is not there, or not ours, leaves the transaction what it was: policies go by `wangfang.hat` then."""
_KEPT = ", ".join(["current_setting('role')", *(f"current_setting('wangfang.{name}', true)" for name in _NAMES)])
_PUT_BACK = ", ".join(
    ["set_config('role', %s, true)", *(f"set_config('wangfang.{name}', coalesce(%s, ''), true)" for name in _NAMES)]
)
_inside: ContextVar[bool] = ContextVar("inside", default=False)


def is_inside() -> bool:
    """Tell whether the transaction of a page is open."""
    return _inside.get()


@contextmanager
def transaction_for(sight: Sight | None = None) -> Iterator[None]:
    """Open the transaction of a page and say for whom it reads; None leaves that to `enter`, until which nothing is seen.

    Within another transaction (a test's) what was said before holds again afterwards.
    """
    nested = connection.in_atomic_block
    kept = _kept() if nested else ()
    token = _inside.set(True)
    try:
        with transaction.atomic():
            if sight is not None:
                enter(sight)
            yield
            if nested:
                _put_back(kept)
    finally:
        _inside.reset(token)


def enter(sight: Sight) -> None:
    """Say for whom this transaction reads from now on: one statement, and one round trip with the beginning itself.

    Raises:
        TransactionManagementError: there is no transaction; what is said would be gone with the statement.
    """
    if not connection.in_atomic_block:
        msg = "a context is told within a transaction"
        raise transaction.TransactionManagementError(msg)
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.cursor() as cursor, connection.connection.pipeline():
        cursor.execute(TOLD, said_of(sight))


def said_of(sight: Sight) -> list[Any]:
    """Return what fills the places of `TOLD`."""
    return [
        sight.hat.role, sight.hat.value, [sight.login], str(sight.clearance), str(sight.unit or ""), list(sight.line),
        list(sight.tasks), list(sight.task_units), sight.at.isoformat() if sight.at else "",
    ]  # fmt: skip


@contextmanager
def as_job() -> Iterator[None]:
    """Read everything for a moment within the transaction of a page: for totals, never for rows that are shown."""
    with transaction_for(Sight(Hat.JOB)):
        yield


def stand_as_job() -> None:
    """Make this whole process a job: it serves nobody, so each of its connections says so once and for all."""
    connection_created.connect(_stand_as_job, dispatch_uid="wangfang.stand_as_job")


def _stand_as_job(connection: BaseDatabaseWrapper, **_said: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(TOLD.replace(", true)", ", false)"), said_of(Sight(Hat.JOB)))


def _kept() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(f"select {_KEPT}")
        return tuple(cursor.fetchone() or ())


def _put_back(kept: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"select {_PUT_BACK}", kept)
