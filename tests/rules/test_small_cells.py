"""May a figure tell of fewer than five accusations, by itself, as the rest to a total, or by another period?"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.rules.periods import Period
from wangfang.rules.small_cells import LEAST, withheld

Row = tuple[str, str, date]
MONTH = Period.parse("2017M8")


def out(rows: list[Row], period: Period = MONTH) -> list[Row]:
    """Return what is left out of rows of (agency, county, day)."""
    return withheld(rows, lambda row: row[:2], lambda row: row[2], period)


def _some(agency: str, count: int, month: int = 8) -> list[Row]:
    return [(agency, "NG", date(2017, month, 1 + nth)) for nth in range(count)]


@pytest.mark.parametrize(
    ("rows", "kept", "why"),
    [
        (_some("A", 4), 0, "four of one cell betray themselves"),
        (_some("A", 5), 5, "five do not"),
        (_some("A", 5) + _some("B", 4), 5, "the four would be the rest to the total"),
        (_some("A", 3) + _some("B", 3), 0, "six in two cells, of which the larger total would tell three"),
        (_some("A", 3, 7) + _some("A", 3, 8), 0, "a quarter less its months would tell three"),
        ([], 0, "nothing"),
    ],
)
def test_only_five_of_one_cell_and_month_are_counted(rows: list[Row], kept: int, why: str) -> None:
    assert len(rows) - len(out(rows, Period.parse("2017Q3"))) == kept, why


@pytest.mark.parametrize(("name", "kept"), [("2017M8", 6), ("2017Q3", 6), ("2017", 6), ("2017W32", 0)])
def test_a_week_counts_none_of_them(name: str, kept: int) -> None:
    rows = _some("A", 6)
    assert len(rows) - len(out(rows, Period.parse(name))) == kept


CELLS = st.dictionaries(st.tuples(st.sampled_from("AB"), st.sampled_from("xy"), st.integers(1, 12)), st.integers(0, 9))


@given(CELLS)
def test_no_difference_between_published_figures_tells_of_fewer_than_five(
    cells: dict[tuple[str, str, int], int],
) -> None:
    rows = [(a, c, date(2017, m, 1) + timedelta(n)) for (a, c, m), count in cells.items() for n in range(count)]
    counted = Counter(rows) - Counter(out(rows, Period.parse("2017")))
    sums = set()
    for agency in ("A", "B", "AB"):
        for county in ("x", "y", "xy"):
            for months in (range(1, 13), range(1, 4), range(1, 2)):
                sums.add(
                    frozenset(
                        r for r in counted.elements() if r[0] in agency and r[1] in county and r[2].month in months
                    )
                )
    for one, other in combinations([*sums, frozenset()], 2):
        if other <= one or one <= other:
            assert len(one ^ other) == 0 or len(one ^ other) >= LEAST
