"""What is kept of a message."""

from __future__ import annotations

from django.db import models


class Notice(models.Model):
    """One message to one person, written in the same transaction as the act that it tells of."""

    phone = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    subject = models.CharField(max_length=40, db_collation="C")
    text = models.CharField(max_length=300)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failed = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        """The worker reads what is not sent yet; the case page reads by subject."""

        indexes = (
            models.Index(fields=("queued_at",), name="notice_waiting", condition=models.Q(sent_at=None)),
            models.Index(fields=("subject",), name="notice_subject"),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.queued_at:%F %R}"
