"""Takes messages from the outbox to their way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from wangfang.records.notices.models import Notice

LARGEST_BATCH = 200


@transaction.atomic
def deliver(now: datetime, way_out: Callable[[Notice], None]) -> int:
    """Send what waits, oldest first, and return how many went out.

    Several workers may run at once: each takes rows that no other holds. A message that cannot be
    sent keeps its reason and is not tried again by itself.
    """
    waiting = Notice.objects.select_for_update(skip_locked=True).filter(sent_at=None, failed="")
    batch = list(waiting.order_by("queued_at")[:LARGEST_BATCH])
    for notice in batch:
        try:
            way_out(notice)
        except OSError as fault:
            notice.failed = f"{type(fault).__name__}: {fault}"[:200]
        else:
            notice.sent_at = now
    Notice.objects.bulk_update(batch, ("sent_at", "failed"))
    return sum(notice.sent_at is not None for notice in batch)


def show_in_demo(notice: Notice) -> None:
    """Let the demo's message out: it stays in the table and is shown on the page 短信箱."""


def recent(limit: int = 100) -> list[Notice]:
    """Return the newest messages for the page 短信箱."""
    return list(Notice.objects.order_by("-pk")[:limit])
