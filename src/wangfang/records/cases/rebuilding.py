"""Derives the clocks anew when the law under them has changed, for every case it touches."""

from __future__ import annotations

from itertools import islice

from django.db import transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.cases import steps
from wangfang.records.cases.models import Case

BATCH = 500


def rebuild(agency: str = "") -> int:
    """Derive standing and clocks anew for the cases of an agency and all below it, or for all cases.

    Returns how many cases changed. Each batch is one transaction; running it twice changes nothing.
    """
    cases = Case.objects.order_by("pk").values_list("pk", flat=True)
    if agency:
        found = tree()
        keys = [found.key_of[below.code] for below in found.under(agency)]
        cases = cases.filter(seen_by__overlap=keys)
    stream = cases.iterator(chunk_size=BATCH)
    changed = 0
    while batch := list(islice(stream, BATCH)):
        with transaction.atomic():
            changed += sum(steps.derive_anew(case) for case in Case.objects.select_for_update().filter(pk__in=batch))
    return changed
