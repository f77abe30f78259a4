"""Which days are working days (工作日), and which day comes so many of them later."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FIRST_DAY = date(1990, 1, 1)
LAST_DAY = date(2100, 12, 31)  # the last day from which anything may be counted
_HORIZON = date(2110, 12, 31)  # due days of late starts still have to exist; a Wednesday, so every day rolls to one
_BASE = FIRST_DAY.toordinal()
_LAST = LAST_DAY.toordinal() - _BASE
_SATURDAY = 5
_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


@dataclass(frozen=True, slots=True)
class Holiday:
    """One paragraph of a notice: off from `first` to `last` (both included), at work on `workdays` (调休上班)."""

    name: str
    first: date
    last: date
    workdays: tuple[date, ...] = ()

    def days_off(self) -> Iterator[date]:
        """Yield every day from the first to the last."""
        return _days(self.first, self.last)

    def span(self) -> str:
        """Return the days off in words: “10月1日至8日”, “5月1日”, “1月30日至2月5日”."""
        first = _month_day(self.first)
        if self.first == self.last:
            return first
        same_month = (self.first.year, self.first.month) == (self.last.year, self.last.month)
        return f"{first}至{self.last.day}日" if same_month else f"{first}至{_month_day(self.last)}"


@dataclass(frozen=True, slots=True)
class Notice:
    """A yearly notice of the State Council (放假通知); a later one overrules an earlier one day by day."""

    year: int
    number: str
    title: str
    issued_on: date
    holidays: tuple[Holiday, ...]


class OutsideTheCalendar(Refused):
    """A day was asked for that no calendar can answer for."""

    def __init__(self) -> None:
        super().__init__(f"只能计算{FIRST_DAY.year}年至{LAST_DAY.year}年之间的日期，请核对日期")


class Calendar:
    """The working days of 1990 to 2100, as prefix sums: no question loops over days.

    The years with a notice are certain. The years before and after are *provisional* (暂定):
    Monday to Friday less the festivals of the law, make-up days unknown.

    Raises:
        ValueError: the notices leave out a year between the first and the last.

    Source: 国务院办公厅年度节假日安排通知; 《全国年节及纪念日放假办法》.
    """

    __slots__ = ("_count", "_days", "_festivals", "_flags", "_rolled", "_said", "_workdays", "notices", "sure")

    def __init__(self, notices: Sequence[Notice], festivals: Mapping[date, str]) -> None:
        years = sorted({notice.year for notice in notices})
        if years != list(range(years[0], years[-1] + 1)):
            msg = f"a year is missing among the notices: {years}"
            raise ValueError(msg)
        self.notices = tuple(sorted(notices, key=lambda notice: (notice.issued_on, notice.number)))
        self.sure = (date(years[0], 1, 1), date(years[-1], 12, 31))
        self._festivals = festivals
        self._said: dict[date, Holiday] = {}
        for holiday in (holiday for notice in self.notices for holiday in notice.holidays):
            self._said.update(dict.fromkeys((*holiday.days_off(), *holiday.workdays), holiday))
        self._fill()

    def _fill(self) -> None:
        self._days = tuple(_days(FIRST_DAY, _HORIZON))
        self._flags = tuple(self._works(day) for day in self._days)
        self._workdays = tuple(day for day, works in zip(self._days, self._flags, strict=True) if works)
        self._count: list[int] = []  # working days up to and including the day
        self._rolled: list[date] = []  # the day itself, or the next working day
        seen = 0
        for works in self._flags:
            self._rolled.append(self._workdays[seen])
            seen += works
            self._count.append(seen)

    def _works(self, day: date) -> bool:
        said = self._said.get(day)
        if said:
            return not said.first <= day <= said.last
        if self.is_provisional(day) and day in self._festivals:
            return False
        return day.weekday() < _SATURDAY

    def with_notice(self, notice: Notice) -> Calendar:
        """Return the calendar as it is once another notice is out; a later notice wins over an earlier one."""
        return Calendar((*self.notices, notice), self._festivals)

    def is_provisional(self, day: date) -> bool:
        """Tell whether no notice covers the day, so that its answer may still change; never raises."""
        return not self.sure[0] <= day <= self.sure[1]

    def covers(self, first: date, last: date) -> bool:
        """Tell whether notices cover every day from `first` to `last`; never raises."""
        return self.sure[0] <= first and last <= self.sure[1]

    def is_workday(self, day: date) -> bool:
        """Tell whether the day is a working day; make-up Saturdays and Sundays (调休) are.

        Raises:
            OutsideTheCalendar: the day lies before 1990 or after 2100.

        Source: 国务院办公厅年度节假日安排通知.
        """
        return self._flags[self._known(day)]

    def workday_after(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day`; `day` itself never counts.

        Raises:
            OutsideTheCalendar: the day, or the result, lies outside the calendar.
            ValueError: `count` is below 1.

        Source: 《民法典》第二百零一条.
        """
        start = day.toordinal() - _BASE
        if count < 1:
            msg = "count working days from 1"
            raise ValueError(msg)
        if not 0 <= start <= _LAST:
            raise OutsideTheCalendar
        try:
            return self._workdays[self._count[start] + count - 1]
        except IndexError:
            raise OutsideTheCalendar from None

    def days_after(self, day: date, count: int) -> tuple[date, date]:
        """Return the `count`-th calendar day after `day`, and that day rolled to a working day.

        `day` itself never counts; a last day that is a rest day gives way to the next working day.

        Raises:
            OutsideTheCalendar: the day, or the result, lies outside the calendar.
            ValueError: `count` is negative.

        Source: 《民法典》第二百零一条、第二百零三条.
        """
        start = day.toordinal() - _BASE
        if count < 0:
            msg = "count days from 0"
            raise ValueError(msg)
        if not 0 <= start <= _LAST:
            raise OutsideTheCalendar
        try:
            return self._days[start + count], self._rolled[start + count]
        except IndexError:
            raise OutsideTheCalendar from None

    def first_workday_from(self, day: date) -> date:
        """Return the day itself when it is a working day, else the next one (顺延).

        Raises:
            OutsideTheCalendar: the day lies before 1990 or after 2100.

        Source: 《民法典》第二百零三条.
        """
        return self.days_after(day, 0)[1]

    def workdays_between(self, after: date, until: date) -> int:
        """Return how many working days lie in (after, until]; negative when `until` comes first.

        Raises:
            OutsideTheCalendar: one of the days lies outside the calendar.
        """
        return self._count[self._known(until)] - self._count[self._known(after)]

    def why(self, day: date) -> str:
        """Return what kind of day it is, in words for the screen: “9月30日 调休上班”.

        Raises:
            OutsideTheCalendar: the day lies outside the calendar.

        Source: 国务院办公厅年度节假日安排通知.
        """
        works, said = self._flags[self._known(day)], self._said.get(day)
        if said:
            return f"{_month_day(day)} 调休上班" if works else f"{said.span()} {said.name}放假"
        if self.is_provisional(day):
            return f"{self._plainly(day)}（放假通知未收录，暂定）"
        return self._plainly(day)

    def _plainly(self, day: date) -> str:
        if self.is_provisional(day) and day in self._festivals:
            return f"{_month_day(day)} {self._festivals[day]}放假"
        return f"{_month_day(day)} {_WEEKDAYS[day.weekday()]}{'休息' if day.weekday() >= _SATURDAY else ''}"

    def _known(self, day: date) -> int:
        index = day.toordinal() - _BASE
        if not 0 <= index < len(self._flags):
            raise OutsideTheCalendar
        return index


@cache
def national_calendar() -> Calendar:
    """Return the official calendar: every notice in `tables/workdays`, festivals of the law elsewhere."""
    tables = files("wangfang.rules") / "tables"
    notices = [_notice(path) for path in (tables / "workdays").iterdir() if path.name.endswith(".toml")]
    return Calendar(notices, _festivals(tables / "festivals.toml"))


def _notice(path: Traversable) -> Notice:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = table["holiday"]
    holidays = tuple(Holiday(row["name"], row["first"], row["last"], tuple(row.get("workdays", ()))) for row in rows)
    return Notice(table["year"], table["number"], table["title"], table["issued_on"], holidays)


def _festivals(path: Traversable) -> dict[date, str]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    found = {day: row["name"] for row in table["lunar"] for day in row["days"]}
    for row in table["fixed"]:
        years = range(row["from_year"], row.get("to_year", _HORIZON.year) + 1)
        found.update({date(year, row["month"], row["day"]): row["name"] for year in years})
    return found


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _month_day(day: date) -> str:
    return f"{day.month}月{day.day}日"
