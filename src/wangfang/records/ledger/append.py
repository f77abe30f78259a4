"""Writes one line of the trace: chained to the line before of the same subject, and sealed with a key that no database has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from wangfang.records.ledger.formats import GENESIS, SALTED, canonical, instant, line_digest
from wangfang.records.ledger.models import Entry
from wangfang.records.vault.keys import Purpose, keeper


def line(subject: str, number: int, previous: str, recorded_at: datetime, payload: Mapping[str, object]) -> Entry:
    """Return the next line of a subject, unsaved; `number` counts from 1 within the subject.

    Raises:
        NoKey: the key of the trace is not there, or was lost; without it nothing is written.
    """
    text = canonical(payload)
    digest = line_digest(SALTED, subject, number, previous, instant(recorded_at), text)
    kid, mac = sealed(digest)
    return Entry(
        subject=subject,
        number=number,
        recorded_at=recorded_at,
        payload=text,
        previous=previous,
        digest=digest,
        v=SALTED,
        kid=kid,
        mac=mac,
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


def sealed(digest: str) -> tuple[str, str]:
    """Return the name of the key in use, and the keyed digest (MAC) of a digest.

    Raises:
        NoKey: the key of the trace is not there.
    """
    keys = keeper()
    kid = keys.current(Purpose.TRACE)
    return kid, keys.mac(kid, digest.encode()).hex()
