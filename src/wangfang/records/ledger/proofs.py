"""What does a citizen take away that proves, without us, that the case stood so: the line, its place, the signed root."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import connection

from wangfang.records.ledger import checkpoints
from wangfang.records.ledger.checkpoints import Signed
from wangfang.records.ledger.formats import instant
from wangfang.records.ledger.seal import nodes
from wangfang.records.ledger.tree import proof
from wangfang.rules.facts import day_of, start_of

_HEAD = """
    select number, v, recorded_at, digest, kid, mac, leaf.index
    from ledger_entry left join ledger_leaf leaf on leaf.kind = 'E' and leaf."row" = ledger_entry.id
    where subject = %s order by number desc limit 1
"""
ROUND = timedelta(minutes=1)
"""How often places are given and a root is signed."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The last line of a case as it was, without its content, and the way from it to a signed root."""

    number: str
    line: int
    v: int
    recorded_at: str
    digest: str
    kid: str
    mac: str
    index: int
    proof: tuple[str, ...]
    checkpoint: Signed

    def text(self) -> str:
        """Return the file, short enough for a QR code."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def receipt_of(number: str, now: datetime) -> Receipt | None:
    """Return the receipt of a case as it stands, None while no checkpoint covers its last line.

    It leads to the checkpoint that is deposited as the anchor of its day once that day is over; until then to the
    first that covers the line.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HEAD, [number])
        found = cursor.fetchone()
    if found is None or found[-1] is None:
        return None
    line, v, at, digest, kid, mac, index = found
    covering = checkpoints.covering(index)
    if covering is None:
        return None
    over = start_of(day_of(datetime.fromisoformat(covering.at)) + timedelta(days=1))
    root = (checkpoints.closing(over) or covering) if over <= now else covering
    path = tuple(digest.hex() for digest in proof(index, root.size, nodes))
    return Receipt(number, line, v, instant(at), digest, kid, mac, index, path, root)


def ready_at(now: datetime) -> datetime:
    """Return when the receipt of what happened just now will be there: after the next round, to the full minute."""
    return (now + 2 * ROUND).replace(second=0, microsecond=0)
