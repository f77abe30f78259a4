"""How a row becomes a case: an open petition, or a life lived through to its end.

A table with answers knows two moments: when the petition was sent and when it was answered. What
the acts between them are dated, and why, is told in docs/import.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wangfang.interfaces.console.importing.mapping import Columns
from wangfang.interfaces.console.importing.messages import Message, Unfit
from wangfang.interfaces.frame.acts import PETITIONER
from wangfang.records.agencies.tree import Tree, tree
from wangfang.records.cases.living import PastLife, Said
from wangfang.records.cases.petitions import Person, Petition
from wangfang.rules.facts import Act, Actor, Agency, Form, Kind, Role, Step
from wangfang.rules.refusal import Refused

LOGIN = "import"
NAME = "历史数据导入"


class Accepted(StrEnum):
    """From when on a petition counts as accepted whose table does not say it."""

    RECEIVED = "received"  # silence is acceptance from the day of receipt: the answer's clock runs in full
    ANSWERED = "answered"  # nothing proves an acceptance before the answer


@dataclass(frozen=True, slots=True)
class Course:
    """What holds for every row of an import: who receives, who answers, how the columns are read."""

    bureau: Agency
    unit: Agency | None
    unit_is_named: bool
    columns: Columns
    accepted: Accepted
    now: datetime


def course_of(bureau: str, unit: str, columns: Columns, accepted: Accepted, now: datetime) -> Course:
    """Return the course of an import into the bureau of a code.

    Raises:
        Refused: there is no such bureau or unit, or a table with answers finds no unit to give them.
    """
    found = tree()
    agency = found.agency(bureau)
    if agency.kind is not Kind.BUREAU:
        raise Refused(f"{agency.name}不是信访部门，不能接收信访件", "《信访工作条例》第十九条")
    chosen = _unit(found, unit) if unit else _first_below(found, agency)
    if chosen is None and columns.has("reply") and not columns.has("unit"):
        raise Refused(f"{agency.name}下面没有责任单位，请用 --unit 指定由谁答复")
    return Course(agency, chosen, bool(unit), columns, accepted, now)


def _unit(found: Tree, code: str) -> Agency:
    unit = found.agency(code)
    if unit.kind is not Kind.UNIT:
        raise Refused(f"{unit.name}不是责任单位，不能由它答复")
    return unit


def _first_below(found: Tree, bureau: Agency) -> Agency | None:
    below = (a for a in found.under(bureau.code) if a.kind is Kind.UNIT and a.line[-2:-1] == (bureau.code,))
    return next(below, None)


def past_life(message: Message, course: Course) -> PastLife:
    """Return one message as a petition with everything that is known to have happened to it.

    Raises:
        Unfit: it names a unit that the tree does not know, or a moment that has not come yet.
    """
    _require_past(message, course)
    sent_at = message.sent_at or course.now
    return PastLife(
        _petition(message, course), (*_coming_in(message, course, sent_at), *_answer(message, course, sent_at))
    )


def _require_past(message: Message, course: Course) -> None:
    said = (("time", message.sent_at), ("accept_time", message.accepted_at), ("reply_time", message.replied_at))
    for part, moment in said:
        if moment is not None and moment > course.now:
            raise Unfit(course.columns.named(part), f"{moment:%Y-%m-%d} 还没有到，没有导入")


def _coming_in(message: Message, course: Course, sent_at: datetime) -> Iterator[Said]:
    if message.form is Form.ONLINE:
        yield Step.SUBMIT, Act(PETITIONER, sent_at, course.now, quiet=True), {"to": course.bureau.code}
    yield Step.REGISTER, _act(course, course.bureau, sent_at), {}


def _answer(message: Message, course: Course, sent_at: datetime) -> Iterator[Said]:
    if message.replied_at is None:
        return
    unit = _answering(message, course)
    assumed = sent_at if course.accepted is Accepted.RECEIVED else message.replied_at
    answered = _act(course, unit, message.replied_at)
    yield Step.FORWARD, _act(course, course.bureau, sent_at), {"to": unit.code}
    yield Step.ACCEPT, _act(course, unit, message.accepted_at or assumed), {}
    yield Step.ISSUE_OPINION, answered, {"conclusion": "explain", "text": message.reply}
    yield Step.SERVE, answered, {"method": "electronic"}
    yield Step.CLOSE, answered, {}


def _act(course: Course, agency: Agency, at: datetime) -> Act:
    return Act(Actor(LOGIN, NAME, Role.SYSTEM, agency), at, course.now, quiet=True)


def _petition(message: Message, course: Course) -> Petition:
    return Petition(
        to=course.bureau.code,
        title=message.title,
        text=message.text,
        region=message.region or course.bureau.region,
        petitioner=Person(message.name, message.id_number, message.phone, message.address),
        form=message.form,
        purpose=message.purpose,
        category=message.category,
        people=message.people,
        source=course.columns.source,
        external_id=message.external_id,
    )


def _answering(message: Message, course: Course) -> Agency:
    """Return the unit that answered: the one named, else the one of the import."""
    if message.unit:
        named = next(_called(message.unit, course), None)
        if named is not None:
            return named
        if not course.unit_is_named:
            raise Unfit(
                course.columns.named("unit"),
                f"不认识承办单位“{message.unit[:40]}”，请在对照文件的 [units] 里写明它的代码，或用 --unit 指定",
            )
    if course.unit is None:
        raise Unfit(course.columns.named("unit"), "不知道由哪个单位答复，请用 --unit 指定")
    return course.unit


def _called(name: str, course: Course) -> Iterator[Agency]:
    found = tree()
    code = course.columns.units.get(name, name)
    if code in found.by_code:
        yield _unit(found, code)
    yield from (a for a in found.under(course.bureau.code) if a.name == name and a.kind is Kind.UNIT)
