"""What is kept of hot matters: a number that lasts, and which cases belong to it. No word of any case."""

from __future__ import annotations

from django.db import models

from wangfang.records.cases.models import Case


class Matter(models.Model):
    """A matter under its number, which is given once; `found_at` is when a sweep first found it.

    One without members was not found again, or went into another one. No page reads this table: how many matters there
    are would tell of cases out of sight.
    """

    found_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class Member(models.Model):
    """One case of a matter, each case in one at most. Rows are seen with their case (`records.walls`).

    A case that becomes secret or is destroyed loses its row in the same moment, by a trigger.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="members")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="hot_member")

    def __str__(self) -> str:
        return f"{self.matter_id}/{self.case_id}"
