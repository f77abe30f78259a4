"""Whether agencies stand beside each other in a way that the compared would accept: sizes, ranks within them, outliers."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.rules.cards import cards
from wangfang.rules.comparing import (
    ALL,
    Contender,
    Mark,
    Way,
    compared,
    numbers,
    outliers,
    sizes_of,
    together,
    way_of,
)
from wangfang.rules.rankings import Entrant, league

RATE, LESS, DAYS = Way(), Way(less=True), Way(less=True, days=True)
figures = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (max(pair), min(pair)))
fields = st.lists(figures, max_size=18)


def field(rows: list[tuple[int, int]]) -> list[Contender]:
    """Return contenders of (due, met) in their official order."""
    return [Contender(f"{230100 + place}", f"第{place}区", due, met) for place, (due, met) in enumerate(rows)]


def apart(rows: list[tuple[int, int]], way: Way = RATE) -> list[int]:
    """Return the places of the outliers."""
    return sorted(int(code) - 230100 for code in outliers(field(rows), way))


@pytest.mark.parametrize(
    ("dues", "sizes"),
    [
        ([60, 50, 40, 30, 20, 10], "large large middle middle small small"),  # thirds
        ([10, 20, 30, 40, 50, 60], "small small middle middle large large"),  # the order of the list decides nothing
        ([60, 50, 40, 30, 20], "all all all all all"),  # five are too few for sizes
        ([60, 50, 40, 30, 20, 0], "all all all all all"),  # nothing due is of no size and does not count
        ([9, 9, 9, 9, 9, 9], "large large large large large large"),  # equal numbers are of one size
        ([60, 50, 50, 30, 20, 10], "large large large middle small small"),  # a tie goes with its first
        ([70, 60, 50, 40, 30, 20, 10], "large large large middle middle small small"),  # seven: 3, 2, 2
    ],
)
def test_sizes_are_thirds_of_the_order_of_due_numbers(dues: list[int], sizes: str) -> None:
    found = sizes_of(field([(due, 0) for due in dues]))
    assert list(found.values()) == sizes.split()


@pytest.mark.parametrize(
    ("rows", "places", "why"),
    [
        ([(100, 99), (100, 98), (100, 97), (100, 96), (100, 50)], [4], "far below: 97 − 50 against a spread of 1"),
        ([(100, 50), (100, 51), (100, 52), (100, 53), (100, 99)], [4], "far above lies apart as well"),
        ([(100, 99), (100, 98), (100, 97), (100, 96), (4, 0)], [], "four duties say little; and four are left"),
        ([(100, 99), (100, 98), (100, 97), (100, 96), (100, 95), (4, 0)], [], "a small number is never an outlier"),
        ([(100, 99), (100, 98), (100, 97), (100, 50)], [], "among four nobody lies apart"),
        ([(100, 90), (100, 80), (100, 70), (100, 60), (100, 50)], [], "evenly spread"),
        ([(100, 100)] * 9 + [(100, 60)], [9], "all but one alike: by the mean of the distances"),
        ([(100, 100)] * 9 + [(100, 96)], [], "four points are no distance, however alike the others are"),
        ([(100, 100)] * 9 + [(100, 95)], [9], "five points are one"),
        ([(100, 100)] * 8 + [(100, 60)] * 4, [], "four of twelve are no exception"),
        ([(100, 100)] * 9, [], "all alike"),
        ([(100, 99), (100, 98), (100, 97), (100, 96), (0, 0), (100, 50)], [5], "nothing due is not looked at"),
    ],
)
def test_an_outlier_lies_far_from_the_median_as_the_others_are_spread(
    rows: list[tuple[int, int]], places: list[int], why: str
) -> None:
    assert apart(rows) == places, why


@pytest.mark.parametrize(
    ("days", "places"),
    [([100, 110, 120, 130, 900], [4]), ([100, 100, 100, 100, 109], []), ([100, 100, 100, 100, 110], [4])],
)
def test_means_of_days_lie_apart_from_one_day_on(days: list[int], places: list[int]) -> None:
    assert apart([(10, total) for total in days], DAYS) == places


def test_the_limit_is_a_modified_z_score_of_three_and_a_half() -> None:
    """Median 50, median of the distances 1: 0.6745 × 5.19 is over 3.5, 0.6745 × 5.18 is not."""
    rest = [(10_000, 4_900), (10_000, 4_900), (10_000, 5_000), (10_000, 5_100), (10_000, 5_100)]
    assert apart([*rest, (10_000, 5_519), (10_000, 4_481)]) == [5, 6]
    assert apart([*rest, (10_000, 5_518), (10_000, 4_482)]) == []


@given(fields)
def test_ranks_of_rates_are_those_of_the_published_tables(rows: list[tuple[int, int]]) -> None:
    found, table = compared(field(rows), RATE), league([Entrant(c.code, c.name, c.due, c.met) for c in field(rows)])
    assert [(one.rank, one.contender.code) for one in found.standings] == [
        (place.rank, place.entrant.code) for place in table.places
    ]
    assert [one.code for one in found.idle] == [one.code for one in table.idle]


@given(fields, st.randoms(use_true_random=False))
def test_no_order_of_the_list_changes_a_rank_a_size_or_a_mark(rows: list[tuple[int, int]], dice: Random) -> None:
    def told(contenders: list[Contender]) -> dict[str, tuple[object, ...]]:
        found = compared(contenders, RATE).standings
        return {one.contender.code: (one.rank, one.size, one.rank_within, one.marks) for one in found}

    mixed = field(rows)
    dice.shuffle(mixed)
    assert told(mixed) == told(field(rows))


@given(fields)
def test_within_a_size_somebody_is_first_and_nobody_is_better_placed_than_among_all_by_more_than_the_others(
    rows: list[tuple[int, int]],
) -> None:
    standings = compared(field(rows), RATE).standings
    for size in {one.size for one in standings}:
        within = [one for one in standings if one.size == size]
        assert min(one.rank_within for one in within) == 1
        assert [one.rank_within for one in within] == sorted(one.rank_within for one in within)
    assert all(one.rank_within <= one.rank for one in standings)


@given(fields)
def test_what_more_is_better_puts_first_less_is_better_puts_last(rows: list[tuple[int, int]]) -> None:
    more, less = compared(field(rows), RATE).standings, compared(field(rows), LESS).standings
    best = {one.contender.value for one in more if one.rank == 1}
    assert best == {one.contender.value for one in less if one.rank == max(o.rank for o in less)}


def test_marks_say_full_behind_apart_and_few() -> None:
    rows = field([(20, 20), (3, 3), (10, 9), (20, 18), (20, 19), (20, 19), (10, 2), (2, 0), (0, 0)])
    found = compared(rows, RATE)
    assert {one.contender.name: one.marks for one in found.standings} == {
        "第0区": (Mark.FULL,),
        "第1区": (Mark.FULL, Mark.FEW),  # 3 of 3 is 100 %, and says little
        "第2区": (),  # 90 %: the mean of all together is 90 of 105
        "第3区": (),
        "第4区": (),
        "第5区": (),
        "第6区": (Mark.BEHIND, Mark.OUTLIER),
        "第7区": (Mark.BEHIND, Mark.FEW),
    }
    assert [one.name for one in found.idle] == ["第8区"]
    assert found.mean == Fraction(90, 105)
    assert [one.contender.name for one in found.marked(Mark.FULL)] == ["第0区", "第1区"]


def test_where_less_is_better_behind_is_above_the_mean_and_nothing_is_full() -> None:
    found = compared(field([(10, 10), (10, 0), (10, 2)]), LESS)
    assert [(one.rank, one.contender.name, one.marks) for one in found.standings] == [
        (1, "第1区", ()),
        (2, "第2区", ()),  # 20 %: under the mean of 12 of 30
        (3, "第0区", (Mark.BEHIND,)),
    ]


def test_of_days_the_shortest_mean_is_first() -> None:
    found = compared(field([(2, 60), (2, 10), (1, 5)]), DAYS)
    assert [(one.rank, one.contender.name) for one in found.standings] == [(1, "第1区"), (1, "第2区"), (3, "第0区")]


def test_too_few_for_sizes_are_one_group_with_the_ranks_of_all() -> None:
    found = compared(field([(10, 9), (8, 8)]), RATE).standings
    assert [(one.size, one.rank, one.rank_within) for one in found] == [(ALL, 1, 1), (ALL, 2, 2)]


def test_nobody_compared_is_an_empty_table() -> None:
    found = compared([], RATE)
    assert (found.standings, found.idle, found.mean) == ((), (), None)


def test_a_value_is_exact_and_nothing_due_has_none() -> None:
    rows = field([(3, 1), (0, 0)])
    assert [one.value for one in rows] == [Fraction(1, 3), None]
    assert [one.few for one in rows] == [True, False]
    assert together(rows) == Contender("", "", 3, 1)


def test_of_which_figures_less_is_better_is_said_of_figures_that_there_are() -> None:
    names = {one.id: one.name for one in cards()}
    assert numbers().less_is_better <= set(names)
    assert way_of("average_days", "days") == DAYS
    assert way_of("repeat_share", "repeat") == LESS
    assert way_of("bureau_timely", "") == RATE


def test_the_sizes_cover_every_share() -> None:
    shares = [size.up_to for size in numbers().sizes]
    assert shares == sorted(shares)
    assert shares[-1] == 1
