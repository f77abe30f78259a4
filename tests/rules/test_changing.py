"""Whether changes are told from the exact figures of both periods, and the pilots' beside those of the rest."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.rules.changing import a_year_before, change, effect, grown, just_before
from wangfang.rules.comparing import Contender, Way
from wangfang.rules.periods import Period

RATE, DAYS = Way(), Way(less=True, days=True)


def one(due: int, met: int, code: str = "230103") -> Contender:
    return Contender(code, "", due, met)


@pytest.mark.parametrize(
    ("period", "earlier"),
    [
        ("2017Q4", "2016Q4"),
        ("2017M10", "2016M10"),
        ("2017", "2016"),
        ("2017W40", "2016W40"),
        ("2020W53", None),  # 2019 ends with its 52nd week
        ("0001Q1", None),  # before the first year there is none
    ],
)
def test_the_same_period_of_the_year_before(period: str, earlier: str | None) -> None:
    found = a_year_before(Period.parse(period))
    assert (found.name if found else None) == earlier


@pytest.mark.parametrize(
    ("period", "earlier"), [("2017Q1", "2016Q4"), ("2017M10", "2017M9"), ("0001Q1", None), ("0002", "0001")]
)
def test_the_period_just_before(period: str, earlier: str | None) -> None:
    found = just_before(Period.parse(period))
    assert (Period.parse(found.name).start if found else None) == (Period.parse(earlier).start if earlier else None)


@pytest.mark.parametrize(
    ("now", "before", "way", "points"),
    [
        (one(3, 2), one(3, 1), RATE, "33.33"),  # one third in points
        (one(3, 1), one(3, 2), RATE, "-33.33"),
        (one(8, 1), one(1, 0), RATE, "12.50"),
        (one(2, 9), one(4, 10), DAYS, "2.00"),  # 4.5 days after 2.5
        (one(3, 10), one(3, 11), DAYS, "-0.33"),  # a third of a day
    ],
)
def test_a_rate_changes_in_points_and_a_mean_in_days(now: Contender, before: Contender, way: Way, points: str) -> None:
    assert change(now, before, way) == Decimal(points)


@pytest.mark.parametrize(
    ("now", "before"), [(None, one(1, 1)), (one(1, 1), None), (one(0, 0), one(1, 1)), (one(1, 1), one(0, 0))]
)
def test_without_a_value_on_both_sides_there_is_no_change(now: Contender | None, before: Contender | None) -> None:
    assert change(now, before, RATE) is None


@pytest.mark.parametrize(
    ("now", "before", "percent"),
    [
        (one(12, 0), one(8, 0), "50.00"),
        (None, one(8, 0), "-100.00"),  # nobody was left
        (one(8, 0), None, None),  # nothing before: no percentage
    ],
)
def test_a_number_grows_in_percent(now: Contender | None, before: Contender | None, percent: str | None) -> None:
    assert grown(now, before) == (Decimal(percent) if percent else None)


def test_the_pilots_are_told_beside_the_rest() -> None:
    before = [one(10, 6, "NG"), one(10, 8, "DL"), one(10, 8, "HL")]
    after = [one(20, 18, "NG"), one(10, 9, "DL"), one(30, 25, "HL")]
    found = effect(before, after, {"NG"}, RATE)

    assert (found.pilots.before, found.pilots.after) == (one(10, 6, ""), one(20, 18, ""))
    assert (found.others.before, found.others.after) == (one(20, 16, ""), one(40, 34, ""))
    assert (found.pilots.change, found.others.change) == (Decimal("30.00"), Decimal("5.00"))
    assert found.difference == Decimal("25.00")


@pytest.mark.parametrize("pilots", [set(), {"NG", "DL"}])
def test_without_anything_to_set_them_beside_there_is_no_difference(pilots: set[str]) -> None:
    rows = [one(10, 6, "NG"), one(10, 8, "DL")]
    assert effect(rows, rows, pilots, RATE).difference is None


figures = st.tuples(st.integers(1, 60), st.integers(1, 60)).map(lambda pair: (max(pair), min(pair)))


@given(figures, figures, figures, figures)
def test_the_difference_turns_round_when_the_sides_do(
    a: tuple[int, int], b: tuple[int, int], c: tuple[int, int], d: tuple[int, int]
) -> None:
    before, after = [one(*a, "NG"), one(*b, "DL")], [one(*c, "NG"), one(*d, "DL")]
    ours, theirs = effect(before, after, {"NG"}, RATE), effect(before, after, {"DL"}, RATE)
    assert ours.difference is not None
    assert theirs.difference == -ours.difference
    assert ours.pilots == theirs.others
