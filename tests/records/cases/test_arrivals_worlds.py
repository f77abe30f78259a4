"""In random worlds each desk has the marks that it would find itself, whatever has happened since."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import clerk
from tests.records.cases.test_arrivals import NOW, marked, stands_aside
from tests.stories import Story, story
from wangfang.records.cases import alike, linking, lookups, ties
from wangfang.records.cases.arrivals import look
from wangfang.records.cases.models import Case
from wangfang.rules.facts import Actor
from wangfang.rules.matters import BEFORE_UNIT
from wangfang.rules.refusal import Refused

pytestmark = pytest.mark.django_db
WORLD = ("HLJ", "HRB", "NG", "HL", "DL")


def expected(case: Case, who: Actor) -> bool:
    """Tell by comparing anew whether a clerk is proposed an earlier case beside one, nobody at the desk being kept from it."""
    hints = alike.of_case(case, who, NOW, 50)
    found = ties.proposed(case, lookups.life(case), hints, who)
    return any((one.received_at, one.number) < (case.received_at, case.number) and not one.marked for _, one in found)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_in_random_worlds_each_desk_has_the_marks_that_it_would_find_itself(chance: Random) -> None:
    with transaction.atomic():
        told = [_happened(chance) for _ in range(6)]
        look(NOW)
        for one in told:
            _settled(one, chance.choice(told), chance)
        look(NOW)
        for code in WORLD:
            mine = Case.objects.filter(holder__code=code, state__in=BEFORE_UNIT, marked=False).select_related(
                "petitioner"
            )
            assert set(marked(clerk(code))) == {case.number for case in mine if expected(case, clerk(code))}
        transaction.set_rollback(True)


def _happened(chance: Random) -> Story:
    told = story(f"2017-08-{chance.randint(20, 24)} 09:00")
    told = told.accusing("HL-ZJ") if chance.random() < 0.15 else told
    told = told.submitted(to=chance.choice(WORLD))
    return told.registered() if chance.random() < 0.7 else told


def _settled(one: Story, two: Story, chance: Random) -> None:
    act = one.act(one.holder())
    happens: Callable[[], object] = chance.choice((
        lambda: linking.link(one.now, two.now, "same_matter", "同一处", act),
        lambda: linking.dismiss(one.now, two.now, "不同处", act),
        lambda: one.merged(two.now),
        lambda: stands_aside(one),
        lambda: None,
    ))  # fmt: skip
    try:
        happens()
    except Refused:
        return  # itself, settled before, secret, not registered yet, or no first case
