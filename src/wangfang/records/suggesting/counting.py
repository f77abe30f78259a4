"""How often were suggestions taken, and how often did somebody know better?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q

from wangfang.records.suggesting.models import Offer
from wangfang.records.walls.context import as_job

FIELDS = ("category", "region", "street", "purpose", "to")
"""The fields for which something may be offered, in the order of the pages."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One field: how often something was offered and taken or overruled, and how often nothing was offered."""

    field: str
    offered: int
    accepted: int
    overruled: int
    silent: int

    @property
    def share(self) -> float | None:
        """Return the share of offers that were taken, None when there were none."""
        return self.accepted / self.offered if self.offered else None


def counts() -> list[Counted]:
    """Return the figures over the cases that whoever asks may see, for every field for which anything was ever offered."""
    made = ~Q(offered="")
    taken = made & Q(offered=F("chosen"))
    found = Offer.objects.values("field").annotate(
        made=Count("pk", filter=made), taken=Count("pk", filter=taken), silent=Count("pk", filter=~made)
    )
    by_field = {
        field: Counted(field, offered, accepted, offered - accepted, silent)
        for field, offered, accepted, silent in found.order_by("field").values_list("field", "made", "taken", "silent")
    }
    return [by_field[field] for field in FIELDS if field in by_field]


def counts_of_the_house() -> list[Counted]:
    """Return the figures over every case, whoever asks: totals alone, for who keeps the models."""
    with as_job():
        return counts()
