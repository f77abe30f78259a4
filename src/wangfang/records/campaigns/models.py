"""What is kept of a campaign: its frozen list, to whom each case went, what was explained and how often units were reminded."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from wangfang.records.agencies.models import Agency
from wangfang.records.cases.models import Case
from wangfang.records.vault.cells import SealedField, part_of


class Campaign(models.Model):
    """A campaign (专项整改) of a bureau: the query and the digest of the list that it gave, the limit, in the end the report.

    What is done and what is open is not here: it is read off the cases.
    """

    number = models.CharField(max_length=20, unique=True, db_collation="C")
    name = models.CharField(max_length=60)
    issuer = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    query = models.JSONField()
    due_on = models.DateField()
    digest = models.CharField(max_length=64, db_collation="C")
    made_by = models.CharField(max_length=40, db_collation="C")
    made_at = models.DateTimeField()
    ended_by = models.CharField(max_length=40, blank=True, default="", db_collation="C")
    ended_at = models.DateTimeField(null=True)
    report = models.JSONField(null=True)
    report_digest = models.CharField(max_length=64, blank=True, default="", db_collation="C")

    class Meta:
        """It ends with its report."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended_at=None, report=None, ended_by="", report_digest="")
                | models.Q(ended_at__isnull=False, report__isnull=False)
                & ~models.Q(ended_by="")
                & ~models.Q(report_digest=""),
                name="campaign_ends_with_report",
            ),
        )

    def __str__(self) -> str:
        return self.number


class Target(models.Model):
    """One case on the list: its place, its form, and what was missing when the list was frozen (words of `rules.basics`)."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="targets")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    form = models.CharField(max_length=20)
    missing = ArrayField(models.CharField(max_length=20))
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)
    due_on = models.DateField(null=True)

    class Meta:
        """Each case once, each place once; whoever has it has a limit."""

        constraints = (
            models.UniqueConstraint(fields=("campaign", "case"), name="target_once"),
            models.UniqueConstraint(fields=("campaign", "place"), name="target_place"),
            models.CheckConstraint(
                condition=models.Q(unit=None, due_on=None) | models.Q(unit__isnull=False, due_on__isnull=False),
                name="target_with_limit",
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.place}"


class Explanation(models.Model):
    """Why an item can no longer be had (说明), as the unit says and the issuer accepts or not; the words may name people."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="explanations")
    item = models.CharField(max_length=20)
    token = models.UUIDField(default=uuid4, editable=False)
    sealed = SealedField()
    offered_by = models.CharField(max_length=40, db_collation="C")
    offered_at = models.DateTimeField()
    judged_by = models.CharField(max_length=40, blank=True, default="", db_collation="C")
    judged_at = models.DateTimeField(null=True)
    is_accepted = models.BooleanField(default=False)

    text: str = part_of("sealed", "text", "")
    answer: str = part_of("sealed", "answer", "")

    class Meta:
        """One at a time, judged by somebody else."""

        constraints = (
            models.UniqueConstraint(
                fields=("target", "item"),
                name="explanation_once",
                condition=models.Q(judged_at=None) | models.Q(is_accepted=True),
            ),
            models.CheckConstraint(
                condition=models.Q(judged_at=None, judged_by="", is_accepted=False)
                | models.Q(judged_at__isnull=False)
                & ~models.Q(judged_by="")
                & ~models.Q(judged_by=models.F("offered_by")),
                name="explanation_judged_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.target_id} {self.item}"


class Told(models.Model):
    """One notice to a unit within the house (通知): that cases were assigned to it, or that items are still open."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="told")
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    count = models.PositiveIntegerField()
    by = models.CharField(max_length=40, db_collation="C")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.unit_id} {self.kind}"
