"""A form that came after the stay was over: how is it kept for its writer, and for nobody else?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from wangfang.records.people.models import Account, KeptForm
from wangfang.rules.entrance import KEPT

MOST_FORMS = 20
LARGEST = 200_000
"""Bytes of a form's text; more than any page of ours takes."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: fields in their order, and the names of the fields that held files."""

    path: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


def keep(account: Account, typed: Typed, now: datetime) -> int | None:
    """Keep a form for a day, and return by what it is found; none when it is too large to be one of ours."""
    said = {"fields": typed.fields, "files": typed.files}
    if len(json.dumps(said, ensure_ascii=False).encode()) > LARGEST:
        return None
    KeptForm.objects.filter(kept_at__lt=now - KEPT).delete()
    defaults = {"said": said, "kept_at": now}
    row, _ = KeptForm.objects.update_or_create(account=account, path=typed.path[:300], defaults=defaults)
    newest = KeptForm.objects.filter(account=account).order_by("-kept_at", "-pk").values("pk")[:MOST_FORMS]
    KeptForm.objects.filter(account=account).exclude(pk__in=list(newest.values_list("pk", flat=True))).delete()
    return row.pk


def find(account: Account, key: int, now: datetime) -> Typed | None:
    """Return a form that was kept for this very person less than a day ago."""
    row = KeptForm.objects.filter(account=account, pk=key, kept_at__gte=now - KEPT).first()
    if row is None:
        return None
    return Typed(row.path, tuple((name, value) for name, value in row.said["fields"]), tuple(row.said["files"]))


def drop(account: Account, key: int) -> None:
    """Forget a form: it was sent again, or is not wanted any more."""
    KeptForm.objects.filter(account=account, pk=key).delete()
