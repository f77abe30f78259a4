"""What is kept of holds and of destruction lists."""

from __future__ import annotations

from django.db import models

from wangfang.records.agencies.models import Agency
from wangfang.records.cases.models import Case


class Hold(models.Model):
    """A hold (保全): from when it is put on until somebody else lifts it nothing of the case is destroyed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    put_by = models.CharField(max_length=40, db_collation="C")
    put_at = models.DateTimeField()
    lifted_why = models.CharField(max_length=200, blank=True, default="")
    lifted_by = models.CharField(max_length=40, blank=True, default="", db_collation="C")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        """One at a time; lifted by somebody else."""

        constraints = (
            models.UniqueConstraint(fields=("case",), name="hold_once", condition=models.Q(lifted_at=None)),
            models.CheckConstraint(
                condition=models.Q(lifted_at=None, lifted_by="")
                | models.Q(lifted_at__isnull=False) & ~models.Q(lifted_by="") & ~models.Q(put_by=models.F("lifted_by")),
                name="hold_lifted_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.put_at:%F}"


class DestructionList(models.Model):
    """A destruction list (销毁清单) of an agency: made by one person, approved by another, carried out once."""

    number = models.CharField(max_length=20, unique=True, db_collation="C")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    made_by = models.CharField(max_length=40, db_collation="C")
    made_at = models.DateTimeField()
    approved_by = models.CharField(max_length=40, blank=True, default="", db_collation="C")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        """Approved by somebody else."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(approved_at=None, approved_by="")
                | models.Q(approved_at__isnull=False)
                & ~models.Q(approved_by="")
                & ~models.Q(made_by=models.F("approved_by")),
                name="list_approved_by_another",
            ),
        )

    def __str__(self) -> str:
        return self.number


class Listed(models.Model):
    """One case on a destruction list; `destroyed_at` is set by the database itself when its content is gone."""

    list = models.ForeignKey(DestructionList, on_delete=models.PROTECT, related_name="listed")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        """Once on a list."""

        constraints = (models.UniqueConstraint(fields=("list", "case"), name="listed_once"),)

    def __str__(self) -> str:
        return f"{self.list_id}/{self.case_id}"
