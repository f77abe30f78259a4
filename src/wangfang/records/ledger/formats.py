"""Which texts are hashed: of a line, of an access event, of a leaf, of a checkpoint; the one place that says so.

Whoever verifies without this program needs nothing else of it; the page on the trace tells the same in words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

PLAIN, SALTED = 1, 2
"""Formats of a line: the first edition said what a step said; the second says digests, and carries a keyed digest."""

GENESIS = "0" * 64
"""What the first line of a subject is chained to, and the first checkpoint."""


def instant(moment: datetime) -> str:
    """Return a moment as the one text that is hashed: UTC with microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(payload: Mapping[str, object]) -> str:
    """Return a payload as the one JSON text that is hashed: sorted keys, no blanks, no escapes."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def line_digest(v: int, subject: str, number: int, previous: str, recorded_at: str, text: str) -> str:  # noqa: PLR0913, PLR0917 - one for each column
    """Return the SHA-256 over the line before and everything this line says; the first edition left the moment out."""
    said = f"{previous}\n{subject}\n{number}\n{text}"
    if v != PLAIN:
        said = f"{v}\n{previous}\n{subject}\n{number}\n{recorded_at}\n{text}"
    return hashlib.sha256(said.encode()).hexdigest()


def access_digest(words: list[str], about: str = "") -> str:
    """Return the SHA-256 over what an access event says: who, post, what, case, item, moment, address tail.

    Only an event that says what it was about has an eighth word: those from before keep their digests.
    """
    said = [*words, about] if about else words
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def line_leaf(v: int, subject: str, number: int, recorded_at: str, digest: str, kid: str, mac: str) -> bytes:  # noqa: PLR0913, PLR0917 - one for each column
    """Return the leaf that stands for a line in the tree."""
    return leaf(f"E\n{v}\n{subject}\n{number}\n{recorded_at}\n{digest}\n{kid}\n{mac}")


def access_leaf(digest: str, kid: str, mac: str) -> bytes:
    """Return the leaf that stands for an access event in the tree."""
    return leaf(f"A\n{digest}\n{kid}\n{mac}")


def leaf(text: str) -> bytes:
    """Return the digest of a leaf; the zero byte keeps it apart from a node (RFC 6962)."""
    return hashlib.sha256(b"\x00" + text.encode()).digest()


def checkpoint_text(size: int, root: str, previous: str, at: str, kid: str) -> bytes:
    """Return what the signature of a checkpoint signs."""
    return f"wangfang checkpoint 1\n{size}\n{root}\n{previous}\n{at}\n{kid}".encode()


MOMENT = """to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+00:00'"""
LINE_LEAF = rf"concat_ws(E'\n', 'E', v, subject, number, {MOMENT}, digest, kid, mac)"
ACCESS_LEAF = r"concat_ws(E'\n', 'A', digest, kid, mac)"
"""The same texts in SQL: the database makes leaves of rows by the hundred thousand."""
