"""What one line of the trace holds."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One act on one subject: what was written, and the digest that chains it to the line before.

    The table is partitioned by `recorded_at` and refuses UPDATE and DELETE (see the migration).
    """

    subject = models.CharField(max_length=40, db_collation="C")
    number = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    payload = models.TextField()
    previous = models.CharField(max_length=64, db_collation="C")
    digest = models.CharField(max_length=64, db_collation="C")

    class Meta:
        """Indexes are made with the partitions."""

        indexes = (models.Index(fields=("subject", "number"), name="entry_subject"),)

    def __str__(self) -> str:
        return f"{self.subject}#{self.number}"
