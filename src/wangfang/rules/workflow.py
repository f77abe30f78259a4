"""Which step may follow which: the one transition table of a case."""

from __future__ import annotations

from dataclasses import dataclass

from wangfang.rules.facts import Event, Kind, Life, State, Step
from wangfang.rules.refusal import Refused

ORDER = "《信访工作条例》"

STATE_WORDS = {
    State.SUBMITTED: "待审核",
    State.REGISTERED: "已登记",
    State.SCREENING: "甄别中",
    State.ROUTING: "转送交办中",
    State.AWAITING_UNIT: "待责任单位受理",
    State.ACCEPTED: "已受理",
    State.HANDLING: "办理中",
    State.OPINION_ISSUED: "已出具意见",
    State.SERVED: "已送达",
    State.CLOSED: "已办结",
    State.DECLINED: "不予受理",
}

STEP_WORDS = {
    Step.SUBMIT: "提交",
    Step.REGISTER: "登记",
    Step.SCREEN: "甄别",
    Step.FORWARD: "转送",
    Step.ASSIGN: "交办",
    Step.SIGN_IN: "签收",
    Step.ACCEPT: "受理",
    Step.DECLINE: "不予受理",
    Step.LOG_WORK: "记录办理",
    Step.RESOLVE: "记录事要解决",
    Step.ISSUE_OPINION: "出具处理意见",
    Step.SERVE: "送达",
    Step.CLOSE: "办结",
    Step.EVALUATE: "评价",
}

ENDED = frozenset({State.CLOSED, State.DECLINED})
"""States in which nobody owes another step."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One row of the table: `by` is the kind of the acting agency, `toward` that of the receiver.

    `None` as the first state means that the step begins a case; `None` as a kind means any.
    """

    number: str
    step: Step
    before: State | None
    after: State
    by: Kind | None = None
    toward: Kind | None = None
    source: str = ""


_HELD_BY_BUREAU = (State.REGISTERED, State.SCREENING, State.ROUTING)
_WORKING = (State.ACCEPTED, State.HANDLING)
_ANSWERED = (State.OPINION_ISSUED, State.SERVED, State.CLOSED)

TRANSITIONS: tuple[Edge, ...] = (
    Edge("T01", Step.SUBMIT, None, State.SUBMITTED, source=ORDER + "第十九条"),
    Edge("T03", Step.REGISTER, None, State.REGISTERED, Kind.BUREAU, source=ORDER + "第二十一条"),
    Edge("T03", Step.REGISTER, State.SUBMITTED, State.REGISTERED, Kind.BUREAU, source=ORDER + "第二十一条"),
    Edge("T04", Step.SCREEN, State.REGISTERED, State.SCREENING, Kind.BUREAU, source=ORDER + "第二十二条"),
    Edge("T04", Step.SCREEN, State.ROUTING, State.ROUTING, Kind.BUREAU, source=ORDER + "第二十二条"),
    *(
        Edge(name, step, state, after, Kind.BUREAU, toward, ORDER + "第二十二条")
        for name, step in (("T10", Step.FORWARD), ("T11", Step.ASSIGN))
        for state in _HELD_BY_BUREAU
        for toward, after in ((Kind.BUREAU, State.ROUTING), (Kind.UNIT, State.AWAITING_UNIT))
    ),
    Edge("T13", Step.SIGN_IN, State.ROUTING, State.ROUTING, Kind.BUREAU, source=ORDER + "第二十二条"),
    Edge("T14", Step.SIGN_IN, State.AWAITING_UNIT, State.AWAITING_UNIT, Kind.UNIT, source=ORDER + "第二十三条"),
    *(
        Edge("T12", Step.ACCEPT, state, State.ACCEPTED, Kind.BUREAU, source=ORDER + "第二十二条")
        for state in _HELD_BY_BUREAU
    ),
    Edge("T17", Step.ACCEPT, State.AWAITING_UNIT, State.ACCEPTED, Kind.UNIT, source=ORDER + "第二十三条"),
    *(
        Edge("T05", Step.DECLINE, state, State.DECLINED, Kind.BUREAU, source=ORDER + "第二十二条")
        for state in _HELD_BY_BUREAU
    ),
    Edge("T18", Step.DECLINE, State.AWAITING_UNIT, State.DECLINED, Kind.UNIT, source=ORDER + "第二十三条"),
    *(Edge("T19", Step.LOG_WORK, state, State.HANDLING, source=ORDER + "第三十一条") for state in _WORKING),
    *(Edge("T22", Step.RESOLVE, state, state, source=ORDER + "第三十四条") for state in (*_WORKING, *_ANSWERED)),
    *(Edge("T23", Step.ISSUE_OPINION, state, State.OPINION_ISSUED, source=ORDER + "第三十二条") for state in _WORKING),
    Edge("T24", Step.SERVE, State.OPINION_ISSUED, State.SERVED, source=ORDER + "第三十二条"),
    Edge("T25", Step.CLOSE, State.SERVED, State.CLOSED, source=ORDER + "第三十四条"),
    *(
        Edge("T33", Step.EVALUATE, state, state, source=ORDER + "第二十一条")
        for state in (*_HELD_BY_BUREAU, State.AWAITING_UNIT, *_WORKING, *_ANSWERED)
    ),
)

_BY_STEP: dict[tuple[Step, State | None], tuple[Edge, ...]] = {}
for _edge in TRANSITIONS:
    _BY_STEP[_edge.step, _edge.before] = (*_BY_STEP.get((_edge.step, _edge.before), ()), _edge)

_FIRST = {
    Step.SERVE: "还没有出具处理意见书，不能送达",
    Step.CLOSE: "处理意见书还没有送达，不能办结",
    Step.ISSUE_OPINION: "还没有受理，不能出具处理意见",
    Step.LOG_WORK: "还没有受理，不能记录办理",
    Step.FORWARD: "还没有登记，不能转送",
    Step.ASSIGN: "还没有登记，不能交办",
}
_EARLY: dict[Step, frozenset[State]] = {
    Step.FORWARD: frozenset({State.SUBMITTED}),
    Step.ASSIGN: frozenset({State.SUBMITTED}),
    Step.LOG_WORK: frozenset({State.SUBMITTED, *_HELD_BY_BUREAU, State.AWAITING_UNIT}),
    Step.ISSUE_OPINION: frozenset({State.SUBMITTED, *_HELD_BY_BUREAU, State.AWAITING_UNIT}),
    Step.SERVE: frozenset({State.SUBMITTED, *_HELD_BY_BUREAU, State.AWAITING_UNIT, *_WORKING}),
    Step.CLOSE: frozenset({State.SUBMITTED, *_HELD_BY_BUREAU, State.AWAITING_UNIT, *_WORKING, State.OPINION_ISSUED}),
}


class StepNotAllowed(Refused):
    """The case does not stand where this step may be taken."""


def next_state(state: State | None, step: Step, by: Kind | None = None, toward: Kind | None = None) -> State:
    """Return the state after `step`, taken by an agency of kind `by` toward one of kind `toward`.

    Raises:
        StepNotAllowed: the table has no such row.

    Source: 《信访工作条例》第十九条至第三十四条; the row names its own.
    """
    for edge in _BY_STEP.get((step, state), ()):
        if edge.by in (None, by) and edge.toward in (None, toward):
            return edge.after
    raise _refusal(state, step)


def _refusal(state: State | None, step: Step) -> StepNotAllowed:
    word = STEP_WORDS[step]
    if state is None:
        return StepNotAllowed(f"这件事还没有提交或登记，不能“{word}”", ORDER + "第二十一条")
    if state in _EARLY.get(step, ()):
        return StepNotAllowed(_FIRST[step], source_of(step))
    return StepNotAllowed(f"这件事现在是“{STATE_WORDS[state]}”，不能“{word}”", source_of(step))


def source_of(step: Step) -> str:
    """Return the article that the step stands on."""
    return next(edge.source for edge in TRANSITIONS if edge.step is step)


def steps_from(state: State | None, by: Kind | None = None) -> frozenset[Step]:
    """Return the steps that some receiver would make possible for an agency of kind `by`."""
    return frozenset(edge.step for edge in TRANSITIONS if edge.before == state and edge.by in (None, by))


def state_of(life: Life) -> State | None:
    """Return the fold of the events: where the case stands after the last of them.

    Raises:
        StepNotAllowed: the events are no legal life.
    """
    state: State | None = None
    for event in life.events:
        state = next_state(state, event.step, acting_kind(life, event), receiving_kind(life, event))
    return state


def acting_kind(life: Life, event: Event) -> Kind | None:
    """Return the kind of the agency that acted, none for the petitioner."""
    return life.agency(event.agency).kind if event.agency else None


def receiving_kind(life: Life, event: Event) -> Kind | None:
    """Return the kind of the agency that a forward or an assignment goes to."""
    moves = event.step in (Step.FORWARD, Step.ASSIGN)
    return life.agency(event.text("to")).kind if moves else None
