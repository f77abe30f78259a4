"""Every row of the table once forward, and what is refused beside it."""

from __future__ import annotations

import pytest

from tests.rules.lives import DONE, SENT_DOWN, TAKEN_UP, Told, life, told
from wangfang.rules.facts import Kind, Step
from wangfang.rules.labels import MARKING
from wangfang.rules.states import State
from wangfang.rules.transitions import ENDED, OPEN, TRANSITIONS, WORKING
from wangfang.rules.workflow import StepNotAllowed, next_state, state_of

B, U, R, J = Kind.BUREAU, Kind.UNIT, Kind.REVIEW_BODY, Kind.JOINT_OFFICE

FORWARD = [
    # number, from, step, by, toward, choice, to
    ("T01", None, "submit", None, None, "", "submitted"),
    ("T02", "submitted", "fail_screening", B, None, "", "screen_failed"),
    ("T03", "submitted", "register", B, None, "", "registered"),
    ("T03", None, "register", U, None, "", "awaiting_unit"),  # a letter to the unit itself
    ("T04", "registered", "screen", B, None, "", "screening"),
    ("T05", "screening", "decline", B, None, "", "declined"),
    ("T06", "screening", "no_longer_accept", B, None, "", "no_longer_accepted"),
    ("T06", "awaiting_unit", "no_longer_accept", U, None, "", "no_longer_accepted"),
    ("T07", "screening", "merge", B, None, "", "merged"),
    ("T07", "merged", "unmerge", B, None, "screening", "screening"),  # where it stood before
    ("T07", "merged", "unmerge", B, None, "routing", "routing"),
    ("T07", "merged", "unmerge", B, None, "registered", "registered"),
    ("T08", "registered", "file", B, None, "", "filed"),
    ("T08", "awaiting_unit", "file", U, None, "", "filed"),
    ("T09", "routing", "divert", B, None, "", "diverted"),
    ("T09", "handling", "divert", U, None, "", "diverted"),
    ("T10", "screening", "forward", B, B, "", "routing"),
    ("T10", "screening", "forward", B, U, "", "awaiting_unit"),
    ("T11", "routing", "assign", B, B, "", "routing"),
    ("T11", "routing", "assign", B, U, "", "awaiting_unit"),
    ("T12", "screening", "accept", B, None, "", "accepted"),
    ("T13", "routing", "sign_in", B, None, "", "routing"),
    ("T14", "awaiting_unit", "sign_in", U, None, "", "awaiting_unit"),
    ("T15", "awaiting_unit", "request_return", U, None, "", "return_requested"),
    ("T16", "return_requested", "decide_return", B, None, "refuse", "awaiting_unit"),  # it stays where it is
    ("T16", "return_requested", "decide_return", B, None, "agree", "routing"),  # the bureau has it again
    ("T16", "return_requested", "decide_return", B, B, "agree", "routing"),  # another bureau
    ("T16", "return_requested", "decide_return", B, U, "agree", "awaiting_unit"),  # the unit that is competent
    ("T16", "return_requested", "arbitrate", J, U, "", "awaiting_unit"),  # settled from above
    ("T16", "return_requested", "arbitrate", B, B, "", "routing"),
    ("T17", "awaiting_unit", "accept", U, None, "", "accepted"),
    ("T18", "awaiting_unit", "decline", U, None, "", "declined"),
    ("T19", "accepted", "log_work", U, None, "", "handling"),
    ("T19", "opinion_drafting", "log_work", U, None, "", "opinion_drafting"),  # a draft is not put aside for a call
    ("T19", "awaiting_unit", "assist", U, None, "", "awaiting_unit"),  # who assists need not wait for the lead
    ("T20", "handling", "extend", U, None, "", "handling"),
    ("T21", "handling", "pause", U, None, "", "handling"),
    ("T21", "handling", "resume", U, None, "", "handling"),
    ("T22", "handling", "settle", U, None, "", "handling"),
    ("T22", "closed", "resolve", U, None, "", "closed"),
    ("T23", "reopened", "issue_opinion", U, None, "", "opinion_issued"),
    ("T23", "accepted", "draft_opinion", U, None, "", "opinion_drafting"),
    ("T23", "opinion_drafting", "pass_draft", U, None, "", "opinion_drafting"),
    ("T23", "opinion_drafting", "sign_draft", U, None, "", "opinion_drafting"),
    ("T23", "opinion_drafting", "return_draft", U, None, "", "handling"),
    ("T23", "opinion_drafting", "issue_opinion", U, None, "", "opinion_issued"),
    ("T24", "opinion_issued", "serve", U, None, "", "served"),
    ("T25", "served", "close", U, None, "", "closed"),
    ("T26", "closed", "reopen", B, None, "", "reopened"),
    ("T26", "finalized", "reopen", B, None, "", "reopened"),  # lapsed, and found wanting later
    ("T27", "served", "request_review", None, None, "", "under_review"),
    ("T27", "closed", "request_review", None, None, "", "under_review"),
    ("T28", "under_review", "decide_review", R, None, "uphold", "closed"),
    ("T28", "under_review", "decide_review", R, None, "revoke", "closed"),
    ("T28", "under_review", "decide_review", R, None, "change", "closed"),
    ("T28", "under_review", "decide_review", R, None, "redo", "reopened"),
    ("T28", "under_review", "accept_review", R, None, "", "under_review"),
    ("T29", "under_recheck", "accept_review", R, None, "", "under_recheck"),
    ("T29", "closed", "request_recheck", None, None, "", "under_recheck"),
    ("T29", "under_recheck", "decide_recheck", R, None, "uphold", "finalized"),
    ("T29", "under_recheck", "decide_recheck", R, None, "revoke", "finalized"),
    ("T29", "under_recheck", "decide_recheck", R, None, "change", "finalized"),
    ("T29", "under_recheck", "decide_recheck", R, None, "redo", "reopened"),
    ("T30", "closed", "finalize", None, None, "", "finalized"),
    ("T31", "routing", "withdraw", None, None, "", "withdrawn"),
    ("T32", "handling", "urge", B, None, "", "handling"),
    ("T32", "awaiting_unit", "supervise", B, None, "", "awaiting_unit"),
    ("T32", "return_requested", "list", J, None, "", "return_requested"),
    ("T32", "closed", "lift", J, None, "", "closed"),  # the mark outlives the case
    ("T33", "closed", "evaluate", None, None, "", "closed"),
    ("S", "closed", "supplement", U, None, "", "closed"),  # entered late
    ("S", "handling", "report_urgent", U, None, "", "handling"),
    ("S", "closed", "propose", B, None, "", "closed"),  # what is to be learned outlives the case
    ("S", "closed", "answer_proposal", U, None, "", "closed"),
    ("S", "closed", "hand_over", None, U, "", "closed"),
    *(("S", "merged", step, B, None, "", "merged") for step in ("link", "unlink", "dismiss")),
    ("S", "handling", "recompute", None, None, "", "handling"),
    *(("S", "closed", step, B, None, "", "closed") for step in sorted(MARKING)),  # a mark outlives the case
]


@pytest.mark.parametrize(("number", "state", "step", "by", "toward", "choice", "after"), FORWARD)
def test_every_row_leads_forward(  # noqa: PLR0917 - one for each column
    number: str, state: str | None, step: str, by: Kind | None, toward: Kind | None, choice: str, after: str
) -> None:
    before = State(state) if state else None
    assert next_state(before, Step(step), by, toward, choice) is State(after)
    assert number in {edge.number for edge in TRANSITIONS if edge.step == step and edge.before == before}


def test_no_number_and_no_step_of_the_table_is_left_out_here() -> None:
    assert {row[0] for row in FORWARD} == {edge.number for edge in TRANSITIONS}
    assert {row[2] for row in FORWARD} == set(Step)


@pytest.mark.parametrize(
    ("state", "step", "by", "choice"),
    [
        ("accepted", "request_return", U, ""),  # who has accepted cannot send it back
        ("routing", "request_return", B, ""),  # a bureau does not object, it passes on
        ("return_requested", "accept", U, ""),  # the sender decides first
        ("return_requested", "decide_return", U, "agree"),  # not the unit itself
        ("awaiting_unit", "decide_return", B, "agree"),  # nobody has asked
        ("awaiting_unit", "merge", B, ""),  # it is past screening
        ("merged", "accept", B, ""),  # the copy lives on in its primary
        ("screening", "unmerge", B, ""),
        ("merged", "unmerge", B, ""),  # it stood somewhere
        ("merged", "unmerge", B, "accepted"),  # and there no copy is merged
        ("accepted", "file", U, ""),  # accepted means an answer is owed
        ("accepted", "no_longer_accept", U, ""),
        ("awaiting_unit", "extend", U, ""),  # no clock of an answer runs yet
        ("opinion_issued", "pause", U, ""),
        ("opinion_issued", "divert", U, ""),
        ("served", "reopen", B, ""),  # not closed yet
        ("closed", "reopen", U, ""),  # nobody reopens his own case
        ("declined", "reopen", B, ""),
        ("opinion_issued", "request_review", None, ""),  # the petitioner has not received it
        ("served", "request_recheck", None, ""),  # review comes first
        ("under_review", "decide_review", B, "uphold"),  # only a review body
        ("under_review", "decide_review", R, ""),  # it must say what it decides
        ("under_review", "close", U, ""),
        ("finalized", "request_review", None, ""),  # the last word was said
        ("screen_failed", "register", B, ""),  # it may be submitted anew
        ("registered", "fail_screening", B, ""),  # it has been let in
        ("opinion_issued", "draft_opinion", U, ""),  # said is said
        ("accepted", "sign_draft", U, ""),  # there is nothing to sign
        ("opinion_issued", "assist", U, ""),  # too late
        ("awaiting_unit", "arbitrate", B, ""),  # nobody has objected
        ("served", "finalize", None, ""),  # not closed yet
        ("closed", "recompute", None, ""),  # no clock runs
        ("closed", "accept_review", R, ""),  # nobody has asked
        ("closed", "report_urgent", U, ""),
        ("closed", "withdraw", None, ""),  # too late
        ("withdrawn", "register", B, ""),
        ("closed", "urge", B, ""),  # nobody owes a step
        ("declined", "evaluate", None, ""),
    ],
)
def test_what_stands_in_no_row_is_refused(state: str, step: str, by: Kind | None, choice: str) -> None:
    with pytest.raises(StepNotAllowed) as refusal:
        next_state(State(state), Step(step), by, None, choice)
    assert refusal.value.source.startswith("《信访工作条例》")


@pytest.mark.parametrize("state", OPEN)
def test_the_petitioner_may_withdraw_while_anything_is_open(state: State) -> None:
    assert next_state(state, Step.WITHDRAW) is State.WITHDRAWN


@pytest.mark.parametrize("state", sorted(ENDED))
def test_an_ended_case_is_left_only_by_the_ways_the_law_knows(state: State) -> None:
    ways = {edge.step for edge in TRANSITIONS if edge.before is state and edge.after is not state}
    known = {
        State.CLOSED: {Step.REOPEN, Step.REQUEST_REVIEW, Step.REQUEST_RECHECK, Step.FINALIZE},
        State.FINALIZED: {Step.REOPEN},
        State.MERGED: {Step.UNMERGE},
    }
    assert ways == known.get(state, set())


@pytest.mark.parametrize("state", WORKING)
def test_work_goes_on_in_every_state_of_handling_after_a_reopening_too(state: State) -> None:
    assert next_state(state, Step.LOG_WORK, U) is State.HANDLING
    assert next_state(state, Step.SETTLE, U) is state


ASKED = told("2017-08-24 09:00", "request_return", "D-JD", why="应由区住建局办理")


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        ((*SENT_DOWN, ASKED), "return_requested"),
        ((*SENT_DOWN, ASKED, told("2017-08-25", "decide_return", "D", agree=False)), "awaiting_unit"),
        ((*SENT_DOWN, ASKED, told("2017-08-25", "decide_return", "D", agree=True)), "routing"),
        ((*SENT_DOWN, ASKED, told("2017-08-25", "decide_return", "D", "D-ZJ", agree=True)), "awaiting_unit"),
        # a receiver named beside a refusal is nobody: the case stays
        ((*SENT_DOWN, ASKED, told("2017-08-25", "decide_return", "D", "E", agree=False)), "awaiting_unit"),
        ((*SENT_DOWN, ASKED, told("2017-08-25", "arbitrate", "C", "D-ZJ", why="属建设领域")), "awaiting_unit"),
        ((*TAKEN_UP, told("2017-08-24", "withdraw", why="问题已解决")), "withdrawn"),
        ((*DONE, told("2017-09-06", "reopen", "D", why="答非所问")), "reopened"),
        ((*DONE, told("2017-09-06", "request_review", why="不服")), "under_review"),
    ],
)
def test_the_state_is_the_fold_of_the_later_steps_too(acts: tuple[Told, ...], state: str) -> None:
    assert state_of(life(*acts)) is State(state)
