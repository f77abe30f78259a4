"""Which clocks and cases are the figures of a period made of now, as one statement for all of them?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from wangfang.records.indicators import lookups, measures
from wangfang.rules.indicators import Definition
from wangfang.rules.measures import Measure
from wangfang.rules.periods import Period

COLUMNS = ("case_id", *lookups.ROW[1:])
"""The columns of the statement, and of the rows that are kept."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Words for the database and what fills their places."""

    words: str
    said: tuple[Any, ...]  # what a driver takes has no common type


def statement(period: Period, definition: Definition, now: datetime) -> Statement:
    """Return the statement that gives a row for each clock and case that a figure counts at `now`; asked as a job."""
    selects = [lookups.clocks_of(period, definition, now).query.sql_with_params()]
    selects += [measures.cases_of(measure, period, now).query.sql_with_params() for measure in Measure]
    words = " union all ".join(f"({one})" for one, _ in selects)
    return Statement(words, tuple(value for _, said in selects for value in said))


def keep(key: int, found: Statement) -> None:
    """Keep what a statement gives as the rows of a set."""
    names = ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into frozen_frozencase (frozen_id, {names}) select %s, found.* from ({found.words}) found",  # noqa: S608 - names of our own, words of the query builder
            [key, *found.said],
        )
