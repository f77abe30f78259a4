"""What is kept of the rhythms: which periods were made, the boards of the days with what was explained, the briefs."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from wangfang.records.agencies.models import Agency
from wangfang.records.cases.models import Case
from wangfang.records.vault.cells import SealedField, part_of


class Since(models.Model):
    """When the clock began to make rhythms here, in one row: what fell due before is not made up."""

    at = models.DateTimeField()

    class Meta:
        """There is one."""

        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="since_once"),)

    def __str__(self) -> str:
        return f"{self.at:%F %R}"


class Run(models.Model):
    """One period of a rhythm that was begun, and what came of it once it was done; each period once.

    A row without `done_at` was begun by somebody who holds it now, or who broke off.
    """

    rhythm = models.CharField(max_length=10, db_collation="C")
    period = models.CharField(max_length=10, db_collation="C")
    due_on = models.DateField()
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)

    class Meta:
        """Each period of a rhythm is made once."""

        constraints = (models.UniqueConstraint(fields=("rhythm", "period"), name="run_once"),)

    def __str__(self) -> str:
        return f"{self.rhythm} {self.period}"


class DayBoard(models.Model):
    """The board of an agency's day (日清理): `counts` by kind as it was closed, and who signed it.

    It is there once somebody has explained something, or the day was closed. A signed one never changes (a trigger).
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    signed_by = models.CharField(max_length=40, blank=True, default="", db_collation="C")
    signed_name = models.CharField(max_length=100, blank=True, default="")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        """One for each agency and day; only a closed one is signed."""

        constraints = (
            models.UniqueConstraint(fields=("agency", "on"), name="board_once"),
            models.CheckConstraint(
                condition=models.Q(signed_at=None, signed_by="")
                | models.Q(signed_at__isnull=False, closed_at__isnull=False) & ~models.Q(signed_by=""),
                name="board_signed_when_closed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.on}"


class DayItem(models.Model):
    """One case that was undone when a board was closed, and why (words of `rules.day_boards.Undone`).

    Rows are seen with their case (`records.walls`).
    """

    board = models.ForeignKey(DayBoard, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kinds = ArrayField(models.CharField(max_length=10, db_collation="C"))

    class Meta:
        """Each case once."""

        constraints = (models.UniqueConstraint(fields=("board", "case"), name="day_item_once"),)

    def __str__(self) -> str:
        return f"{self.board_id}/{self.case_id}"


class Explained(models.Model):
    """Why a case was not done by the end of a day (说明); the words may name people. Rows are seen with their case."""

    board = models.ForeignKey(DayBoard, on_delete=models.PROTECT, related_name="explained")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    token = models.UUIDField(default=uuid4, editable=False)
    sealed = SealedField()
    by = models.CharField(max_length=40, db_collation="C")
    name = models.CharField(max_length=100)
    at = models.DateTimeField()

    text: str = part_of("sealed", "text", "")

    def __str__(self) -> str:
        return f"{self.board_id}/{self.case_id}"


class Brief(models.Model):
    """The brief of a bureau for a week or a month (周小结、月汇总): its texts as drafted and as edited, its kept figures.

    `figures` and `tables` never change after it was drafted; a text names a figure in braces. A brief that was sent never
    changes at all (a trigger).
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="briefs")
    bureau = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    start = models.DateField()
    end = models.DateField()
    as_of = models.DateTimeField()
    figures = models.JSONField()
    tables = models.JSONField()
    drafted = models.JSONField()
    texts = models.JSONField()
    digest = models.CharField(max_length=64, db_collation="C")
    edited_by = models.CharField(max_length=40, blank=True, default="", db_collation="C")
    edited_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=40, blank=True, default="", db_collation="C")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """One for each bureau and period."""

        constraints = (models.UniqueConstraint(fields=("run", "bureau"), name="brief_once"),)

    def __str__(self) -> str:
        return f"{self.run_id} {self.bureau_id}"


class Receipt(models.Model):
    """One agency that a brief was sent to, and who there signed for it (签收)."""

    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="receipts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    read_by = models.CharField(max_length=40, blank=True, default="", db_collation="C")
    read_name = models.CharField(max_length=100, blank=True, default="")
    read_at = models.DateTimeField(null=True)

    class Meta:
        """Once to each."""

        constraints = (models.UniqueConstraint(fields=("brief", "agency"), name="brief_receipt_once"),)

    def __str__(self) -> str:
        return f"{self.brief_id} {self.agency_id}"
