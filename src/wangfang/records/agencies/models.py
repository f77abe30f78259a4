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
