"""What is kept of an agency, and of the local rules it is on."""

from __future__ import annotations

from django.db import models


class Agency(models.Model):
    """An organ in the tree: `path` is `.top.….own.`, made of codes, so that a subtree is a range."""

    code = models.CharField(max_length=20, unique=True, db_collation="C")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    region = models.CharField(max_length=12, db_collation="C")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=200, db_collation="C")
    initials = models.CharField(max_length=100, db_collation="C", default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        """Subtrees are read by path."""

        indexes = (models.Index(fields=("path",), name="agency_path"),)

    def __str__(self) -> str:
        return self.name


class Former(models.Model):
    """What an agency was called and where it stood in the tree, up to and including a day; never changed."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="earlier")
    until = models.DateField()
    name = models.CharField(max_length=100)
    path = models.CharField(max_length=200, db_collation="C")

    class Meta:
        """One for each agency and day."""

        constraints = (models.UniqueConstraint(fields=("agency", "until"), name="former_once"),)

    def __str__(self) -> str:
        return f"{self.name} –{self.until}"


class Succession(models.Model):
    """From a day on one agency goes on with what another did (机构调整); `applied_on` is the day it was put into effect.

    The successor of who is renamed is itself, with its new `name`; an abolished agency may have none.
    """

    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="heirs")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="forebears")
    day = models.DateField()
    kind = models.CharField(max_length=10)
    source = models.CharField(max_length=300)
    name = models.CharField(max_length=100, blank=True, default="")
    rest = models.BooleanField(default=True)
    applied_on = models.DateField(null=True)

    class Meta:
        """A change is recorded once."""

        constraints = (
            models.UniqueConstraint(
                fields=("predecessor", "successor", "day"), name="succession_once", nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id} ({self.kind}, {self.day})"


class Pilot(models.Model):
    """A local rule-set for an agency and all below it; `ends_on` is the last day, none for open end."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="pilots")
    rules = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.agency.code}: {self.rules}"


class Revision(models.Model):
    """One row whose stamp is new after every change of the tree or the pilots, for every process to see."""

    stamp = models.UUIDField()

    def __str__(self) -> str:
        return str(self.stamp)
