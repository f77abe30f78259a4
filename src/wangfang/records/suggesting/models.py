"""What is kept of suggestions: what was offered for a field of a case, and what a person chose."""

from __future__ import annotations

from django.db import models

from wangfang.records.cases.models import Case


class Offer(models.Model):
    """One field of one case: what was offered on the screen, empty when nothing was, and what was chosen instead of it.

    Of an accusation, or of what seemed to be one, there is no row: the room of suggestions knows nothing of it.
    `model` is the digest of the model that spoke, empty when words did.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=20)
    offered = models.CharField(max_length=100, blank=True, default="")
    chosen = models.CharField(max_length=100, blank=True, default="")
    confidence = models.FloatField(null=True)
    model = models.CharField(max_length=64, blank=True, default="", db_collation="C")
    at = models.DateTimeField()

    class Meta:
        """A field is offered once."""

        constraints = (models.UniqueConstraint(fields=("case", "field"), name="suggesting_offer_once"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.field}"
