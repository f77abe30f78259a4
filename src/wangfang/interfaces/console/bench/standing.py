"""How long does the page of who leads take at a million cases, beside the bare group-bys that its numbers need?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection
from django.urls import reverse

from wangfang.interfaces.console.bench import crowd
from wangfang.interfaces.console.bench.figure import Figure, Wish, high
from wangfang.interfaces.console.bench.rounds import in_turn
from wangfang.interfaces.console.bench.worklist import signed_in_at
from wangfang.interfaces.frame import memory
from wangfang.interfaces.frame.acts import now
from wangfang.rules.facts import Role, day_of
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused

GOAL_MS = 100.0
POINTS, WEEKS = 12, 26
CLOCKS = """
    select width_bucket(due_at, %(periods)s::timestamptz[]) nth, county, indicator, count(*), count(*) filter (where in_time)
    from cases_duty where definition = 'LEGAL' and due_at >= %(first)s and due_at < %(end)s
    group by 1, 2, 3
"""
CAME = """
    select width_bucket(received_at, %(periods)s::timestamptz[]) nth, first_bureau_id, count(*),
           count(*) filter (where merged_into <> '')
    from cases_case where received_at >= %(first)s and received_at < %(end)s and secrecy < 2 group by 1, 2
"""
RATED = """
    select width_bucket(unit_rated_at, %(periods)s::timestamptz[]) nth, last_unit_id, count(*)
    from cases_case where unit_rated_at >= %(first)s and unit_rated_at < %(end)s and secrecy < 2 group by 1, 2
"""
CLOSED = """
    select width_bucket(closed_at, %(weeks)s::timestamptz[]) nth, count(*)
    from cases_case where closed_at >= %(monday)s and secrecy < 2 group by 1
"""
OPEN = "select due_on, holder_id, count(*) from cases_case where is_open and secrecy < 2 group by 1, 2"
BARE = (CLOCKS, CAME, RATED, CLOSED, OPEN)


def figures(wish: Wish) -> list[Figure]:
    """Return the 95th percentile of the page on the server, in milliseconds."""
    crowd.live_some(wish.pick(700, 10), wish.pick(400, 30))
    crowd.copy_until(wish.pick(100_000, 100), is_open=False, tables=["cases_duty"], spread=True)
    crowd.copy_until(wish.pick(900_000, 300), is_open=False, spread=True)
    crowd.copy_until(wish.pick(100_000, 100), is_open=True)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
        cursor.execute("select count(*) from cases_case")
        cases = int(cursor.fetchone()[0])
        cursor.execute("select count(*) from cases_duty")
        clocks = int(cursor.fetchone()[0])
    memory.settle()  # as every web worker does
    return [_figure(wish.pick(15, 1), {"cases": cases, "clocks": clocks})]


def _figure(rounds: int, sizes: dict[str, float]) -> Figure:
    client, known = signed_in_at("230100-XF", Role.BUREAU_LEADER, "bench-leader"), _known(now())

    def floor() -> None:
        with connection.cursor() as cursor:
            for statement in BARE:
                cursor.execute(statement, known)
                cursor.fetchall()

    def ours() -> None:
        answer = client.get(reverse("desk:leading"))
        if answer.status_code != 200:  # noqa: PLR2004 - it must be the page, no detour
            raise Refused("运行情况页没有打开")

    bare, whole = in_turn(floor, ours, rounds)
    milliseconds = high([one.wall for one in whole]) * 1000
    more = {**sizes, "own_cpu_ms": high([one.own for one in whole], 0.5) * 1000}
    floor_ms = high([one.wall for one in bare]) * 1000
    return Figure("leader", "ms", milliseconds, floor_ms, "≤ 100 ms", milliseconds <= GOAL_MS, more)


def _known(moment: datetime) -> dict[str, Any]:  # moments, and lists of them
    """Return the edges of the twelve quarters and of the weeks."""
    day = day_of(moment)
    periods = [Period.parse(f"{day.year}Q{(day.month + 2) // 3}")]
    weeks = [Period.parse("{}W{}".format(*day.isocalendar()[:2]))]
    while len(periods) < POINTS:
        periods.insert(0, periods[0].before())
    while len(weeks) < WEEKS:
        weeks.insert(0, weeks[0].before())
    return {
        "periods": [one.starts_at for one in periods],
        "first": periods[0].starts_at,
        "end": periods[-1].ends_at,
        "weeks": [one.starts_at for one in weeks],
        "monday": weeks[0].starts_at,
    }
