"""What is kept of a message."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from wangfang.records.vault.cells import SealedField, part_of


class Notice(models.Model):
    """One message to one person, written in the same transaction as the act that it tells of.

    To whom it goes and what it says is sealed until it leaves.
    """

    token = models.UUIDField(default=uuid4, editable=False)
    sealed = SealedField()
    subject = models.CharField(max_length=40, db_collation="C")
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failed = models.CharField(max_length=200, blank=True, default="")

    phone: str = part_of("sealed", "phone", "")
    name: str = part_of("sealed", "name", "")
    text: str = part_of("sealed", "text", "")

    class Meta:
        """The worker reads what is not sent yet; the case page reads by subject."""

        indexes = (
            models.Index(fields=("queued_at",), name="notice_waiting", condition=models.Q(sent_at=None)),
            models.Index(fields=("subject",), name="notice_subject"),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.queued_at:%F %R}"
