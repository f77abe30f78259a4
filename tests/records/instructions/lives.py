"""What the tests of instructions share: people, a quarterly bulletin that is spoken of, an instruction as it was given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.cast import person
from tests.moments import at
from wangfang.records.instructions import giving
from wangfang.records.instructions.models import Instruction
from wangfang.rules.facts import Act, Actor, Role
from wangfang.rules.instructions import Carrier, Given

WORDS = "请南岗区逐件核查超期事项，问题要真解决。"
GIVEN = Given(
    "bulletin:1", "王晓", "市委书记", date(2017, 11, 26), Carrier.REPORT, WORDS, "NG", date(2017, 12, 10), ("HRB-ZJ",)
)
RESULT = "超期的三件都已办结，逐件回访，住户满意。"


def act(who: Actor, when: str = "2017-11-27 09:00", key: str = "") -> Act:
    moment = at(when)
    return Act(who, moment, moment, key)


def leader() -> Actor:
    """Return the leader at the city's joint office."""
    return person("HRB-LB", Role.LEADER, "王晓")


def chief() -> Actor:
    """Return who leads the city's bureau."""
    return person("HRB", Role.BUREAU_LEADER)


def clerk_of(agency: str = "NG") -> Actor:
    return person(agency, Role.CLERK)


def given(when: str = "2017-11-27 09:00", by: Actor | None = None, **changes: object) -> Instruction:
    return giving.give(replace(GIVEN, **changes), act(by or leader(), when))  # type: ignore[arg-type]  # fields of it
