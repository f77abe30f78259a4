"""What one line of a history says: JSON that may be anything, taken apart into an act or refused in a sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from wangfang.interfaces.console.importing.moments import EARLIEST
from wangfang.records.cases.petitions import Person, Petition
from wangfang.rules.facts import Form, Purpose, Step
from wangfang.rules.refusal import Refused

PETITIONERS = frozenset({
    Step.SUBMIT, Step.EVALUATE, Step.REQUEST_REVIEW, Step.REQUEST_RECHECK, Step.WITHDRAW,
})  # fmt: skip
"""Steps of the petitioner, so that `agency` on their lines is not who acts."""

ID_LIMIT = 100
CODE_LIMIT = 40

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Line:
    """One act as a line says it; `said` holds every key."""

    case: str
    step: Step
    occurred_at: datetime
    recorded_at: datetime
    agency: str
    actor: str
    said: Mapping[str, object]

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text.

        Raises:
            Refused: it is missing and has no default, or is no text.
        """
        return _text(self.said, key, default)

    def day(self, key: str) -> date:
        """Return a date.

        Raises:
            Refused: it is missing, or no date.
        """
        text = self.text(key)
        try:
            return date.fromisoformat(text)
        except ValueError as wrong:
            raise Refused(f"{key}“{text[:30]}”不是日期，请写成 2017-10-20") from wrong

    def number(self, key: str) -> int:
        """Return a whole number.

        Raises:
            Refused: it is missing, or no whole number.
        """
        value = self.said.get(key)
        if value is None:
            raise Refused(f"缺少 {key}")
        if not isinstance(value, int) or isinstance(value, bool):
            raise Refused(f"{key} 应当是整数")
        return value

    def flag(self, key: str) -> bool:
        """Return a yes or no.

        Raises:
            Refused: it is missing, or neither true nor false.
        """
        value = self.said.get(key)
        if value is None:
            raise Refused(f"缺少 {key}")
        if not isinstance(value, bool):
            raise Refused(f"{key} 应当是 true 或 false")
        return value

    def names(self, key: str) -> str:
        """Return the source's own id of another case, which may be written as a number like `case`.

        Raises:
            Refused: it is missing, too long, or neither text nor a whole number.
        """
        return _id(self.said, key)

    def begins(self) -> bool:
        """Tell whether the line can be the first of a case: it brings the petition along."""
        return self.step is Step.SUBMIT or (self.step is Step.REGISTER and "text" in self.said)


def line_of(raw: bytes) -> Line:
    """Return what a line says.

    Raises:
        Refused: it is no JSON object in UTF-8, lacks a key, names an unknown step, or has a bad moment.
    """
    said = _object(raw)
    step = _step(_text(said, "step"))
    occurred_at = _moment(said, "occurred_at")
    agency = _text(said, "agency", "")
    if step not in PETITIONERS and not agency:
        raise Refused("缺少 agency：这一步要写明由哪个单位办理")
    return Line(
        case=_id(said, "case"),
        step=step,
        occurred_at=occurred_at,
        recorded_at=_moment(said, "recorded_at") if said.get("recorded_at") is not None else occurred_at,
        agency="" if step in PETITIONERS else agency,
        actor=_bounded(_text(said, "actor", ""), "actor", CODE_LIMIT),
        said=said,
    )


def petition_of(line: Line, source: str) -> Petition:
    """Return the petition that the first line of a case brings along.

    Raises:
        Refused: a key is missing or has a value that the format does not know.
    """
    if line.step is Step.REGISTER and "form" not in line.said:
        raise Refused("没有提交过的件直接登记，要写明 form 是 letter、visit 还是 call")
    person = line.said.get("petitioner")
    if not isinstance(person, dict):
        raise Refused("缺少 petitioner：要写明信访人，至少有 name")
    return Petition(
        to=line.agency if line.step is Step.REGISTER else line.text("to"),
        title=line.text("title"),
        text=line.text("text"),
        region=line.text("region"),
        petitioner=Person(*(_text(person, key, default) for key, default in _PERSON)),
        form=_form(line.text("form", Form.ONLINE)),
        purpose=_purpose(line.text("purpose", Purpose.REQUEST)),
        address=line.text("address", ""),
        category=line.text("category", ""),
        respondent=line.text("respondent", ""),
        people=_people(line.said.get("people", 1)),
        source=source,
        external_id=line.case,
    )


_PERSON = (("name", None), ("id_number", ""), ("phone", ""), ("address", ""))


def _object(raw: bytes) -> dict[str, object]:
    try:
        said = json.loads(raw.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError as broken:
        raise Refused("不是 UTF-8 编码") from broken
    except RecursionError as deep:
        raise Refused("JSON 嵌套太深") from deep
    except ValueError as wrong:  # also an integer of more than 4,300 digits
        raise Refused("不是一条完整的 JSON") from wrong
    if not isinstance(said, dict):
        raise Refused("不是一个 JSON 对象，一行应当是一步办理")
    return said


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("有一个键写了两次，分不清以哪个为准")
    return found


def _no_number(name: str) -> object:
    raise Refused(f"{name} 不是数")


def _text(said: Mapping[str, object], key: str, default: str | None = None) -> str:
    value = said.get(key)
    if value is None and default is not None:
        return default
    if value is None:
        raise Refused(f"缺少 {key}")
    if not isinstance(value, str):
        raise Refused(f"{key} 应当是文字")
    if _UNSTORABLE.search(value):
        raise Refused(f"{key} 里有不能保存的字符（空字符或残缺的字）")
    return value


def _bounded(text: str, key: str, limit: int) -> str:
    if len(text) > limit:
        raise Refused(f"{key} 太长，最多 {limit} 个字符")
    return text


def _id(said: Mapping[str, object], key: str) -> str:
    value = said.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        said = {key: str(value)}
    name = _bounded(_text(said, key).strip(), key, ID_LIMIT)
    if not name:
        raise Refused(f"缺少 {key}")
    return name


def _step(word: str) -> Step:
    if word in set(Step):
        return Step(word)
    raise Refused(f"不认识的步骤“{word[:30]}”")


def _moment(said: Mapping[str, object], key: str) -> datetime:
    text = _text(said, key)
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
