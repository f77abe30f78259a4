"""What is kept of an instruction: who gave it on what, who answers for it, and every move since."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from wangfang.records.agencies.models import Agency
from wangfang.records.cases.models import Case
from wangfang.records.vault.cells import SealedField, part_of


class Instruction(models.Model):
    """An instruction (批示) of a leader on a report or a case.

    `standing` and `due_on` follow from the moves (`rules.instructions`) and are kept for the lists; what it says may name
    people and lies under seal. `co_owners` are keys of agencies.
    """

    number = models.CharField(max_length=20, unique=True, db_collation="C")
    subject = models.CharField(max_length=40, db_collation="C")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", null=True)
    leader = models.CharField(max_length=40)
    post = models.CharField(max_length=60)
    given_on = models.DateField()
    carrier = models.CharField(max_length=10)
    token = models.UUIDField(default=uuid4, editable=False)
    sealed = SealedField()
    issuer = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    co_owners = ArrayField(models.BigIntegerField(), default=list)
    first_due_on = models.DateField()
    due_on = models.DateField()
    standing = models.CharField(max_length=10)
    made_by = models.CharField(max_length=40, db_collation="C")
    made_at = models.DateTimeField()
    made_key = models.CharField(max_length=64, blank=True, default="", db_collation="C")

    text: str = part_of("sealed", "text", "")

    class Meta:
        """Entered once; a limit is never before the day it was given."""

        indexes = (models.Index(fields=("owner", "standing"), name="instruction_owner"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(first_due_on__gte=models.F("given_on")), name="instruction_limit"
            ),
            models.CheckConstraint(condition=models.Q(due_on__gte=models.F("first_due_on")), name="instruction_longer"),
            models.UniqueConstraint(fields=("made_key",), condition=~models.Q(made_key=""), name="instruction_once"),
        )

    def __str__(self) -> str:
        return self.number


class Entry(models.Model):
    """One move of an instruction: taken over, progress, result, sent back, extended, closed."""

    instruction = models.ForeignKey(Instruction, on_delete=models.PROTECT, related_name="entries")
    move = models.CharField(max_length=10)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=40, db_collation="C")
    name = models.CharField(max_length=100)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    token = models.UUIDField(default=uuid4, editable=False)
    sealed = SealedField()
    made_key = models.CharField(max_length=64, blank=True, default="", db_collation="C")

    text: str = part_of("sealed", "text", "")

    class Meta:
        """Entered once; more time has a day."""

        constraints = (
            models.UniqueConstraint(fields=("made_key",), condition=~models.Q(made_key=""), name="entry_once"),
            models.CheckConstraint(
                condition=models.Q(move="extend", due_on__isnull=False)
                | ~models.Q(move="extend") & models.Q(due_on=None),
                name="entry_extends_to_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.instruction_id} {self.move}"
