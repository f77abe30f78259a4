"""When does an office act next: in working hours, on working days, never before what went before?"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from wangfang.rules.facts import CHINA
from wangfang.rules.workdays import national_calendar

_OPENS, _LUNCH, _BACK, _CLOSES = time(8, 30), time(11, 40), time(13, 30), time(17, 10)
_WAKING_HOURS = (7, 21)


class Diary:
    """Goes forward through the working hours of one case; every answer is later than the one before."""

    def __init__(self, start: datetime, rng: Random) -> None:
        self.now = start.astimezone(CHINA)
        self._rng = rng
        self._calendar = national_calendar()

    @property
    def day(self) -> date:
        """Return the day of the last act."""
        return self.now.date()

    def soon(self, least: int = 6, most: int = 45) -> datetime:
        """Move on by some minutes, over lunch, night and rest days."""
        return self._set(self.now + timedelta(minutes=self._rng.randint(least, most)))

    def after(self, workdays: int) -> datetime:
        """Move to an hour of the given working day after today; 0 is later today when there is time."""
        return self.on(self._calendar.workday_after(self.day, workdays)) if workdays else self.soon()

    def on(self, day: date) -> datetime:
        """Move to a working hour of a day; when that day is over or gone, on by some minutes."""
        wanted = datetime.combine(day, _OPENS, CHINA) + timedelta(minutes=self._rng.randint(3, 480))
        return self._set(wanted) if wanted > self.now and day > self.day else self.soon()

    def at_leisure(self, days: int) -> datetime:
        """Return a waking hour of a later day, rest day or not; the diary itself does not move."""
        hour, minute = self._rng.randint(*_WAKING_HOURS), self._rng.randint(0, 59)
        return datetime.combine(self.day + timedelta(days=max(1, days)), time(hour, minute), CHINA)

    def _set(self, wanted: datetime) -> datetime:
        """Keep the moment when the office is open then, else take one soon after it opens again."""
        opening = self._opening(wanted)
        late = timedelta(minutes=self._rng.randint(0, 40)) if opening != wanted else timedelta()
        self.now = opening + late
        return self.now

    def _opening(self, wanted: datetime) -> datetime:
        day, hour = wanted.date(), wanted.time()
        if not self._calendar.is_workday(day) or hour >= _CLOSES:
            return datetime.combine(self._calendar.workday_after(day, 1), _OPENS, CHINA)
        if hour < _OPENS:
            return datetime.combine(day, _OPENS, CHINA)
        return datetime.combine(day, _BACK, CHINA) if _LUNCH <= hour < _BACK else wanted


def waking_moment(day: date, rng: Random) -> datetime:
    """Return when a citizen sends a petition on that day."""
    return datetime.combine(day, time(rng.randint(*_WAKING_HOURS), rng.randint(0, 59), rng.randint(0, 59)), CHINA)


def day_at(first: date, last: date, share: float) -> date:
    """Return the day that lies at a share (0 to 1, 1 excluded) of the span; both ends included."""
    return first + timedelta(days=int(((last - first).days + 1) * share))
