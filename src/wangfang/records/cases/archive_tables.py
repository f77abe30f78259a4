"""Which tables stand in the archive of a case: its acts, its way, its clocks, its trace, its attachments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wangfang.records.cases.ties import Bond
from wangfang.records.printing.phrases import FORM_WORDS, in_words
from wangfang.records.printing.shapes import Block, Table, column, para, subheading, table
from wangfang.rules.deadlines import explain
from wangfang.rules.details import WORDS
from wangfang.rules.duties import NEVER, Duty, Law, duties_of
from wangfang.rules.facts import CHINA, Step, day_of
from wangfang.rules.journey import hops_of
from wangfang.rules.labels import Part
from wangfang.rules.limits import Unit
from wangfang.rules.matters import RULINGS
from wangfang.rules.states import State
from wangfang.rules.workflow import STATE_WORDS, STEP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from wangfang.records.cases.models import Case, StepTaken
    from wangfang.records.cases.ties import Tie
    from wangfang.records.files.models import StoredFile
    from wangfang.records.ledger.models import Entry
    from wangfang.rules.facts import Event, Life

TRACE = (
    "每一步办理都在留痕里记一行。每一行的摘要由上一行的摘要和本行的内容算出（SHA-256），"
    "改动任何一行，它和以后各行的摘要都对不上。"
)
_UNITS = {Unit.CALENDAR_DAYS: "日", Unit.WORKING_DAYS: "个工作日"}
BOND_WORDS = {
    Bond.FIRST: "初件",
    Bond.COPY: "并入本件",
    Bond.SAME_MATTER: "同事不同人",
    Bond.SAME_PERSON: "同人不同事",
    Bond.APART: "认定不是同一件事",
}
"""How another case stands to this one."""
_REPEATS = {Step.MERGE: {"repeat": {str(kind): ruling.word for kind, ruling in RULINGS.items()}}}
_AGENCIES = frozenset({"to", "should_go_to", "organ", "co"})


def state_word(case: Case) -> str:
    """Return how the state of a case is called."""
    return STATE_WORDS[State(case.state)]


def acts(life: Life) -> Table:
    """Return every act: when it happened, when it was typed in if later, who, what, and what was said."""
    columns = [
        column("序号", share=0.5),
        column("办理时间", share=1.3),
        column("单位和经办人", "left", 1.6),
        column("事项", share=1),
        column("内容", "left", 3),
    ]
    return table("", columns, [_act(life, event) for event in life.events])


def _act(life: Life, event: Event) -> list[str]:
    late = day_of(event.recorded_at) != event.day
    when = _moment(event.occurred_at) + (f"（{_moment(event.recorded_at)}录入）" if late else "")
    agency = life.agency(event.agency).name if event.agency else ""
    who = " ".join(part for part in (agency, event.actor) if part) or "信访人"
    return [str(event.number), when, who, STEP_WORDS[event.step], _said(life, event)]


def _said(life: Life, event: Event) -> str:
    words = {**WORDS.get(event.step, {}), **_REPEATS.get(event.step, {})}
    told = [_worded(life, key, value, words.get(key, {})) for key, value in event.detail.items()]
    return "；".join(text for text in told if text)


def _worded(life: Life, key: str, value: object, words: dict[str, str]) -> str:
    if isinstance(value, bool):
        return "同意" if value else "不同意"
    if isinstance(value, list | tuple):
        return "、".join(_worded(life, key, one, words) for one in value)
    text = "" if value is None else str(value)
    if key in _AGENCIES and text in life.agencies:
        return life.agency(text).name
    return words.get(text, text)


def _moment(at: datetime) -> str:
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def hops(life: Life) -> Table:
    """Return the way of the case from hand to hand: who had it from when to when, and for how many days."""
    columns = [
        column("序号", share=0.5),
        column("单位", "left", 2.4),
        column("来的方式", share=1),
        column("到达", share=1.4),
        column("签收", share=1.4),
        column("离开", share=1.4),
        column("天数", share=0.7),
    ]
    rows = []
    for nth, hop in enumerate(hops_of(life), start=1):
        left = hop.left_at
        days = str((day_of(left) - day_of(hop.arrived_at)).days) if left else "—"
        signed = _moment(hop.signed_at) if hop.signed_at else "—"
        name, mode = life.agency(hop.agency).name, STEP_WORDS[hop.mode]
        rows.append([str(nth), name, mode, _moment(hop.arrived_at), signed, _moment(left) if left else "在办", days])
    return table("", columns, rows, note="注：天数按日历日计算，到达当日不计。")


def deadlines(life: Life, law: Law) -> list[Block]:
    """Return every clock with how its due day was counted."""
    found = duties_of(life, law)
    blocks: list[Block] = []
    for nth, duty in enumerate(found, start=1):
        blocks += [
            subheading(f"{nth}．{duty.limit.name}（{life.agency(duty.owner).name}）"),
            para(_explained(duty, law)),
        ]
    return blocks or [para("没有办理期限。")]


def _explained(duty: Duty, law: Law) -> str:
    start, limit = day_of(duty.started_at), duty.limit
    days = explain(limit, start, law.calendar)
    skipped = "、".join(f"{one.date.isoformat()}（{one.why}）" for one in days[1:] if not one.counted)
    last = days[-1].date
    if duty.due_legal == NEVER:
        ends = "现在中止计时，届满日待恢复以后确定。"
    elif duty.due_legal == last:
        ends = f"{in_words(last.isoformat())}届满。"
    else:
        ends = f"按期限算到{in_words(last.isoformat())}；因延期、中止、交办期限或者重算，实际{in_words(duty.due_legal.isoformat())}届满。"
    met = f"于{_moment(duty.met_at)}完成，{_verdict(duty)}。" if duty.met_at else "尚未完成。"
    return (
        f"依据{limit.source}，期限{limit.count}{_UNITS[limit.unit]}，自{in_words(start.isoformat())}起算，当日不计入。"
        f"{f'不计入或者顺延的日子：{skipped}。' if skipped else ''}{ends}{met}"
    )


def _verdict(duty: Duty) -> str:
    return "按期" if duty.met_at and day_of(duty.met_at) <= duty.due_legal else "超期"


def trace(lines: Iterable[Entry], rows: Iterable[StepTaken]) -> Table:
    """Return the digest of every line of the trace, beside the step that it binds."""
    steps = {row.number: STEP_WORDS[Step(row.step)] for row in rows}
    columns = [
        column("行", share=0.4),
        column("事项", share=1),
        column("录入时间", share=1.3),
        column("摘要", "left", 4),
    ]
    said = [[str(e.number), steps.get(e.number, _step_of(e)), _moment(e.recorded_at), e.digest] for e in lines]
    return table("", columns, said)


def _step_of(entry: Entry) -> str:
    """Return what a line without its step says that it was: the step was removed behind the back of the verbs."""
    said = json.loads(entry.payload)
    return STEP_WORDS.get(said.get("step"), "—")


def tied(ties: Iterable[Tie]) -> list[Block]:
    """Return what was merged with a case or belongs to it: number, way, form, day, state; of copies their own text."""
    columns = [
        column("编号", share=1.4),
        column("关系", share=1.2),
        column("信访形式", share=0.8),
        column("收到日期", share=1),
        column("状态", share=1),
    ]
    found = list(ties)
    rows = [
        [
            tie.case.number,
            BOND_WORDS[tie.bond],
            FORM_WORDS[tie.case.form],
            day_of(tie.case.received_at).isoformat(),
            state_word(tie.case),
        ]
        for tie in found
    ]
    blocks: list[Block] = [table("", columns, rows)]
    for tie in found:
        has_content = tie.shows is None or tie.shows.has(Part.CONTENT)
        if tie.bond is Bond.COPY and has_content and not tie.case.destroyed:
            text = tie.shows.clean(tie.case.text) if tie.shows else tie.case.text
            blocks += [subheading(f"{tie.case.number} 的原文"), para(text)]
    return blocks


def path_of(file: StoredFile) -> str:
    """Return where an original lies open while it is bound in."""
    return f"/{file.token.hex}"


def attachments(files: Iterable[StoredFile], bound_in: set[str]) -> Table:
    """Return the list of attachments with their SHA-256, and whether the original is bound in behind."""
    columns = [
        column("序号", share=0.5),
        column("名称", "left", 2),
        column("大小（字节）", "right", 1),
        column("原件", share=0.8),
        column("SHA-256", "left", 3.5),
    ]
    rows = [
        [
            str(nth),
            file.name,
            str(file.size),
            "附后" if path_of(file) in bound_in else "另存",
            file.sha256,
        ]
        for nth, file in enumerate(files, start=1)
    ]
    return table("", columns, rows, note="" if rows else "没有附件。")
