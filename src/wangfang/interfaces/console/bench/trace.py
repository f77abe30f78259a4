"""How many lines and looks a second does one core verify, beside the bare reading and hashing of the same rows?"""

from __future__ import annotations

import hashlib
from collections import deque
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from django.db import connection

from wangfang.interfaces.console.bench.figure import Figure, Wish, high, middle
from wangfang.interfaces.console.bench.rounds import in_turn, timed
from wangfang.interfaces.console.bench.script import lived, places
from wangfang.interfaces.frame.acts import now
from wangfang.records.cases.writing import copy
from wangfang.records.ledger import append
from wangfang.records.ledger.access import Looker, What, note
from wangfang.records.ledger.seal import seal_whole
from wangfang.records.ledger.verify import CHUNK, broken_lines, broken_looks
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from wangfang.records.ledger.models import Entry

GOAL = 40_000
PART_GOAL_MS = 2.0
OWN = "trace-"
"""How the names of the cases begin whose lines are written here."""
_ROWS = """
    select subject || number || v || previous || recorded_at || payload || digest || kid || mac
    from ledger_entry order by subject, number
"""
_LOOKS = """select who || post || what || "case" || item || recorded_at || origin || digest || kid || mac from ledger_access"""


def figures(wish: Wish) -> list[Figure]:
    """Return events a second and core of the pass over chain, keyed digest and leaf; and what a line costs its act."""
    events, rounds = wish.pick(60_000, 300), wish.pick(5, 1)
    _written(events)
    floor, ours = (middle([events / one.own for one in side]) for side in in_turn(_bare, _verified, rounds))
    return [Figure("trace_verify", "events/s", ours, floor, "≥ 40000", ours >= GOAL), _part(wish)]


def _written(events: int) -> None:
    """Write lines of cases, ten each, and a look for every fifth line; then give them their places."""
    by, at = Looker("bench-clerk", "bench/clerk", "0.1"), now()
    lines = events * 5 // 6
    rows: list[Entry] = []
    for nth in range(lines):
        subject, number = f"{OWN}{nth // 10:06d}", nth % 10 + 1
        previous = rows[-1].digest if number > 1 else "0" * 64
        said = {"step": "log_work", "actor": "bench-officer", "agency": "230103-XF", "said": "0" * 64}
        rows.append(append.line(subject, number, previous, at, {**said, "occurred_at": "2026-01-01T01:00:00.000000"}))
    copy(rows)
    for nth in range(0, events - lines, CHUNK):
        many = range(nth, min(nth + CHUNK, events - lines))
        note([(What.VIEW, f"{OWN}{one:06d}", 0) for one in many], by, at)
    seal_whole(now(), 600)


def _bare() -> None:
    for query in (_ROWS, _LOOKS):
        with connection.cursor() as cursor:
            cursor.execute(query)
            while rows := cursor.fetchmany(CHUNK):
                for (text,) in rows:
                    hashlib.sha256(text.encode()).digest()


def _verified() -> None:
    """Verify as the command does.

    Raises:
        Refused: something was found, though nothing was altered. The floors of other rooms copy lines; theirs do not count.
    """
    found = chain(broken_lines(), broken_looks())
    wrong = deque((one for one in found if one.case.startswith(OWN)), maxlen=1)
    if wrong:
        raise Refused(f"没有改动却报了 {wrong[0].kind}")


def _part(wish: Wish) -> Figure:
    """Return the milliseconds of one core that chain, keyed digest and a look add to an act, at the 95th of a hundred.

    The floor is the act itself. Of this process alone: on the wall, others at work would be measured too.
    """
    acts = [timed(partial(next, life)) for life in map(lived, places() * wish.pick(20, 1))]
    parts = [timed(partial(_line_and_look, nth)) for nth in range(wish.pick(500, 10))]
    ours, floor = high([one.own * 1000 for one in parts]), high([one.own * 1000 for one in acts])
    more = {"wall_ms": high([one.wall * 1000 for one in parts]), "act_wall_ms": high([one.wall * 1000 for one in acts])}
    return Figure("trace_part", "ms", ours, floor, "≤ 2 ms (p95)", ours <= PART_GOAL_MS, more)


def _line_and_look(nth: int) -> None:
    at = now()
    append.line(f"x{nth}", 1, "0" * 64, at, {"step": "log_work", "said": "0" * 64})
    note([(What.VIEW, "x", 0)], Looker("bench-clerk", "bench/clerk", "0.1"), at)
