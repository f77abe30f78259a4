"""What is kept of an attachment."""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """One attachment: its bytes lie in the data folder under their own SHA-256."""

    sha256 = models.CharField(max_length=64, db_collation="C")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)  # a media type; that of a Word file has 71 characters
    size = models.PositiveIntegerField()
    subject = models.CharField(max_length=60, db_collation="C")
    kept_at = models.DateTimeField()
    standing = models.CharField(max_length=10, default="unscanned")  # a `scanning.Verdict`

    class Meta:
        """A case's files are looked up by its number."""

        indexes = (models.Index(fields=("subject",), name="storedfile_subject"),)

    def __str__(self) -> str:
        return self.name
