"""Which case has a number, for somebody: what every page of a case asks, by a plan that is kept."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection, models

from wangfang.records.agencies.models import Agency
from wangfang.records.cases import visible
from wangfang.records.cases.models import Case
from wangfang.records.people.models import Petitioner
from wangfang.records.walls.ready import Ready
from wangfang.rules.facts import Actor

TOGETHER: tuple[type[models.Model], ...] = (Case, Petitioner, Agency)
"""A case comes with its petitioner and whoever holds it."""


def case_of(number: str, actor: Actor) -> Case | None:
    """Return the case of a number with its petitioner and holder, none when there is none that the actor may see."""
    if visible.sees_nothing(actor):
        return None
    rows = _statement(visible.part_of(actor)).ask([*visible.may_fills(actor), number])
    if not rows:
        return None
    values = list(rows[0])
    case: Case = _made(Case, values)
    case.petitioner, case.holder = _made(Petitioner, values), _made(Agency, values)
    return case


def _made(model: type[models.Model], values: list[Any]) -> Any:  # a row of that model
    """Make a row of the values at the head of a list, and take them off."""
    names = [field.attname for field in _fields(model)]
    own = [values.pop(0) for _ in names]
    return model.from_db(connection.alias, names, own)


@cache
def _statement(part: visible.Part) -> Ready:
    columns = [f"{_table(model)}.{field.column}" for model in TOGETHER for field in _fields(model)]
    case, petitioner, agency = (_table(model) for model in TOGETHER)
    said = f"""
        select {", ".join(columns)} from {case}
        join {petitioner} on {petitioner}.id = petitioner_id join {agency} on {agency}.id = holder_id
        where number = $5 and {visible.SEEN[part]}
    """  # noqa: S608 - the names of our own tables and columns
    return Ready(f"case_numbered_{part}", "bigint, smallint, bigint[], text[], text", said)


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return list(model._meta.concrete_fields)  # noqa: SLF001 - Django's documented way to them


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table  # noqa: SLF001 - as above
