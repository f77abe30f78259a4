"""Is each month on the sheet of a county the figure of that month, accusations and all?"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import at_accusations, load_city
from tests.moments import at
from tests.stories import story
from wangfang.records.indicators import county, lookups
from wangfang.rules.indicators import Definition, Figure
from wangfang.rules.periods import Period

pytestmark = pytest.mark.django_db
NOW, LAST = at("2018-01-09"), date(2017, 12, 31)


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    load_city()
    at_accusations("NG")


def lives(accusations: int) -> None:
    """Cases in two months and two counties, and so many accusations in one of the months."""
    for day in ("2017-08-21", "2017-08-21", "2017-10-23"):
        story(day).submitted().registered().forwarded("NG-XF").accepted()
    story("2017-10-23").submitted().on("2017-12-20").registered().forwarded("NG-XF")
    story("2017-10-23").submitted(to="HL").registered().forwarded("HL-ZJ")
    for _ in range(accusations):
        story("2017-08-21").accusing("NG-HX").submitted().on("2017-08-22").registered()


def of_month(period: Period, definition: Definition) -> dict[str, Figure]:
    """Return the figures of Nangang in the table of one month."""
    rows = lookups.table(period, definition, by="county", now=NOW)
    return {row.indicator: row.figure for row in rows if row.code == "230103" and row.due}


@pytest.mark.parametrize("definition", list(Definition))
@pytest.mark.parametrize("accusations", [0, 4, 5])
def test_each_month_is_the_figure_of_that_month(accusations: int, definition: Definition) -> None:
    lives(accusations)
    months = county.months("230103", definition, LAST, NOW)
    assert [period.name for period, _ in months] == [f"2017M{nth}" for nth in range(1, 13)]
    for period, found in months:
        assert {name: one for name, one in found.items() if one.due} == of_month(period, definition), period.name
    assert sum(one.due for _, found in months for one in found.values()) >= 5


def test_twelve_months_are_asked_for_in_one_breath() -> None:
    lives(5)
    county.months("230103", Definition.LEGAL, LAST, NOW)
    with CaptureQueriesContext(connection) as seen:
        county.months("230103", Definition.LEGAL, LAST, NOW)
    of_clocks = [query for query in seen if "cases_duty" in query["sql"]]
    assert len(of_clocks) == 2
