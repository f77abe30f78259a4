"""The transition table, read as a clerk would read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.lives import ANSWERED, ARRIVED, life, told
from wangfang.rules.facts import Kind, Step
from wangfang.rules.labels import MARKING
from wangfang.rules.states import State
from wangfang.rules.transitions import ENDED, TRANSITIONS
from wangfang.rules.workflow import (
    STATE_WORDS,
    STEP_WORDS,
    StepNotAllowed,
    next_state,
    source_of,
    state_of,
    steps_from,
)

B, U = Kind.BUREAU, Kind.UNIT


@pytest.mark.parametrize(
    ("state", "step", "by", "toward", "after"),
    [
        (None, "submit", None, None, "submitted"),  # a petition comes in over the network
        (None, "register", B, None, "registered"),  # a letter is opened
        ("submitted", "register", B, None, "registered"),
        ("registered", "screen", B, None, "screening"),
        ("routing", "screen", B, None, "routing"),  # a lower bureau looks at it too
        ("registered", "forward", B, B, "routing"),  # to the next bureau
        ("registered", "forward", B, U, "awaiting_unit"),  # to a unit
        ("screening", "assign", B, U, "awaiting_unit"),
        ("routing", "forward", B, B, "routing"),
        ("routing", "sign_in", B, None, "routing"),
        ("awaiting_unit", "sign_in", U, None, "awaiting_unit"),
        ("routing", "accept", B, None, "accepted"),  # the bureau handles it itself
        ("awaiting_unit", "accept", U, None, "accepted"),
        ("awaiting_unit", "decline", U, None, "declined"),
        ("registered", "decline", B, None, "declined"),
        ("accepted", "log_work", U, None, "handling"),
        ("handling", "resolve", U, None, "handling"),  # solved is not closed
        ("closed", "resolve", U, None, "closed"),  # the repair came after the paper
        ("handling", "issue_opinion", U, None, "opinion_issued"),
        ("opinion_issued", "serve", U, None, "served"),
        ("served", "close", U, None, "closed"),
        ("closed", "evaluate", None, None, "closed"),
    ],
)
def test_a_step_leads_where_the_table_says(
    state: str | None, step: str, by: Kind | None, toward: Kind | None, after: str
) -> None:
    assert next_state(State(state) if state else None, Step(step), by, toward) is State(after)


@pytest.mark.parametrize(
    ("state", "step", "by", "why"),
    [
        (None, "accept", U, "这件事还没有提交或登记，不能“受理”"),
        (None, "forward", B, "这件事还没有提交或登记，不能“转送”"),
        ("submitted", "forward", B, "还没有登记，不能转送"),
        ("submitted", "assign", B, "还没有登记，不能交办"),
        ("awaiting_unit", "issue_opinion", U, "还没有受理，不能出具处理意见"),
        ("routing", "log_work", B, "还没有受理，不能记录办理"),
        ("accepted", "serve", U, "还没有出具处理意见书，不能送达"),
        ("opinion_issued", "close", U, "处理意见书还没有送达，不能办结"),
        ("closed", "close", U, "这件事现在是“已办结”，不能“办结”"),
        ("declined", "accept", U, "这件事现在是“不予受理”，不能“受理”"),
        ("awaiting_unit", "accept", B, "这件事现在是“待责任单位受理”，不能“受理”"),  # the unit has it
    ],
)
def test_a_step_out_of_place_is_refused_in_one_sentence(state: str | None, step: str, by: Kind, why: str) -> None:
    with pytest.raises(StepNotAllowed) as refusal:
        next_state(State(state) if state else None, Step(step), by, Kind.UNIT)
    assert refusal.value.why == why
    assert refusal.value.source.startswith("《信访工作条例》")


@given(
    st.sampled_from([None, *State]),
    st.sampled_from(list(Step)),
    st.sampled_from([None, *Kind]),
    st.sampled_from([None, *Kind]),
    st.sampled_from(["", "agree", "refuse", "uphold", "redo"]),
)
def test_no_way_exists_outside_the_table(
    state: State | None, step: Step, by: Kind | None, toward: Kind | None, choice: str
) -> None:
    rows = [
        e for e in TRANSITIONS
        if e.step is step and e.before == state and e.by in (None, by) and e.toward in (None, toward)
        and e.choice in ("", choice)
    ]  # fmt: skip
    if rows:
        assert next_state(state, step, by, toward, choice) is rows[0].after
    else:
        with pytest.raises(StepNotAllowed):
            next_state(state, step, by, toward, choice)


def test_every_state_can_be_reached_and_every_open_one_can_be_left() -> None:
    reached = {edge.after for edge in TRANSITIONS}
    left = {edge.before for edge in TRANSITIONS if edge.after != edge.before}
    assert reached == set(State)
    assert set(State) - ENDED <= left


def test_every_row_has_its_source_and_every_word_its_meaning() -> None:
    assert all(edge.source and edge.number.startswith(("T", "S")) for edge in TRANSITIONS)
    assert set(STEP_WORDS) == set(Step)
    assert set(STATE_WORDS) == set(State)
    assert source_of(Step.CLOSE) == "《信访工作条例》第三十四条"


def test_what_a_unit_can_do_with_a_case_that_waits_for_it() -> None:
    assert steps_from(State.AWAITING_UNIT, U) == {
        Step.SIGN_IN, Step.ACCEPT, Step.DECLINE, Step.EVALUATE, Step.REQUEST_RETURN, Step.NO_LONGER_ACCEPT, Step.FILE,
        Step.DIVERT, Step.WITHDRAW, Step.URGE, Step.SUPERVISE, Step.LIST, Step.LIFT, Step.SUPPLEMENT, Step.LINK, Step.UNLINK, Step.DISMISS,
        Step.SCREEN, Step.ASSIST, Step.REPORT_URGENT, Step.PROPOSE, Step.ANSWER_PROPOSAL, Step.HAND_OVER,
        Step.RECOMPUTE, *MARKING,
    }  # fmt: skip
    assert steps_from(None, B) == {Step.SUBMIT, Step.REGISTER}
    assert steps_from(None, U) == {Step.SUBMIT, Step.REGISTER}  # a letter may come to the unit itself


def test_the_state_is_the_fold_of_the_events() -> None:
    assert state_of(life()) is None
    assert state_of(life(*ARRIVED)) is State.AWAITING_UNIT
    assert state_of(life(*ANSWERED)) is State.CLOSED
    with pytest.raises(StepNotAllowed):
        state_of(life(*ARRIVED, told("2017-08-23", "close", "D-JD")))
