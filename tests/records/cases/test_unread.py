"""Is an accusation that nobody was let in to opened to the post for accusations, once there is one, and to nobody else?"""

from __future__ import annotations

import pytest

from tests.cast import at_accusations, clerk, load_city, officer
from tests.moments import at
from tests.stories import Story, story
from wangfang.config import schema
from wangfang.records.cases import lookups, overnight
from wangfang.records.cases.models import Case
from wangfang.records.cases.unread import WHY
from wangfang.records.cases.verification import verify
from wangfang.rules.facts import Act, Actor, Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    load_city()


def night(when: str = "2017-08-30 02:30") -> Act:
    """Return the act of the house in a night."""
    return Act(Actor("system", "系统", Role.SYSTEM), at(when), at(when))


def before() -> Story:
    """Return an accusation that came when no post took accusations: nobody was let in."""
    told = story().accusing("NG-XF").submitted(to="NG").registered()
    assert Case.objects.get().granted_to == []
    return told


def finds(told: Story, who: Actor) -> bool:
    """Tell whether somebody finds the case."""
    return lookups.visible_to(who).filter(number=told.now.number).exists()


def test_those_at_the_post_are_let_in_once_and_the_trace_says_why() -> None:
    told = before()
    jubao = at_accusations("NG")
    assert not finds(told, jubao)
    assert (overnight.run("let-in", night()).steps, overnight.run("let-in", night()).steps) == (1, 0)
    assert finds(told, jubao)
    assert not any(finds(told, who) for who in (clerk("NG"), clerk("HRB"), officer("NG-XF")))
    last = lookups.life(told.now).events[-1]
    assert (last.step, last.text("why"), last.detail["granted"]) == ("label", WHY, [jubao.login])
    assert list(verify()) == []


def test_where_no_bureau_has_anybody_no_step_is_taken() -> None:
    told = before()
    assert overnight.run("let-in", night()).steps == 0
    assert len(lookups.life(told.now).events) == 2


def test_the_next_bureau_above_takes_it_when_the_own_has_nobody_or_is_accused() -> None:
    before()
    accused = story().accusing("NG").submitted(to="HRB").registered()
    district, city = at_accusations("NG"), at_accusations("HRB")
    assert overnight.run("let-in", night()).steps == 2
    assert finds(accused, city)
    assert not finds(accused, district)


def test_what_somebody_reads_already_and_ordinary_cases_are_left_alone() -> None:
    at_accusations("NG")
    story().accusing("NG-XF").submitted(to="NG")
    story().submitted(to="NG")
    assert overnight.run("let-in", night()).cases == 0


def test_an_upgrade_does_it_at_its_end() -> None:
    told = before()
    jubao = at_accusations("NG")
    assert (schema.follow_up(), schema.follow_up()) == (1, 0)
    assert finds(told, jubao)
