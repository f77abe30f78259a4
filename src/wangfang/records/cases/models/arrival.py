"""What is kept of the look that was taken at a case when it came in: is it likely here already?"""

from __future__ import annotations

from django.db import models

from wangfang.records.cases.models.case import Case


class Arrival(models.Model):
    """One case that no unit has yet and that was looked at: the band of its likeliest earlier case, empty where there is none.

    `holder` is the key of the agency for which it was looked at, `other` that earlier case, `found` the case that is like
    it: a copy of the other one, or the same. A row goes as soon as what it
    says may have changed (a trigger of `cases_case`); without a row the case is looked at again. Everything here can be
    found anew.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="+")
    holder = models.BigIntegerField()
    other = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    found = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    band = models.CharField(max_length=10, blank=True, default="", db_collation="C")
    looked_at = models.DateTimeField()

    class Meta:
        """A desk counts its own by the first index; what changes on an earlier case finds the row by the others."""

        indexes = (
            models.Index(fields=("holder", "case"), name="case_likely_here", condition=~models.Q(band="")),
            models.Index(fields=("other",), name="case_likely_other", condition=models.Q(other__isnull=False)),
            models.Index(fields=("found",), name="case_likely_found", condition=models.Q(found__isnull=False)),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(band="", other__isnull=True, found__isnull=True)
                | (~models.Q(band="") & models.Q(other__isnull=False, found__isnull=False)),
                name="case_likely_names_other",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.band}"
