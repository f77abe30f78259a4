"""Made-up lives go through the product, and its three rates are those of the oracle, number by number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.moments import at as china
from tests.oracle.days import day
from tests.oracle.lives import Teller
from tests.oracle.oracle import DEFINITIONS, RATES, rates, stories
from tests.oracle.stories import Json, Stint, Story, at
from tests.oracle.world import CORNER, ON_TRIAL, World, world
from wangfang.interfaces.console.main import group
from wangfang.records.agencies.load import load, put_on_pilot
from wangfang.records.indicators.lookups import table
from wangfang.rules.facts import Act, Actor, Role, Step
from wangfang.rules.indicators import Definition
from wangfang.rules.labels import MARKING
from wangfang.rules.periods import Period

pytestmark = pytest.mark.django_db

PERIODS = ("2017Q2", "2017Q3", "2017Q4", "2018Q1", "2018Q2", "2018Q3")
LIVES = 100
SEEDS = (11, 34, 315)
ENDED_BY_UNIT = ("decline", "no_longer_accept", "file", "divert")


@pytest.fixture
def corner() -> World:
    """Return the oracle's corner of the country, loaded into the product as well."""
    act = Act(Actor("operator", "管理员", Role.SYSTEM), china("2016-01-01"), china("2016-01-01"))
    load([{key: getattr(o, key) for key in ("code", "name", "kind", "region", "parent")} for o in CORNER], act)
    for trial in ON_TRIAL:
        put_on_pilot(trial.code, "harbin-315", trial.first, trial.last, act)
    return world(CORNER, *ON_TRIAL)


def run(*words: str) -> Any:
    """Return what a command prints as JSON."""
    done = CliRunner().invoke(group, [*words, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def loaded(acts: list[Json], folder: Path, *, shuffled: bool = False) -> None:
    """Load the acts; shuffled ones mix the cases, each case's own acts keep their order."""
    order = sorted(acts, key=lambda act: act["occurred_at"]) if shuffled else acts
    file = folder / "history.jsonl"
    file.write_text("".join(json.dumps(act, ensure_ascii=False) + "\n" for act in order), "utf-8")
    answer = run("history", "load", str(file))
    assert answer == {"acts": len(acts), "cases": len({act["case"] for act in acts}), "skipped": 0, "refused": []}


def figures(definition: str, period: str, by: str, *more: str) -> dict[tuple[str, str], tuple[int, int]]:
    """Return what the product counts of the three rates, rows with nothing due left out."""
    asked = run("indicators", "--period", period, "--definition", definition, "--by", by, *more)
    rows = [row for row in asked if row["indicator"] in RATES]
    for row in rows:
        assert row["rate"] == (row["met"] / row["due"] if row["due"] else None)
    kept = [row for row in rows if row["due"]]
    return {("" if by == "total" else row["code"], row["indicator"]): (row["due"], row["met"]) for row in kept}


def views() -> Iterator[tuple[str, str, str]]:
    """Yield every table: definition, period and by what it is broken down."""
    for definition in DEFINITIONS:
        for period in PERIODS:
            for by in ("total", "county", "agency"):
                yield definition, period, by


def agree(acts: list[Json], corner: World, today: date) -> None:
    """Hold every table of the product against the oracle's."""
    cases = stories(acts, corner)
    differing = {
        view: (want, got) for view in views() if (want := rates(cases, *view, today=today)) != (got := figures(*view))
    }
    assert differing == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_made_up_lives_give_the_rates_of_the_oracle(seed: int, corner: World, tmp_path: Path) -> None:
    acts = Teller(seed, corner).tell(LIVES)
    loaded(acts, tmp_path, shuffled=seed == 315)

    agree(acts, corner, day(datetime.now(UTC)))


def test_contested_lives_give_the_rates_of_the_oracle(corner: World, tmp_path: Path) -> None:
    acts = Teller(315, corner, contested=True).tell(LIVES)
    loaded(acts, tmp_path)

    agree(acts, corner, day(datetime.now(UTC)))


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(100, 120))
def test_many_made_up_lives_give_the_rates_of_the_oracle(seed: int, corner: World, tmp_path: Path) -> None:
    acts = Teller(seed, corner).tell(500)
    loaded(acts, tmp_path, shuffled=bool(seed % 2))

    agree(acts, corner, day(datetime.now(UTC)))


@pytest.mark.parametrize("moment", ["2017-10-16 12:00", "2017-12-01 00:00", "2018-02-28 23:59"])
def test_what_was_known_at_a_moment_gives_the_rates_of_that_moment(moment: str, corner: World, tmp_path: Path) -> None:
    acts = Teller(9, corner).tell(LIVES)
    loaded(acts, tmp_path)
    as_of = china(moment)
    known = stories(acts, corner, as_of)

    differing = {
        view: (want, got)
        for view in views()
        if (want := rates(known, *view, today=day(as_of))) != (got := figures(*view, "--as-of", as_of.isoformat()))
    }
    assert differing == {}


def test_what_may_still_be_met_in_time_is_not_counted_yet(corner: World, tmp_path: Path) -> None:
    acts = Teller(10, corner).tell(LIVES)
    loaded(acts, tmp_path)
    now = china("2017-11-15 12:00")
    cases = stories(acts, corner)

    counted = {
        definition: {
            (row.code, str(row.indicator)): (row.due, row.met)
            for row in table(Period.parse("2017Q4"), Definition(definition), by="agency", now=now)
            if row.due
        }
        for definition in DEFINITIONS
    }

    assert counted == {each: rates(cases, each, "2017Q4", "agency", today=day(now)) for each in DEFINITIONS}
    assert counted["LEGAL"] != rates(cases, "LEGAL", "2017Q4", "agency")  # some were not due yet


def test_made_up_lives_are_of_every_kind() -> None:
    """Tell lives that could agree by accident only if something of each kind were missing."""
    corner = world(CORNER, *ON_TRIAL)
    acts = [act for seed in SEEDS for act in Teller(seed, corner).tell(LIVES)]
    cases = stories(acts, corner)
    stays = [stint for case in cases for stint in case.stints()]
    kinds = {
        "several hops": any(len(case.stints()) > 3 for case in cases),
        "simplified": any(act.get("procedure") == "simplified" for act in acts),
        "on trial": any(corner.on_trial(stint.owner, day(stint.since)) for stint in stays),
        "on trial since its receipt": any(_trial_began_between(corner, stint) for stint in stays),
        "kept by a bureau": any(act["step"] == "close" and corner.is_bureau(act["agency"]) for act in acts),
        "unfinished": any(case.acts[-1]["step"] in ("submit", "register") for case in cases),
        "typed in later": any("recorded_at" in act for act in acts),
        "too many people": any(case.first["people"] > 9999 for case in cases),
        "passed on by a return": any(act["step"] == "decide_return" and act["agree"] and "to" in act for act in acts),
        "taken back": any(act["step"] == "decide_return" and act["agree"] and "to" not in act for act in acts),
        "return refused": any(act["step"] == "decide_return" and not act["agree"] for act in acts),
        "a pause that runs": any(_runs(case) for case in cases),
        "redone": any(act.get("outcome") == "redo" for act in acts),
        **{f"{step} by a unit": any(_by_unit(corner, act, step) for act in acts) for step in ENDED_BY_UNIT},
    }
    told = {act["step"] for act in acts}
    assert [kind for kind, found in kinds.items() if not found] == []
    # the oracle knows no reorganisation, and neither marks nor what is linked move a clock
    assert set(Step) - told == {Step.HAND_OVER, Step.LINK, Step.UNLINK, Step.DISMISS} | MARKING
    for definition in DEFINITIONS:
        due, met = (sum(figure[n] for p in PERIODS for figure in rates(cases, definition, p).values()) for n in (0, 1))
        assert 0 < met < due


def _by_unit(corner: World, act: Json, step: str) -> bool:
    return bool(act["step"] == step and corner.is_unit(act["agency"]))


def _runs(case: Story) -> bool:
    stopped = [act["step"] for act in case.acts if act["step"] in ("pause", "resume")]
    return stopped[-1:] == ["pause"]


def _trial_began_between(corner: World, stint: Stint) -> bool:
    accepting = stint.first("accept")
    if accepting is None or not corner.is_unit(stint.owner):
        return False
    return corner.on_trial(stint.owner, day(at(accepting))) and not corner.on_trial(stint.owner, day(stint.since))
