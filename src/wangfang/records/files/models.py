"""What is kept of an attachment."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from wangfang.records.vault.cells import SealedField, part_of


class StoredFile(models.Model):
    """One attachment: its bytes lie in the data folder under its token, sealed with a key of their own.

    That key, the name and the SHA-256 of what came in are sealed with the row.
    """

    token = models.UUIDField(default=uuid4, editable=False)
    sealed = SealedField()
    kind = models.CharField(max_length=100)  # a media type; that of a Word file has 71 characters
    size = models.PositiveIntegerField()
    subject = models.CharField(max_length=60, db_collation="C")
    kept_at = models.DateTimeField()
    standing = models.CharField(max_length=10, default="unscanned")  # a `scanning.Verdict`

    name: str = part_of("sealed", "name", "")
    sha256: str = part_of("sealed", "sha256", "")
    data_key: str = part_of("sealed", "data_key", "")
    suite: str = part_of("sealed", "suite", "")

    class Meta:
        """A case's files are looked up by its number."""

        indexes = (models.Index(fields=("subject",), name="storedfile_subject"),)

    def __str__(self) -> str:
        return str(self.pk)
