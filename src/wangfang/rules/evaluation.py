"""Who may rate whom (满意度评价), until when, and what can be said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from wangfang.rules.facts import Kind, Life, Step
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from wangfang.rules.workdays import Calendar

DAYS_AFTER_REPLY = 30
DAYS_WITHOUT_REPLY = 90
LAST_DAY_WITHOUT_REPLY = 120
SOURCE = "《群众满意度评价工作办法》（国信发〔2014〕16号）"


class Satisfaction(StrEnum):
    """What a petitioner may say; the words are those of the history format."""

    SATISFIED = "satisfied"  # 满意
    BASICALLY = "basically"  # 基本满意
    DISSATISFIED = "dissatisfied"  # 不满意


class Target(StrEnum):
    """Who is rated; each of the two once."""

    BUREAU = "bureau"  # 信访部门
    UNIT = "unit"  # 责任单位


class Stage(StrEnum):
    """How the rating of a case stands."""

    NOT_IN_SCOPE = "not_in_scope"  # 不在评价范围
    PENDING = "pending"  # 未到评价时间
    OPEN = "open"  # 待评价
    EVALUATED = "evaluated"  # 已评价
    LAPSED = "lapsed"  # 超期未评价


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a case may be rated, both included; `replied` tells which rule opened it."""

    opens_on: date
    closes_on: date
    replied: bool


def window(life: Life, calendar: Calendar) -> Window | None:
    """Return when the case may be rated, None when it is out of scope (declined, or nothing received yet).

    Once the opinion is served: from that day for 30 calendar days, the day of service not counted.
    Until then: from the 91st to the 120th day after the submission. A last day that is a rest day
    moves to the next working day.

    Source: DL22; 国信发〔2014〕16号; 《民法典》第二百零一条、第二百零三条.
    """
    received = _first_day(life, Step.SUBMIT, Step.REGISTER)
    if received is None or _first_day(life, Step.DECLINE):
        return None
    served = _last_day(life, Step.SERVE)
    if served is None:
        opens_on = received + timedelta(days=DAYS_WITHOUT_REPLY + 1)
        last = received + timedelta(days=LAST_DAY_WITHOUT_REPLY)
        return Window(opens_on, calendar.first_workday_from(last), replied=False)
    last = served + timedelta(days=DAYS_AFTER_REPLY)
    return Window(served, calendar.first_workday_from(last), replied=True)


def rateable(life: Life) -> frozenset[Target]:
    """Return who can be rated at all: the bureau always, the unit once the case has reached one.

    A bureau that accepted the case itself (自办) is rated as the unit as well.

    Source: 国信发〔2014〕16号: 谁初次办理、谁接受评价.
    """
    return frozenset(Target) if any(_reaches_unit(life)) else frozenset({Target.BUREAU})


def rated(life: Life) -> frozenset[Target]:
    """Return who has been rated already.

    Source: 国信发〔2014〕16号: each of the two is rated once.
    """
    ratings = [event for event in life.events if event.step is Step.EVALUATE]
    return frozenset(target for target in Target if any(event.text(target) for event in ratings))


def stage(life: Life, today: date, calendar: Calendar) -> Stage:
    """Return how the rating stands on `today`; a rating of one of the two leaves the other open until the end.

    Source: DL22.
    """
    days, done = window(life, calendar), rated(life)
    if days is None:
        return Stage.NOT_IN_SCOPE
    if done >= rateable(life) or (done and today > days.closes_on):
        return Stage.EVALUATED
    if today > days.closes_on:
        return Stage.LAPSED
    return Stage.OPEN if today >= days.opens_on else Stage.PENDING


def require_rating(word: str) -> Satisfaction:
    """Return the satisfaction that a word of the history format names.

    Raises:
        CannotEvaluate: it is none of the three.

    Source: 国信发〔2014〕16号: 满意、基本满意、不满意.
    """
    try:
        return Satisfaction(word)
    except ValueError as unknown:
        raise CannotEvaluate("在满意、基本满意、不满意里选一个") from unknown


def require_may_evaluate(life: Life, targets: Iterable[Target], day: date, calendar: Calendar) -> None:
    """Refuse a rating of `targets` on `day`, the day in China of the act.

    Raises:
        CannotEvaluate: nobody is rated, the case is out of scope, the window is not open or has
            closed, a target was rated before, or no unit has the case yet.

    Source: DL22; 国信发〔2014〕16号.
    """
    wanted = frozenset(targets)
    if not wanted:
        raise CannotEvaluate("选一下满意、基本满意还是不满意")
    _require_open(window(life, calendar), day)
    if wanted & rated(life):
        raise CannotEvaluate("您已经评价过了，信访部门和责任单位各评价一次")
    if not wanted <= rateable(life):
        raise CannotEvaluate("这件事还没有转到负责的单位，现在只能评价信访部门")


class CannotEvaluate(Refused):
    """The petitioner may not rate this, or not now."""

    def __init__(self, why: str) -> None:
        super().__init__(why, SOURCE)


def _require_open(days: Window | None, day: date) -> None:
    if days is None:
        raise CannotEvaluate("这件事没有受理，不在评价范围里")
    if day < days.opens_on:
        raise CannotEvaluate(f"收到处理意见后就可以评价；一直没收到的话，{_in_words(days.opens_on)}起也可以评价")
    if day > days.closes_on:
        raise CannotEvaluate(f"评价时间过了，最后一天是{_in_words(days.closes_on)}")


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _first_day(life: Life, *steps: Step) -> date | None:
    return next((event.day for event in life.events if event.step in steps), None)


def _last_day(life: Life, step: Step) -> date | None:
    return next((event.day for event in reversed(life.events) if event.step is step), None)


def _reaches_unit(life: Life) -> Iterator[bool]:
    for event in life.events:
        if event.step in {Step.FORWARD, Step.ASSIGN}:
            yield life.agency(event.text("to")).kind is Kind.UNIT
        yield event.step is Step.ACCEPT
