"""Writes the acts of one made-up life, each some time after the one before."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tests.oracle.days import ZONE, day, midnight

BEGIN = datetime(2017, 6, 20, tzinfo=ZONE)
DAYS = 200
GAPS = (
    timedelta(0),
    timedelta(seconds=1),
    timedelta(hours=7),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=4),
    timedelta(days=10),
    timedelta(days=15),
    timedelta(days=15, seconds=1),
    timedelta(days=19),
    timedelta(days=23),
    timedelta(days=60),
    timedelta(days=61),
    timedelta(days=67),
)
"""Pauses between two acts: much on the edges of the limits, something beyond each."""


class Clock:
    """Writes the acts of one life, each some time after the one before."""

    def __init__(self, chance: Random, case: str, acts: list[dict[str, Any]]) -> None:
        self.chance = chance
        self.case = case
        self.acts = acts
        hour = chance.choice(
            (timedelta(0), timedelta(hours=7, minutes=30), timedelta(hours=23, minutes=59, seconds=59))
        )
        self.now = BEGIN + timedelta(days=chance.randrange(DAYS)) + hour
        self.typed = self.now

    @property
    def arrived(self) -> datetime:
        """Tell when the agency that has the case got it."""
        moves = ("forward", "assign", "arbitrate")
        moved = [a for a in self.acts if a["step"] in moves or (a["step"] == "decide_return" and a["agree"])]
        return datetime.fromisoformat(moved[-1]["occurred_at"])

    def day_of(self, step: str) -> date:
        """Tell on which day a step was last taken."""
        taken = [act for act in self.acts if act["step"] == step]
        return day(datetime.fromisoformat(taken[-1]["occurred_at"]))

    def within(self, last: date, step: str, agency: str, **words: Any) -> bool:
        """Write an act that must not come after a day; tells whether it could be written."""
        gaps = [gap for gap in GAPS if day(self.now + gap) <= last]
        if gaps:
            self.now += self.chance.choice(gaps)
            self._write(step, agency, words)
        return bool(gaps)

    def after(self, last: date, step: str, agency: str, **words: Any) -> None:
        """Write an act that comes after a day."""
        self.now = max(self.now, midnight(last) + timedelta(days=1, hours=9))
        self._write(step, agency, words)

    def act(self, step: str, agency: str, **words: Any) -> None:
        """Write one act."""
        if self.acts:
            self.now += self.chance.choice(GAPS)
        self._write(step, agency, words)

    def assign(self, agency: str, to: str, due_on: date, **words: Any) -> None:
        """Write an assignment; its day never lies before the act."""
        self.now += self.chance.choice(GAPS)
        self._write("assign", agency, {"to": to, "due_on": max(due_on, day(self.now)).isoformat(), **words})

    def _write(self, step: str, agency: str, words: dict[str, Any]) -> None:
        self.typed = max(self.typed, self.now + self.chance.choice((timedelta(0), timedelta(0), timedelta(days=9))))
        act = {"case": self.case, "step": step, "occurred_at": self.now.isoformat(), **words}
        if agency:
            act["agency"] = agency
        if self.typed != self.now:
            act["recorded_at"] = self.typed.isoformat()
        self.acts.append(act)
