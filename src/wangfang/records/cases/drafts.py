"""Keeps a petition while it is being written, so that nothing is lost when the page is."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection

from wangfang.records.agencies.tree import hold
from wangfang.records.cases.models import Draft

KEPT = timedelta(days=7)
_SAVE = """
    insert into cases_draft (token_digest, sealed, changed_at) values (%s, %s, %s)
    on conflict (token_digest) do update set sealed = excluded.sealed, changed_at = excluded.changed_at
"""
_READ = """
    select sealed, (select stamp from agencies_revision order by id limit 1) from cases_draft
    where token_digest = %s and changed_at > %s
"""


def new_token() -> str:
    """Return a token under which a new draft can be kept; only its holder can find the draft."""
    return secrets.token_urlsafe(24)


def save(token: str, fields: Mapping[str, object], at: datetime) -> None:
    """Keep the fields of a draft, replacing those it had."""
    draft = Draft(token_digest=_digest(token), changed_at=at)
    draft.fields = fields
    with connection.cursor() as cursor:
        cursor.execute(_SAVE, [draft.token_digest, draft.sealed, at])


def read(token: str, at: datetime) -> dict[str, object]:
    """Return the fields of a draft; none when there is no draft, or it is older than seven days.

    The tree that the page is going to ask for is read along with it.
    """
    digest = _digest(token)
    with connection.cursor() as cursor:
        cursor.execute(_READ, [digest, at - KEPT])
        row = cursor.fetchone()
    if row is None:
        return {}
    hold(row[1])
    return dict(Draft(token_digest=digest, sealed=row[0]).fields)


def discard(token: str) -> None:
    """Forget a draft that has become a case."""
    Draft.objects.filter(token_digest=_digest(token)).delete()


def sweep(at: datetime) -> int:
    """Forget the drafts that are older than seven days; returns how many."""
    return Draft.objects.filter(changed_at__lte=at - KEPT).delete()[0]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
