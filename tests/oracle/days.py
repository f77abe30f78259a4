"""Which days count, by an independent calendar (the `holidays` package), for the oracle."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

ZONE = ZoneInfo("Asia/Shanghai")
_CALENDAR = holidays.country_holidays("CN", years=range(2010, 2027))
_ONE = timedelta(days=1)


def day(moment: datetime) -> date:
    """Give the day in China of a moment."""
    return moment.astimezone(ZONE).date()


def midnight(on: date) -> datetime:
    """Give the first moment of a day in China."""
    return datetime(on.year, on.month, on.day, tzinfo=ZONE)


@cache
def works(on: date) -> bool:
    """Tell whether people work on the day, make-up days included."""
    return bool(_CALENDAR.is_working_day(on))


def rolled(on: date) -> date:
    """Give the day, or the next working day when it is a rest day."""
    while not works(on):
        on += _ONE
    return on


def calendar_days(start: date, count: int) -> date:
    """Give the end of `count` calendar days from an act on `start`, rolled off rest days."""
    return rolled(start + count * _ONE)


def working_days(start: date, count: int) -> date:
    """Give the `count`-th working day after `start`."""
    while count:
        start += _ONE
        count -= works(start)
    return start


def work_between(after: date, until: date) -> int:
    """Count the working days after one day, up to another one included."""
    return sum(works(after + n * _ONE) for n in range(1, (until - after).days + 1))


def span(period: str) -> tuple[datetime, datetime]:
    """Give the first moment of a quarter such as 2017Q4, and the first one after it."""
    year, quarter = int(period[:4]), int(period[5])
    after = (year + 1, 1) if quarter == 4 else (year, quarter * 3 + 1)
    return midnight(date(year, quarter * 3 - 2, 1)), midnight(date(*after, 1))


def quarter_of(moment: datetime) -> str:
    """Give the quarter in which a moment lies."""
    on = day(moment)
    return f"{on.year}Q{(on.month + 2) // 3}"
