"""The one transition table of a case: from which state, by whom, a step leads where, and on what ground."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wangfang.rules.facts import Kind, Step
from wangfang.rules.states import State

ORDER = "《信访工作条例》"


@dataclass(frozen=True, slots=True)
class Edge:
    """One row of the table: `by` is the kind of the acting agency, `toward` that of the receiver.

    `None` as the first state means that the step begins a case; `None` as a kind means any. `choice`
    is the word that decides between rows of one step (agree or refuse, uphold or redo); empty means any.
    """

    number: str
    step: Step
    before: State | None
    after: State
    by: Kind | None = None
    toward: Kind | None = None
    choice: str = ""
    source: str = ""


B, U, R = Kind.BUREAU, Kind.UNIT, Kind.REVIEW_BODY
HELD = (State.REGISTERED, State.SCREENING, State.ROUTING)
WORKING = (State.ACCEPTED, State.HANDLING, State.REOPENED)
DRAFTING = State.OPINION_DRAFTING
IN_HAND = (*WORKING, DRAFTING)
ANSWERED = (State.OPINION_ISSUED, State.SERVED, State.CLOSED)
ENDED = frozenset({
    State.CLOSED, State.DECLINED, State.NO_LONGER_ACCEPTED, State.FILED, State.DIVERTED, State.MERGED,
    State.WITHDRAWN, State.FINALIZED, State.SCREEN_FAILED,
})  # fmt: skip
"""States in which nobody owes another step."""

OPEN = tuple(state for state in State if state not in ENDED)


def _rows(  # noqa: PLR0913, PLR0917 - one for each column of the table
    number: str, step: Step, states: Iterable[State], after: State | None, by: Kind | None, article: str,
) -> Iterator[Edge]:  # fmt: skip
    """Give one row for each state; without a new state the case stays where it is."""
    for state in states:
        yield Edge(number, step, state, after or state, by, source=ORDER + article)


def _moves() -> Iterator[Edge]:
    for name, step in (("T10", Step.FORWARD), ("T11", Step.ASSIGN)):
        for state in HELD:
            yield Edge(name, step, state, State.ROUTING, B, B, source=ORDER + "第二十二条")
            yield Edge(name, step, state, State.AWAITING_UNIT, B, U, source=ORDER + "第二十二条")


def _returns() -> Iterator[Edge]:
    asked, article = State.RETURN_REQUESTED, ORDER + "第二十三条"
    yield Edge("T15", Step.REQUEST_RETURN, State.AWAITING_UNIT, asked, U, source=article)
    yield Edge("T16", Step.DECIDE_RETURN, asked, State.AWAITING_UNIT, B, choice="refuse", source=article)
    yield Edge("T16", Step.DECIDE_RETURN, asked, State.AWAITING_UNIT, B, U, "agree", article)
    yield Edge("T16", Step.DECIDE_RETURN, asked, State.ROUTING, B, choice="agree", source=article)
    for toward, after in ((U, State.AWAITING_UNIT), (B, State.ROUTING)):
        yield Edge("T16", Step.ARBITRATE, asked, after, None, toward, source=ORDER + "第二十四条")


def _drafts() -> Iterator[Edge]:
    """Give the chain of an opinion: drafted, passed by the section, signed by the leader, or sent back."""
    article = "第三十二条"
    yield from _rows("T23", Step.DRAFT_OPINION, IN_HAND, DRAFTING, None, article)
    yield from _rows("T23", Step.PASS_DRAFT, (DRAFTING,), None, None, article)
    yield from _rows("T23", Step.SIGN_DRAFT, (DRAFTING,), None, None, article)
    yield from _rows("T23", Step.RETURN_DRAFT, (DRAFTING,), State.HANDLING, None, article)
    yield from _rows("T23", Step.ISSUE_OPINION, IN_HAND, State.OPINION_ISSUED, None, article)


def _remedies() -> Iterator[Edge]:
    for (asking, deciding), ask, decide, states, during, done, article in (
        (("T27", "T28"), Step.REQUEST_REVIEW, Step.DECIDE_REVIEW, (State.SERVED, State.CLOSED), State.UNDER_REVIEW,
         State.CLOSED, "第三十五条"),
        (("T29", "T29"), Step.REQUEST_RECHECK, Step.DECIDE_RECHECK, (State.CLOSED,), State.UNDER_RECHECK,
         State.FINALIZED, "第三十六条"),
    ):  # fmt: skip
        yield from _rows(asking, ask, states, during, None, article)
        for choice, after in (("uphold", done), ("revoke", done), ("change", done), ("redo", State.REOPENED)):
            yield Edge(deciding, decide, during, after, R, choice=choice, source=ORDER + article)
        yield from _rows(deciding, Step.ACCEPT_REVIEW, (during,), None, R, article)


TRANSITIONS: tuple[Edge, ...] = (
    Edge("T01", Step.SUBMIT, None, State.SUBMITTED, source=ORDER + "第十九条"),
    Edge("T02", Step.FAIL_SCREENING, State.SUBMITTED, State.SCREEN_FAILED, B, source=ORDER + "第十九条"),
    Edge("T03", Step.REGISTER, None, State.REGISTERED, B, source=ORDER + "第二十一条"),
    Edge("T03", Step.REGISTER, None, State.AWAITING_UNIT, U, source=ORDER + "第二十三条"),
    Edge("T03", Step.REGISTER, State.SUBMITTED, State.REGISTERED, B, source=ORDER + "第二十一条"),
    Edge("T04", Step.SCREEN, State.REGISTERED, State.SCREENING, B, source=ORDER + "第二十二条"),
    Edge("T04", Step.SCREEN, State.ROUTING, State.ROUTING, B, source=ORDER + "第二十二条"),
    Edge("T04", Step.SCREEN, State.AWAITING_UNIT, State.AWAITING_UNIT, U, source=ORDER + "第二十三条"),
    *_rows("T04", Step.SCREEN, IN_HAND, None, None, "第二十三条"),
    *_rows("T05", Step.DECLINE, HELD, State.DECLINED, B, "第二十二条"),
    *_rows("T06", Step.NO_LONGER_ACCEPT, HELD, State.NO_LONGER_ACCEPTED, B, "第三十六条"),
    *_rows("T06", Step.NO_LONGER_ACCEPT, (State.AWAITING_UNIT,), State.NO_LONGER_ACCEPTED, U, "第三十六条"),
    *_rows("T07", Step.MERGE, HELD, State.MERGED, B, "第十九条"),
    *(Edge("T07", Step.UNMERGE, State.MERGED, state, B, choice=state, source=ORDER + "第十九条") for state in HELD),
    *_rows("T08", Step.FILE, HELD, State.FILED, B, "第二十一条"),
    *_rows("T08", Step.FILE, (State.AWAITING_UNIT,), State.FILED, U, "第二十一条"),
    *_rows("T09", Step.DIVERT, HELD, State.DIVERTED, B, "第三十一条"),
    *_rows("T09", Step.DIVERT, (State.AWAITING_UNIT, *IN_HAND), State.DIVERTED, None, "第三十一条"),
    *_moves(),
    *_rows("T12", Step.ACCEPT, HELD, State.ACCEPTED, B, "第二十二条"),
    Edge("T13", Step.SIGN_IN, State.ROUTING, State.ROUTING, B, source=ORDER + "第二十二条"),
    Edge("T14", Step.SIGN_IN, State.AWAITING_UNIT, State.AWAITING_UNIT, U, source=ORDER + "第二十三条"),
    *_returns(),
    Edge("T17", Step.ACCEPT, State.AWAITING_UNIT, State.ACCEPTED, U, source=ORDER + "第二十三条"),
    Edge("T18", Step.DECLINE, State.AWAITING_UNIT, State.DECLINED, U, source=ORDER + "第二十三条"),
    *_rows("T19", Step.LOG_WORK, WORKING, State.HANDLING, None, "第三十一条"),
    *_rows("T19", Step.LOG_WORK, (DRAFTING,), None, None, "第三十一条"),
    *_rows("T19", Step.ASSIST, (State.AWAITING_UNIT, *IN_HAND), None, U, "第三十一条"),
    *_rows("T20", Step.EXTEND, IN_HAND, None, None, "第三十四条"),
    *_rows("T21", Step.PAUSE, IN_HAND, None, None, "第三十六条"),
    *_rows("T21", Step.RESUME, IN_HAND, None, None, "第三十六条"),
    *_rows("T22", Step.SETTLE, IN_HAND, None, None, "第三十三条"),
    *_rows("T22", Step.RESOLVE, (*IN_HAND, *ANSWERED), None, None, "第三十四条"),
    *_drafts(),
    Edge("T24", Step.SERVE, State.OPINION_ISSUED, State.SERVED, source=ORDER + "第三十二条"),
    Edge("T25", Step.CLOSE, State.SERVED, State.CLOSED, source=ORDER + "第三十四条"),
    *_rows("T26", Step.REOPEN, (State.CLOSED, State.FINALIZED), State.REOPENED, B, "第四十条"),
    *_remedies(),
    *_rows("T30", Step.FINALIZE, (State.CLOSED,), State.FINALIZED, None, "第三十五条"),
    *_rows("T31", Step.WITHDRAW, OPEN, State.WITHDRAWN, None, "第十九条"),
    *_rows("T32", Step.URGE, OPEN, None, None, "第四十条"),
    *_rows("T32", Step.SUPERVISE, OPEN, None, None, "第四十条"),
    *_rows("T32", Step.LIST, OPEN, None, None, "第三十九条"),
    *_rows("T32", Step.LIFT, State, None, None, "第三十九条"),
    *_rows(
        "T33",
        Step.EVALUATE,
        (
            *HELD,
            State.AWAITING_UNIT,
            State.RETURN_REQUESTED,
            *IN_HAND,
            *ANSWERED,
            State.UNDER_REVIEW,
            State.UNDER_RECHECK,
            State.FINALIZED,
        ),
        None,
        None,
        "第二十一条",
    ),
    *_rows("S", Step.SUPPLEMENT, State, None, None, "第二十一条"),
    *_rows("S", Step.REPORT_URGENT, OPEN, None, None, "第二十五条"),
    *_rows("S", Step.PROPOSE, State, None, None, "第四十条"),
    *_rows("S", Step.ANSWER_PROPOSAL, State, None, None, "第四十条"),
    *_rows("S", Step.HAND_OVER, State, None, None, "第二十四条"),
    *_rows("S", Step.RECOMPUTE, OPEN, None, None, "第三十四条"),
    *_rows("S", Step.RECUSE, State, None, None, "第二十八条"),
    *(
        row
        for step in (Step.LINK, Step.UNLINK, Step.DISMISS)
        for row in _rows("S", step, State, None, None, "第十九条")
    ),
    *(
        row
        for step in (Step.LABEL, Step.NAME_ACCUSED, Step.ASK_GRANT, Step.APPROVE_GRANT, Step.END_GRANT)
        for row in _rows("S", step, State, None, None, "第三十条")
    ),
)
