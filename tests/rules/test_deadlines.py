"""Due days by the vectors of the official calendar of 2017, their reasons, and the lights of the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from wangfang.rules.deadlines import Due, Standing, days_left, due, due_of_many, explain, standing
from wangfang.rules.facts import CHINA, day_of
from wangfang.rules.limits import Limit, Unit, rule_set
from wangfang.rules.workdays import OutsideTheCalendar, national_calendar

ACCEPT = rule_set("order-2005").limit("DL06")  # 15 日
ANSWER = rule_set("order-2005").limit("DL10")  # 60 日
PASS_ON = rule_set("harbin-315").limit("DL03")  # 3 工作日
OPINION = rule_set("harbin-315").limit("DL13")  # 15 工作日


def working(count: int) -> Limit:
    """Return a limit of so many working days."""
    return replace(OPINION, count=count)


def in_2017(month_day: str) -> date:
    """Return a day of 2017."""
    return date.fromisoformat(f"2017-{month_day}")


@pytest.mark.parametrize(
    ("start", "workdays", "fifteen", "sixty"),
    [
        # start, the 1st 3rd 5th 10th 15th working day, +15日 raw and rolled, +60日 raw and rolled
        ("01-20", "01-22 01-24 01-26 02-08 02-15", "02-04 02-04", "03-21 03-21"),  # make-up Sunday and Saturday
        ("01-25", "01-26 02-04 02-07 02-14 02-21", "02-09 02-09", "03-26 03-27"),  # across the Spring Festival
        ("03-02", "03-03 03-07 03-09 03-16 03-23", "03-17 03-17", "05-01 05-02"),  # rolled off Labour Day
        ("03-30", "03-31 04-05 04-07 04-14 04-21", "04-14 04-14", "05-29 05-31"),  # rolled off a day in lieu
        ("05-25", "05-26 05-31 06-02 06-09 06-16", "06-09 06-09", "07-24 07-24"),  # make-up Saturday 05-27
        ("08-22", "08-23 08-25 08-29 09-05 09-12", "09-06 09-06", "10-21 10-23"),  # the article's case A
        ("09-28", "09-29 10-09 10-11 10-18 10-25", "10-13 10-13", "11-27 11-27"),  # 09-30 works, then eight days off
        ("09-30", "10-09 10-11 10-13 10-20 10-27", "10-15 10-16", "11-29 11-29"),  # starts on a make-up Saturday
    ],
)
def test_the_vectors_of_2017(start: str, workdays: str, fifteen: str, sixty: str) -> None:
    calendar, day = national_calendar(), in_2017(start)
    counted = [due(working(count), day, calendar) for count in (1, 3, 5, 10, 15)]

    assert [found.due_legal for found in counted] == [in_2017(word) for word in workdays.split()]
    assert [found.due_stat for found in counted] == [found.due_legal for found in counted]
    for limit, expected in ((ACCEPT, fifteen), (ANSWER, sixty)):
        raw, rolled = map(in_2017, expected.split())
        assert due(limit, day, calendar) == Due(due_legal=rolled, due_stat=raw, provisional=False)


def test_fifteen_days_that_end_in_the_golden_week_are_rolled_to_its_end() -> None:
    assert due(ACCEPT, in_2017("09-17"), national_calendar()) == Due(
        in_2017("10-09"), in_2017("10-02"), provisional=False
    )


@pytest.mark.parametrize(
    ("moment", "last"),
    [
        ("2017-08-22T23:59:59+08:00", "08-25"),  # still Tuesday
        ("2017-08-23T00:00:00+08:00", "08-28"),  # Wednesday has begun
        ("2017-08-23T07:30:00+08:00", "08-28"),  # Wednesday in Harbin, still Tuesday in UTC
        ("2017-08-22T23:30:00+00:00", "08-28"),  # the same moment, told in UTC
    ],
)
def test_the_start_day_is_the_day_in_china(moment: str, last: str) -> None:
    assert due(PASS_ON, day_of(datetime.fromisoformat(moment)), national_calendar()).due_legal == in_2017(last)


def test_half_past_seven_in_china_is_that_day_not_the_one_before() -> None:
    assert day_of(datetime(2017, 9, 29, 7, 30, tzinfo=CHINA)) == in_2017("09-29")


@pytest.mark.parametrize(
    ("limit", "start", "extra", "paused", "stat_and_legal"),
    [
        (ANSWER, "03-02", 0, [], "05-01 05-02"),  # plain
        (ANSWER, "03-02", 30, [], "05-31 05-31"),  # 90 days from the same start, not 30 after 05-02
        (ANSWER, "03-02", 28, [], "05-29 05-31"),  # the longer count is rolled, once
        (ANSWER, "03-02", 0, [("03-10", "03-20")], "05-11 05-11"),  # ten days of pause
        (ANSWER, "03-02", 0, [("03-10", "03-10")], "05-01 05-02"),  # stopped and resumed on one day: nothing
        (ANSWER, "03-02", 0, [("03-10", "03-20"), ("04-01", "04-03")], "05-13 05-15"),  # two pauses, rolled
        (ANSWER, "03-02", 5, [("03-10", "03-20")], "05-16 05-16"),  # extension and pause
        (OPINION, "09-28", 0, [("09-29", "10-10")], "10-30 10-30"),  # (09-29, 10-10] has 3 working days
        (OPINION, "09-28", 0, [("10-01", "10-08")], "10-25 10-25"),  # a pause inside the break: none
    ],
)
def test_extension_and_pauses_lengthen_the_count_before_it_is_rolled(
    limit: Limit, start: str, extra: int, paused: list[tuple[str, str]], stat_and_legal: str
) -> None:
    spans = [(in_2017(first), in_2017(last)) for first, last in paused]
    found = due(limit, in_2017(start), national_calendar(), extra, spans)

    assert [found.due_stat, found.due_legal] == [in_2017(word) for word in stat_and_legal.split()]


def test_a_pause_that_ends_before_it_begins_or_a_negative_extension_is_a_programmers_mistake() -> None:
    day, calendar = in_2017("03-02"), national_calendar()
    with pytest.raises(ValueError, match="pause"):
        due(ANSWER, day, calendar, paused=[(in_2017("03-20"), in_2017("03-10"))])
    with pytest.raises(ValueError, match="extension"):
        due(ANSWER, day, calendar, extra_days=-1)


@pytest.mark.parametrize(
    ("limit", "start", "provisional"),
    [
        (PASS_ON, date(2026, 12, 28), False),  # due 12-31
        (PASS_ON, date(2026, 12, 29), True),  # due in 2027
        (PASS_ON, date(2003, 12, 31), False),  # counts from 2004-01-01 on
        (PASS_ON, date(2003, 12, 30), True),  # counts a day of 2003
        (ACCEPT, date(2026, 12, 16), False),  # ends on Thursday 12-31
        (ACCEPT, date(2026, 12, 17), True),  # ends on 2027-01-01
        (ACCEPT, date(2003, 12, 18), False),  # ends on 2004-01-02; calendar days need no notice to count
        (ACCEPT, date(2003, 12, 16), True),  # ends on 2003-12-31
        (ACCEPT, date(2030, 6, 1), True),
    ],
)
def test_a_due_day_is_provisional_when_a_day_that_decides_it_has_no_notice(
    limit: Limit,
    start: date,
    provisional: bool,  # noqa: FBT001 - a table column
) -> None:
    assert due(limit, start, national_calendar()).provisional is provisional


@pytest.mark.parametrize("start", [date(1989, 12, 31), date(2101, 1, 1)])
def test_a_start_outside_1990_to_2100_is_refused(start: date) -> None:
    for limit in (PASS_ON, ACCEPT):
        with pytest.raises(OutsideTheCalendar):
            due(limit, start, national_calendar())


def test_many_due_days_are_the_single_ones_in_order() -> None:
    calendar = national_calendar()
    rows = [(limit, in_2017(day)) for day in ("09-28", "09-17", "09-28") for limit in (PASS_ON, ACCEPT, PASS_ON)]

    assert list(due_of_many(iter(rows), calendar)) == [due(limit, day, calendar) for limit, day in rows]


def test_the_explanation_of_working_days_names_make_up_days_and_holidays() -> None:
    days = explain(PASS_ON, in_2017("09-28"), national_calendar())

    assert [(day.date, day.counted, day.nth) for day in days if day.nth or day.date == in_2017("09-28")] == [
        (in_2017("09-28"), False, None),
        (in_2017("09-29"), True, 1),
        (in_2017("09-30"), True, 2),
        (in_2017("10-09"), True, 3),
    ]
    assert len(days) == 12
    assert [day.why for day in (*days[:4], days[-1])] == [
        "9月28日 星期四，起算当日不计入",
        "9月29日 星期五",
        "9月30日 调休上班",
        "10月1日至8日 中秋节、国庆节放假",
        "10月9日 星期一，届满日",
    ]


def test_the_explanation_of_calendar_days_counts_rest_days_and_shows_the_roll() -> None:
    days = explain(ACCEPT, in_2017("09-17"), national_calendar())

    assert [day.nth for day in days] == [None, *range(1, 16), *[None] * 7]
    assert days[15].date == in_2017("10-02")
    assert days[15].why == "10月1日至8日 中秋节、国庆节放假，期限最后一日是休息日，顺延"
    assert days[16].why == "10月1日至8日 中秋节、国庆节放假，顺延"
    assert (days[-1].date, days[-1].counted) == (in_2017("10-09"), False)
    assert days[-1].why == "10月9日 星期一，顺延至本日届满"


def test_the_explanation_ends_on_the_last_day_when_nothing_is_rolled() -> None:
    days = explain(ACCEPT, in_2017("08-22"), national_calendar())

    assert days[-1].date == in_2017("09-06")
    assert days[-1].nth == 15
    assert days[-1].why == "9月6日 星期三，届满日"


G, Y, O, R, B = Standing.GREEN, Standing.YELLOW, Standing.ORANGE, Standing.RED, Standing.BLACK  # noqa: E741 - lights


@pytest.mark.parametrize(
    ("limit", "start", "today", "light"),
    [
        (ANSWER, "08-22", "08-22", G),  # due 10-23: 62 days
        (ANSWER, "08-22", "10-10", G),  # 13 of 62 days left, 21 %
        (ANSWER, "08-22", "10-11", Y),  # 12 of 62 days left, 19 %
        (ANSWER, "08-22", "10-18", Y),  # three working days left
        (ANSWER, "08-22", "10-20", O),  # one working day left
        (ANSWER, "08-22", "10-22", O),  # Sunday before the due Monday
        (ANSWER, "08-22", "10-23", O),  # due today
        (ANSWER, "08-22", "10-24", R),  # one day over
        (ANSWER, "08-22", "11-22", R),  # 30 days over
        (ANSWER, "08-22", "11-23", B),  # 31 days over
        (ACCEPT, "08-22", "08-31", G),  # due 09-06: four working days left, 6 of 15 days
        (ACCEPT, "08-22", "09-01", Y),  # three working days left
        (ACCEPT, "08-22", "09-05", O),
        (OPINION, "08-22", "09-06", G),  # due 09-12: four working days left
        (OPINION, "08-22", "09-07", Y),  # three
        (OPINION, "08-22", "09-11", O),  # one
        (PASS_ON, "08-22", "08-23", G),  # due 08-25: two working days left of three
        (PASS_ON, "08-22", "08-24", Y),  # one left of a short limit
        (PASS_ON, "08-22", "08-25", O),  # today
        (PASS_ON, "08-22", "08-26", R),
        (working(1), "09-29", "09-29", Y),  # a limit of one day starts yellow
        (working(5), "08-22", "08-25", G),  # the longest short limit: two left
        (working(6), "08-22", "08-25", Y),  # one day longer is not short: three left
        (working(20), "08-22", "09-12", G),  # due 09-19: five of twenty left
        (working(20), "08-22", "09-13", Y),  # four of twenty left, exactly a fifth
    ],
)
def test_the_lights_of_a_running_duty(limit: Limit, start: str, today: str, light: Standing) -> None:
    calendar = national_calendar()
    last = due(limit, in_2017(start), calendar).due_legal

    assert standing(last, in_2017(today), limit, in_2017(start), calendar) is light


def test_a_stopped_clock_is_grey() -> None:
    assert standing(None, in_2017("12-31"), ANSWER, in_2017("08-22"), national_calendar()) is Standing.GREY


@pytest.mark.parametrize(
    ("limit", "today", "left"),
    [
        (ACCEPT, "09-30", 9),  # calendar days to 10-09
        (OPINION, "09-30", 1),  # working days to 10-09
        (ACCEPT, "10-09", 0),
        (ACCEPT, "10-12", -3),
        (OPINION, "10-16", -5),
    ],
)
def test_days_left_are_in_the_unit_of_the_limit(limit: Limit, today: str, left: int) -> None:
    assert days_left(in_2017("10-09"), in_2017(today), limit, national_calendar()) == left


def test_the_units_are_the_two_of_the_law() -> None:
    assert [unit.value for unit in Unit] == ["calendar_days", "working_days"]
