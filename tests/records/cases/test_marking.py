"""Does a mark decide who finds a case, from the very step on: label, standing aside, the accused, grants by two persons?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cast import at_accusations, clerk, load_city, officer, operator_act, person
from tests.moments import at
from tests.stories import ROOF, Story, story
from wangfang.records.cases import lookups
from wangfang.records.people.models import Account
from wangfang.records.people.posts import add_account, led_by, require_known
from wangfang.rules.facts import Actor, Role, Step
from wangfang.rules.labels import Part, Secrecy, marks_of
from wangfang.rules.refusal import Refused
from wangfang.rules.seeing import parts_seen

pytestmark = pytest.mark.django_db

WHY = "反映干部违纪，需要保密"


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    load_city()


def finds(told: Story, who: Actor) -> bool:
    """Tell whether somebody finds the case."""
    try:
        lookups.open_case(told.now.number, who)
    except lookups.NotFound:
        return False
    return True


def security() -> Actor:
    """Return a security officer, who guards the platform and stands in no agency's place."""
    return replace(person("HRB", Role.SECURITY), login="baomi", clearance=3)


def test_an_accusation_opens_to_the_post_for_accusations_and_to_nobody_else_from_its_first_step() -> None:
    jubao, colleague = at_accusations("HRB"), clerk("HRB")
    told = story().accusing("NG-XF").submitted(to="HRB")
    assert marks_of(lookups.life(told.now)).secrecy is Secrecy.S2
    assert finds(told, jubao)
    assert not any(
        finds(told, who) for who in (colleague, clerk("HLJ"), officer("NG-XF"), replace(colleague, clearance=3))
    )
    assert not finds(told, replace(jubao, clearance=1))  # the name without the clearance
    assert set(parts_seen(jubao, lookups.life(told.now), told.moment)) == {Part.METADATA, Part.CONTENT, Part.INTERNAL}


def test_each_hop_lets_in_those_of_the_bureau_that_it_reaches_and_written_ones_too() -> None:
    city, district = at_accusations("HRB"), at_accusations("NG")
    told = story().accusing("NG-XF").written(by="HRB")
    assert (finds(told, city), finds(told, district)) == (True, False)
    told.forwarded("NG")
    assert (finds(told, city), finds(told, district), finds(told, clerk("NG"))) == (True, True, False)


def test_where_nobody_takes_accusations_those_above_are_let_in() -> None:
    city = at_accusations("HRB")
    told = story().accusing("NG-XF").submitted(to="NG")
    assert [grant.login for grant in marks_of(lookups.life(told.now)).grants] == [city.login]
    assert finds(told, city)


def test_a_label_closes_a_case_to_the_agency_in_the_same_step_and_two_persons_open_it_again() -> None:
    jubao, colleague, leader = at_accusations("NG"), clerk("NG"), person("NG", Role.BUREAU_LEADER)
    told = story().submitted().registered()
    assert finds(told, colleague)
    told.taken(Step.LABEL, colleague, secrecy="accusation", why=WHY)
    assert (finds(told, colleague), finds(told, jubao)) == (False, True)
    told.taken(Step.LABEL, leader, secrecy="ordinary", why="误定")
    assert not finds(told, colleague)  # one person is not enough
    told.taken(Step.LABEL, security(), secrecy="ordinary", why="确认误定")
    assert finds(told, colleague)


def test_whoever_stands_aside_finds_nothing_and_does_nothing() -> None:
    told, colleague = story().submitted().registered(), clerk("NG")
    told.taken(Step.RECUSE, colleague, login=colleague.login, why="信访人是亲属")
    assert not finds(told, colleague)
    assert finds(told, person("NG", Role.BUREAU_LEADER))
    with pytest.raises(Refused, match="您已经回避这件事"):
        told.forwarded("NG-XF")


def test_naming_a_head_accuses_the_unit_and_whatever_lies_below_it() -> None:
    jubao = at_accusations("HRB")
    add_account(login="ju-zhang", name="某局长", agency="NG", role=Role.BUREAU_LEADER, act=operator_act())
    told = story().accusing("").submitted(to="HRB").registered()
    told.taken(Step.NAME_ACCUSED, jubao, login="ju-zhang", agency="", why="材料写明")
    marks = marks_of(lookups.life(told.now))
    assert (set(marks.accused_people), set(marks.accused)) == ({"ju-zhang"}, {"NG"})
    assert led_by("ju-zhang", told.act(jubao).day) == ["NG"]
    with pytest.raises(Refused, match="南岗区信访局是被检举控告的一方，不能把材料转给它，可以交哈尔滨市信访局"):
        told.forwarded("NG")
    assert finds(told, jubao)


def test_a_grant_of_two_persons_opens_the_case_until_its_day_and_its_end_closes_it_at_once() -> None:
    jubao, leader = at_accusations("HRB"), at_accusations("HRB", Role.BUREAU_LEADER)
    wang = replace(clerk("NG"), login="wang", clearance=2)
    told = story().accusing("NG-XF").submitted(to="HRB").registered()
    told.taken(Step.ASK_GRANT, jubao, login="wang", parts=["content"], until="2017-09-10", why="协助核查")
    assert not finds(told, wang)
    with pytest.raises(Refused, match="授权要两个人"):
        told.taken(Step.APPROVE_GRANT, replace(leader, login=jubao.login), login="wang")
    told.taken(Step.APPROVE_GRANT, leader, login="wang")
    life = lookups.life(told.now)
    assert set(parts_seen(wang, life, at("2017-09-10 23:59"))) == {Part.METADATA, Part.CONTENT}
    assert parts_seen(wang, life, at("2017-09-11 00:00")) == {}
    told.taken(Step.END_GRANT, leader, login="wang", why="核查完毕")
    assert parts_seen(wang, lookups.life(told.now), told.moment) == {}
    assert not finds(told, wang)


def test_a_petition_of_a_child_is_sensitive_and_everybody_with_an_ordinary_post_still_works_on_it() -> None:
    child = replace(ROOF.petitioner, id_number="230103200801010024")
    told = story().about(petitioner=child).submitted().registered()
    assert marks_of(lookups.life(told.now)).secrecy is Secrecy.S1
    assert finds(told, clerk("NG"))
    assert not finds(told, replace(clerk("NG"), clearance=0))


def test_marks_are_put_on_accounts_that_are_there() -> None:
    add_account(login="Wang", name="王某", agency="NG", role=Role.CLERK, act=operator_act())
    assert require_known(" wang ") == "Wang"
    with pytest.raises(Refused, match="没有登录名为“li”的账号"):
        require_known("li")
    assert Account.objects.filter(login="Wang").exists()
