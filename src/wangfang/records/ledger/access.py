"""Who looked at what: each look is a row with a keyed digest, refused ones too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from wangfang.records.ledger.append import sealed
from wangfang.records.ledger.formats import access_digest, instant
from wangfang.records.ledger.models import Access


class What(StrEnum):
    """What was done without changing anything."""

    VIEW = "view"
    FILE = "file"
    PAPER = "paper"
    REVEAL = "reveal"  # a name or number shown in full
    SEARCH = "search"
    EXPORT = "export"
    FAILED = "failed"  # refused, or not there for whoever asked
    ALARM = "alarm"  # the day of a person on which more was shown than is usual; `who` is that person


@dataclass(frozen=True, slots=True)
class Looker:
    """Whoever looks: the account, the post that is worn, and the tail of the network address."""

    who: str
    post: str
    origin: str


Look = tuple[What, str, int]
"""What, the number of the case or nothing, the key of the paper or file or 0."""


_INSERT = """
    insert into ledger_access (recorded_at, who, post, what, "case", item, origin, about, digest, kid, mac) values
"""


def note(looks: Sequence[Look], by: Looker, at: datetime, about: str = "") -> None:
    """Write down looks, in one statement; without it nothing may be shown. `about` is said of each of them.

    Raises:
        NoKey: the key of the trace is not there.
    """
    rows = [_row(look, by, at, about) for look in looks]
    places = ", ".join([f"({', '.join(['%s'] * len(rows[0]))})"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(_INSERT + places, [cell for row in rows for cell in row])


def of_case(number: str, most: int = 500) -> list[Access]:
    """Return who looked at a case, the newest first."""
    return list(Access.objects.filter(case=number).order_by("-recorded_at", "-id")[:most])


def newest(what: str, before: int, most: int) -> list[Access]:
    """Return the newest looks, of one kind if one is named; `before` is the key of the last one shown, 0 for none."""
    rows = Access.objects.filter(what=what) if what else Access.objects.all()
    return list((rows.filter(pk__lt=before) if before else rows).order_by("-pk")[:most])


def _row(look: Look, by: Looker, at: datetime, about: str) -> tuple[Any, ...]:
    what, case, item = look
    who, post, case = by.who[:150], by.post[:60], case[:20]
    digest = access_digest([who, post, what, case, str(item), instant(at), by.origin], about)
    return at, who, post, str(what), case, item, by.origin, about, digest, *sealed(digest)
