"""What is kept of a clock: derived rows, one per definition, that can be rebuilt from the steps."""

from __future__ import annotations

from django.db import models

from wangfang.records.agencies.models import Agency
from wangfang.records.cases.models.case import Case


class Duty(models.Model):
    """One counted clock of a case under one definition; rows of LEGAL are the legal clocks themselves.

    `due_at` is the first moment of the due day (LEGAL, HRB_315) or the very moment (GD2020).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="duties", db_index=False)
    definition = models.CharField(max_length=10, db_collation="C")
    indicator = models.CharField(max_length=20, db_collation="C")
    number = models.PositiveIntegerField()
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    county = models.CharField(max_length=6, db_collation="C")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    in_time = models.BooleanField()
    people = models.PositiveIntegerField()

    class Meta:
        """One covering index carries the figures."""

        constraints = (
            models.UniqueConstraint(fields=("case", "definition", "indicator", "number"), name="duty_once"),
            models.CheckConstraint(
                condition=models.Q(in_time=False) | models.Q(met_at__isnull=False), name="duty_in_time_is_met"
            ),
        )
        indexes = (
            models.Index(
                fields=("definition", "indicator", "due_at"),
                include=("owner", "county", "met_at", "in_time", "people"),
                name="duty_figures",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.definition} {self.indicator}#{self.number}"
