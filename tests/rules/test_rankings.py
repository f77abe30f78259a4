"""Whether agencies are compared in a way that the compared would accept."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.rules.rankings import (
    Entrant,
    at_hundred,
    below_mean,
    growth,
    league,
    mean_text,
    percent,
    percent_text,
    points,
)

figures = st.tuples(st.integers(0, 400), st.integers(0, 400)).map(lambda pair: (min(pair), max(pair)))
entrants = st.lists(figures, max_size=18).map(
    lambda rows: [Entrant(f"{230100 + place}", f"第{place}区", due, met) for place, (met, due) in enumerate(rows)]
)


def entrant(name: str, met: int, due: int) -> Entrant:
    return Entrant(code=name, name=name, due=due, met=met)


NANGANG, HULAN = entrant("南岗区", 20, 20), entrant("呼兰区", 3, 3)
DAOLI, YILAN = entrant("道里区", 9, 10), entrant("依兰县", 0, 0)
ACHENG, BAYAN = entrant("阿城区", 18, 20), entrant("巴彦县", 0, 2)


def test_equal_rates_share_a_rank_and_the_next_is_skipped() -> None:
    table = league([HULAN, NANGANG, DAOLI, BAYAN])

    assert [(place.rank, place.entrant.name) for place in table.places] == [
        (1, "南岗区"),  # 20 of 20: the larger number stands first
        (1, "呼兰区"),  # 3 of 3
        (3, "道里区"),
        (4, "巴彦县"),
    ]


def test_a_full_tie_keeps_the_official_order() -> None:
    twins = [entrant("道里区", 1, 2), entrant("南岗区", 2, 4), entrant("道外区", 2, 4)]

    assert [place.entrant.name for place in league(twins).places] == ["南岗区", "道外区", "道里区"]


def test_nine_of_ten_and_eighteen_of_twenty_are_the_same_rate() -> None:
    assert [place.rank for place in league([DAOLI, ACHENG]).places] == [1, 1]


def test_nothing_due_stands_apart_and_has_no_rank() -> None:
    table = league([YILAN, BAYAN])

    assert table.idle == (YILAN,)
    assert [place.entrant for place in table.places] == [BAYAN]
    assert YILAN.rate is None


@pytest.mark.parametrize(("due", "few"), [(1, True), (4, True), (5, False), (6, False)])
def test_fewer_than_five_duties_are_marked_as_few(due: int, *, few: bool) -> None:
    assert league([entrant("宾县", due, due)]).places[0].few is few


def test_at_hundred_needs_a_duty_and_every_duty() -> None:
    assert at_hundred([YILAN, HULAN, DAOLI, entrant("五常市", 19_999, 20_000), NANGANG]) == (HULAN, NANGANG)


def test_below_the_mean_of_all_duties_taken_together() -> None:
    assert below_mean([NANGANG, DAOLI, YILAN, BAYAN]) == (DAOLI, BAYAN)  # 29 of 32 is 90.625 %


def test_at_the_mean_is_not_below_it() -> None:
    assert below_mean([DAOLI, ACHENG]) == ()


@pytest.mark.parametrize(
    ("met", "due", "text", "because"),
    [
        (1, 1, "100.00%", "every duty"),
        (0, 7, "0.00%", "no duty"),
        (0, 0, "—", "nothing due is no rate"),
        (2, 3, "66.67%", "rounded up"),
        (1, 3, "33.33%", "rounded down"),
        (1, 800, "0.13%", "0.125 goes up, not to the even digit"),
        (3, 800, "0.38%", "0.375 goes up"),
        (9_999, 10_000, "99.99%", "exact"),
        (19_999, 20_000, "99.99%", "99.995 would round to a hundred that was not reached"),
        (999_999, 1_000_000, "99.99%", "so would 99.9999"),
        (4, 18, "22.22%", "the counties of the article"),
        (8, 18, "44.44%", "the counties of the article"),
        (5, 18, "27.78%", "the counties of the article"),
    ],
)
def test_a_rate_in_percent(met: int, due: int, text: str, because: str) -> None:
    assert percent_text(met, due) == text, because


@pytest.mark.parametrize(("met", "due"), [(2, 1), (-1, 3), (1, 0)])
def test_more_met_than_due_is_a_mistake_of_the_programmer(met: int, due: int) -> None:
    with pytest.raises(ValueError, match="met of"):
        percent(met, due)


@pytest.mark.parametrize(
    ("now", "before", "change", "because"),
    [
        (entrant("南岗区", 20, 20), entrant("南岗区", 9, 10), "10.00", "from 90 to 100"),
        (entrant("南岗区", 9, 10), entrant("南岗区", 20, 20), "-10.00", "and back"),
        (entrant("南岗区", 1, 3), entrant("南岗区", 2, 3), "-33.33", "a third less"),
        (entrant("南岗区", 7, 800), entrant("南岗区", 8, 800), "-0.13", "0.125 goes away from zero"),
        (entrant("南岗区", 1, 2), entrant("南岗区", 2, 4), "0.00", "the same rate"),
        (entrant("南岗区", 1, 2), entrant("南岗区", 0, 0), "None", "there was no rate before"),
        (entrant("南岗区", 0, 0), entrant("南岗区", 1, 2), "None", "there is none now"),
    ],
)
def test_a_rate_changes_by_percentage_points(now: Entrant, before: Entrant, change: str, because: str) -> None:
    assert str(points(now, before)) == change, because


@pytest.mark.parametrize(
    ("now", "before", "change", "because"),
    [
        (20, 5, "300.00", "growth has no upper end"),
        (5, 20, "-75.00", "three quarters less"),
        (0, 20, "-100.00", "nothing is left"),
        (4, 3, "33.33", "a third more"),
        (5, 5, "0.00", "as before"),
        (5, 0, "None", "there was nothing before"),
    ],
)
def test_a_number_grows_by_percent(now: int, before: int, change: str, because: str) -> None:
    assert str(growth(now, before)) == change, because


@pytest.mark.parametrize(
    ("total", "count", "text", "because"),
    [
        (40, 3, "13.33", "rounded down"),
        (1, 8, "0.13", "0.125 is rounded up"),
        (0, 4, "0.00", "all on the day itself"),
        (7, 0, "—", "there is no mean of nothing"),
    ],
)
def test_a_mean_is_printed_with_two_decimals(total: int, count: int, text: str, because: str) -> None:
    assert mean_text(total, count) == text, because


@given(figures)
def test_a_hundred_is_printed_exactly_when_every_duty_was_met(pair: tuple[int, int]) -> None:
    met, due = pair

    assert (percent_text(met, due) == "100.00%") == (due > 0 and met == due)


@given(figures)
def test_a_rate_below_99_99_is_rounded_half_up(pair: tuple[int, int]) -> None:
    met, due = pair
    if due and met * 10_000 <= 9_999 * due:
        exact = Decimal(met) * 100 / Decimal(due)
        assert percent(met, due) == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(entrants)
def test_nobody_is_lost_and_a_rank_is_one_more_than_those_who_are_better(field: list[Entrant]) -> None:
    table = league(field)

    assert sorted([place.entrant.code for place in table.places] + [one.code for one in table.idle]) == [
        one.code for one in field
    ]
    for place in table.places:
        better = [one for one in field if one.due and one.met * place.entrant.due > place.entrant.met * one.due]
        assert place.rank == len(better) + 1


@given(entrants)
def test_not_everybody_is_below_the_mean(field: list[Entrant]) -> None:
    assert len(below_mean(field)) < max(1, sum(1 for one in field if one.due))
