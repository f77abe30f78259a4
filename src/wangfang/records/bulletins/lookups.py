"""The reads of bulletins that interfaces may use."""

from __future__ import annotations

from wangfang.records.bulletins.models import Bulletin
from wangfang.records.cases.lookups import NotFound


def newest(limit: int = 50) -> list[Bulletin]:
    """Return the newest bulletins."""
    return list(Bulletin.objects.select_related("issuer").order_by("-pk")[:limit])


def bulletin(key: int) -> Bulletin:
    """Return one bulletin.

    Raises:
        NotFound: there is none.
    """
    found = Bulletin.objects.select_related("issuer").filter(pk=key).first()
    if found is None:
        raise NotFound
    return found
