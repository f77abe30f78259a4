"""What is kept of one act on a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from wangfang.records.cases.models.case import Case
from wangfang.records.vault.envelopes import Place
from wangfang.records.vault.lasting import opened_under, sealed_under


class StepTaken(models.Model):
    """One act, append-only: who, when it happened, when it was typed in.

    The table is partitioned by `recorded_at` and refuses UPDATE and DELETE (see the migration). What the act said is read
    as `detail`: of a sealed case the words of it lie in `sealed`, under the key of the case, and only what leads the
    case on stays in the column (`rules.sealing`).
    The number is unique within the case because the writer holds the case's row lock.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps", db_index=False)
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=20)
    agency = models.CharField(max_length=20, blank=True, default="", db_collation="C")
    actor = models.CharField(max_length=40, blank=True, default="")
    actor_name = models.CharField(max_length=100, blank=True, default="")
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    kept: models.JSONField[dict[str, Any]] = models.JSONField(default=dict, db_column="detail")
    sealed = models.BinaryField(default=b"")
    key = models.CharField(max_length=64, blank=True, default="", db_collation="C")

    class Meta:
        """A case's steps are read in their order."""

        indexes = (models.Index(fields=("case", "number"), name="step_of_case"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(recorded_at__gte=models.F("occurred_at")), name="step_recorded_after"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}#{self.number} {self.step}"

    @property
    def detail(self) -> dict[str, Any]:
        """Return what the act said.

        Raises:
            Broken, NoKey: it lies under seal and does not open.
        """
        return opened_detail(self.case, self.number, self.kept, bytes(self.sealed))

    def seal(self, kept: Mapping[str, Any], words: Mapping[str, Any]) -> None:
        """Put the words of a step that is about to be written under the seal of its case."""
        self.kept, self.sealed = dict(kept), sealed_words(self.case, self.number, words)


def sealed_words(case: Case, number: int, words: Mapping[str, Any]) -> bytes:
    """Seal the words of a step under the key of its case; nothing where it has none."""
    return sealed_under(case.step_key, words, _place(case, number)) if words else b""


def opened_detail(case: Case, number: int, kept: Mapping[str, Any], sealed: bytes) -> dict[str, Any]:
    """Return what a step said: what stays readable of it, and what lies under the seal of its case.

    Raises:
        Broken, NoKey: it does not open.
    """
    return {**kept, **(opened_under(case.step_key, sealed, _place(case, number)) if sealed else {})}


def _place(case: Case, number: int) -> Place:
    return Place(StepTaken._meta.db_table, "sealed", f"{case.number}#{number}")  # noqa: SLF001 - Django's documented way to a model's table
