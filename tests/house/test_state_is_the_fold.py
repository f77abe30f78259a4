"""Is what a case says of itself nothing but its steps: state and clocks, for any life that the verbs allow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import load_city
from tests.stories import Story, story
from wangfang.records.cases import lookups, rebuilding
from wangfang.rules.refusal import Refused
from wangfang.rules.workflow import state_of

Move = Callable[[Story], Story]
MOVES: dict[str, Move] = {
    "register": Story.registered,
    "screen": Story.screened,
    "to the unit": lambda one: one.forwarded("NG-XF"),
    "to the housing bureau": lambda one: one.forwarded("NG-ZJ"),
    "assign": lambda one: one.assigned("NG-XF", "2030-09-30"),
    "sign in": Story.signed_in,
    "accept": Story.accepted,
    "decline": Story.declined,
    "work": Story.worked,
    "resolve": Story.resolved,
    "answer": Story.answered,
    "serve": Story.served,
    "close": Story.closed,
    "rate": Story.rated,
    "a week later": lambda one: one.on(f"{one.moment:%Y-%m-%d} 23:59"),
}
ORDINARY = ["register", "to the unit", "accept", "work", "answer", "serve", "close", "rate"]


def _live(moves: list[str]) -> Story:
    one = story().submitted(to="NG")
    for name in moves:
        try:
            MOVES[name](one)
        except Refused:
            continue  # the rules said no, and nothing happened
    return one


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(MOVES)), max_size=12) | st.permutations(ORDINARY).map(list))
def test_whatever_is_tried_the_case_stands_where_its_steps_say(moves: list[str]) -> None:
    load_city()
    case = _live(moves).now
    assert case.state == state_of(lookups.life(case))
    assert case.steps_taken == len(lookups.life(case).events)
    assert rebuilding.rebuild() == 0, "derived anew, the clocks are the same"


@pytest.mark.django_db
def test_the_ordinary_life_reaches_its_end() -> None:
    load_city()
    case = _live(ORDINARY).now
    assert case.state == "closed"
    assert case.steps_taken == len(ORDINARY) + 1
