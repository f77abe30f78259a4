"""How long does it take to reckon 100,000 open clocks anew after a notice of days off, and when nothing has changed?"""

from __future__ import annotations

import resource
import time
from dataclasses import replace
from datetime import date, timedelta

from django.db import connection, transaction

from wangfang.interfaces.console.bench import crowd
from wangfang.interfaces.console.bench.figure import Figure, Wish
from wangfang.interfaces.console.recompute import parts
from wangfang.interfaces.frame.acts import system_act, today
from wangfang.records.agencies.tree import Tree, tree
from wangfang.records.cases.rebuilding import Order, Recomputed, open_keys
from wangfang.rules.duties import Law
from wangfang.rules.refusal import Refused
from wangfang.rules.workdays import Holiday, Notice

GOAL_SECONDS = 60.0
TABLES = ("cases_steptaken", "cases_duty", "cases_paper")
CLOCKS = """
    select count(*)::float, count(distinct case_id) from cases_duty join cases_case on cases_case.id = case_id
    where is_open and definition = 'LEGAL' and met_at is null
"""
WRITTEN = (
    """insert into cases_steptaken (case_id, number, step, agency, actor, actor_name, occurred_at, recorded_at, detail, key)
       select id, steps_taken + 1, 'recompute', '', 'system', '', now(), now(), '{}', '' from cases_case where is_open""",
    """insert into ledger_entry (subject, number, recorded_at, payload, previous, digest)
       select number, steps_taken + 1, now(), repeat('x', 200), digest, digest from cases_case where is_open""",
    "update cases_case set due_on = due_on + 1, steps_taken = steps_taken + 1 where is_open",
    "update cases_duty set due_at = due_at + interval '1 day' where met_at is null",
)
"""What a recomputation that changes every case has to write, said to the database in whole tables."""


def figures(wish: Wish) -> list[Figure]:
    """Return the seconds when many due days move, and again when none does."""
    clocks = fill(wish)
    bare = _bare()
    found = tree()
    later = replace(found, law=Law(found.law.pilots, found.law.calendar.with_notice(_days_off(today()))))
    moving, cpu, moved = _reckoned(later)
    still, cpu_again, again = _reckoned(later)
    more: dict[str, float] = {"clocks": clocks, "cases": moved.cases, "changed": moved.changed, "own_cpu_s": cpu}
    wrong = _wrong([number for number, _why in moved.refused])
    if wrong:
        raise Refused(f"重算期限时有 {len(wrong)} 件办不了：{dict(moved.refused)[wrong[0]]}")
    rest: dict[str, float] = {"changed": again.changed, "own_cpu_s": cpu_again}
    goal = f"≤ {GOAL_SECONDS:.0f} s"
    return [
        Figure("recompute_changed", "s", moving, bare, goal, moving <= GOAL_SECONDS, more),
        Figure("recompute_unchanged", "s", still, bare, goal, still <= GOAL_SECONDS, rest),
    ]


def fill(wish: Wish) -> int:
    """Bring the open clocks to a hundred thousand by copying lived cases; returns how many there are."""
    crowd.live_some(0, wish.pick(1_200, 40))
    with connection.cursor() as cursor:
        cursor.execute(CLOCKS)
        clocks, cases = cursor.fetchone()
        crowd.copy_until(int(wish.pick(100_000, 200) / clocks * cases), is_open=True, tables=TABLES, exact=True)
        cursor.execute("vacuum analyze")
        cursor.execute(CLOCKS)
        return int(cursor.fetchone()[0])


def _wrong(refused: list[str]) -> list[str]:
    """Return those that ought to have been recomputed: the crowds of other rooms have cases without any step."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select number from cases_case where number = any(%s) and exists"
            " (select from cases_steptaken where case_id = cases_case.id)",
            [refused],
        )
        return [number for (number,) in cursor.fetchall()]


def _days_off(day: date) -> Notice:
    """Return an invented notice that takes the working days of the coming six weeks away from time to time."""
    first = [day + timedelta(days=n) for n in range(1, 43, 3)]
    days = tuple(Holiday("放假", one, one, ()) for one in first)
    return Notice(day.year, "无", "测速用的放假通知", day, days)


def _reckoned(found: Tree) -> tuple[float, float, Recomputed]:
    """Return the seconds, the seconds of processor time that our own processes used, and what came of it."""
    started, used, done = time.perf_counter(), _used(), Recomputed()
    for part in parts(open_keys(found), Order("测速", system_act(), found)):
        done.add(part)
    return time.perf_counter() - started, _used() - used, done


def _used() -> float:
    both = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def _bare() -> float:
    """Return the seconds that the database alone needs; nothing of it stays."""
    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in WRITTEN:
            cursor.execute(statement)
        transaction.set_rollback(True)
    return time.perf_counter() - started
