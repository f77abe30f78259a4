"""What is kept of a report that is circulated: who has to sign, who has, and how often they were reminded."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from wangfang.records.agencies.models import Agency
from wangfang.records.vault.cells import SealedField, part_of


class Circulation(models.Model):
    """A report on its way to its readers (签阅单), with its title as it was sent."""

    subject = models.CharField(max_length=40, db_collation="C")
    title = models.CharField(max_length=200)
    issuer = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    made_by = models.CharField(max_length=40, db_collation="C")
    made_at = models.DateTimeField()
    made_key = models.CharField(max_length=64, blank=True, default="", db_collation="C")

    class Meta:
        """Sent once by one press of the button."""

        constraints = (
            models.UniqueConstraint(fields=("made_key",), condition=~models.Q(made_key=""), name="circulation_once"),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.pk}"


class Reader(models.Model):
    """One line of the sheet: a principal at a place, the account if there is one, the signature and its opinion.

    `proxy` is the login whom the principal authorised; `on_paper` says that a bureau entered what was signed by hand.
    """

    circulation = models.ForeignKey(Circulation, on_delete=models.PROTECT, related_name="readers")
    place = models.PositiveIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=30)
    name = models.CharField(max_length=40, blank=True, default="")
    login = models.CharField(max_length=40, blank=True, default="", db_collation="C")
    proxy = models.CharField(max_length=40, blank=True, default="", db_collation="C")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=40, blank=True, default="", db_collation="C")
    on_paper = models.BooleanField(default=False)
    token = models.UUIDField(default=uuid4, editable=False)
    sealed = SealedField()

    opinion: str = part_of("sealed", "opinion", "")
    kept: str = part_of("sealed", "kept", "")

    class Meta:
        """Each place on the sheet once, each post of an agency once; who signed is known."""

        constraints = (
            models.UniqueConstraint(fields=("circulation", "place"), name="reader_place"),
            models.UniqueConstraint(fields=("circulation", "agency", "post"), name="reader_once"),
            models.CheckConstraint(
                condition=models.Q(signed_at=None, signed_by="")
                | models.Q(signed_at__isnull=False) & ~models.Q(signed_by=""),
                name="reader_signed_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.circulation_id}/{self.place}"


class Reminder(models.Model):
    """One reminder to all who have not signed (催阅): how many there were."""

    circulation = models.ForeignKey(Circulation, on_delete=models.PROTECT, related_name="reminders")
    count = models.PositiveIntegerField()
    by = models.CharField(max_length=40, db_collation="C")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.circulation_id} {self.at}"
