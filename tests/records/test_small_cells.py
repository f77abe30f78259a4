"""Do the figures that pages, commands and bulletins show count accusations only where five come together?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cast import at_accusations, load_city
from tests.moments import at
from tests.stories import story
from wangfang.records.indicators import archive, discretion, lookups, volume, whole
from wangfang.records.indicators.lookups import Row, table
from wangfang.rules.indicators import Definition, Figure, Indicator
from wangfang.rules.periods import Period

pytestmark = pytest.mark.django_db
Q3, NOW = Period.parse("2017Q3"), at("2017-10-09")
BY = ("county", "agency", "total")


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    load_city()
    at_accusations("NG")


def ordinary(count: int) -> None:
    """Let so many ordinary cases be registered late in August."""
    for _ in range(count):
        story("2017-08-21").submitted().on("2017-08-22").registered().forwarded("NG-XF")


def accusations(count: int) -> None:
    """Let so many accusations be registered at the same bureau."""
    for _ in range(count):
        story("2017-08-21").accusing("NG-HX").submitted().on("2017-08-22").registered()


def due(by: str, *, past: bool = False) -> dict[str, int]:
    """Return how many clocks of bureaus were due, by row, now or as known at a moment."""
    rows: list[Row] = table(Q3, Definition.LEGAL, by=by, now=NOW, as_of=NOW if past else None)
    return {row.code: row.due for row in rows if row.indicator is Indicator.BUREAU_TIMELY and row.due}


@pytest.mark.parametrize("past", [False, True])
@pytest.mark.parametrize(
    ("secret", "counted", "why"),
    [(0, 2, "nothing is left out"), (1, 2, "one betrays itself"), (4, 2, "so do four"), (5, 7, "five do not")],
)
def test_accusations_count_where_five_come_together_and_the_total_is_their_sum(
    secret: int, counted: int, why: str, *, past: bool
) -> None:
    ordinary(2)
    accusations(secret)
    county, agency, total = (due(by, past=past) for by in BY)
    assert (county, agency, total) == ({"230103": counted}, {"NG": counted}, {"": counted}), why


@pytest.mark.parametrize(("secret", "counted"), [(0, 2), (4, 2), (5, 7)])
def test_the_whole_set_and_an_archive_leave_out_the_same(secret: int, counted: int, tmp_path: Path) -> None:
    ordinary(2)
    accusations(secret)
    files = archive.export(tmp_path / "kept", NOW)
    for definition in Definition:
        for name in ("2017Q3", "2017Q4"):
            period = Period.parse(name)
            found = whole.standings(period, definition, now=NOW)
            assert archive.standings(files, period, definition) == found
            for by in whole.SIDES:
                rows = [(row.code, row.indicator, row.figure) for row in table(period, definition, by=by, now=NOW)]
                assert [
                    (one.code, one.indicator, one.figure) for one in found if one.by == by and _due(one, rows)
                ] == rows
    told = [one for one in whole.standings(Q3, Definition.LEGAL, now=NOW) if one.indicator is Indicator.BUREAU_TIMELY]
    assert {(one.by, one.figure.due) for one in told if one.figure.due} == {("county", counted), ("agency", counted)}
    week = [one.figure.due for one in whole.standings(Period.parse("2017W36"), Definition.LEGAL, now=NOW)]
    assert max(week) == 2, "in a week none is counted"


def _due(one: whole.Standing, rows: list[tuple[str, Indicator, Figure]]) -> bool:
    """Tell whether the table has the row: what was due in the period before alone is no row of it."""
    return one.code in {code for code, _, _ in rows}


def test_a_row_of_accusations_alone_is_not_there() -> None:
    accusations(4)
    assert [due(by) for by in BY] == [{}, {}, {}]
    assert [row.code for row in table(Q3, Definition.LEGAL, by="agency", now=NOW)] == []


def test_the_volume_of_a_period_leaves_them_out_too() -> None:
    ordinary(2)
    accusations(3)
    assert [row.cases for row in volume.by_form(Q3) if row.name == "网上信访"] == [2]
    assert sum(row.cases for row in volume.by_category(Q3)) == 2
    accusations(2)
    assert [row.cases for row in volume.by_form(Q3) if row.name == "网上信访"] == [7]


def test_the_list_behind_a_number_names_no_accusation_even_to_who_may_see_it() -> None:
    ordinary(2)
    accusations(5)
    jubao = at_accusations("NG")
    found = lookups.clocks_behind(
        jubao, Q3, Definition.LEGAL, Indicator.BUREAU_TIMELY, by="agency", code="NG", bucket="due", now=NOW
    )
    assert {duty.case.secrecy for duty in found} == {0}
    assert len(found) == 2


def test_a_table_that_forgets_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    ordinary(2)
    accusations(4)
    monkeypatch.setattr(discretion, "withheld", lambda *_asked: [])
    assert due("county") == {"230103": 6}
