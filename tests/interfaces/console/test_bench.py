"""Can every figure be taken, does it stand beside its floor, and is the user's database left alone?"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from signal import SIGTERM

import psycopg
import pytest
from click.testing import CliRunner
from django.db import connection

from wangfang.interfaces.console.bench import command
from wangfang.interfaces.console.bench.command import bench, sentence
from wangfang.interfaces.console.bench.figure import Figure, high
from wangfang.interfaces.console.bench.inside import ROOMS
from wangfang.interfaces.console.bench.scratch import Scratch, scratch
from wangfang.interfaces.console.bench.serving import hidden
from wangfang.records.pacing.limits import DEFAULTS, limits_of
from wangfang.rules.refusal import Refused

NAME = f"wangfang_bench_test_{os.getpid()}"
FIGURES = {
    "acts": {"acts"},
    "portal": {"portal"},
    "worklist": {"worklist_first", "worklist_deep", "worklist_panel"},
    "sight": {f"sight_{what}_{rung}" for what in ("list", "get") for rung in ("province", "city", "county", "street")},
    "indicators": {"indicators_LEGAL", "indicators_HRB_315", "indicators_GD2020"},
    "quarter": {"quarter_duckdb", "quarter_scan", "quarter_memory"},
    "import": {"import"},
    "due": {"due", "due_of_many"},
    "memory": {"memory_worker", "memory_import", "memory_history"},
    "recompute": {"recompute_changed", "recompute_unchanged"},
    "replay": {"replay", "replay_sorted", "memory_replay"},
    "archive": {"archive"},
    "bulletin": {"bulletin"},
    "suggestions": {"suggestions_per_second", "training", "model_size"},
    "trace": {"trace_verify", "trace_part"},
    "likeness": {"likeness_search", "likeness_index", "likeness_recall", "likeness_sweep"},
    "leader": {"leader"},
}


@pytest.fixture(scope="module")
def place(django_db_setup: None) -> Iterator[Scratch]:
    """One scratch installation for all figures of this module."""
    with scratch(NAME) as made:
        yield made


@pytest.mark.parametrize("room", ROOMS)
def test_a_figure_stands_beside_its_floor(place: Scratch, room: str) -> None:
    figures = place.take(room, "--quick")

    assert {figure["name"] for figure in figures} == FIGURES[room]
    for figure in figures:
        ours, floor, ratio = (figure[key] for key in ("ours", "floor", "ratio"))
        assert isinstance(ours, float)
        assert isinstance(floor, float)
        assert ours > 0
        assert floor > 0
        assert ratio == pytest.approx(ours / floor)


def test_the_floor_of_acts_writes_as_many_rows_as_the_verbs(place: Scratch) -> None:
    (figure,) = place.take("acts", "--quick")
    more = figure["more"]
    assert isinstance(more, dict)
    assert more["rows_ours"] == more["rows_floor"] > 30


def test_nothing_is_written_to_the_users_database_and_nothing_is_left_on_the_server(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "scratch", lambda: scratch(f"{NAME}_own"))
    answer = CliRunner().invoke(bench, ["due", "--quick", "--json"])

    assert answer.exit_code == 0, answer.output
    said = json.loads(answer.stdout.splitlines()[-1])
    assert said["quick"] is True
    assert {figure["name"] for figure in said["figures"]} == FIGURES["due"]
    with connection.cursor() as cursor:
        cursor.execute("select (select count(*) from cases_case), (select count(*) from agencies_agency)")
        assert cursor.fetchone() == (0, 0)
        cursor.execute("select count(*) from pg_database where datname = %s", [f"{NAME}_own"])
        assert cursor.fetchone() == (0,)


def test_two_at_once_are_refused(place: Scratch) -> None:
    with psycopg.connect(place.url), pytest.raises(Refused, match="另一个 bench 正在用"), scratch(NAME):
        pass


def test_figures_are_not_taken_outside_a_scratch_database(place: Scratch, capfd: pytest.CaptureFixture[str]) -> None:
    elsewhere = Scratch(place.url.replace(NAME, "postgres"), place.folder)
    with pytest.raises(Refused, match="没有测成"):
        elsewhere.take("due", "--quick")
    assert "database of its own" in capfd.readouterr().err


def test_a_process_that_was_ended_from_outside_is_told_as_such(
    place: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ended.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}")
    with pytest.raises(Refused, match=f"“due”没有测成，它的进程被信号 {SIGTERM:d} 结束了"):
        place.run("ended", "due")


def test_the_scratch_installation_has_nothing_of_the_users(place: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KEYS", "KEEPER", "MIRROR", "SCANNER", "PROXIES", "OWNER_URL", "HOSTS", "LIMIT_SUBMIT"):
        monkeypatch.setenv(f"WANGFANG_{name}", "1/1,2/600")
    found = place.environment
    assert {name for name, value in found.items() if name.startswith("WANGFANG_") and value == "1/1,2/600"} == set()
    assert (found["WANGFANG_DATA"], found["WANGFANG_DATABASE_URL"]) == (str(place.folder), place.url)


def test_no_limit_of_a_visitor_is_ever_reached_by_a_benchmark(place: Scratch) -> None:
    limits = limits_of(place.environment)
    a_million_a_second = {name for name, limit in limits.items() if limit.burst.most / limit.burst.seconds >= 1_000_000}
    assert a_million_a_second == set(DEFAULTS)
    assert all(limit.sustained.most >= limit.sustained.seconds * 1_000_000 for limit in limits.values())


def test_a_file_goes_with_the_import_alone(db: None, tmp_path: object) -> None:
    answer = CliRunner().invoke(bench, ["due", "--file", __file__])
    assert isinstance(answer.exception, Refused)


def test_a_number_of_clocks_goes_with_the_quarter_alone(db: None) -> None:
    answer = CliRunner().invoke(bench, ["due", "--duties", "5000"])
    assert isinstance(answer.exception, Refused)
    assert "quarter" in str(answer.exception)


def test_the_set_is_taken_over_as_many_clocks_as_are_wanted(place: Scratch) -> None:
    figures = place.take("quarter", "--quick", "--duties=2000")
    assert [figure["more"]["duties"] for figure in figures] == [2000] * 3  # type: ignore[index]  # a mapping


def test_a_figure_is_one_line() -> None:
    figure = Figure("acts", "acts/s", 300.0, 1000.0, "≥ 0.15 × floor", met=True, more={"paired": 0.31})
    assert sentence(figure.plain()) == "acts：300 acts/s，下限 1000，比值 0.30；目标 ≥ 0.15 × floor，达到，paired 0.31"


@pytest.mark.parametrize(
    ("values", "share", "wanted"),
    [([1.0], 0.95, 1.0), ([float(n) for n in range(1, 101)], 0.95, 95.0), ([3.0, 1.0, 2.0], 0.5, 2.0)],
)
def test_the_high_value_is_one_that_was_measured(values: list[float], share: float, wanted: float) -> None:
    assert high(values, share) == wanted


def test_a_hidden_field_is_found_whatever_stands_around_it() -> None:
    page = '<input type="hidden" name="csrf" value="no"><input value="k&1" id="x" name="act_key" type="hidden">'
    assert hidden(page, "act_key") == "k&1"
    assert hidden(page, "missing") == ""
