"""Is how things stand composed of the same numbers as the tables, the worst county first, and open to nobody's guess?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise

import pytest
import time_machine

from tests.cast import at_accusations, clerk, load_city, put_nangang_on_315
from tests.moments import at
from tests.stories import Story, story
from wangfang.records.indicators import lookups, measures, spans
from wangfang.records.indicators.classes import Class, cases_of, classes_of
from wangfang.records.indicators.in_hand import LEFT, cases_left, days_of, in_hand_on
from wangfang.records.indicators.overview import Overview, overview
from wangfang.rules.indicators import Definition, Indicator
from wangfang.rules.measures import Measure
from wangfang.rules.periods import Period

pytestmark = pytest.mark.django_db
Q3, NOW = Period.parse("2017Q3"), at("2017-09-28 10:00")


@pytest.fixture(autouse=True)
def _city(db: None) -> Iterator[None]:
    load_city()
    with time_machine.travel(NOW, tick=False):
        yield


def told(period: Period = Q3, definition: Definition = Definition.LEGAL, now: datetime = NOW) -> Overview:
    """Return how things stand."""
    return overview(period, definition, now)


def closed(to: str = "NG", unit: str = "NG-XF", when: str = "2017-08-21", **changes: str) -> Story:
    """Let a case be closed, all in time."""
    known = story(when).about(**changes).submitted(to=to).registered().forwarded(unit)
    return known.accepted().answered().served().closed()


def late(to: str = "HL", unit: str = "HL-ZJ", when: str = "2017-08-01") -> Story:
    """Let a case be passed on far too late."""
    return story(when).submitted(to=to).on("2017-09-20").registered().forwarded(unit)


@pytest.mark.parametrize("definition", sorted(Definition))
@pytest.mark.parametrize("period", ["2017Q3", "2017M8", "2017W34", "2017"])
def test_the_figures_are_those_of_the_tables(definition: Definition, period: str) -> None:
    put_nangang_on_315()
    closed().rated("satisfied", "dissatisfied")
    closed("HL", "HL-ZJ").rated("satisfied", "satisfied")
    late()
    one = Period.parse(period)
    found = told(one, definition)
    rates = lookups.table(one, definition, by="total", now=NOW)
    further = {row.measure: row for row in measures.table(one, by="total", now=NOW)}
    expected = [(row.due, row.met, row.figure.people_due, row.figure.people_met) for row in rates]
    for name in (Measure.SATISFACTION_UNIT, Measure.REPEAT_SHARE):
        figure = further[name].figure
        expected.append((figure.due, figure.met, figure.people_due, figure.people_met))
    shown = [kpi.sums[-1] for kpi in found.headlines[1:]]
    assert [(one.due, one.met, one.people, one.people_met) for one in shown] == (expected or [(0, 0, 0, 0)] * 3)
    assert found.headlines[0].sums[-1].due == further[Measure.ONLINE_SHARE].due


def test_the_twelve_periods_are_those_of_the_tables_one_by_one() -> None:
    for when in ("2016-02-10", "2016-11-07", "2017-05-08", "2017-08-21"):
        closed(when=when)
    found = told()
    assert [period.name for period in found.periods][-3:] == ["2017Q1", "2017Q2", "2017Q3"]
    for nth, period in enumerate(found.periods):
        rows = {row.indicator: row for row in lookups.table(period, Definition.LEGAL, by="total", now=NOW)}
        shown = {kpi.name: kpi.sums[nth] for kpi in found.headlines if kpi.name in set(Indicator)}
        assert {name: (one.due, one.met) for name, one in shown.items()} == {
            name: (rows[name].due, rows[name].met) if name in rows else (0, 0) for name in Indicator
        }
    assert sum(one.due for one in found.headlines[0].sums) == 4


def test_the_worst_county_stands_first_and_those_with_nothing_due_last() -> None:
    closed()
    late()
    found = told()
    assert [row.name for row in found.counties] == ["呼兰区", "南岗区", "道里区"]
    cells = {row.name: row.cells[Indicator.BUREAU_TIMELY] for row in found.counties}
    assert {name: (cell.place.rank, cell.place.few) if cell.place else None for name, cell in cells.items()} == {
        "呼兰区": (2, True), "南岗区": (1, True), "道里区": None,
    }  # fmt: skip


def test_counties_of_one_rate_share_a_rank_and_the_city_has_none() -> None:
    closed()
    closed("HL", "HL-ZJ")
    closed("HRB", "HRB-ZJ")
    rows = {row.name: row.cells[Indicator.BUREAU_TIMELY] for row in told().counties}
    assert {name: cell.place.rank if cell.place else 0 for name, cell in rows.items()} == {
        "南岗区": 1, "呼兰区": 1, "道里区": 0, "哈尔滨市本级": 0,
    }  # fmt: skip
    assert (rows["哈尔滨市本级"].sum.due, told().headlines[1].full) == (1, 2)


def test_what_is_listed_of_a_rate_leaves_its_accusations_out_and_few_of_them_count_nowhere() -> None:
    at_accusations("NG")
    closed()
    for _ in range(4):
        story("2017-08-07").accusing("NG-HX").submitted()
    assert [(one.due, one.listed) for one in (told().headlines[1].sums[-1],)] == [(1, 1)]
    story("2017-08-07").accusing("NG-HX").submitted()
    found = told()
    assert [(one.due, one.met, one.listed) for one in (found.headlines[1].sums[-1],)] == [(6, 1, 1)]
    assert found.in_hand.cases == 0
    assert sum(week.came for week in found.weeks) == 1
    assert sum(kind.now for kind in found.classes) == 1


def test_weeks_are_counted_from_monday_to_monday() -> None:
    closed(when="2017-08-21 00:00")
    closed(when="2017-08-27 23:00")
    found = {week.period.name: (week.came, week.closed) for week in told().weeks}
    assert len(found) == 26
    assert (found["2017W34"], found["2017W35"]) == ((2, 1), (0, 1))
    assert told(Period.parse("2016Q4")).weeks[-1].period.name == "2016W52"


@pytest.mark.parametrize(
    ("period", "today", "expected"),
    [
        ("2017Q3", date(2017, 9, 30), (2, 1, 3)),  # over: all of the quarter before and of that a year before
        ("2017Q3", date(2017, 8, 25), (2, 0, 2)),  # under way: its 56 days against the first 56 of the others
        ("2017W34", date(2017, 8, 23), (2, 0, 1)),  # 52 weeks before: Monday 2016-08-22
    ],
)
def test_what_came_in_is_held_against_as_many_days(period: str, today: date, expected: tuple[int, int, int]) -> None:
    for when in ("2016-07-01", "2016-08-23", "2016-09-29", "2017-06-29", "2017-08-21", "2017-08-21"):
        story(when).submitted().registered()
    kinds, before = classes_of(Period.parse(period), today)
    assert (kinds[0].now, before, kinds[0].before) == expected


def test_classes_go_by_their_first_level_and_the_smallest_are_one_bar() -> None:
    for kind, count in (("城乡建设/住房", 2), ("城乡建设", 1), ("", 2), *((f"类{n}", 1) for n in range(8))):
        for _ in range(count):
            story("2017-08-21").about(category=kind).submitted().registered()
    kinds, _ = classes_of(Q3, NOW.date())
    assert kinds[:2] == [Class("城乡建设", "城乡建设", 3, 0), Class("", "未分类", 2, 0)]
    assert (len(kinds), kinds[-1]) == (9, Class("", "其他", 2, 0, is_rest=True))
    assert [cases_of(clerk("HRB"), Q3, kind).count() for kind in ("城乡建设", "", "类7", "类")] == [3, 2, 1, 0]


def test_a_class_that_grew_by_half_is_unusual_and_the_rest_never_is() -> None:
    assert Class("a", "a", 15, 10).is_unusual
    assert not Class("a", "a", 14, 10).is_unusual
    assert not Class("", "其他", 99, 1, is_rest=True).is_unusual


def test_open_cases_stand_where_their_days_say_and_the_lists_have_as_many() -> None:
    for when in ("2017-09-11", "2017-09-12", "2017-09-13", "2017-09-15", "2017-09-20", "2017-09-25", "2017-07-03"):
        story(when).submitted().registered()
    closed()
    today = NOW.date()
    found = in_hand_on(today)
    assert {name: cases_left(clerk("HRB"), name, today).count() for name in LEFT} == dict(found.left)
    assert cases_left(clerk("HRB"), "soon", today).count() == found.left["today"] + found.left["to_3"]
    assert (sum(found.left.values()), found.cases) == (7, 7)
    assert (found.left["overdue"], [(one.name, one.now) for one in found.overdue], found.long) == (
        found.overdue[0].now, [("南岗区", found.left["overdue"])], 1,
    )  # fmt: skip


def test_the_days_left_follow_one_another_without_a_gap() -> None:
    spanned = [days_of(name, date(2017, 9, 28)) for name in LEFT]
    assert [(b[0] - a[1]).days for a, b in pairwise(spanned)] == [1] * 5
    assert spanned[2] == (date(2017, 9, 29), date(2017, 10, 1))


def test_a_period_to_come_is_empty_and_not_a_mistake() -> None:
    closed()
    found = told(Period.parse("2018Q1"))
    assert (found.headlines[0].sums[-1].due, found.before, found.is_over) == (0, 0, False)


def test_the_span_of_periods_goes_from_the_first_day_to_the_last() -> None:
    found = spans.span_of([Period.parse("2017Q2"), Q3])
    assert (found.start, found.end) == (date(2017, 4, 1), date(2017, 10, 1))
