"""How many tries were there in the window that runs?"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from wangfang.records.pacing.models import Tries

KEPT = timedelta(days=1)
"""How long a count is kept after its window began."""

_COUNT = """
    insert into pacing_tries (place, since, tries) values (%(place)s, %(now)s, 1)
    on conflict (place) do update set
        tries = case when pacing_tries.since <= %(ended)s then 1 else pacing_tries.tries + 1 end,
        since = case when pacing_tries.since <= %(ended)s then excluded.since else pacing_tries.since end
    returning tries
"""


def so_far(place: str, window: timedelta, now: datetime) -> int:
    """Return how many tries there were at a place in its window, without counting one."""
    found = Tries.objects.filter(place=place[:200], since__gt=now - window).first()
    return found.tries if found else 0


def count(place: str, window: timedelta, now: datetime) -> int:
    """Count one try at a place, and return which one it is within its window.

    The window begins with its first try and is not lengthened by later ones. Two tries at the same
    moment are two: the count is one statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"place": place[:200], "now": now, "ended": now - window})
        row = cursor.fetchone()
    nth = int(row[0]) if row else 1
    if nth == 1:
        Tries.objects.filter(since__lt=now - KEPT).delete()
    return nth
