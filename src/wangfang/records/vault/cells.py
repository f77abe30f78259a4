"""The column that holds JSON sealed, and the attributes of a row that are read out of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models.query_utils import DeferredAttribute

from wangfang.records.vault.envelopes import Place, opened, sealed
from wangfang.records.vault.keys import NoKey, Purpose, keeper

_BLOCK = 64
"""What is sealed is filled up with blanks to a multiple of this, so that its length tells little."""

Said = dict[str, Any]


class _Cell(DeferredAttribute):
    """Gives the sealed bytes of a row: those read, or those of what was set since, sealed when they are first asked for."""

    field: SealedField

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        kept, name = instance.__dict__, self.field.attname
        if kept.get(name, b"") is None and (said := kept.get(_plain(name))) is not None:
            _require_no_loss()
            kept[name] = sealed_json(said, place_of(instance, self.field))
        return super().__get__(instance, cls)

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__.pop(_plain(self.field.attname), None)
        instance.__dict__[self.field.attname] = value


class SealedField(models.BinaryField):  # type: ignore[type-arg]  # the stubs alone know its parameters
    """JSON under its own data key, bound to table, column and the token of its row (the field named `by`).

    The database and its migrations see bytes. `said_in` and `part_of` make the attributes that read it: a row
    is opened when the first of them is asked for, and only once.
    """

    descriptor_class = _Cell

    def __init__(self, *args: Any, by: str = "token", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Tell migrations that these are bytes: what is in them is no matter of theirs."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", args, kwargs


def part_of(column: str, name: str, default: Any) -> Any:
    """Return an attribute that reads and writes one entry of a sealed column; `default` stands for what is not there."""

    def read(row: models.Model) -> Any:
        return _said(row, column).get(name, default)

    def write(row: models.Model, value: object) -> None:
        _say(row, column, {**_said(row, column), name: value})

    return property(read, write)


def said_in(column: str) -> Any:
    """Return an attribute that reads and writes a sealed column as a whole."""

    def read(row: models.Model) -> Said:
        return _said(row, column)

    def write(row: models.Model, value: Mapping[str, Any]) -> None:
        _say(row, column, dict(value))

    return property(read, write)


def place_of(row: models.Model, field: SealedField) -> Place:
    """Return where the sealed column of a row lies."""
    return Place(field.model._meta.db_table, field.attname, str(getattr(row, field.by)))  # noqa: SLF001 - Django's documented way to a model's table


def sealed_json(said: Mapping[str, object], place: Place) -> bytes:
    """Seal JSON at its place."""
    return sealed(filled(said), place)


def filled(said: Mapping[str, object]) -> bytes:
    """Return JSON as it is sealed, filled up with blanks."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return text + b" " * (-len(text) % _BLOCK)


def opened_json(written: bytes, place: Place) -> Said:
    """Return the JSON that was sealed at this place.

    Raises:
        Broken, NoKey: see `envelopes.opened`.
    """
    said: Said = json.loads(opened(written, place))
    return said


@dataclass(frozen=True, slots=True)
class Column:
    """One sealed column: its table, its name, and the column that holds the token of the row."""

    table: str
    name: str
    by: str


def columns() -> list[Column]:
    """Return every sealed column of the installation."""
    return [
        Column(model._meta.db_table, field.attname, field.by)  # noqa: SLF001 - as above
        for model in apps.get_models()
        for field in model._meta.concrete_fields  # noqa: SLF001 - as above
        if isinstance(field, SealedField)
    ]


def _require_no_loss() -> None:
    """Let a first wrapping key be made only where nothing is sealed yet; elsewhere the keys were lost.

    Raises:
        NoKey: a new key under the name of the lost one would make it impossible to restore that.
    """
    if _is_keyed():
        return
    with connection.cursor() as cursor:
        for column in columns():
            cursor.execute("select holds_sealed(%s, %s)", [column.table, column.name])  # past the walls
            if cursor.fetchone() == (True,) and not _is_keyed():  # unless another process has just made and used it
                raise NoKey(f"{Purpose.WRAP}-1")


def _is_keyed() -> bool:
    return any(name.startswith(f"{Purpose.WRAP}-") for name in keeper().names())


def _said(row: models.Model, column: str) -> Said:
    kept = row.__dict__
    said: Said | None = kept.get(_plain(column))
    if said is None:
        written = bytes(getattr(row, column) or b"")
        said = kept[_plain(column)] = opened_json(written, place_of(row, _field(row, column))) if written else {}
    return said


def _say(row: models.Model, column: str, said: Said) -> None:
    row.__dict__[column] = None  # to be sealed; a column that is not there at all counts as not read yet
    row.__dict__[_plain(column)] = said


def _field(row: models.Model, column: str) -> SealedField:
    field = row._meta.get_field(column)  # noqa: SLF001 - as above
    assert isinstance(field, SealedField)  # noqa: S101 - tells the type checker
    return field


def _plain(column: str) -> str:
    return f"_{column}_opened"
