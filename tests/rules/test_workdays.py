"""The official calendar: every year against two other packages, make-up days, provisional years, the edges."""

from __future__ import annotations

import csv
import tomllib
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import chinese_calendar
import holidays
import pytest

from wangfang.rules.workdays import Calendar, Holiday, Notice, OutsideTheCalendar, national_calendar

SHARED_CSV = Path(__file__).resolve().parents[3] / "shared" / "data" / "cn_holidays.csv"

# Where a package differs from our tables, and why ours stands.
KNOWN_DIFFERENCES = {
    # 国办发明电〔2005〕35号: "12月31日（星期六）上班". chinesecalendar leaves out the last day of the year before.
    date(2005, 12, 31): {"chinesecalendar"},
}


def days_of(first: date, last: date) -> list[date]:
    """Return every day from the first to the last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@pytest.mark.parametrize("year", range(2004, 2027))
def test_each_year_agrees_with_two_other_packages_but_for_the_differences_listed(year: int) -> None:
    calendar, other = national_calendar(), holidays.country_holidays("CN", years=[year - 1, year, year + 1])
    differing: dict[date, set[str]] = {}
    for day in days_of(date(year, 1, 1), date(year, 12, 31)):
        theirs = {"chinesecalendar": chinese_calendar.is_workday(day), "holidays": other.is_working_day(day)}
        wrong = {name for name, works in theirs.items() if works != calendar.is_workday(day)}
        if wrong:
            differing[day] = wrong

    assert differing == {day: who for day, who in KNOWN_DIFFERENCES.items() if day.year == year}


@pytest.mark.data
@pytest.mark.skipif(not SHARED_CSV.exists(), reason="the shared real data are not beside this checkout")
def test_the_tables_agree_with_the_shared_list_of_2012_to_2026() -> None:
    with SHARED_CSV.open(encoding="utf-8") as file:
        listed = {date.fromisoformat(row["date"]): row["kind"] == "work" for row in csv.DictReader(file)}
    calendar = national_calendar()

    assert len(listed) > 500
    assert {day: calendar.is_workday(day) for day in listed} == listed


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2017, 1, 22), True),  # Sunday, made up for the Spring Festival
        (date(2017, 2, 4), True),  # Saturday, made up for the Spring Festival
        (date(2017, 4, 1), True),  # Saturday, made up for Qingming
        (date(2017, 5, 27), True),  # Saturday, made up for the Dragon Boat Festival
        (date(2017, 9, 30), True),  # Saturday, made up for the National Day
        (date(2017, 10, 8), False),  # Sunday, the eighth day of the break
        (date(2017, 5, 29), False),  # Monday in lieu
        (date(2017, 9, 23), False),  # a plain Saturday
        (date(2017, 9, 22), True),  # a plain Friday
        (date(2015, 9, 3), False),  # the single holiday of 2015: 国发明电〔2015〕1号
        (date(2015, 9, 6), True),  # made up for it
        (date(2019, 5, 3), False),  # 国办发明电〔2019〕3号 made one day four
        (date(2019, 4, 28), True),  # and took this Sunday for it
        (date(2020, 1, 31), False),  # 国办发明电〔2020〕1号 lengthened the Spring Festival
        (date(2020, 2, 1), False),  # a make-up Saturday by the first notice, off by the second
        (date(2020, 2, 3), True),  # "2月3日起正常上班"
        (date(2011, 12, 31), True),  # the notice for 2012 speaks of 2011
        (date(2007, 12, 31), False),  # the notice for 2008 speaks of 2007
    ],
)
def test_a_day_works_as_its_notice_says(day: date, works: bool) -> None:  # noqa: FBT001 - a table column
    assert national_calendar().is_workday(day) is works


def test_the_quarters_of_2017_have_61_62_66_and_60_working_days() -> None:
    ends = [date(2016, 12, 31), date(2017, 3, 31), date(2017, 6, 30), date(2017, 9, 30), date(2017, 12, 31)]
    calendar = national_calendar()

    assert [calendar.workdays_between(a, b) for a, b in pairwise(ends)] == [61, 62, 66, 60]


def test_working_days_between_swapped_days_are_negative() -> None:
    assert national_calendar().workdays_between(date(2017, 10, 9), date(2017, 9, 28)) == -3


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2017, 10, 2), date(2017, 10, 9)),  # across the whole break
        (date(2017, 9, 30), date(2017, 9, 30)),  # a make-up Saturday stays
        (date(2017, 10, 14), date(2017, 10, 16)),  # Saturday to Monday
    ],
)
def test_a_rest_day_gives_way_to_the_next_working_day(day: date, first: date) -> None:
    assert national_calendar().first_workday_from(day) == first


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2017, 9, 30), "9月30日 调休上班"),
        (date(2017, 10, 3), "10月1日至8日 中秋节、国庆节放假"),
        (date(2017, 5, 1), "5月1日 劳动节放假"),  # one day, no span
        (date(2017, 1, 30), "1月27日至2月2日 春节放假"),  # across a month
        (date(2017, 9, 28), "9月28日 星期四"),
        (date(2017, 9, 23), "9月23日 星期六休息"),
        (date(2027, 3, 1), "3月1日 星期一（放假通知未收录，暂定）"),
        (date(2027, 3, 6), "3月6日 星期六休息（放假通知未收录，暂定）"),
        (date(2027, 2, 6), "2月6日 春节放假（放假通知未收录，暂定）"),
        (date(2027, 10, 1), "10月1日 国庆节放假（放假通知未收录，暂定）"),
    ],
)
def test_a_day_says_why_it_counts_or_not(day: date, why: str) -> None:
    assert national_calendar().why(day) == why


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2003, 12, 31), True),  # before the first notice: a plain Wednesday
        (date(2003, 10, 3), False),  # the National Day had three days from 1999
        (date(1998, 10, 3), False),  # a Saturday anyway
        (date(1995, 10, 3), True),  # and two before
        (date(2003, 5, 2), False),  # Labour Day had three from 2000 to 2007
        (date(1997, 5, 2), True),  # and one before
        (date(2027, 1, 1), False),
        (date(2027, 5, 2), False),  # two days again by the law of 2024
        (date(2028, 5, 3), True),  # no lieu day is guessed
        (date(2030, 2, 2), False),  # eve of the Spring Festival
        (date(2030, 2, 6), True),  # the fourth day of the year, not statutory
        (date(2029, 4, 4), False),  # Qingming
        (date(2031, 6, 24), False),  # Dragon Boat Festival
        (date(2032, 9, 19), False),  # Mid-Autumn, a Sunday
        (date(2039, 10, 2), False),  # Mid-Autumn inside the National Day
        (date(2041, 2, 1), True),  # lunar festivals are tabulated to 2040 only
        (date(2099, 12, 31), True),
    ],
)
def test_years_without_a_notice_are_monday_to_friday_less_the_festivals(day: date, works: bool) -> None:  # noqa: FBT001 - a table column
    calendar = national_calendar()

    assert calendar.is_provisional(day)
    assert calendar.is_workday(day) is works


def test_the_lunar_festivals_of_the_table_are_those_of_another_package() -> None:
    table = tomllib.loads((files("wangfang.rules") / "tables" / "festivals.toml").read_text(encoding="utf-8"))
    names = {"春节": {"农历除夕", "春节"}, "清明节": {"清明节"}, "端午节": {"端午节"}, "中秋节": {"中秋节"}}
    theirs = holidays.country_holidays("CN", years=range(2027, 2041), language="zh_CN")
    listed = {
        (name, day)
        for day, words in theirs.items()
        for name, others in names.items()
        if others & set(words.split("; "))
    }

    assert {(row["name"], day) for row in table["lunar"] for day in row["days"]} == listed
    assert len(listed) == 14 * 7


def test_a_year_is_certain_exactly_when_it_has_a_notice() -> None:
    calendar = national_calendar()

    assert calendar.sure == (date(2004, 1, 1), date(2026, 12, 31))
    assert [calendar.is_provisional(day) for day in (date(2003, 12, 31), *calendar.sure, date(2027, 1, 1))] == [
        True,
        False,
        False,
        True,
    ]
    assert calendar.covers(*calendar.sure)
    assert not calendar.covers(date(2003, 12, 31), date(2004, 1, 1))
    assert not calendar.covers(date(2026, 12, 31), date(2027, 1, 1))


def test_every_notice_has_a_number_a_title_and_a_date_before_what_it_says() -> None:
    notices = national_calendar().notices

    assert len(notices) == 26  # 23 yearly ones, and three that changed a year
    for notice in notices:
        assert notice.number.startswith(("国办发明电〔", "国发明电〔"))
        assert str(notice.year) in notice.title or "70周年" in notice.title
        assert all(notice.issued_on < holiday.last for holiday in notice.holidays)


def test_every_make_up_day_is_a_weekend_day_outside_its_holiday() -> None:
    made_up = [
        (holiday, day)
        for notice in national_calendar().notices
        for holiday in notice.holidays
        for day in holiday.workdays
    ]

    assert len(made_up) > 100
    assert not [day for holiday, day in made_up if day.weekday() < 5 or holiday.first <= day <= holiday.last]


@pytest.mark.parametrize("day", [date(1989, 12, 31), date(1, 1, 1), date(9999, 12, 31)])
def test_a_day_outside_the_calendar_is_refused_in_a_sentence(day: date) -> None:
    calendar = national_calendar()
    for ask in (
        lambda: calendar.is_workday(day),
        lambda: calendar.why(day),
        lambda: calendar.workday_after(day, 1),
        lambda: calendar.days_after(day, 1),
        lambda: calendar.first_workday_from(day),
        lambda: calendar.workdays_between(day, date(2017, 1, 1)),
    ):
        with pytest.raises(OutsideTheCalendar, match="只能计算1990年至2100年之间的日期"):
            ask()


def test_counting_starts_between_1990_and_2100_and_may_end_a_little_later() -> None:
    calendar = national_calendar()

    assert calendar.workday_after(date(1990, 1, 1), 1) == date(1990, 1, 2)
    assert calendar.workday_after(date(2100, 12, 31), 1) == date(2101, 1, 3)
    assert calendar.days_after(date(2100, 12, 31), 1) == (date(2101, 1, 1), date(2101, 1, 3))
    for ask in (
        lambda: calendar.workday_after(date(2101, 1, 1), 1),
        lambda: calendar.days_after(date(2101, 1, 1), 1),
        lambda: calendar.workday_after(date(2100, 12, 31), 10_000),
        lambda: calendar.days_after(date(2100, 12, 31), 10_000),
        lambda: calendar.days_after(date(2100, 12, 31), 10**5000),
    ):
        with pytest.raises(OutsideTheCalendar):
            ask()


def test_counting_nothing_or_backwards_is_a_programmers_mistake() -> None:
    with pytest.raises(ValueError, match="from 1"):
        national_calendar().workday_after(date(2017, 1, 1), 0)
    with pytest.raises(ValueError, match="from 0"):
        national_calendar().days_after(date(2017, 1, 1), -1)


def a_notice(year: int, *made: Holiday) -> Notice:
    """Return a notice of a made-up world."""
    return Notice(year, f"国办发明电〔{year - 1}〕1号", f"{year}年安排", date(year - 1, 12, 1), made)


def test_a_later_notice_overrules_an_earlier_one_whatever_the_order_they_are_read_in() -> None:
    first = a_notice(2030, Holiday("春节", date(2030, 2, 3), date(2030, 2, 5), (date(2030, 2, 9),)))
    later = Notice(
        2030,
        "国办发明电〔2030〕1号",
        "2030年延长",
        date(2030, 2, 1),
        (Holiday("春节", date(2030, 2, 3), date(2030, 2, 9)),),
    )

    assert Calendar([first], {}).is_workday(date(2030, 2, 9))
    for order in ([first, later], [later, first]):
        assert not Calendar(order, {}).is_workday(date(2030, 2, 9))


def test_a_festival_of_the_law_says_nothing_in_a_year_with_a_notice() -> None:
    festivals = {date(2030, 5, 1): "劳动节", date(2031, 5, 1): "劳动节"}
    calendar = Calendar([a_notice(2030)], festivals)

    assert [calendar.is_workday(day) for day in festivals] == [True, False]


def test_a_gap_among_the_notices_is_a_programmers_mistake() -> None:
    with pytest.raises(ValueError, match="2030, 2032"):
        Calendar([a_notice(2030), a_notice(2032)], {})
