"""What is kept of a problem unit: the ground with the figures as they were found, and every move since."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from wangfang.records.agencies.models import Agency
from wangfang.records.vault.cells import SealedField, part_of


class Problem(models.Model):
    """One entry of the register: an agency, a period, a ground, and the figures as they were then.

    `figures` are rows of indicator, due and met; `standing` follows from the moves and is kept for the lists. `office` and
    `principals` say to whom it was reported up, `due_on` by when it has to be put right.
    """

    period = models.CharField(max_length=10, db_collation="C")
    definition = models.CharField(max_length=10, db_collation="C")
    version = models.PositiveSmallIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=20)
    figures = models.JSONField()
    standing = models.CharField(max_length=20)
    office = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)
    principals = models.CharField(max_length=60, blank=True, default="")
    due_on = models.DateField(null=True)
    found_by = models.CharField(max_length=40, db_collation="C")
    found_at = models.DateTimeField()

    class Meta:
        """Found once; who was told has a limit."""

        constraints = (
            models.UniqueConstraint(fields=("period", "agency", "ground"), name="problem_once"),
            models.CheckConstraint(
                condition=models.Q(office=None, due_on=None, standing="found")
                | models.Q(office__isnull=False, due_on__isnull=False) & ~models.Q(standing="found"),
                name="problem_reported_with_limit",
            ),
        )

    def __str__(self) -> str:
        return f"{self.period} {self.agency_id} {self.ground}"


class Entry(models.Model):
    """One move: reported up, measures, proof, verified."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="entries")
    move = models.CharField(max_length=10)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=40, db_collation="C")
    name = models.CharField(max_length=100)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    token = models.UUIDField(default=uuid4, editable=False)
    sealed = SealedField()

    text: str = part_of("sealed", "text", "")

    def __str__(self) -> str:
        return f"{self.problem_id} {self.move}"
