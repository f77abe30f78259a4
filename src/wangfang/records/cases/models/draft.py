"""What is kept of a petition that is still being written."""

from __future__ import annotations

from django.db import models


class Draft(models.Model):
    """A half-written petition, found by the digest of its token; kept for seven days."""

    token_digest = models.CharField(max_length=64, unique=True, db_collation="C")
    fields = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.changed_at:%F %R}"
