"""Is the whole set of a period the same from the tables, in one statement, and from an archive on DuckDB and on Spark?"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result
from django.db import connection

from tests.moments import at as china
from tests.oracle.lives import Teller
from tests.oracle.test_rates import corner, loaded
from tests.oracle.world import World
from wangfang.interfaces.console.main import group
from wangfang.records.agencies.tree import tree
from wangfang.records.indicators import archive, whole
from wangfang.records.indicators.lookups import Row, name_of, table
from wangfang.records.indicators.whole import SIDES, Standing, standings
from wangfang.records.ledger.models import Entry
from wangfang.records.likeness.engines import MASTER
from wangfang.rules.facts import Act, Actor, Role
from wangfang.rules.indicators import Definition, Figure, Indicator
from wangfang.rules.periods import Period
from wangfang.rules.rankings import Entrant, league
from wangfang.rules.refusal import Refused

pytestmark = pytest.mark.django_db
__all__ = ["corner"]

PERIODS = tuple(map(Period.parse, ("2017Q3", "2017Q4", "2018", "2017M11", "2017W46")))
NOW = china("2017-11-15 12:00")
LATER = china("2019-06-01")


@pytest.fixture
def city(corner: World, tmp_path: Path) -> World:
    """Return the corner with fifty lives lived in it."""
    loaded(Teller(77, corner, contested=True).tell(50), tmp_path)
    return corner


def operator(moment: datetime) -> Act:
    """Return an act of whoever runs the installation."""
    return Act(Actor("operator", "管理员", Role.SYSTEM), moment, moment)


def by_tables(period: Period, definition: Definition, now: datetime) -> list[Standing]:
    """Return the set as the tables, the rankings and some sorting tell it."""
    return [
        one
        for by in SIDES
        for one in _joined(by, period, *(table(each, definition, by=by, now=now) for each in (period, period.before())))
    ]


def _joined(by: str, period: Period, rows: list[Row], before: list[Row]) -> Iterator[Standing]:
    now_, then = ({(row.code, row.indicator): row.figure for row in each} for each in (rows, before))
    nothing = Figure(0, 0)
    places, places_then = _places(rows), _places(before)
    for code in sorted({code for code, _ in now_} | {code for code, _ in then}):
        for rate in Indicator:
            key, name = (code, rate), name_of(code, by, tree(), period.last_day)
            sums = (*_sums(now_.get(key, nothing)), *_sums(then.get(key, nothing)))
            yield Standing(by, code, rate, *sums, places.get(key), places_then.get(key), name)


def _sums(one: Figure) -> tuple[int, int, int, int]:
    return one.due, one.met, one.people_due, one.people_met


def _places(rows: list[Row]) -> dict[tuple[str, Indicator], int]:
    return {
        (place.entrant.code, rate): place.rank
        for rate in Indicator
        for place in league(
            [Entrant(row.code, row.name, row.due, row.met) for row in rows if row.indicator is rate]
        ).places
    }


@pytest.mark.parametrize("now", [NOW, LATER])
def test_one_statement_gives_what_the_tables_and_the_ranking_give(city: World, now: datetime) -> None:
    ranks = set()
    for period in PERIODS:
        for definition in Definition:
            found = standings(period, definition, now=now)
            assert found == by_tables(period, definition, now), (period.name, definition)
            ranks |= {one.rank for one in found}
    assert {None, 1, 2, 3} < ranks


def questions(period: Period) -> list[str]:
    """Return what the database is asked about clocks for a set."""
    asked: list[str] = []

    def heard(execute: Any, sql: str, *more: Any) -> Any:  # as Django calls it
        asked.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(heard):
        standings(period, Definition.LEGAL, now=NOW)
    return [sql for sql in asked if "cases_duty" in sql]


def test_a_set_is_one_statement_beside_the_question_for_secret_clocks(city: World) -> None:
    secret, counted = questions(PERIODS[1])
    assert "secrecy" in secret
    assert "rank()" in counted
    assert "secrecy" not in counted


def test_the_statement_reads_the_index_alone(city: World) -> None:
    question, said = whole.question(PERIODS[1], Definition.LEGAL, NOW)
    with connection.cursor() as cursor:
        cursor.execute("analyze cases_duty; set local enable_seqscan = off; set local enable_bitmapscan = off")
        cursor.execute("update pg_class set relallvisible = relpages where relname = 'cases_duty'")  # as after a VACUUM
        cursor.execute(f"explain {question}", said)
        scans = [line.strip(" ->") for (line,) in cursor.fetchall() if "cases_duty" in line]
    assert [scan.split(" on ")[0] for scan in scans if "Scan" in scan] == ["Index Only Scan using duty_figures"] * 6


@pytest.mark.parametrize("now", [NOW, LATER])
def test_an_archive_gives_the_same_to_the_last_integer(city: World, now: datetime, tmp_path: Path) -> None:
    written = archive.write(tmp_path / "kept", operator(now))
    for period in PERIODS[:-1]:
        for definition in Definition:
            want = standings(period, definition, now=now)
            assert archive.standings(written, period, definition, "duckdb") == want, (period.name, definition)


def test_an_archive_tells_neither_case_nor_day(city: World, tmp_path: Path) -> None:
    folder = archive.write(tmp_path / "kept", operator(NOW)).folder
    with duckdb.connect() as line:
        columns = line.execute("describe select * from read_parquet(?)", [f"{folder}/LEGAL/part.parquet"]).fetchall()
    assert [(name, kind) for name, kind, *_ in columns] == [
        ("agency", "VARCHAR"), ("county", "VARCHAR"), ("indicator", "VARCHAR"), ("month", "INTEGER"),
        ("in_time", "BOOLEAN"), ("people", "BIGINT"),
    ]  # fmt: skip
    assert sorted(one.name for one in folder.iterdir()) == ["GD2020", "HRB_315", "LEGAL", "archive.json"]


def test_an_archive_is_written_down_and_never_written_over(city: World, tmp_path: Path) -> None:
    written = archive.write(tmp_path / "kept", operator(NOW))
    line = json.loads(Entry.objects.get(subject="indicators").payload)
    assert (line["step"], line["clocks"]) == ("archive_indicators", written.clocks)
    assert archive.opened(written.folder) == written
    with pytest.raises(Refused, match="已经存在"):
        archive.write(written.folder, operator(NOW))


def test_an_archive_refuses_a_week_and_a_folder_without_one(city: World, tmp_path: Path) -> None:
    written = archive.write(tmp_path / "kept", operator(NOW))
    with pytest.raises(Refused, match="不能按周"):
        archive.standings(written, PERIODS[-1], Definition.LEGAL)
    with pytest.raises(Refused, match="没有指标归档"):
        archive.opened(tmp_path)


@pytest.mark.nightly
def test_postgresql_duckdb_and_spark_agree_to_the_last_integer(
    city: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if find_spec("pyspark") is None or not shutil.which("java"):
        pytest.skip("pyspark or Java is not installed")
    monkeypatch.setenv(MASTER, os.environ.get(MASTER) or "local[2]")
    written = archive.write(tmp_path / "kept", operator(NOW))
    for definition in Definition:
        found = {name: archive.standings(written, PERIODS[1], definition, name) for name in ("duckdb", "spark")}
        assert found["spark"] == found["duckdb"] == standings(PERIODS[1], definition, now=NOW)
        assert len(found["spark"]) > 30


def said(*words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(group, ["indicators", *words])


def test_the_commands_write_an_archive_and_print_the_set_of_either_engine(city: World, tmp_path: Path) -> None:
    folder = str(tmp_path / "kept")
    assert "clocks" in json.loads(said("archive", "--out", folder, "--json").stdout)
    asked = ["set", "--period", "2017Q4", "--definition", "HRB_315", "--json"]
    live, fresh, kept = (
        json.loads(said(*asked, *more).stdout) for more in ([], ["--engine", "duckdb"], ["--archive", folder])
    )
    assert live == fresh == kept
    assert {"by", "code", "name", "indicator", "rank", "rank_before", "due", "met", "due_before"} <= set(live[0])
    first = next(row for row in live if row["rank"] == 1)
    plain = said(*asked[:-1]).stdout.splitlines()
    assert f"{first['code']}\t{first['name']}\t{first['indicator']}\t{first['met']}/{first['due']}" in "\n".join(plain)
    assert len(plain) == len(live)


def test_an_archive_is_not_asked_of_the_tables(city: World, tmp_path: Path) -> None:
    answer = said("set", "--period", "2017Q4", "--engine", "postgresql", "--archive", str(tmp_path))
    assert isinstance(answer.exception, Refused)
    assert "--archive" in str(answer.exception)


def test_the_figures_of_a_period_are_still_asked_without_a_word_more(city: World) -> None:
    assert said("--period", "2017Q4").exit_code == 0
    without = said()
    assert without.exit_code == 2
    assert "--period" in without.output
