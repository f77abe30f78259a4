"""What is kept of a bulletin: its figures and its sheet, every version of its texts, its way, and who has signed for it."""

from __future__ import annotations

from django.db import models

from wangfang.records.agencies.models import Agency
from wangfang.records.frozen.models import FrozenSet
from wangfang.rules.bulletins import Series, Stage

_NUMBERED = (Stage.APPROVED.value, Stage.ISSUED.value)


class Bulletin(models.Model):
    """One bulletin (季通报) or special report (专报).

    `kept` is what was written from the figures when it was drafted: titles, locked figures and tables; `body` is the sheet as it
    is printed, `digest` that of the body. `year` and `serial` are its number, given when it is approved. From then on nothing
    of it changes but that it is issued: a trigger holds that.
    """

    series = models.CharField(max_length=10, db_collation="C", default=Series.QUARTERLY.value)
    subject = models.CharField(max_length=40, blank=True, default="", db_collation="C")
    period = models.CharField(max_length=10, db_collation="C")
    definition = models.CharField(max_length=10, db_collation="C")
    version = models.PositiveSmallIntegerField()
    issuer = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField(null=True)
    stage = models.CharField(max_length=10, db_collation="C", default=Stage.DRAFT.value)
    drafted_by = models.CharField(max_length=40, db_collation="C")
    drafted_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=40, blank=True, default="", db_collation="C")
    issued_at = models.DateTimeField(null=True)
    as_of = models.DateTimeField()
    frozen = models.ForeignKey(FrozenSet, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    kept = models.JSONField(default=dict)
    body = models.JSONField()
    digest = models.CharField(max_length=64, db_collation="C")

    class Meta:
        """A number is given once, to what was approved."""

        constraints = (
            models.UniqueConstraint(fields=("issuer", "series", "year", "serial"), name="bulletin_number_once"),
            models.CheckConstraint(
                condition=models.Q(stage__in=_NUMBERED, serial__isnull=False)
                | ~models.Q(stage__in=_NUMBERED) & models.Q(serial=None),
                name="bulletin_numbered_when_approved",
            ),
            models.CheckConstraint(
                condition=models.Q(stage=Stage.ISSUED.value, issued_at__isnull=False)
                | ~models.Q(stage=Stage.ISSUED.value) & models.Q(issued_at=None),
                name="bulletin_issued_at_a_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.period} {self.definition}"


class Passage(models.Model):
    """One version of the text of a section; figures stand in it as marks (`rules.locked_figures`). The newest holds."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="passages")
    section = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    by = models.CharField(max_length=40, db_collation="C")
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        """Each version once."""

        constraints = (models.UniqueConstraint(fields=("bulletin", "section", "version"), name="passage_version_once"),)

    def __str__(self) -> str:
        return f"{self.bulletin_id}/{self.section}/{self.version}"


class Turn(models.Model):
    """One step of the way of a bulletin (送审、退回、审定、印发、催签收), with the reason of sending back."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="turns")
    move = models.CharField(max_length=10, db_collation="C")
    why = models.CharField(max_length=300, blank=True, default="")
    by = models.CharField(max_length=40, db_collation="C")
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.move}"


class Receipt(models.Model):
    """An agency to which a bulletin was issued, and who signed there for it (签收); both empty before."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="receipts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=5, db_collation="C")
    signed_by = models.CharField(max_length=40, blank=True, default="", db_collation="C")
    signed_name = models.CharField(max_length=100, blank=True, default="")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        """Each agency once."""

        constraints = (
            models.UniqueConstraint(fields=("bulletin", "agency"), name="receipt_once"),
            models.CheckConstraint(
                condition=models.Q(signed_at=None, signed_by="")
                | models.Q(signed_at__isnull=False) & ~models.Q(signed_by=""),
                name="receipt_signed_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.agency_id}"
