"""What a row says, taken apart: the petition, and when and how it was answered."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from wangfang.interfaces.console.importing.mapping import Columns
from wangfang.interfaces.console.importing.moments import ABSENT, moment_of
from wangfang.interfaces.console.importing.rows import Row
from wangfang.rules import contents
from wangfang.rules.contents import Table
from wangfang.rules.facts import Form, Purpose
from wangfang.rules.identity import require_name
from wangfang.rules.refusal import Refused

UNNAMED = "未署名"
TITLE_LIMIT = 200
PEOPLE_LIMIT = 9_999

WIDTHS = {"id": 100, "phone": 20, "id_number": 40, "address": 300, "category": 100}
FORMS = {"网上投诉": "online", "网信": "online", **contents.words(Table.FORMS)}
PURPOSES = {"建议": "suggestion", **contents.words(Table.PURPOSES)}
"""The words of tables for forms and purposes: those of the law, of then and of now, and a few beside them."""


_UNPRINTABLE = {sign: None for sign in (*range(0x20), 0x7F) if chr(sign) not in "\t\n\r"} | {0x0B: "\n", 0x0C: "\n"}
"""Control signs carry no words; Word's line break within a paragraph is a line break."""


class Unfit(Exception):
    """A cell does not say what it must: at which column, and why."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column = column
        self.why = why


@dataclass(frozen=True, slots=True)
class Message:
    """One row as a petition; `sent_at` is absent where the table does not know it."""

    external_id: str
    title: str
    text: str
    sent_at: datetime | None
    reply: str
    replied_at: datetime | None
    accepted_at: datetime | None
    unit: str
    name: str
    phone: str
    id_number: str
    address: str
    region: str
    category: str
    form: Form
    purpose: Purpose
    people: int


def message_of(row: Row, columns: Columns) -> Message:
    """Return what the row says.

    Raises:
        Unfit: it has no text, an impossible date, or an answer without or before its petition.
    """
    said = _Said(row, columns)
    text = said.text("text")
    if not text:
        raise Unfit(columns.named("text"), "没有内容，没有导入")
    message = _message(said, *_title(said.text("title"), text))
    _require_order(message, columns)
    return message


def _message(said: _Said, title: str, text: str) -> Message:
    return Message(
        external_id=said.narrow("id") or _own_id(said),
        title=title,
        text=text,
        sent_at=said.moment("time"),
        reply=said.text("reply"),
        replied_at=said.moment("reply_time"),
        accepted_at=said.moment("accept_time"),
        unit=said.text("unit"),
        name=said.name(),
        phone=said.narrow("phone"),
        id_number=said.narrow("id_number"),
        address=said.narrow("address"),
        region=said.region(),
        category=said.narrow("category"),
        form=Form(said.word("form", FORMS, set(Form), "online")),
        purpose=Purpose(said.word("purpose", PURPOSES, set(Purpose), "request")),
        people=said.people(),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    row: Row
    columns: Columns

    def text(self, part: str) -> str:
        header = self.columns.header_of.get(part)
        text = self.row.values[header].translate(_UNPRINTABLE).strip() if header else ""
        return "" if text in ABSENT else text

    def narrow(self, part: str) -> str:
        text = self.text(part)
        if len(text) > WIDTHS[part]:
            raise Unfit(self.columns.named(part), f"超过 {WIDTHS[part]} 个字，没有导入")
        return text

    def moment(self, part: str) -> datetime | None:
        try:
            return moment_of(self.text(part))
        except Refused as wrong:
            raise Unfit(self.columns.named(part), wrong.why) from wrong

    def name(self) -> str:
        try:
            return require_name(self.text("name") or UNNAMED)
        except Refused as wrong:
            raise Unfit(self.columns.named("name"), wrong.why) from wrong

    def word(self, part: str, words: dict[str, str], values: set[str], default: str) -> str:
        text = self.text(part) or default
        word = words.get(text, text)
        if word not in values:
            raise Unfit(self.columns.named(part), f"“{text[:20]}”不认识，可以是 {'、'.join(words)}")
        return word

    def region(self) -> str:
        text = self.text("region")
        if text and not re.fullmatch("[0-9]{6}|[0-9]{9}|[0-9]{12}", text):
            raise Unfit(self.columns.named("region"), "地区代码应当是 6 位或 9 位数字")
        return re.sub("(?<=^[0-9]{9})000$|(?<=^[0-9]{6})000000$", "", text)[:9]

    def people(self) -> int:
        text = self.text("people") or "1"
        if not re.fullmatch("[0-9]{1,4}", text) or not 1 <= int(text) <= PEOPLE_LIMIT:
            raise Unfit(self.columns.named("people"), f"人数应当是 1 到 {PEOPLE_LIMIT} 的整数")
        return int(text)


def _title(title: str, text: str) -> tuple[str, str]:
    """Return a title that fits and a text that has lost nothing by it."""
    if not title:
        first = re.split(r"[\n。！？!?;；]", text, maxsplit=1)[0].strip() or text
        return (first if len(first) <= _DERIVED else first[: _DERIVED - 1] + "…"), text
    if len(title) > TITLE_LIMIT:
        return title[: TITLE_LIMIT - 1] + "…", f"{title}\n{text}"
    return title, text


_DERIVED = 40
"""Characters of a title made from the text; the longest real title known to us has 37."""


def _own_id(said: _Said) -> str:
    """Return an identity for a row whose source gives none: the same words at the same time are the same row."""
    parts = "\x1f".join(said.text(part) for part in ("name", "time", "title", "text"))
    return "sha256:" + hashlib.sha256(parts.encode()).hexdigest()


def _require_order(message: Message, columns: Columns) -> None:
    sent, accepted, replied = message.sent_at, message.accepted_at, message.replied_at
    if message.reply and replied is None:
        raise Unfit(columns.named("reply_time"), "有答复但没有答复时间，没有导入")
    if replied is not None and not message.reply:
        raise Unfit(columns.named("reply"), "有答复时间但没有答复内容，没有导入")
    if sent is None and (replied is not None or accepted is not None):
        raise Unfit(columns.named("time"), "有答复但没有来信时间，没有导入")
    if sent is not None and replied is not None and replied < sent:
        raise Unfit(columns.named("reply_time"), "答复时间早于来信时间，没有导入")
    if sent is not None and accepted is not None and not sent <= accepted <= (replied or accepted):
        raise Unfit(columns.named("accept_time"), "受理时间不在来信和答复之间，没有导入")
