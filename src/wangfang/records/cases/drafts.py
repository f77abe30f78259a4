"""Keeps a petition while it is being written, so that nothing is lost when the page is."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from wangfang.records.cases.models import Draft

KEPT = timedelta(days=7)


def new_token() -> str:
    """Return a token under which a new draft can be kept; only its holder can find the draft."""
    return secrets.token_urlsafe(24)


def save(token: str, fields: Mapping[str, object], at: datetime) -> None:
    """Keep the fields of a draft, replacing those it had."""
    draft = Draft(token_digest=_digest(token), changed_at=at)
    draft.fields = fields
    Draft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=("token_digest",),
        update_fields=("sealed", "changed_at"),
    )


def read(token: str, at: datetime) -> dict[str, object]:
    """Return the fields of a draft; none when there is no draft, or it is older than seven days."""
    row = Draft.objects.filter(token_digest=_digest(token), changed_at__gt=at - KEPT).first()
    return dict(row.fields) if row else {}


def discard(token: str) -> None:
    """Forget a draft that has become a case."""
    Draft.objects.filter(token_digest=_digest(token)).delete()


def sweep(at: datetime) -> int:
    """Forget the drafts that are older than seven days; returns how many."""
    return Draft.objects.filter(changed_at__lte=at - KEPT).delete()[0]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
