"""Is the trace whole: every line present, every digest right, every chain unbroken."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from wangfang.records.ledger.append import GENESIS, digest_of
from wangfang.records.ledger.models import Entry


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written: which subject, which line, and what is wrong with it."""

    case: str
    line: int
    kind: str


def broken_lines(subject: str = "") -> Iterator[Finding]:
    """Walk the chains in order, in constant memory, and yield what does not fit.

    Kinds: `missing` (a number was skipped), `broken` (not chained to the line before),
    `altered` (the digest does not match the line).
    """
    entries = Entry.objects.order_by("subject", "number")
    if subject:
        entries = entries.filter(subject=subject)
    current, number, previous = "", 0, GENESIS
    for entry in entries.iterator(chunk_size=5000):
        if entry.subject != current:
            current, number, previous = entry.subject, 0, GENESIS
        yield from _faults(entry, number, previous)
        number, previous = entry.number, entry.digest


def _faults(entry: Entry, number: int, previous: str) -> Iterator[Finding]:
    if entry.number != number + 1:
        yield Finding(entry.subject, number + 1, "missing")
    elif entry.previous != previous:
        yield Finding(entry.subject, entry.number, "broken")
    if entry.digest != digest_of(entry.subject, entry.number, entry.previous, entry.payload):
        yield Finding(entry.subject, entry.number, "altered")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The state of every chain at a moment, as one digest that can be printed and deposited."""

    subjects: int
    entries: int
    root: str


def anchor(before: datetime) -> Anchor:
    """Return the anchor over all lines recorded before a moment (excluded).

    The root is the SHA-256 over the last digest of each subject, subjects in code-point order.
    """
    found = hashlib.sha256()
    subjects = entries = 0
    heads = (
        Entry.objects.filter(recorded_at__lt=before)
        .order_by("subject", "-number")
        .distinct("subject")
        .values_list("subject", "number", "digest")
    )
    for subject, number, digest in heads.iterator(chunk_size=5000):
        found.update(f"{subject}\n{number}\n{digest}\n".encode())
        subjects, entries = subjects + 1, entries + number
    return Anchor(subjects, entries, found.hexdigest())
