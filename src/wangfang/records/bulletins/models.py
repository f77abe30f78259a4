"""What is kept of a bulletin."""

from __future__ import annotations

from django.db import models

from wangfang.records.agencies.models import Agency


class Bulletin(models.Model):
    """One quarterly bulletin (季度通报), frozen with the figures it was drafted from."""

    period = models.CharField(max_length=10, db_collation="C")
    definition = models.CharField(max_length=10, db_collation="C")
    version = models.PositiveSmallIntegerField()
    issuer = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    serial = models.PositiveIntegerField()
    drafted_at = models.DateTimeField()
    as_of = models.DateTimeField()
    body = models.JSONField()
    digest = models.CharField(max_length=64, db_collation="C")

    def __str__(self) -> str:
        return f"{self.period} {self.definition}"
