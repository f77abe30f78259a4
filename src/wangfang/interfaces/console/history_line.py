"""What one line of a history says: JSON that may be anything, taken apart into an act or refused in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wangfang.interfaces.console.importing.moments import EARLIEST
from wangfang.interfaces.frame.people import person_of
from wangfang.interfaces.frame.said import Said, bounded, object_of
from wangfang.records.cases.petitions import Petition
from wangfang.rules.facts import Form, Purpose, Step
from wangfang.rules.refusal import Refused

PETITIONERS = frozenset({
    Step.SUBMIT, Step.EVALUATE, Step.REQUEST_REVIEW, Step.REQUEST_RECHECK, Step.WITHDRAW,
})  # fmt: skip
"""Steps of the petitioner, so that `agency` on their lines is not who acts."""

CODE_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Line(Said):
    """One act as a line says it."""

    case: str
    step: Step
    occurred_at: datetime
    recorded_at: datetime
    agency: str
    actor: str

    def begins(self) -> bool:
        """Tell whether the line can be the first of a case: it brings the petition along."""
        return self.step is Step.SUBMIT or (self.step is Step.REGISTER and "text" in self.said)


def line_of(raw: bytes) -> Line:
    """Return what a line says.

    Raises:
        Refused: it is no JSON object in UTF-8, lacks a key, names an unknown step, or has a bad moment.
    """
    said = Said(object_of(raw))
    step = _step(said.text("step"))
    occurred_at = _moment(said, "occurred_at")
    agency = said.text("agency", "")
    if step not in PETITIONERS and not agency:
        raise Refused("缺少 agency：这一步要写明由哪个单位办理")
    return Line(
        case=said.names("case"),
        step=step,
        occurred_at=occurred_at,
        recorded_at=_moment(said, "recorded_at") if said.value("recorded_at") is not None else occurred_at,
        agency="" if step in PETITIONERS else agency,
        actor=bounded(said.text("actor", ""), "actor", CODE_LIMIT),
        said=said.said,
    )


def petition_of(line: Line, source: str) -> Petition:
    """Return the petition that the first line of a case brings along.

    Raises:
        Refused: a key is missing or has a value that the format does not know.
    """
    if line.step is Step.REGISTER and "form" not in line.said:
        raise Refused("没有提交过的件直接登记，要写明 form 是 letter、visit 还是 call")
    return Petition(
        to=line.agency if line.step is Step.REGISTER else line.text("to"),
        title=line.text("title"),
        text=line.text("text"),
        region=line.text("region"),
        petitioner=person_of(line.said.get("petitioner")),
        form=_form(line.text("form", Form.ONLINE)),
        purpose=_purpose(line.text("purpose", Purpose.REQUEST)),
        address=line.text("address", ""),
        category=line.text("category", ""),
        content=line.text("content", ""),
        respondent=line.text("respondent", ""),
        people=_people(line.said.get("people", 1)),
        source=source,
        external_id=line.case,
    )


def _step(word: str) -> Step:
    if word in set(Step):
        return Step(word)
    raise Refused(f"不认识的步骤“{word[:30]}”")


def _moment(said: Said, key: str) -> datetime:
    text = said.text(key)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise Refused(f"{key}“{text[:40]}”不是时间，请写成 2017-08-22T09:14:00+08:00") from wrong
    if moment.tzinfo is None:
        raise Refused(f"{key}“{text[:40]}”没有写时区，请写成 2017-08-22T09:14:00+08:00")
    if moment.year < EARLIEST:
        raise Refused(f"{key}“{text[:40]}”早于 {EARLIEST} 年，不会是信访时间")
    return moment


def _form(word: str) -> Form:
    if word not in set(Form):
        raise Refused(f"form“{word[:20]}”不认识，可以是 {'、'.join(Form)}")
    return Form(word)


def _purpose(word: str) -> Purpose:
    if word not in set(Purpose):
        raise Refused(f"purpose“{word[:20]}”不认识，可以是 {'、'.join(Purpose)}")
    return Purpose(word)


def _people(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused("people 应当是整数")
    return value
