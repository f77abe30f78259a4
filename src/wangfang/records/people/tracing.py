"""How does an account's own trace get its line: every way in and out, every change of what opens the door?"""

from __future__ import annotations

from datetime import datetime

from wangfang.records.ledger.append import append

NOBODY = "account:?"
"""The subject of tries with a login that nobody has: what was typed is not kept, it may be a password."""

WIDTH = 40


def trace(login: str, step: str, at: datetime, **said: object) -> None:
    """Write one line on an account; secrets are never said."""
    subject = f"account:{login}"[:WIDTH] if login else NOBODY
    append(subject, at, {"step": step, **said})
