"""What is kept of an export: who asked for which rows and why, and who approved."""

from __future__ import annotations

import secrets
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from wangfang.records.agencies.models import Agency
from wangfang.records.vault.cells import SealedField, part_of


def new_code() -> int:
    """Return 63 random bits: what the order of the rows tells of an export."""
    return secrets.randbits(63)


class ExportRequest(models.Model):
    """An export (导出): `keys` are the cases as they were when it was asked for; the file can only have fewer.

    The reason and the words searched for may name people, so they are sealed.
    """

    number = models.CharField(max_length=20, unique=True, db_collation="C")
    code = models.BigIntegerField(unique=True, default=new_code)
    token = models.UUIDField(default=uuid4, editable=False)
    sealed = SealedField()
    view = models.CharField(max_length=20)
    category = models.CharField(max_length=60, blank=True, default="")
    region = models.CharField(max_length=12, blank=True, default="", db_collation="C")
    with_people = models.BooleanField(default=False)
    keys = ArrayField(models.BigIntegerField())
    digest = models.CharField(max_length=64, db_collation="C")
    needed = models.PositiveSmallIntegerField()
    asked_by = models.CharField(max_length=40, db_collation="C")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    made_rows = models.PositiveIntegerField(default=0)

    why: str = part_of("sealed", "why", "")
    words: str = part_of("sealed", "words", "")

    def __str__(self) -> str:
        return self.number


class ExportApproval(models.Model):
    """One approval of an export."""

    request = models.ForeignKey(ExportRequest, on_delete=models.PROTECT, related_name="approvals")
    login = models.CharField(max_length=40, db_collation="C")
    role = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        """Nobody approves twice."""

        constraints = (models.UniqueConstraint(fields=("request", "login"), name="export_approved_once"),)

    def __str__(self) -> str:
        return f"{self.request_id} {self.login}"
