"""Each transition of the design, T01 to T33, is a row of the table; where it has another shape, the reason stands here."""

from __future__ import annotations

import pytest

from wangfang.rules.facts import Kind, Step
from wangfang.rules.states import State
from wangfang.rules.transitions import ENDED, HELD, IN_HAND, OPEN, TRANSITIONS

DESIGN = {
    # number: (from, steps, to); a case `stays` where a strand begins beside it
    "T01": ({None}, "submit", {State.SUBMITTED}),
    "T02": ({State.SUBMITTED}, "fail_screening", {State.SCREEN_FAILED}),
    "T03": ({None, State.SUBMITTED}, "register", {State.REGISTERED, State.AWAITING_UNIT}),
    "T04": ({State.REGISTERED, State.ROUTING, State.AWAITING_UNIT, *IN_HAND}, "screen",
            {State.SCREENING, State.ROUTING, State.AWAITING_UNIT, *IN_HAND}),
    "T05": (set(HELD), "decline", {State.DECLINED}),
    "T06": ({*HELD, State.AWAITING_UNIT}, "no_longer_accept", {State.NO_LONGER_ACCEPTED}),
    "T07": ({*HELD, State.MERGED}, "merge unmerge", {State.MERGED, *HELD}),
    "T08": ({*HELD, State.AWAITING_UNIT}, "file", {State.FILED}),
    "T09": ({*HELD, State.AWAITING_UNIT, *IN_HAND}, "divert", {State.DIVERTED}),
    "T10": (set(HELD), "forward", {State.ROUTING, State.AWAITING_UNIT}),
    "T11": (set(HELD), "assign", {State.ROUTING, State.AWAITING_UNIT}),
    "T12": (set(HELD), "accept", {State.ACCEPTED}),
    "T13": ({State.ROUTING}, "sign_in", {State.ROUTING}),
    "T14": ({State.AWAITING_UNIT}, "sign_in", {State.AWAITING_UNIT}),
    "T15": ({State.AWAITING_UNIT}, "request_return", {State.RETURN_REQUESTED}),
    "T16": ({State.RETURN_REQUESTED}, "decide_return arbitrate", {State.ROUTING, State.AWAITING_UNIT}),
    "T17": ({State.AWAITING_UNIT}, "accept", {State.ACCEPTED}),
    "T18": ({State.AWAITING_UNIT}, "decline", {State.DECLINED}),
    "T19": ({State.AWAITING_UNIT, *IN_HAND}, "log_work assist",
            {State.HANDLING, State.AWAITING_UNIT, *IN_HAND}),
    "T20": (set(IN_HAND), "extend", set(IN_HAND)),
    "T21": (set(IN_HAND), "pause resume", set(IN_HAND)),
    "T22": ({*IN_HAND, State.OPINION_ISSUED, State.SERVED, State.CLOSED}, "settle resolve",
            {*IN_HAND, State.OPINION_ISSUED, State.SERVED, State.CLOSED}),
    "T23": (set(IN_HAND), "draft_opinion pass_draft return_draft sign_draft issue_opinion",
            {State.OPINION_DRAFTING, State.HANDLING, State.OPINION_ISSUED}),
    "T24": ({State.OPINION_ISSUED}, "serve", {State.SERVED}),
    "T25": ({State.SERVED}, "close", {State.CLOSED}),
    "T26": ({State.CLOSED, State.FINALIZED}, "reopen", {State.REOPENED}),
    "T27": ({State.SERVED, State.CLOSED}, "request_review", {State.UNDER_REVIEW}),
    "T28": ({State.UNDER_REVIEW}, "accept_review decide_review", {State.UNDER_REVIEW, State.CLOSED, State.REOPENED}),
    "T29": ({State.CLOSED, State.UNDER_RECHECK}, "request_recheck accept_review decide_recheck",
            {State.UNDER_RECHECK, State.FINALIZED, State.REOPENED}),
    "T30": ({State.CLOSED}, "finalize", {State.FINALIZED}),
    "T31": (set(OPEN), "withdraw", {State.WITHDRAWN}),
    "T32": (set(State), "urge supervise list lift", set(State)),
    "T33": ({*OPEN, State.CLOSED, State.FINALIZED} - {State.SUBMITTED}, "evaluate",
            {*OPEN, State.CLOSED, State.FINALIZED} - {State.SUBMITTED}),
}  # fmt: skip

OTHER_SHAPE = {
    "T01": "a draft is the petitioner's own and no case yet: the case begins with its submission",
    "T03": "a letter, visit or call begins with its registration; one to the unit itself waits there (DL09)",
    "T04": "a lower bureau and the unit look at the procedure again: the simple way and the way back",
    "T07": "a copy that is taken out again stands where it stood: state, holder and clocks as before the merge",
    "T14": "reaching a unit is the forward itself (its row leads to awaiting_unit); this row is the unit's signature",
    "T16": "a third return is settled from above (arbitrate)",
    "T19": "naming a person is no act of the case: the first work that is logged begins the handling",
    "T20": "`extended` is no state of its own: the case goes on being handled, its clock is longer",
    "T21": "the design's hearing is one kind of logged work; these rows are the clock that stands for it",
    "T22": "`settled` is no state: an agreement, and a problem solved, are marks on a case that goes on",
    "T28": "`handling` anew is `reopened`, so that the page tells it from a first round",
    "T30": "a recheck ends a case by itself (T29); this row is the lapse of time and the agreement kept",
    "T32": "supervision is a strand: the case stays where it is, and its mark may be lifted after the end",
    "T33": "evaluation is a strand: the case stays, and its window is the guard's (evaluation)",
}


@pytest.mark.parametrize("number", DESIGN)
def test_each_number_of_the_design_is_in_the_table(number: str) -> None:
    rows = [edge for edge in TRANSITIONS if edge.number == number]
    found = ({e.before for e in rows}, {str(e.step) for e in rows}, {e.after for e in rows})
    before, steps, after = DESIGN[number]
    assert found == (before, set(steps.split()), after)


def test_the_design_has_thirty_three_numbers_and_the_table_no_other_but_strands() -> None:
    numbers = [f"T{n:02d}" for n in range(1, 34)]
    assert list(DESIGN) == numbers
    assert {edge.number for edge in TRANSITIONS} == {*numbers, "S"}
    assert set(OTHER_SHAPE) <= set(DESIGN)
    assert all(edge.after is edge.before for edge in TRANSITIONS if edge.number == "S")


def test_reaching_a_unit_begins_its_wait() -> None:
    arrivals = {edge.step for edge in TRANSITIONS if edge.toward is Kind.UNIT}
    assert arrivals == {Step.FORWARD, Step.ASSIGN, Step.DECIDE_RETURN, Step.ARBITRATE}
    assert {e.after for e in TRANSITIONS if e.toward is Kind.UNIT} == {State.AWAITING_UNIT}


def test_a_state_is_open_or_ended() -> None:
    assert set(OPEN) | ENDED == set(State)
    assert not set(OPEN) & ENDED
