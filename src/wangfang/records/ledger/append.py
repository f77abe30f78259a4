"""Writes one line of the trace, chained to the line before of the same subject."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from wangfang.records.ledger.models import Entry

GENESIS = "0" * 64
"""What the first line of a subject is chained to."""


def line(subject: str, number: int, previous: str, recorded_at: datetime, payload: Mapping[str, object]) -> Entry:
    """Return the next line of a subject, unsaved; `number` counts from 1 within the subject."""
    text = canonical(payload)
    return Entry(
        subject=subject,
        number=number,
        recorded_at=recorded_at,
        payload=text,
        previous=previous,
        digest=digest_of(subject, number, previous, text),
    )


@transaction.atomic
def append(subject: str, recorded_at: datetime, payload: Mapping[str, object]) -> Entry:
    """Write the next line of a subject whose lines are few (accounts, agencies, bulletins).

    Two lines at the same moment wait for each other, until the transaction of the first has ended.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [subject])
    last = Entry.objects.filter(subject=subject).order_by("-number").first()
    entry = line(subject, last.number + 1 if last else 1, last.digest if last else GENESIS, recorded_at, payload)
    entry.save(force_insert=True)
    return entry


def canonical(payload: Mapping[str, object]) -> str:
    """Return a payload as the one JSON text that is hashed: sorted keys, no blanks, no escapes."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def digest_of(subject: str, number: int, previous: str, text: str) -> str:
    """Return the SHA-256 over the line before and everything this line says."""
    return hashlib.sha256(f"{previous}\n{subject}\n{number}\n{text}".encode()).hexdigest()
