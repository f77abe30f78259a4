"""Where is a petition now, by when will something happen, and what may its petitioner do?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.frame import wording
from wangfang.interfaces.frame.templatetags.frame import china_date
from wangfang.interfaces.portal import together, ways
from wangfang.interfaces.portal.ways import Way
from wangfang.rules import evaluation
from wangfang.rules.awaiting import awaited
from wangfang.rules.duties import DutyKind
from wangfang.rules.facts import Event, Kind, Life, Step
from wangfang.rules.guards import running_pause
from wangfang.rules.journey import holder_of
from wangfang.rules.states import State
from wangfang.rules.transitions import IN_HAND
from wangfang.rules.workflow import state_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wangfang.records.cases.together import First
    from wangfang.rules.duties import Duty, Law
    from wangfang.rules.evaluation import Target

_MOVES = frozenset({Step.FORWARD, Step.ASSIGN, Step.ARBITRATE})
_ALL_DONE = frozenset({State.CLOSED, State.FINALIZED})
_EXPLAINED = frozenset({State.NO_LONGER_ACCEPTED, State.FILED, State.DIVERTED, State.SCREEN_FAILED})
_EXPLAINING = frozenset({Step.NO_LONGER_ACCEPT, Step.FILE, Step.DIVERT, Step.FAIL_SCREENING})


@dataclass(frozen=True, slots=True)
class StageLine:
    """One of the five stages: its word, its day, and whether it is done, current or to come."""

    word: str
    note: str
    standing: str


@dataclass(frozen=True, slots=True)
class Station:
    """One act as the citizen reads it: when, what, by whom."""

    at: datetime
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything the page about one petition says."""

    sentence: str
    note: str
    late: bool
    stages: tuple[StageLine, ...]
    stations: tuple[Station, ...]
    ways: tuple[Way, ...]
    rateable: frozenset[Target] = field(default_factory=frozenset)


def progress_of(life: Life, law: Law, today: date, first: First | None = None) -> Progress:
    """Return the progress of a case for its petitioner on a day; `first` is what may be told of the case it was merged into."""
    state = state_of(life)
    assert state is not None  # noqa: S101 - a case has at least one event
    holder = life.agency(holder_of(life)).name
    clock = awaited(life, law)
    due_on = first.due_on if first else clock.due_legal if clock else None
    late = due_on is not None and today > due_on
    stage = evaluation.stage(life, today, law.calendar)
    open_now = evaluation.rateable(life) - evaluation.rated(life) if stage is evaluation.Stage.OPEN else frozenset()
    return Progress(
        sentence=together.sentence_of(first) if first else _sentence(life, state, clock, rateable=bool(open_now)),
        note=_note(life, state, clock, late=late),
        late=late,
        stages=tuple(_stages(life, state)),
        stations=tuple(_stations(life)),
        ways=(_rating(life, law, today, stage), *ways.remedies(life, law, today, state), ways.supplement(holder)),
        rateable=open_now,
    )


def _sentence(life: Life, state: State, clock: Duty | None, *, rateable: bool) -> str:
    if running_pause(life) and state in IN_HAND:
        return _("在等鉴定、听证等结果，期限先停下")
    if clock is None or state is State.RETURN_REQUESTED:
        word = str(wording.STATES[state].citizen)
        return _("{word}，您可以评价").format(word=word) if rateable and state is State.CLOSED else word
    holder = life.agency(clock.owner).name
    day = china_date(clock.due_legal)
    promise = {
        DutyKind.ROUTE: _("{holder}已收到，最晚{day}转给负责的单位"),
        DutyKind.ACCEPT: _("已转给{holder}，最晚{day}告诉您受理不受理"),
        DutyKind.ANSWER: _("在{holder}办理，最晚{day}给您意见"),
        DutyKind.REVIEW: _("{holder}正在复查，最晚{day}给您结果"),
        DutyKind.RECHECK: _("{holder}正在复核，最晚{day}给您结果"),
    }[clock.kind]
    return promise.format(holder=holder, day=day)


def _note(life: Life, state: State, clock: Duty | None, *, late: bool) -> str:
    if late:
        return _("这一步已经过了期限，可以打 12345 催一下。")
    if state is State.DECLINED:
        return _("原因和可以怎么办，写在下面的告知书里。")
    if state in _EXPLAINED:
        return _explained(life)
    if clock is not None:
        return _("期限依据：{source}").format(source=clock.limit.source)
    return ""


def _explained(life: Life) -> str:
    """Return the reason with which a case ended without an answer, and where to go instead."""
    last = next(event for event in reversed(life.events) if event.step in _EXPLAINING)
    to = last.text("to")
    organ = life.agencies[to].name if to in life.agencies else to
    word = _("已移交{organ}。") if last.text("procedure") == "discipline" else _("请找{organ}。")
    where = word.format(organ=organ) if organ else ""
    return where + _("原因：{why}").format(why=last.text("why"))


def _stages(life: Life, state: State) -> Iterator[StageLine]:
    reached = wording.STATES[state].stage
    days = _stage_days(life)
    for place, word in enumerate(wording.STAGES):
        done = place < reached or state in _ALL_DONE
        current = place == reached and not done
        standing = "done" if done else "cur" if current else ""
        yield StageLine(str(word), china_date(days.get(place)) if done or current else "", standing)


def _stage_days(life: Life) -> dict[int, date]:
    """Return the day on which each stage was first reached."""
    days: dict[int, date] = {}
    for event in life.events:
        place = _stage_of(life, event)
        if place is not None:
            days.setdefault(place, event.day)
    return days


def _stage_of(life: Life, event: Event) -> int | None:
    if event.step in _MOVES:
        return 1 if life.agency(event.text("to")).kind is not Kind.BUREAU else None
    reached = {Step.SUBMIT: 0, Step.REGISTER: 0, Step.DECLINE: 1, Step.ACCEPT: 2, Step.ISSUE_OPINION: 3, Step.CLOSE: 4}
    return reached.get(event.step)


def _stations(life: Life) -> Iterator[Station]:
    for event in life.events:
        if event.step in wording.CITIZEN_STEPS:
            who = life.agency(event.agency).name if event.agency else ""
            yield Station(event.occurred_at, _what(life, event), who)


def _what(life: Life, event: Event) -> str:
    if event.step is Step.FORWARD:
        return _("转给{to}").format(to=life.agency(event.text("to")).name)
    if event.step in (Step.ARBITRATE, Step.HAND_OVER):
        to = life.agency(event.text("to")).name
        word = _("定了由{to}办") if event.step is Step.ARBITRATE else _("机构调整，由{to}接着办")
        return word.format(to=to)
    if event.step is Step.ASSIGN:
        day = china_date(date.fromisoformat(event.text("due_on")))
        return _("交给{to}办理，{day}前报结果").format(to=life.agency(event.text("to")).name, day=day)
    if event.step is Step.EXTEND:
        return _("要多用 {days} 天，原因是：{why}").format(days=event.text("days"), why=event.text("why"))
    return str(wording.CITIZEN_STEPS[event.step])


def _rating(life: Life, law: Law, today: date, stage: evaluation.Stage) -> Way:
    word, days = _("评价办理结果"), evaluation.window(life, law.calendar)
    if stage is evaluation.Stage.OPEN and days:
        until = _("{day}前都可以评价，信访部门和责任单位各评一次。").format(day=china_date(days.closes_on))
        return Way(word, until, reverse("portal:rate"))
    why = {
        evaluation.Stage.PENDING: _("收到处理意见以后就可以评价。"),
        evaluation.Stage.EVALUATED: _("您已经评价过了，谢谢。"),
        evaluation.Stage.LAPSED: _("评价时间过了。"),
        evaluation.Stage.NOT_IN_SCOPE: _("这件事没有受理，不用评价。"),
    }
    if stage is evaluation.Stage.PENDING and days and today < days.opens_on:
        late = _("一直没有收到的话，{day}起也可以评价。").format(day=china_date(days.opens_on))
        return Way(word, why[stage] + late)
    return Way(word, why.get(stage, ""))
