"""How long does the whole set of a quarter take, with the quarter before and the ranks, beside DuckDB and a bare count?

Three rates of two thousand agencies and eighteen counties, over clocks that are written by COPY for the measurement:
all of one definition, over eight quarters, every agency with every rate.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import duckdb
from django.db import connection

from wangfang.interfaces.console.bench import crowd
from wangfang.interfaces.console.bench.figure import Figure, Wish, middle
from wangfang.interfaces.console.bench.rounds import Taken, in_turn
from wangfang.interfaces.console.bench.serving import resident_mb
from wangfang.interfaces.console.demo import city
from wangfang.interfaces.frame.acts import now, system_act, today
from wangfang.records.agencies.load import load
from wangfang.records.agencies.tree import tree
from wangfang.records.indicators import archive, whole
from wangfang.rules.indicators import Definition, Indicator
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused

DUTIES, AGENCIES, QUARTERS = 1_000_000, 2_018, 8
GOALS = ((DUTIES, 0.1), (10 * DUTIES, 0.3))
"""Up to so many clocks, so many seconds."""
TIMES_DUCKDB, MOST_MB = 5.0, 2_000.0
SEED = 20260102
CASES = 60
DEFINITION = Definition.LEGAL
BARE = """
    select count(*) from cases_duty
    where definition = %s and indicator = any(%s) and due_at >= %s and due_at < %s
"""
_COPY = """
    copy cases_duty (case_id, definition, indicator, number, owner_id, county, started_at, due_at, met_at, in_time, people)
    from stdin
"""


def figures(wish: Wish) -> list[Figure]:
    """Return the seconds of the set beside DuckDB over Parquet and beside a bare count, and the memory."""
    duties = wish.duties or wish.pick(DUTIES, 3_000)
    period = _quarters()[-2]
    fill(duties, wish.pick(AGENCIES, 0))
    before = _resident()
    ours = whole.standings(period, DEFINITION, now=now())
    peak = _resident("VmHWM")
    memory = Figure("quarter_memory", "MB", peak, before, "≤ 2 GB", peak <= MOST_MB, {"duties": duties})
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as line:
        files = archive.export(Path(folder) / "archive", now()).folder / DEFINITION / "*.parquet"
        line.execute(f"create view clocks as select * from read_parquet('{files}')")  # noqa: S608 - a path of ours
        _require_same(ours, whole.told(_duckdb(line, period), period))
        return [*_times(line, period, duties, wish.pick(11, 1)), memory]


def fill(duties: int, agencies: int) -> None:
    """Write so many clocks, of at least so many agencies, in place of those that are there."""
    crowd.live_some(CASES, 0)
    missing = max(0, agencies - len(tree().by_code))
    load([_unit(nth) for nth in range(missing)], system_act())
    found = tree()
    owners = [(found.key_of[code], one.region[:6]) for code, one in sorted(found.by_code.items())]
    with connection.cursor() as cursor:
        cursor.execute("select id from cases_case order by id")
        cases = [key for (key,) in cursor.fetchall()]
        cursor.execute("truncate cases_duty")
        with cursor.copy(_COPY) as sink:
            for row in _rows(duties, cases, owners):
                sink.write(row)
        cursor.execute("vacuum analyze cases_duty")


def _times(line: duckdb.DuckDBPyConnection, period: Period, duties: int, rounds: int) -> Iterator[Figure]:
    seconds = next((limit for most, limit in GOALS if duties <= most), GOALS[-1][1])
    files, ours = in_turn(lambda: _duckdb(line, period), lambda: _ours(period), rounds)
    bare, again = in_turn(lambda: _bare(period), lambda: _ours(period), rounds)
    goal, more = f"≤ {seconds:g} s", {"duties": duties, "own_cpu_s": middle([one.own for one in ours])}
    met = _wall(ours) <= seconds and _wall(ours) <= TIMES_DUCKDB * _wall(files)
    yield Figure("quarter_duckdb", "s", _wall(ours), _wall(files), f"{goal}，≤ 5 × DuckDB", met, more)
    yield Figure("quarter_scan", "s", _wall(again), _wall(bare), goal, _wall(again) <= seconds, {"duties": duties})


def _wall(taken: Sequence[Taken]) -> float:
    return middle([one.wall for one in taken])


def _ours(period: Period) -> None:
    whole.standings(period, DEFINITION, now=now())


def _duckdb(line: duckdb.DuckDBPyConnection, period: Period) -> Sequence[whole.Answered]:
    return line.execute(archive.question(period)).fetchall()


def _bare(period: Period) -> None:
    said: list[Any] = [DEFINITION, list(Indicator), period.before().starts_at, period.ends_at]
    with connection.cursor() as cursor:
        cursor.execute(BARE, said)
        cursor.fetchone()


def _require_same(ours: list[whole.Standing], theirs: list[whole.Standing]) -> None:
    if ours != theirs:
        raise Refused("两种算法的结果不一样，测出的时间没有意义")


def _resident(what: str = "VmRSS") -> float:
    """Return the memory of this process and of the one that answers it in the database, in megabytes."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        return resident_mb(os.getpid(), what) + resident_mb(cursor.fetchone()[0], what)


def _quarters() -> list[Period]:
    """Return the last whole quarters, the oldest first."""
    day = today()
    found = [Period.parse(f"{day.year}Q{(day.month + 2) // 3}").before()]
    while len(found) < QUARTERS:
        found.append(found[-1].before())
    return found[::-1]


def _unit(nth: int) -> dict[str, str]:
    county = sorted(city.counties())[nth % len(city.counties())]
    own = {"code": f"BENCH-{nth}", "name": f"测试单位{nth}", "kind": "unit", "region": county}
    return {**own, "parent": city.bureau_of(county), "valid_from": "", "valid_to": ""}


def _rows(duties: int, cases: Sequence[int], owners: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Yield the rows in the text format of COPY: ninety of a hundred in time, five late, five not met."""
    rng, quarters = Random(SEED), _quarters()  # noqa: S311 - draws a benchmark, no secret
    first, days, rates = quarters[0].start, (quarters[-1].end - quarters[0].start).days, tuple(Indicator)
    for nth in range(duties):
        owner, county = owners[int(rng.random() * len(owners))]
        due, luck = first + timedelta(days=int(rng.random() * days)), rng.random()
        met = _at(due + timedelta(days=3 if luck > 0.9 else -2)) if luck < 0.95 else "\\N"  # noqa: PLR2004 - shares
        said = (cases[nth % len(cases)], DEFINITION, rates[nth % len(rates)], nth + 1, owner, county)
        moments = (_at(due - timedelta(days=15)), _at(due), met, "t" if luck <= 0.9 else "f", 1 + nth % 4)  # noqa: PLR2004
        yield "\t".join(map(str, (*said, *moments))) + "\n"


def _at(day: date) -> str:
    return f"{day} 00:00:00+08"
