"""What the trace holds: lines, who looked at what, the leaves of both in one order, and signed checkpoints over them.

Every table refuses UPDATE, DELETE and TRUNCATE (see the migrations). The tables of lines and of access events are
partitioned by `recorded_at` and have a column `xid` more, which the database fills: the transaction that wrote the row.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from wangfang.records.vault.cells import SealedField, part_of


class Entry(models.Model):
    """One act on one subject: what was written, the digest that chains it to the line before, and its keyed digest."""

    subject = models.CharField(max_length=40, db_collation="C")
    number = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    payload = models.TextField()
    previous = models.CharField(max_length=64, db_collation="C")
    digest = models.CharField(max_length=64, db_collation="C")
    v = models.PositiveSmallIntegerField()
    kid = models.CharField(max_length=20, db_collation="C", blank=True, default="")
    mac = models.CharField(max_length=64, db_collation="C", blank=True, default="")

    class Meta:
        """Indexes are made with the partitions."""

        indexes = (models.Index(fields=("subject", "number"), name="entry_subject"),)

    def __str__(self) -> str:
        return f"{self.subject}#{self.number}"


class Access(models.Model):
    """One look at something, or a look that was refused: readers do not queue on each other, so it has no chain.

    `about` is filled where one hidden field was asked for (查看原文), see `reveals`.
    """

    recorded_at = models.DateTimeField()
    who = models.CharField(max_length=150, db_collation="C")
    post = models.CharField(max_length=60, db_collation="C")
    what = models.CharField(max_length=10, db_collation="C")
    case = models.CharField(max_length=20, db_collation="C", blank=True, default="")
    item = models.BigIntegerField(default=0)
    origin = models.CharField(max_length=12, db_collation="C", blank=True, default="")
    about = models.CharField(max_length=120, db_collation="C", blank=True, default="")
    digest = models.CharField(max_length=64, db_collation="C")
    kid = models.CharField(max_length=20, db_collation="C")
    mac = models.CharField(max_length=64, db_collation="C")

    class Meta:
        """Read by case; those that say what it was about also by time (a partial index, see the migrations)."""

        indexes = (models.Index(fields=("case", "recorded_at"), name="access_case"),)

    def __str__(self) -> str:
        return f"{self.who} {self.what} {self.case}"


class Ground(models.Model):
    """What somebody wanted a hidden field for, as they wrote it: sealed; the access event that names it keeps a keyed digest."""

    token = models.UUIDField(default=uuid4, editable=False)
    sealed = SealedField()

    text: str = part_of("sealed", "text", "")

    def __str__(self) -> str:
        return str(self.pk)


class Leaf(models.Model):
    """The place of a line (E) or an access event (A) in the one order of everything; places have no gaps."""

    index = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=1, db_collation="C")
    row = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        """A row has one leaf."""

        constraints = (models.UniqueConstraint(fields=("kind", "row"), name="leaf_of_row"),)

    def __str__(self) -> str:
        return str(self.index)


class Tile(models.Model):
    """The node over 256 leaves, so that a root is found without reading every leaf."""

    index = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField()

    def __str__(self) -> str:
        return str(self.index)


class Checkpoint(models.Model):
    """The signed root over the first `size` leaves; the table has a column `horizon` more, see `seal`."""

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64, db_collation="C")
    previous = models.CharField(max_length=64, db_collation="C")
    recorded_at = models.DateTimeField()
    kid = models.CharField(max_length=20, db_collation="C")
    signature = models.CharField(max_length=128, db_collation="C")

    def __str__(self) -> str:
        return f"{self.size} {self.root}"
