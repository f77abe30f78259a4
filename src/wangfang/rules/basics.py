"""What must a first case (初件) have on file, which of it is missing, and what puts it right (基础业务补录)?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from wangfang.rules import contents
from wangfang.rules.facts import Event, Life, Step
from wangfang.rules.identity import require_id_number, require_mobile
from wangfang.rules.joint import JOINTLY, REAL_NAME, signers_of
from wangfang.rules.on_file import (
    SHORTEST,
    SHORTEST_OPINION,
    STREET,
    OnFile,
    all_named,
    always,
    has_copies,
    is_answered,
    is_classed,
    is_closed,
    is_joint,
    is_linked,
    is_looked_into,
    is_named,
    is_past,
    is_placed,
    is_served,
    is_told,
    lowest_classes,
    may_be_known,
    unexplained,
)
from wangfang.rules.papers.serving import SOURCE as SERVICE
from wangfang.rules.privacy import mask_id, mask_name, mask_phone
from wangfang.rules.refusal import Refused

ORDER = "《信访工作条例》"
_RESIDENTS = 15
"""Signs from which on a number is taken for one of an identity card."""
_NUMBER = re.compile(r"(身份证|手机) [0-9]*\*+[0-9X]+")
_COUNTED = re.compile(r"共 ([0-9]+) 人：.+")
_CASE_NUMBER = re.compile(r"[0-9]{8}-[0-9]{6}")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a first case must have; `remedy` is what puts it right, in a sentence for the screen.

    `demanded` tells whether it is asked of this case at all, `there` whether the case has it otherwise than by a late entry.
    `said` turns what was typed in into what the step says, or refuses it; `held` tells whether a step says it.
    """

    key: str
    word: str
    source: str
    remedy: str
    demanded: Callable[[OnFile], bool]
    there: Callable[[OnFile], bool]
    said: Callable[[str, OnFile, date], str]
    held: Callable[[str, Life], bool]


def missing(on_file: OnFile) -> tuple[Item, ...]:
    """Return what a case should have and has not, in the order of the table.

    Source: 《信访工作条例》第十九条至第三十四条 (article by article in `ITEMS`); docs/rules/basics.md.
    """
    return tuple(item for item in ITEMS.values() if item.demanded(on_file) and not has(on_file, item))


def has(on_file: OnFile, item: Item) -> bool:
    """Tell whether a case has an item: by itself, or by a late entry (补录)."""
    return item.there(on_file) or any(_is_entry(event, item, on_file.life) for event in on_file.life.events)


def put_right_at(life: Life, key: str, since: datetime) -> datetime | None:
    """Return when it was typed in that puts an item right which was missing at `since`; None while it is still missing.

    What was there and went away again (an opinion of a case that was reopened) is missing again, until it comes back.

    Raises:
        KeyError: there is no such item.
    """
    item, found = ITEMS[key], None
    for count, event in enumerate(life.events, start=1):
        if event.recorded_at <= since:
            continue
        until = OnFile(replace(life, events=life.events[:count]))
        found = (found or event.recorded_at) if has(until, item) else None
    return found


def entry(item: Item, typed: str, on_file: OnFile, day: date) -> str:
    """Return what a late entry says: names and numbers masked, since steps are no place under seal.

    Raises:
        Refused: it does not put the item right, with what would.
    """
    return item.said(typed.strip(), on_file, day)


def _is_entry(event: Event, item: Item, life: Life) -> bool:
    return event.step is Step.SUPPLEMENT and event.text("field") == item.word and item.held(event.text("value"), life)


def _names(typed: str, on_file: OnFile, day: date) -> str:
    people = signers_of(typed, day)
    count, wanted = max(on_file.named, 1) + len(people), on_file.life.case.people
    if count < wanted:
        raise Refused(f"登记的是 {wanted} 人，加上这些只有 {count} 人，请写全", JOINTLY)
    return f"共 {count} 人：{'、'.join(mask_name(one.name) for one in people)}"


def _number(typed: str, on_file: OnFile, day: date) -> str:  # noqa: ARG001 - entries are made alike
    if len(typed) < _RESIDENTS:
        return f"手机 {mask_phone(require_mobile(typed))}"
    return f"身份证 {mask_id(require_id_number(typed, day))}"


def _class(typed: str, on_file: OnFile, day: date) -> str:  # noqa: ARG001 - as above
    found = contents.find(typed, day)
    if found is None or found.code not in lowest_classes():
        raise Refused("内容分类要选到末级，例如 030101", ORDER + "第二十一条")
    return f"{found.code} {contents.path_of(found, day)}"


def _street(typed: str, on_file: OnFile, day: date) -> str:  # noqa: ARG001 - as above
    above = re.sub("(00)+$", "", on_file.life.case.region[:6])
    if not STREET.fullmatch(typed) or not typed.startswith(above):
        raise Refused(f"问题属地要到街道、乡镇：9 位地区代码，以 {above} 开头", ORDER + "第二十一条")
    return typed


def _linked(typed: str, on_file: OnFile, day: date) -> str:
    absent = [number for number in unexplained(on_file) if number not in typed]
    if absent:
        raise Refused(f"还要写明 {absent[0]} 为什么并入", ORDER + "第十九条")
    return _text(SHORTEST)(typed, on_file, day)


def _text(least: int) -> Callable[[str, OnFile, date], str]:
    def said(typed: str, on_file: OnFile, day: date) -> str:  # noqa: ARG001 - as above
        if len(typed) < least:
            raise Refused(f"写得太短，至少 {least} 个字")
        return typed

    return said


def _long(least: int) -> Callable[[str, Life], bool]:
    return lambda said, _life: len(said.strip()) >= least


def _counts_all(said: str, life: Life) -> bool:
    found = _COUNTED.fullmatch(said)
    return found is not None and int(found[1]) >= life.case.people


_PLAIN = (_text(SHORTEST), _long(SHORTEST))
_ROWS = (
    Item("people", "联名人", JOINTLY, "按来信、来访登记表逐人写：姓名、证件号码、电话，一人一行", is_joint, all_named, _names, _counts_all),
    Item(
        "number", "证件号码或者手机", REAL_NAME, "写身份证号码或者手机号码；核对以后只留首尾几位",
        is_named, may_be_known, _number, lambda said, _life: bool(_NUMBER.fullmatch(said)),
    ),
    Item(
        "content", "内容分类", ORDER + "第二十一条", "写末级分类的代码或者名称，例如 030101",
        always, is_classed, _class, lambda said, _life: said.split(" ")[0] in lowest_classes(),
    ),
    Item(
        "place", "问题属地", ORDER + "第二十一条", "写街道、乡镇的 9 位地区代码",
        always, is_placed, _street, lambda said, _life: bool(STREET.fullmatch(said)),
    ),
    Item(
        "notice", "受理告知书送达", ORDER + "第二十三条", "写受理告知书的文号，怎样送达、谁签收",
        is_past(Step.ACCEPT), is_told, *_PLAIN,
    ),
    Item(
        "investigation", "调查材料", ORDER + "第三十一条", "写谁、哪天、调查了什么，材料在卷的页次",
        is_past(Step.ISSUE_OPINION), is_looked_into, *_PLAIN,
    ),
    Item(
        "opinion", "处理意见书", ORDER + "第三十二条", f"写意见书的文号和结论，至少 {SHORTEST_OPINION} 个字",
        is_past(Step.ISSUE_OPINION), is_answered, _text(SHORTEST_OPINION), _long(SHORTEST_OPINION),
    ),
    Item("receipt", "送达回证", SERVICE, "写送达方式、日期和凭证：签收人、回执编号或者见证人", is_past(Step.SERVE), is_served, *_PLAIN),
    Item(
        "closing", "办结情况", ORDER + "第三十四条", "写问题怎样解决、哪天办结",
        is_past(Step.CLOSE), is_closed, *_PLAIN,
    ),
    Item(
        "copies", "并案关联", ORDER + "第十九条", "逐件写并入的重件编号和并案的理由",
        has_copies, is_linked, _linked, lambda said, _life: bool(_CASE_NUMBER.search(said)),
    ),
)  # fmt: skip

ITEMS: Mapping[str, Item] = MappingProxyType({item.key: item for item in _ROWS})
"""The one table of what a first case must have, in the order of a case's life; a further check is a further row."""
