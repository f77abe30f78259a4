"""Made-up cities go through the product, and every figure is that of the oracle, now and as of any moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import transaction

from tests.oracle.cities import Folded
from tests.oracle.days import ZONE, day
from tests.oracle.lives import Teller
from tests.oracle.measures import FIGURES, City, Sums, enlivened
from tests.oracle.oracle import DEFINITIONS, rates, stories
from tests.oracle.stories import Json
from tests.oracle.test_rates import corner, loaded, run
from tests.oracle.world import CORNER, ON_TRIAL, World, world
from wangfang.records.indicators import lookups, measures
from wangfang.rules.cards import Card, card
from wangfang.rules.facts import Step
from wangfang.rules.indicators import Definition
from wangfang.rules.measures import Measure
from wangfang.rules.periods import Period

pytestmark = pytest.mark.django_db
__all__ = ["corner"]

BY = ("total", "county", "agency")
PERIODS = ("2017Q3", "2017Q4", "2018Q1", "2018Q2", "2018Q3")
LIVES = 60
Found = dict[tuple[str, str], Sums]


def told(seed: int, corner: World, lives: int = LIVES) -> list[Json]:
    """Tell the lives of a city."""
    return enlivened(Teller(seed, corner, contested=bool(seed % 3 == 0)).tell(lives), seed)


def shown(period: str, by: str, now: datetime, as_of: datetime | None = None) -> Found:
    """Return what the product counts, rows with nothing due left out."""
    rows = measures.table(Period.parse(period), by=by, now=now, as_of=as_of)
    sums = {
        (row.code, row.measure.value): (row.due, row.met, row.figure.people_due, row.figure.people_met) for row in rows
    }
    return {key: found for key, found in sums.items() if found[0]}


def rated(
    definition: str, period: str, by: str, now: datetime, as_of: datetime
) -> dict[tuple[str, str], tuple[int, int]]:
    """Return the three rates of the product as of a moment."""
    rows = lookups.table(Period.parse(period), Definition(definition), by=by, now=now, as_of=as_of)
    return {(row.code, row.indicator.value): (row.due, row.met) for row in rows if row.due}


def differing(acts: list[Json], corner: World, chance: Random) -> list[tuple[object, ...]]:
    """Hold every figure of one city against the oracle's: now, and as of a random moment under every definition."""
    now = datetime(2018, 1, 1, tzinfo=ZONE) + timedelta(minutes=chance.randrange(1_000_000))
    as_of = datetime(2017, 7, 1, tzinfo=ZONE) + timedelta(minutes=chance.randrange(1_000_000))
    whole, then = City(stories(acts, corner), now), City(stories(acts, corner, as_of), as_of)
    wrong: list[tuple[object, ...]] = []
    for period in PERIODS:
        wrong += [(period, by, now) for by in BY if whole.figures(period, by) != shown(period, by, now)]
    period, by = chance.choice(PERIODS), chance.choice(BY)
    if then.figures(period, by) != shown(period, by, now, as_of):
        wrong.append((period, by, as_of, "as of"))
    for definition in DEFINITIONS:
        want = rates(then.cases, definition, period, by, today=day(as_of))
        if want != rated(definition, period, by, now, as_of):
            wrong.append((period, by, as_of, definition))
    return wrong


@pytest.mark.parametrize("seed", [7, 21, 90])
def test_every_figure_of_a_made_up_city_is_that_of_the_oracle(seed: int, corner: World, tmp_path: Path) -> None:
    acts = told(seed, corner)
    loaded(acts, tmp_path)

    assert differing(acts, corner, Random(seed)) == []


def folded(acts: list[Json], period: str, by: str, as_of: datetime) -> Found:
    """Return what the rules alone make of the acts recorded by a moment, without any store."""
    corner = world(CORNER, *ON_TRIAL)
    return Folded(stories(acts, corner, as_of), corner, as_of).measures(period, by)


def fold_differs(seed: int, corner: World) -> list[tuple[int, str, str, datetime]]:
    """Hold the rules against the oracle for one city, in every table, as of two random moments."""
    chance, acts = Random(seed), told(seed, corner, 20)
    moments = [datetime(2017, 7, 1, tzinfo=ZONE) + timedelta(minutes=chance.randrange(1_500_000)) for _ in range(2)]
    return [
        (seed, period, by, moment)
        for moment in moments
        for period in PERIODS
        for by in BY
        if City(stories(acts, corner, moment), moment).figures(period, by) != folded(acts, period, by, moment)
    ]


@pytest.mark.parametrize("ten", range(2))
def test_the_rules_alone_give_the_figures_of_the_oracle(ten: int) -> None:
    corner = world(CORNER, *ON_TRIAL)
    assert [one for seed in range(ten * 10, ten * 10 + 10) for one in fold_differs(seed, corner)] == []


def _a_day_more(name: str) -> Card:
    known = card(name)
    return replace(known, days=known.days + bool(known.days))


@pytest.mark.parametrize(
    ("where", "broken", "what"),
    [
        ("measures.CONTENT", frozenset({"satisfied"}), "who is basically satisfied is not counted"),
        ("measures.card", _a_day_more, "a day more to come again"),
        ("outcomes._REMEDIES", frozenset[Step](), "a review asked for does not matter"),
        ("outcomes.given_up", lambda _: None, "what was given up can be rated"),
    ],
)
def test_the_oracle_finds_a_figure_that_is_counted_otherwise(
    where: str, broken: object, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"wangfang.rules.{where}", broken)
    corner = world(CORNER, *ON_TRIAL)
    assert any(fold_differs(seed, corner) for seed in range(20)), what


@pytest.mark.nightly
@pytest.mark.parametrize("hundred", range(20))
def test_the_rules_alone_give_the_figures_of_two_thousand_cities(hundred: int) -> None:
    corner = world(CORNER, *ON_TRIAL)
    assert [one for seed in range(hundred * 100, hundred * 100 + 100) for one in fold_differs(seed, corner)] == []


@pytest.mark.nightly
@pytest.mark.parametrize("score", range(100))
def test_two_thousand_cities_have_the_figures_of_the_oracle(score: int, corner: World, tmp_path: Path) -> None:
    wrong = []
    for seed in range(1000 + score * 20, 1020 + score * 20):
        acts = told(seed, corner, 20)
        with transaction.atomic():
            loaded(acts, tmp_path)
            wrong += [(seed, *one) for one in differing(acts, corner, Random(seed))]
            transaction.set_rollback(True)
    assert wrong == []


def test_the_command_prints_every_figure_after_the_rates(corner: World, tmp_path: Path) -> None:
    acts = told(7, corner)
    loaded(acts, tmp_path)
    rows = run("indicators", "--period", "2017Q4", "--by", "total")

    assert [row["indicator"] for row in rows] == ["bureau_timely", "unit_timely", "ontime_closure", *Measure]
    want = City(stories(acts, corner), datetime.now(UTC)).figures("2017Q4", "total")
    names = ("due", "met", "people_due", "people_met")
    assert {("", row["indicator"]): tuple(row[name] for name in names) for row in rows[3:] if row["due"]} == want


def test_made_up_cities_are_of_every_kind(corner: World) -> None:
    """Tell cities in which each figure has cases in and out of its numerator; else agreeing proves nothing."""
    now = datetime(2019, 6, 1, tzinfo=ZONE)
    sums: dict[str, list[int]] = {name: [0, 0] for name in FIGURES}
    for seed in (7, 21, 90):
        city = City(stories(told(seed, corner), corner), now)
        for period in PERIODS:
            for (_, name), (due, met, _, _) in city.figures(period, "total").items():
                sums[name] = [sums[name][0] + due, sums[name][1] + met]
    assert sorted(sums) == sorted(one.value for one in Measure)
    assert [name for name, (due, met) in sums.items() if not met > 0 or (met == due and name != "average_days")] == []
