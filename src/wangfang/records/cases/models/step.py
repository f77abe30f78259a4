"""What is kept of one act on a case."""

from __future__ import annotations

from django.db import models

from wangfang.records.cases.models.case import Case


class StepTaken(models.Model):
    """One act, append-only: who, when it happened, when it was typed in.

    The table is partitioned by `recorded_at` and refuses UPDATE and DELETE (see the migration).
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
    detail = models.JSONField(default=dict)
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
