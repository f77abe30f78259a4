"""Lives for the tests of rules: a small city, and acts written the short way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tests.moments import at
from wangfang.rules import living
from wangfang.rules.duties import Law
from wangfang.rules.facts import (
    Act,
    Actor,
    Agency,
    CaseFacts,
    Event,
    Form,
    Kind,
    Life,
    Purpose,
    Role,
    Step,
)
from wangfang.rules.refusal import Refused


def _agency(code: str, name: str, kind: Kind, region: str, *above: str) -> Agency:
    return Agency(code, name, kind, region, (*above, code))


CITY = {
    agency.code: agency
    for agency in (
        _agency("P", "省信访局", Kind.BUREAU, "230000"),
        _agency("C", "市信访局", Kind.BUREAU, "230100", "P"),
        _agency("C-ZJ", "市住建局", Kind.UNIT, "230100", "P", "C"),
        _agency("C-LB", "市联办", Kind.JOINT_OFFICE, "230100", "P", "C"),
        _agency("C-FC", "市复查复核办", Kind.REVIEW_BODY, "230100", "P", "C"),
        _agency("P-JW", "省纪委监委", Kind.DISCIPLINE, "230000", "P"),
        _agency("C-JW", "市纪委监委", Kind.DISCIPLINE, "230100", "P", "C"),
        _agency("D-JW", "区纪委监委", Kind.DISCIPLINE, "230103", "P", "C", "D"),
        _agency("D", "区信访局", Kind.BUREAU, "230103", "P", "C"),
        _agency("D-JD", "街道办事处", Kind.UNIT, "230103018", "P", "C", "D"),
        _agency("D-ZJ", "区住建局", Kind.UNIT, "230103", "P", "C", "D"),
        _agency("D-ZJ-1", "区房屋维修中心", Kind.UNIT, "230103", "P", "C", "D", "D-ZJ"),
        _agency("E", "邻区信访局", Kind.BUREAU, "230104", "P", "C"),
        _agency("E-ZJ", "邻区住建局", Kind.UNIT, "230104", "P", "C", "E"),
    )
}

ONLINE = CaseFacts("1", Form.ONLINE, Purpose.REQUEST, "230103018")
LETTER = replace(ONLINE, form=Form.LETTER)


NATIONAL = Law()
"""The law without any pilot."""


def proceed(before: Life, step: Step, act: Act, detail: Mapping[str, object], law: Law = NATIONAL) -> Life:
    """Let a life go on under the national law."""
    return living.proceed(before, step, act, detail, law)


@dataclass(frozen=True)
class Told:
    """One act as a test writes it: when, what, by whom, and what it says."""

    when: str
    step: Step
    by: str = ""
    to: str = ""
    says: tuple[tuple[str, object], ...] = ()


def told(when: str, step: str, by: str = "", to: str = "", **says: object) -> Told:
    """Write an act the short way."""
    return Told(when, Step(step), by, to, tuple(says.items()))


def life(*acts: Told, case: CaseFacts = ONLINE) -> Life:
    """Return the life of these acts, unchecked."""
    events = [
        Event(
            number=number,
            step=act.step,
            occurred_at=at(act.when),
            recorded_at=at(act.when),
            agency=act.by,
            detail={**({"to": act.to} if act.to else {}), **dict(act.says)},
            actor="张三" if act.by else "",
        )
        for number, act in enumerate(acts, start=1)
    ]
    return Life(case, tuple(events), CITY)


def act(code: str, when: str, role: Role | None = None, **changes: object) -> Act:
    """Return an act of somebody at an agency, of the petitioner when there is none."""
    agency = CITY.get(code)
    fitting = Role.CLERK if agency and agency.kind is Kind.BUREAU else Role.OFFICER
    chosen = role or (fitting if agency else Role.PETITIONER)
    moment = at(when)
    made = Act(Actor(code.lower(), "张三" if agency else "信访人", chosen, agency), moment, moment)
    return replace(made, **changes)  # type: ignore[arg-type]  # a test names the fields it changes


def why_not(lived: Life, step: str, by: str, when: str, role: Role | None = None, **says: object) -> str:
    """Return why a step is refused, empty when it is taken; a refusal names the law."""
    try:
        proceed(lived, Step(step), act(by, when, role), says)
    except Refused as refusal:
        return refusal.why if refusal.source.startswith("《") else f"{refusal.why} has no source"
    return ""


ARRIVED = (
    told("2017-08-22 09:14", "submit", to="P"),
    told("2017-08-22 10:00", "register", "P"),
    told("2017-08-22 11:00", "forward", "P", "C"),
    told("2017-08-22 14:00", "forward", "C", "D"),
    told("2017-08-22 15:40", "forward", "D", "D-JD"),
)
"""The roof of Nangang down to the street."""

ANSWERED = (
    *ARRIVED,
    told("2017-08-23 10:05", "accept", "D-JD"),
    told("2017-08-28 11:30", "log_work", "D-JD", kind="visit", note="现场勘查"),
    told("2017-09-01 16:20", "issue_opinion", "D-JD", conclusion="support", text="已维修"),
    told("2017-09-01 16:40", "serve", "D-JD", method="direct"),
    told("2017-09-01 17:00", "close", "D-JD"),
)
"""The same to its end."""

SENT_DOWN = (
    told("2017-08-22 09:14", "submit", to="D"),
    told("2017-08-22 10:00", "register", "D"),
    told("2017-08-22 11:00", "forward", "D", "D-JD"),
)
"""A case at the street, sent by the district."""

TAKEN_UP = (*SENT_DOWN, told("2017-08-23 10:00", "accept", "D-JD"))
"""The same, accepted on 2017-08-23: its answer is due on 2017-10-23 (the 22nd is a Sunday)."""

DONE = (
    *TAKEN_UP,
    told("2017-09-01 10:00", "issue_opinion", "D-JD", conclusion="explain", text="物业已答复，请耐心等待。"),
    told("2017-09-04 10:00", "serve", "D-JD", method="direct"),
    told("2017-09-05 10:00", "close", "D-JD"),
)
"""The same to its end; events 5, 6 and 7 are the opinion, the service and the closing."""
