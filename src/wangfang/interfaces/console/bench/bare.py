"""What does a bare page cost that writes the rows of a submission through the ORM, and promises nothing?"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Manager, Model
    from django.http import HttpRequest

Row = dict[str, object]

CASE, PERSON, DUTY, DRAFT = ("cases", "Case"), ("people", "Petitioner"), ("cases", "Duty"), ("cases", "Draft")
PIECES = ("likeness", "Pieces")
SINGLE = (("cases", "StepTaken"), ("ledger", "Entry"), ("notices", "Notice"))


@dataclass(frozen=True, slots=True)
class Newest:
    """The rows of the newest case, without their keys."""

    case: Row
    person: Row
    single: Mapping[tuple[str, str], Row]
    duties: list[Row]
    pieces: Row


def submit(request: HttpRequest) -> HttpResponse:
    """Write what one submission writes: the rows of the newest case again, with the text that was sent."""
    known = _newest()
    with transaction.atomic():
        petitioner = _saved(PERSON, known.person)
        number = _number()
        own = {"number": number, "petitioner": petitioner, "submission_key": secrets.token_hex(16)}
        case = _saved(CASE, {**known.case, **own, "text": request.POST["text"]})
        for model, row in known.single.items():
            _saved(model, {**row, **_owner(row, case, number)})
        duty = _model(DUTY)
        _all(DUTY).bulk_create([duty(**{**row, "case_id": case.pk}) for row in known.duties])
        _saved(PIECES, {**known.pieces, "case_key": case.pk})
        _saved(DRAFT, {"token_digest": secrets.token_hex(32), "changed_at": known.case["moved_at"]})
    return HttpResponse(status=204)


@cache
def _newest() -> Newest:
    """Return the newest case, read once per process."""
    case = _rows(CASE)[0]
    key, number = case.pop("id"), case["number"]
    person = _rows(PERSON, pk=case.pop("petitioner_id"))[0]
    single = {model: _rows(model, **_key(model, key, number))[0] for model in SINGLE}
    duties = _rows(DUTY, case_id=key)
    for row in (person, *single.values(), *duties):
        row.pop("id")
    return Newest(case, person, single, duties, _rows(PIECES, case_key=key)[0])


def _rows(model: tuple[str, str], **which: object) -> list[Row]:
    return [dict(row) for row in _all(model).filter(**which).order_by("-pk").values()[:100]]


def _saved(model: tuple[str, str], row: Row) -> Model:
    made = _model(model)(**row)
    made.save(force_insert=True)
    return made


def _key(model: tuple[str, str], key: object, number: object) -> Row:
    return {"case_id": key} if model[0] == "cases" else {"subject": number}


def _owner(row: Row, case: Model, number: str) -> Row:
    return {"case_id": case.pk} if "case_id" in row else {"subject": number}


def _number() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select nextval('case_serial')")
        return f"bare-{cursor.fetchone()[0]}"


def _model(model: tuple[str, str]) -> type[Model]:
    return apps.get_model(*model)


def _all(model: tuple[str, str]) -> Manager[Model]:
    return _model(model)._default_manager  # noqa: SLF001 - Django's documented way to the manager of any model
