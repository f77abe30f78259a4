"""What is most secret comes under seal as it goes into the tables: the words of a case, and those of its steps."""

from __future__ import annotations

from collections.abc import Container, Iterable

from django.db import connection
from psycopg.types.json import Jsonb

from wangfang.records.cases.models import Case, StepTaken
from wangfang.records.cases.models.step import sealed_words
from wangfang.records.walls.context import as_job
from wangfang.rules.facts import Step
from wangfang.rules.sealing import apart, is_sealed

_WORDS = "update cases_case set title = '', text = '', address = '', respondent = '', sealed = %s where id = %s"
_STEPS = "select case_seal_steps(%s, %s::int[], %s::jsonb[], %s::bytea[])"


def under_seal(cases: Iterable[Case], rows: Iterable[StepTaken], agencies: Container[str]) -> None:
    """Seal cases that are secret and the rows of steps that are about to be written; ordinary ones are left alone.

    A case whose label has just reached S2 takes with it what its tables hold already. The caller holds the transaction,
    and the row of each case that is there; the lines of the trace are made before, or after: they say the same.

    Raises:
        NoKey: the wrapping key is not there.
    """
    for case in cases:
        if is_sealed(case.secrecy) and not case.sealed:
            case.seal()
            if not case._state.adding:  # noqa: SLF001 - Django's documented mark of a row that is not there yet
                _seal_what_is_there(case, agencies)
    for row in rows:
        if row.case.sealed:
            row.seal(*apart(Step(row.step), row.kept, agencies))


def _seal_what_is_there(case: Case, agencies: Container[str]) -> None:
    """Seal the row of a case and its earlier steps; the database lets a step be sealed once, and only by a job."""
    earlier = case.steps.order_by("number").values_list("number", "step", "kept")
    with as_job(), connection.cursor() as cursor:
        cursor.execute(_WORDS, [bytes(case.sealed), case.pk])
        parts = [(number, *apart(Step(step), detail, agencies)) for number, step, detail in earlier]
        sealed = [(number, kept, sealed_words(case, number, words)) for number, kept, words in parts if words]
        numbers, kept_parts, texts = ([one[place] for one in sealed] for place in range(3))
        cursor.execute(_STEPS, [case.pk, numbers, [Jsonb(kept) for kept in kept_parts], texts])
