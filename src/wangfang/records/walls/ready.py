"""Asks what every page asks by plans that the connection keeps: under policies the planner takes longer than the answer.

A statement is prepared on a connection the first time it is asked there, and from then on executed by its name. Who asks
makes no difference to that: the server plans anew when another role asks, or when a table has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from psycopg import Connection

_known: WeakKeyDictionary[Connection[Any], set[str]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Ready:
    """A statement with its name and the types of what fills its places ($1, $2, ...); the name is given once.

    Where no types are said, the server takes them from the statement.
    """

    name: str
    types: str
    statement: str

    def ask(self, fills: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Return the rows of the statement, in one round trip from the second time on.

        Where a pooler hands each transaction another connection (`WANGFANG_KEEP_PLANS=0`) the plan is made and let go.
        """
        with connection.cursor() as cursor:
            prepared = _known.setdefault(connection.connection, set())
            if self.name not in prepared:
                cursor.execute(f"prepare {self.name}{_listed(self.types)} as {self.statement}")
            cursor.execute(f"execute {self.name}{_listed(', '.join(['%s'] * len(fills)))}", fills)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            if settings.WANGFANG_KEEP_PLANS:
                prepared.add(self.name)
            else:
                cursor.execute(f"deallocate {self.name}")
        return rows


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement and what fills it for somebody; both stay right while the person and the tree are the same."""

    ready: Ready
    fills: tuple[Any, ...]

    def rows(self) -> list[tuple[Any, ...]]:
        """Return the rows."""
        return self.ready.ask(self.fills)


def asked_by(rows: QuerySet[Any, Any]) -> Asked | None:
    """Return what a query of the ORM asks, none where it could find nothing.

    Queries of the same words share a plan, whoever asks: what differs between people fills places.
    """
    try:
        said, fills = rows.query.sql_with_params()
    except EmptyResultSet:
        return None
    first, *others = said.split("%s")
    statement = first + "".join(f"${nth}{words}" for nth, words in enumerate(others, 1))
    return Asked(Ready(f"rows_{sha256(statement.encode()).hexdigest()[:16]}", "", statement), fills)


def _listed(words: str) -> str:
    return f" ({words})" if words else ""
