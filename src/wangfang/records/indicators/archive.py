"""Counted clocks as Parquet files, and the whole set of a period from them: plain SQL on DuckDB, or on a Spark that is there.

A row is a clock without its case and without its day: definition, agency, county, rate, month, in time, people. Clocks
of secret cases that no table of a month counts do not get in.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb
from django.db import connection, transaction
from django.db.models import QuerySet

from wangfang.records.cases.models import Duty
from wangfang.records.indicators.discretion import clocks_withheld, secret_clocks
from wangfang.records.indicators.lookups import counted_clocks
from wangfang.records.indicators.whole import STANDINGS, Answered, Standing, told
from wangfang.records.ledger.append import append
from wangfang.records.likeness.engines import MEMORY, Engine, engine_of
from wangfang.records.walls.context import as_job
from wangfang.rules.facts import Act
from wangfang.rules.indicators import VERSIONS, Definition, Indicator
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused
from wangfang.rules.small_cells import is_whole_months

ABOUT = "archive.json"
EVER = Period("", date(1900, 1, 1), date(9900, 1, 1))
"""Every clock there is: whole months."""

COLUMNS = {"agency": "varchar", "county": "varchar", "indicator": "varchar", "month": "integer", "in_time": "boolean", "people": "bigint"}  # fmt: skip
_COPY = """
    copy (
        select owner.code, county, indicator, cast(to_char(due_at at time zone 'Asia/Shanghai', 'YYYYMM') as integer),
            in_time, people
        from ({counted}) counted join agencies_agency owner on owner.id = counted.owner_id
        where counted.id <> all(%s)
    ) to stdout (format csv)
"""
_READ = "select * from read_csv(?, header = false, auto_detect = false, delim = ',', columns = {columns})"
_RATE = "case indicator {places} end".format(
    places=" ".join(f"when '{one}' then {n}" for n, one in enumerate(Indicator))
)
CELLS = """
    select agency, county, {rate} as rate, case when month < {first} then 1 else 0 end as back, count(*) as due,
        sum(case when in_time then 1 else 0 end) as met, sum(people) as people_due,
        sum(case when in_time then people else 0 end) as people_met
    from clocks where month >= {before} and month <= {last}
    group by agency, county, indicator, case when month < {first} then 1 else 0 end
"""
"""The cells of two periods that follow one another, months written as 201710."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of counted clocks, as they were seen at a moment."""

    folder: Path
    seen_at: datetime
    clocks: int


@transaction.atomic
def write(to: Path, act: Act) -> Archive:
    """Write every counted clock of every definition into a new folder, whole or not at all.

    Raises:
        Refused: the folder is there already.
    """
    made = export(to, act.occurred_at)
    said = {"step": "archive_indicators", "actor": act.actor.login, "clocks": made.clocks, "versions": dict(VERSIONS)}
    append("indicators", act.recorded_at, said)
    return made


def export(to: Path, seen_at: datetime) -> Archive:
    """Write the folder without a line in the trace: for a set that is counted from it at once.

    Raises:
        Refused: the folder is there already.
    """
    if to.exists():
        raise Refused(f"“{to}”已经存在，请写到一个新的目录")
    making = to.with_name(f"{to.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    clocks = sum(_one(definition, making / definition, seen_at) for definition in Definition)
    about = {"seen_at": seen_at.isoformat(), "clocks": clocks, "versions": dict(VERSIONS)}
    (making / ABOUT).write_text(json.dumps(about), encoding="utf-8")
    making.rename(to)
    return Archive(to, seen_at, clocks)


def opened(folder: Path) -> Archive:
    """Return the archive in a folder.

    Raises:
        Refused: there is none.
    """
    about = folder / ABOUT
    if not about.is_file():
        raise Refused(f"“{folder}”里没有指标归档，请先运行 wangfang indicators archive --out {folder}")
    said = json.loads(about.read_text(encoding="utf-8"))
    return Archive(folder, datetime.fromisoformat(said["seen_at"]), said["clocks"])


def standings(archive: Archive, period: Period, definition: Definition, engine: str = "") -> list[Standing]:
    """Return what `whole.standings` returns for the moment of the archive, counted by an engine from its files.

    Raises:
        Refused: the period is a week, of which the files do not know; or the engine is not there.
    """
    asked = question(period)
    with _at_work(engine) as (runs, scratch):
        runs.write(asked, {"clocks": archive.folder.absolute() / definition}, scratch / "answer")
        with duckdb.connect() as line:
            rows: Sequence[Answered] = line.execute(
                "select * from read_parquet(?)", [str(scratch / "answer" / "*.parquet")]
            ).fetchall()
    return told(rows, period)


def question(period: Period) -> str:
    """Return the question for the files of a definition, in words that DuckDB and Spark both understand.

    Raises:
        Refused: the period is a week.
    """
    if not is_whole_months(period):
        raise Refused("归档只记到月份，不能按周统计")
    before = period.before()
    months = {"before": _month(before.start), "first": _month(period.start), "last": _month(period.last_day)}
    return STANDINGS.format(cells=CELLS.format(**months, rate=_RATE), double="double")


def _month(day: date) -> int:
    return day.year * 100 + day.month


@contextmanager
def _at_work(engine: str) -> Iterator[tuple[Engine, Path]]:
    with tempfile.TemporaryDirectory(prefix="wangfang-set-") as folder:
        scratch = Path(folder)
        runs = engine_of(engine, scratch)
        try:
            yield runs, scratch
        finally:
            runs.close()


def _one(definition: Definition, to: Path, seen_at: datetime) -> int:
    """Write the clocks of one definition; returns how many."""
    to.mkdir(parents=True)
    counted = counted_clocks(EVER, definition, seen_at)
    gone = [one.key for one in clocks_withheld(secret_clocks(counted), EVER)]
    with tempfile.TemporaryDirectory(dir=to) as folder, duckdb.connect(config={"memory_limit": MEMORY}) as line:
        rows = Path(folder) / "rows.csv"
        _copied(counted, gone, rows)
        target = str(to / "part.parquet").replace("'", "''")
        line.execute(f"copy ({_READ.format(columns=COLUMNS)}) to '{target}' (format parquet)", [str(rows)])
        told = line.execute("select count(*) from read_parquet(?)", [str(to / "part.parquet")]).fetchone()
    return int(told[0]) if told else 0


def _copied(counted: QuerySet[Duty], gone: list[int], to: Path) -> None:
    columns = ("id", "owner_id", "county", "indicator", "due_at", "in_time", "people")
    asked, said = counted.values(*columns).query.sql_with_params()
    copying = _COPY.format(counted=asked)
    with as_job(), connection.cursor() as cursor, to.open("wb") as sink, cursor.copy(copying, [*said, gone]) as source:
        for block in source:
            sink.write(block)
