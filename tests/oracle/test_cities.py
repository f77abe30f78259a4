"""Random cities with random histories: every rate and every further figure is the oracle's, as of random moments.

Nothing is stored here, so that thousands of cities can be tried; that tables and files hold what the rules say is
tested in `test_rates`, `test_measures` and `test_engines`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import product

import pytest

from tests.oracle import oracle
from tests.oracle.cities import BY, PERIODS, Drawn
from tests.oracle.measures import FIGURES, City, Sums
from tests.oracle.oracle import DEFINITIONS, RATES, added_up, counted_in, stories
from tests.oracle.stories import Story
from wangfang.rules import indicators
from wangfang.rules.facts import Step

TRIED = 40
"""Cities that are tried in a few seconds; two thousand others are tried by night."""
MORE = range(20, 60)


def test_random_cities_have_the_figures_of_the_oracle() -> None:
    assert [one for seed in range(TRIED) for one in Drawn(seed).differs()] == []


@pytest.mark.nightly
@pytest.mark.parametrize("hundred", range(20))
def test_two_thousand_random_cities_have_the_figures_of_the_oracle(hundred: int) -> None:
    seeds = range(1000 + hundred * 100, 1100 + hundred * 100)
    assert [one for seed in seeds for one in Drawn(seed).differs()] == []


@pytest.mark.parametrize(
    ("where", "broken", "what"),
    [
        ("calendar_days", lambda start, count: start + timedelta(days=count), "no day is rolled off a rest day"),
        ("BY_UNIT", ("accept",), "to decline is no answer"),
        ("FINAL", ("accept", "decline", "no_longer_accept", "file", "divert"), "a merge decides nothing"),
        ("DECISIONS", ("forward", "assign"), "a bureau decides only by passing on"),
    ],
)
def test_an_oracle_that_counts_otherwise_is_noticed(
    where: str, broken: object, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oracle, where, broken)
    assert any(Drawn(seed).differs() for seed in MORE), what


@pytest.mark.parametrize(
    ("where", "broken", "what"),
    [
        ("PEOPLE", range(1, 100_000), "a case of ten thousand people is counted"),
        ("TAKEN_UP", frozenset({Step.ACCEPT}), "to decline is no answer"),
        ("is_counted", lambda *_: True, "what may still be met in time is counted"),
        ("given_up", lambda _: None, "what was given up is owed for ever"),
    ],
)
def test_rules_that_count_otherwise_are_noticed(
    where: str, broken: object, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indicators, where, broken)
    assert any(Drawn(seed).differs() for seed in MORE), what


def test_people_are_compared_and_not_only_cases() -> None:
    """Hold that people are no second name for cases: where both were the same, nothing of people would be compared."""
    one = Drawn(0)
    told = stories(one.acts, one.world)
    sums = [found for rates in _tables(told) for found in rates.values()]
    assert sum((due, met) != (crowd, crowd_met) for due, met, crowd, crowd_met in sums) > 10


def test_random_cities_are_of_every_kind() -> None:
    """Draw cities of every size and each figure with cases in and out of its numerator; else agreeing proves nothing."""
    cities = [Drawn(seed) for seed in range(TRIED)]
    assert {sum(code.startswith("B") for code in one.world.organs) for one in cities} == {1, 2, 3, 4}
    assert {len(one.world.trials) for one in cities} == {0, 1, 2, 3}
    assert len({moment for one in cities for moment in one.moments}) == 2 * TRIED
    assert any("recorded_at" in act for one in cities for act in one.acts)
    sums: dict[str, list[int]] = {name: [0, 0] for name in (*DEFINITIONS, *FIGURES)}
    for one in cities:
        told = stories(one.acts, one.world)
        for (definition, _), rates in zip(product(DEFINITIONS, PERIODS), _tables(told), strict=True):
            _add(sums[definition], rates.values())
        late = City(told, max(one.moments) + timedelta(days=400))
        for period in PERIODS:
            for (_, name), found in late.figures(period, "total").items():
                _add(sums[name], [found])
    assert [name for name, (due, met) in sums.items() if not met > 0 or (met == due and name != "average_days")] == []
    assert {rate for one in cities for rate in _rates(one)} == {(by, rate) for by in BY for rate in RATES}


def _tables(told: list[Story]) -> list[dict[tuple[str, str], Sums]]:
    """Return the totals of every definition and period."""
    counted = [counted_in(told, definition) for definition in DEFINITIONS]
    return [added_up(rows, period, "total", date.max) for rows in counted for period in PERIODS]


def _rates(one: Drawn) -> list[tuple[str, str]]:
    told = counted_in(stories(one.acts, one.world), "LEGAL")
    return [(by, rate) for by in BY for _, rate in added_up(told, "2017Q4", by, date.max)]


def _add(sums: list[int], found: Iterable[Sums]) -> None:
    for due, met, *_ in found:
        sums[0], sums[1] = sums[0] + due, sums[1] + met
