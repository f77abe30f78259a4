"""What the tests of problem units share: a district whose bureau let everything lie, and one that did not."""

from __future__ import annotations

from tests.cast import operator_act, person
from tests.moments import at
from tests.stories import story
from wangfang.records.problem_units import finding
from wangfang.records.problem_units.models import Problem
from wangfang.rules.facts import Act, Actor, Role
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period

Q3 = Period.parse("2017Q3")
MEASURES = "逐件清理待转送的来信，指定专人每天查看。"
PROOF = "五件都已转送责任单位，逐件告知了信访人。"


def act(who: Actor, when: str = "2017-10-09 09:00") -> Act:
    moment = at(when)
    return Act(who, moment, moment)


def system(when: str = "2017-10-09 09:00") -> Act:
    return act(operator_act().actor, when)


def watcher() -> Actor:
    return person("HRB", Role.SUPERVISOR)


def clerk() -> Actor:
    return person("NG", Role.CLERK)


def neglected(count: int = 5, bureau: str = "NG", month: str = "07") -> None:
    """Let letters come in that the bureau never passes on, and one that another bureau does."""
    for _ in range(count):
        story().submitted(f"2017-{month}-03 09:00", to=bureau).registered()
    story().submitted(f"2017-{month}-03 09:00", to="HL").registered().forwarded("HL-ZJ").accepted()


def found(period: Period = Q3, definition: Definition = Definition.LEGAL) -> list[Problem]:
    return finding.find(period, definition, system())


def one() -> Problem:
    """Return the entry of the neglected bureau under its floor."""
    neglected()
    return next(problem for problem in found() if problem.ground == "below_floor")
