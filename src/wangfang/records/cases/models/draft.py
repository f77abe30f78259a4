"""What is kept of a petition that is still being written."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models

from wangfang.records.vault.cells import SealedField, said_in


class Draft(models.Model):
    """A half-written petition, found by the digest of its token; kept sealed, for seven days."""

    token_digest = models.CharField(max_length=64, unique=True, db_collation="C")
    sealed = SealedField(by="token_digest")
    changed_at = models.DateTimeField()

    fields: Mapping[str, object] = said_in("sealed")

    def __str__(self) -> str:
        return f"{self.changed_at:%F %R}"
