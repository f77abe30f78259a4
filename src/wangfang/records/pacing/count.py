"""How many tries were there in the window that runs?"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from wangfang.records.pacing.models import Tries

KEPT = timedelta(days=1)
"""How long a count is kept after its window began."""

_COUNT = """
    insert into pacing_tries (place, since, tries) values (%(place)s, %(now)s, %(more)s)
    on conflict (place) do update set
        tries = case when pacing_tries.since <= %(ended)s then excluded.tries
                     else least(pacing_tries.tries::bigint + excluded.tries, 2147483647) end,
        since = case when pacing_tries.since <= %(ended)s then excluded.since else pacing_tries.since end
    returning tries, since
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there have been, and when the window ends."""

    tries: int
    ends_at: datetime


def count(place: str, window: timedelta, now: datetime) -> int:
    """Count one try at a place, and return which one it is within its window.

    The window begins with its first try and is not lengthened by later ones. Two tries at the same
    moment are two: the count is one statement.
    """
    return counted(place, window, now).tries


def so_far(place: str, window: timedelta, now: datetime) -> int:
    """Return how many tries there were at a place in its window, without counting one."""
    found = Tries.objects.filter(place=place[:200], since__gt=now - window).first()
    return found.tries if found else 0


def so_far_of(places: Mapping[str, timedelta], now: datetime) -> dict[str, Counted]:
    """Return how many tries there were at each of some places in its own window, without counting one; one query.

    A place where nobody has tried within its window is not among them.
    """
    windows = {place[:200]: window for place, window in places.items()}
    with connection.cursor() as cursor:
        cursor.execute("select place, tries, since from pacing_tries where place = any(%s)", [list(windows)])
        found = {place: Counted(tries, since + windows[place]) for place, tries, since in cursor.fetchall()}
    return {place: one for place, one in found.items() if one.ends_at > now}


def counted(place: str, window: timedelta, now: datetime, more: int = 1) -> Counted:
    """Count `more` tries at a place; return how many there are and when their window ends."""
    return counted_of({place: window}, now, more)[place]


def counted_of(places: Mapping[str, timedelta], now: datetime, more: int = 1) -> dict[str, Counted]:
    """Count `more` tries at each of some places, in one round trip; return how many there are and when each window ends."""
    with ExitStack() as stack:
        cursors = {place: stack.enter_context(connection.cursor()) for place in places}
        with connection.wrap_database_errors, connection.connection.pipeline():
            for place, cursor in cursors.items():
                cursor.execute(_COUNT, {"place": place[:200], "now": now, "ended": now - places[place], "more": more})
        rows = {place: cursor.fetchone() or (more, now) for place, cursor in cursors.items()}
    if (more, now) in rows.values():
        Tries.objects.filter(since__lt=now - KEPT).delete()
    return {place: Counted(int(tries), since + places[place]) for place, (tries, since) in rows.items()}
