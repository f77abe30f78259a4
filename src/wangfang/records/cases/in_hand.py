"""What every page of the desk asks of the cases in hand: the next of them, and how many wait; by plans that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from django.db import connection, models

from wangfang.records.cases import visible
from wangfang.records.cases.models import Case
from wangfang.records.people.models import Petitioner
from wangfang.records.walls.ready import Ready
from wangfang.rules.access import may
from wangfang.rules.facts import Actor, Step

_COUNTS = Ready(
    "cases_waiting",
    "bigint, smallint, bigint[], text[], bigint, date",
    f"""
    select plain.todo + marked.todo, plain.due + marked.due, plain.overdue + marked.overdue,
        (select count(*) from cases_case where id in (select case_asked($1)) and {visible.MAY}),
        (select count(*) from case_likely_here($5))
    from case_counts($1, $6) plain, (
        select count(*) todo, count(*) filter (where due_on = $6) due, count(*) filter (where due_on < $6) overdue
        from cases_case where holder_id = $1 and is_open and marked and {visible.MAY}
    ) marked
    """,  # noqa: S608 - a condition of our own
)
"""The counts of `visible.held_by`, `asked_of` and `likely_of`.

Of the last no row is looked at: what is kept there is about cases that nobody at the agency is kept from.
"""


def counts_of(actor: Actor, today: date) -> tuple[int, ...]:
    """Return how many cases the actor's agency holds, of them due today and overdue, in how many it is asked.

    The last is how many are likely here already.
    """
    fills = visible.may_fills(actor)
    merging = fills[0] if may(actor.role, Step.MERGE) else None
    return _COUNTS.ask([*fills, merging, today])[0]


def next_of(actor: Actor, after: tuple[date, int], last: date, most: int) -> list[Case]:
    """Return the next open cases of `visible.held_by` after a due day and key, due on `last` at the latest, in their order.

    Each has what a line of a list shows, its petitioner with it; anything else would be a query of its own.
    """
    statement, of_case, of_petitioner = _page()
    rows = statement.ask([*visible.may_fills(actor), *after, last, most])
    return [_case(row, of_case, of_petitioner) for row in rows]


SHOWN = frozenset({
    "number", "plain_title", "sealed", "form", "purpose", "category", "people", "state", "is_open", "received_at",
    "moved_at", "due_on", "due_from", "due_limit", "petitioner_id", "holder_id", "secrecy", "region",
    "respondent_code", "granted_to", "destroyed",
})  # fmt: skip
"""What a line of a list shows of a case, and what the rules need of it."""


def _case(row: Sequence[Any], of_case: Sequence[str], of_petitioner: Sequence[str]) -> Case:
    case = Case.from_db(connection.alias, of_case, row[: len(of_case)])
    case.petitioner = Petitioner.from_db(connection.alias, of_petitioner, row[len(of_case) :])
    return case


@cache
def _page() -> tuple[Ready, list[str], list[str]]:
    """Return the statement of a page and the fields that it gives, of the case and of its petitioner."""
    of_case, of_petitioner = _fields(Case, SHOWN | {"id"}), _fields(Petitioner, {"id", "masked"})
    columns = [f"cases_case.{field.column}" for field in of_case] + [f"who.{field.column}" for field in of_petitioner]
    said = f"""
        select {", ".join(columns)} from cases_case join people_petitioner who on who.id = petitioner_id
        where cases_case.id in (select case_in_hand($1, $5, $6, $7, $8)) and {visible.MAY}
        order by due_on, cases_case.id limit $8
    """  # noqa: S608 - the names of our own tables and columns
    statement = Ready("cases_in_hand", "bigint, smallint, bigint[], text[], date, bigint, date, integer", said)
    return statement, [field.attname for field in of_case], [field.attname for field in of_petitioner]


def _fields(model: type[models.Model], wanted: frozenset[str] | set[str]) -> list[models.Field[Any, Any]]:
    """Return fields in the order of their model, as rows are made of them."""
    return [field for field in model._meta.concrete_fields if field.attname in wanted]  # noqa: SLF001 - Django's documented way to them
