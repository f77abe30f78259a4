"""What lies on the desks of the demo city today: due today, nearly due, overdue, just come in?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from wangfang.interfaces.console.demo import city
from wangfang.interfaces.console.demo.courses import Acts, Course, Pace, lived
from wangfang.interfaces.console.demo.drawing import Wish, draw
from wangfang.rules.facts import day_of
from wangfang.rules.workdays import national_calendar

STREET, HOUSING = "230103018", "230111-ZJ"
_FIRST_SERIAL = 9000
_EARLY = 6
"""The hour at which they come in: early, so that they lie on their desk the same day."""

_STOPS = {
    "submitted": ("register",),
    "registered": ("forward", "assign"),
    "accepted": ("issue_opinion",),
    "worked": ("resolve", "issue_opinion"),
    "answered": ("serve",),
    "served": ("close",),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """One open case: whose it is, how far it has come, and how many days ago it came in.

    `stage` is a word of `_STOPS`, or `county` (with its bureau) or `unit` (waiting to be accepted).
    """

    region: str
    unit: str
    stage: str
    days_ago: int


DESKS: tuple[Desk, ...] = (
    # 省信访局、市信访局
    *(Desk("230104", "", "submitted", ago) for ago in (0, 0, 1)),
    *(Desk("230110", "", "registered", ago) for ago in (1, 13, 15)),
    *(Desk("230100", "", "county", ago) for ago in (0, 3, 12, 15, 17)),
    # 南岗区信访局（三一五：3 个工作日）
    *(Desk("230103", STREET, "county", ago) for ago in (0, 0, 1, 1, 2, 3, 5)),
    # 先锋路街道办事处（15 日受理，15 个工作日出具意见）
    *(Desk("230103", STREET, "unit", ago) for ago in (0, 1, 6, 13, 15)),
    *(Desk("230103", STREET, "accepted", ago) for ago in (9, 16, 19, 20, 21, 25)),
    Desk("230103", STREET, "answered", 12),
    Desk("230103", STREET, "served", 14),
    # 呼兰区信访局、区住房和城乡建设局（15 日受理，60 日办结）
    *(Desk("230111", HOUSING, "county", ago) for ago in (0, 4, 14)),
    *(Desk("230111", HOUSING, "unit", ago) for ago in (1, 12, 15, 18)),
    *(Desk("230111", HOUSING, "accepted", ago) for ago in (20, 45, 58, 60, 66)),
    Desk("230111", HOUSING, "served", 30),
)


def lives(moment: datetime) -> Iterator[Acts]:
    """Yield the acts, up to `moment`, of every open case of the demo."""
    for nth, desk in enumerate(DESKS, start=1):
        done = until(moment, planned(desk, nth, day_of(moment)))
        if done:
            yield done


def planned(desk: Desk, nth: int, today: date) -> Acts:
    """Return the acts that bring the nth case to where it lies; on a rest day some of them are still to come."""
    rng = Random(f"fresh:{nth}")  # noqa: S311 - a repeatable demo, nothing secret
    return _cut(lived(_course(desk, nth, today, rng), rng), desk.stage)


def until(moment: datetime, acts: Acts) -> Acts:
    """Return the acts that have happened by a moment."""
    return [act for act in acts if datetime.fromisoformat(str(act["occurred_at"])) <= moment]


def _course(desk: Desk, nth: int, today: date, rng: Random) -> Course:
    """Draw a case that came in that many days ago and went straight to where it lies now."""
    day = last_workday(today - timedelta(days=desk.days_ago))
    wish = Wish(f"fresh-{nth:02d}", _FIRST_SERIAL + nth, desk.region, day, unit=desk.unit, plain=True)
    drawn = draw(wish, rng)
    patient = desk.days_ago if desk.stage == "accepted" else max(2, desk.days_ago // 2)
    course = replace(drawn, pace=Pace(0, 0, 0, patient), starts_at=drawn.starts_at.replace(hour=_EARLY))
    if desk.stage not in {"submitted", "registered"}:
        return course
    way = tuple(city.bureau_of(place) for place in (city.PROVINCE, city.CITY, desk.region))
    return replace(course, form="online", bureaus=way if desk.stage == "submitted" else way[1:])


def last_workday(day: date) -> date:
    """Return a day, or the last one before it on which offices work."""
    calendar = national_calendar()
    while not calendar.is_workday(day):
        day -= timedelta(days=1)
    return day


def _cut(acts: Acts, stage: str) -> Acts:
    """Return the acts before the first one that goes beyond the stage."""
    if stage == "county":
        return acts[: _last(acts, ("forward", "assign"))]
    stops = _STOPS.get(stage, ("accept", "decline"))
    return acts[: next(nth for nth, act in enumerate(acts) if act["step"] in stops)]


def _last(acts: Acts, steps: tuple[str, ...]) -> int:
    return max(nth for nth, act in enumerate(acts) if act["step"] in steps)
