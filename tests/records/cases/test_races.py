"""Eight officers press at the same moment: whatever the step, one of them acts and the others are told who did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import repeat
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet
from pytest_django import DjangoDbBlocker

from tests.cast import load_city, load_review_body
from tests.records.cases.roads import ROADS, besides, take
from wangfang.records.agencies.tree import at_revision
from wangfang.records.cases import steps
from wangfang.records.cases.facts import told
from wangfang.records.cases.models import Case
from wangfang.records.cases.verification import verify
from wangfang.rules.facts import CHINA, Act, Step
from wangfang.rules.living import Stale
from wangfang.rules.refusal import Refused
from wangfang.rules.workflow import STEP_WORDS

pytestmark = pytest.mark.django_db

OFFICERS = 8
PATIENCE_SECONDS = 30

QUICKLY = (Step.FORWARD, Step.ISSUE_OPINION, Step.EVALUATE)
"""Steps whose control runs every time; those of the others run at night."""

LATER = tuple(pytest.param(step, marks=pytest.mark.nightly) for step in ROADS if step not in QUICKLY)

Answer = tuple[Act, Case | Refused]
"""What one of them tried, and what came of it."""


@pytest.fixture
def _city() -> None:
    """Stand in for the city of every other test of records: this one is really written."""


@pytest.fixture(scope="module")
def eight(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[ThreadPoolExecutor]:
    """Write the city for everybody to see, let eight threads keep a connection each, and clear all away at the end."""
    with django_db_blocker.unblock(), ThreadPoolExecutor(OFFICERS) as pool:
        at_revision.cache_clear()
        try:
            load_city()
            load_review_body()
            yield pool
        finally:
            leaving = Barrier(OFFICERS)
            list(pool.map(_leave, repeat(leaving, OFFICERS)))
            call_command("flush", interactive=False, verbosity=0, reset_sequences=False, inhibit_post_migrate=True)
            at_revision.cache_clear()


def _leave(leaving: Barrier) -> None:
    leaving.wait(PATIENCE_SECONDS)  # so that each thread closes its own
    connection.close()


@dataclass(frozen=True, slots=True)
class Line:
    """Eight acts on one case, each having seen the same."""

    step: Step
    case: Case
    acts: tuple[Act, ...]
    said: Mapping[str, object]


def lined_up(step: Step, pool: ThreadPoolExecutor) -> Line:
    """Bring a fresh case before a step, in a thread whose connection really writes, and let eight look at it."""
    road = ROADS[step]
    story = pool.submit(road.before).result()
    into = pool.submit(besides, step, story.now).result()
    by, moment = road.by(story), story.moment
    acts = (
        Act(
            replace(by, login=f"officer-{nth}", name=f"{nth}号经办人"),
            moment,
            moment + timedelta(minutes=nth),
            key=f"{step}-{nth}",
            seen=story.now.steps_taken,
        )
        for nth in range(OFFICERS)
    )
    return Line(step, story.now, tuple(acts), {**road.said, **into})


def race(line: Line, pool: ThreadPoolExecutor) -> list[Answer]:
    """Let the eight act at the same moment."""
    start = Barrier(OFFICERS)

    def press(act: Act) -> Answer:
        start.wait(PATIENCE_SECONDS)
        try:
            return act, take(line.step, line.case, act, line.said)
        except Refused as refusal:
            return act, refusal

    return list(pool.map(press, line.acts))


def winners(answers: list[Answer]) -> list[Act]:
    """Return the acts that were taken."""
    return [act for act, answer in answers if isinstance(answer, Case)]


def require_one_winner(step: Step, pool: ThreadPoolExecutor) -> None:
    """Race once: one acts, seven are told who, when and what, and the trace of the case is whole."""
    line = lined_up(step, pool)
    answers = race(line, pool)
    (winner,) = winners(answers)
    when = winner.recorded_at.astimezone(CHINA).strftime("%m月%d日 %H:%M")
    said = f"{winner.actor.name}已在 {when} 对这件事做了“{STEP_WORDS[step]}”，请看过最新情况再办理"
    refusals = [answer for _, answer in answers if isinstance(answer, Refused)]
    assert [(type(refusal), refusal.why) for refusal in refusals] == [(Stale, said)] * (OFFICERS - 1)
    assert Case.objects.get(pk=line.case.pk).steps_taken == line.case.steps_taken + 1
    assert list(verify(line.case.number)) == []


def test_every_step_that_goes_on_with_a_case_has_its_road() -> None:
    assert set(ROADS) == set(Step) - {Step.SUBMIT}


@pytest.mark.parametrize("step", ROADS)
def test_of_eight_at_once_one_acts_and_seven_are_told(step: Step, eight: ThreadPoolExecutor) -> None:
    for _ in range(2):
        require_one_winner(step, eight)


@pytest.mark.nightly
@pytest.mark.parametrize("step", ROADS)
def test_two_hundred_times_one_acts_and_seven_are_told(step: Step, eight: ThreadPoolExecutor) -> None:
    for _ in range(200):
        require_one_winner(step, eight)


@pytest.mark.parametrize("step", [*QUICKLY, *LATER])
def test_without_the_lock_more_than_one_would_act(
    step: Step, eight: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without it the race above would prove nothing."""
    line = lined_up(step, eight)
    looked = Barrier(OFFICERS)

    def told_to_all(case: Case) -> object:
        found = told(case)
        looked.wait(PATIENCE_SECONDS)  # everybody has looked before anybody writes
        return found

    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)
    monkeypatch.setattr(steps, "told", told_to_all)
    assert len(winners(race(line, eight))) > 1
