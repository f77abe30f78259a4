"""What is kept of frozen figures: the set, its cells, and the clocks and cases that the cells are made of.

All three tables refuse UPDATE, DELETE and TRUNCATE (see the migrations). Rows of cases are seen with their case.
"""

from __future__ import annotations

from django.db import models

from wangfang.records.agencies.models import Agency
from wangfang.records.cases.models import Case


class FrozenSet(models.Model):
    """The figures of one period under one definition as they were known at a moment (冻结数据).

    `version` is that of the definition, `cards` the version of the card of every figure. `digest` goes over what the
    set says, not over when it was taken: equal figures of equal cases have equal digests.
    """

    number = models.CharField(max_length=30, unique=True, db_collation="C")
    period = models.CharField(max_length=10, db_collation="C")
    definition = models.CharField(max_length=10, db_collation="C")
    version = models.PositiveSmallIntegerField()
    cards = models.JSONField()
    serial = models.PositiveIntegerField()
    as_of = models.DateTimeField()
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=40, db_collation="C")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, db_collation="C")

    class Meta:
        """The sets of a period under a definition are numbered from 1."""

        constraints = (models.UniqueConstraint(fields=("period", "definition", "serial"), name="frozen_serial_once"),)

    def __str__(self) -> str:
        return self.number


class FrozenCell(models.Model):
    """One figure of one county, agency or of all, in cases and in people; cells without any case are not kept."""

    frozen = models.ForeignKey(FrozenSet, on_delete=models.PROTECT, related_name="cells", db_index=False)
    by = models.CharField(max_length=10, db_collation="C")
    code = models.CharField(max_length=20, blank=True, db_collation="C")
    name = models.CharField(max_length=200)
    indicator = models.CharField(max_length=30, db_collation="C")
    due = models.BigIntegerField()
    met = models.BigIntegerField()
    people_due = models.BigIntegerField()
    people_met = models.BigIntegerField()

    class Meta:
        """Each figure once."""

        constraints = (models.UniqueConstraint(fields=("frozen", "by", "code", "indicator"), name="frozen_cell_once"),)

    def __str__(self) -> str:
        return f"{self.frozen_id} {self.code} {self.indicator}"


class FrozenCase(models.Model):
    """One clock or case that a figure counts: whose, where, when it fell into the period, how much it adds to the numerator.

    `value` is 1 or 0, and for the average the days.
    """

    frozen = models.ForeignKey(FrozenSet, on_delete=models.PROTECT, related_name="rows", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=30, db_collation="C")
    owner = models.CharField(max_length=20, db_collation="C")
    county = models.CharField(max_length=6, db_collation="C")
    value = models.IntegerField()
    people = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        """Read by the figure that is asked for."""

        indexes = (models.Index(fields=("frozen", "indicator", "county", "owner"), name="frozen_case_figure"),)

    def __str__(self) -> str:
        return f"{self.frozen_id} {self.indicator} {self.case_id}"
