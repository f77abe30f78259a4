"""How long do a quarter's three rates take at a million counted clocks, beside the bare group-by?"""

from __future__ import annotations

from datetime import timedelta

from django.db import connection

from wangfang.interfaces.console.bench import crowd
from wangfang.interfaces.console.bench.figure import Figure, Wish, middle
from wangfang.interfaces.console.bench.rounds import in_turn
from wangfang.interfaces.frame.acts import now
from wangfang.records.indicators.lookups import table
from wangfang.rules.facts import day_of, start_of
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period

GOAL_SECONDS = 0.15
A_YEAR_AGO = timedelta(days=365)
BARE = """
    select county, indicator, count(*), count(*) filter (where in_time), sum(people),
           sum(people) filter (where in_time)
    from cases_duty
    where definition = %s and due_at >= %s and due_at < %s and (definition = 'GD2020' or met_at is not null or due_at < %s)
    group by county, indicator
"""


def figures(wish: Wish) -> list[Figure]:
    """Return the seconds of one quarter under each definition, by county."""
    clocks = fill(wish)
    rounds, moment = wish.pick(15, 1), now()
    day = day_of(moment) - A_YEAR_AGO
    period = Period.parse(f"{day.year}Q{(day.month + 2) // 3}")
    return [_figure(definition, period, rounds, clocks) for definition in Definition]


def fill(wish: Wish) -> int:
    """Bring the counted clocks to a million by copying lived cases; returns how many there are."""
    crowd.live_some(wish.pick(700, 20), 0)
    with connection.cursor() as cursor:
        cursor.execute("select count(*)::float / count(distinct case_id) from cases_duty")
        each = cursor.fetchone()[0]
        crowd.copy_until(int(wish.pick(1_000_000, 400) / each), is_open=False, tables=["cases_duty"])
        cursor.execute("vacuum analyze cases_duty")
        cursor.execute("select count(*) from cases_duty")
        return int(cursor.fetchone()[0])


def _figure(definition: Definition, period: Period, rounds: int, clocks: int) -> Figure:
    moment = now()

    def floor() -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE, [definition, period.starts_at, period.ends_at, start_of(day_of(moment))])
            cursor.fetchall()

    def ours() -> None:
        table(period, definition, by="county", now=moment)

    bare, whole = in_turn(floor, ours, rounds)
    seconds = middle([one.wall for one in whole])
    more = {"clocks": clocks, "own_cpu_s": middle([one.own for one in whole])}
    name = f"indicators_{definition}"
    return Figure(name, "s", seconds, middle([one.wall for one in bare]), "≤ 0.15 s", seconds <= GOAL_SECONDS, more)
