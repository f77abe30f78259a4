"""Asks what every page asks by plans that the connection keeps: under policies the planner takes longer than the answer.

A statement is prepared on a connection the first time it is asked there, and from then on executed by its name. Who asks
makes no difference to that: the server plans anew when another role asks, or when a table has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import connection
from psycopg import Connection

_known: WeakKeyDictionary[Connection[Any], set[str]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Ready:
    """A statement with its name and the types of what fills its places ($1, $2, ...); the name is given once."""

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
                cursor.execute(f"prepare {self.name} ({self.types}) as {self.statement}")
            cursor.execute(f"execute {self.name} ({', '.join(['%s'] * len(fills))})", fills)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            if settings.WANGFANG_KEEP_PLANS:
                prepared.add(self.name)
            else:
                cursor.execute(f"deallocate {self.name}")
        return rows
