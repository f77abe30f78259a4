"""What is kept of a paper (文书)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from wangfang.records.agencies.models import Agency
from wangfang.records.cases.models.case import Case
from wangfang.records.vault.cells import SealedField, said_in


class Paper(models.Model):
    """A numbered document with what it says; it is printed from this whenever it is asked for.

    What it says is sealed, because it names the petitioner.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=30)
    number = models.CharField(max_length=60)
    issuer = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    step = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    token = models.UUIDField(default=uuid4, editable=False)
    sealed = SealedField()

    body: dict[str, str] = said_in("sealed")

    class Meta:
        """A number is given once."""

        constraints = (models.UniqueConstraint(fields=("issuer", "kind", "number"), name="paper_number_once"),)

    def __str__(self) -> str:
        return self.number


class PaperSerial(models.Model):
    """The last serial number that an agency gave to a kind of paper in a year."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        """One counter for each."""

        constraints = (models.UniqueConstraint(fields=("agency", "kind", "year"), name="paper_serial_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"
