"""What the petitioner of a merged copy is told of the petition it goes on with: how it stands, and nothing of somebody else's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests import walled
from tests.cast import person
from tests.interfaces.portal.walking import post
from tests.moments import at
from tests.stories import ROOF, Story, story
from wangfang.interfaces.portal.together import sentence_of
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import handling, together
from wangfang.records.cases.petitions import Person
from wangfang.records.cases.together import First, first_of_copy
from wangfang.rules.facts import Role, Step
from wangfang.rules.states import State

NEIGHBOUR = Person("李建国", "", "13800138001", "南岗区辽河小区5栋2单元701")
NOW = at("2017-08-25 10:00")


def first_case(who: Person = ROOF.petitioner) -> Story:
    """Return the first case of a matter at its unit."""
    told = story("2017-08-21 09:00").about(petitioner=who, text="邻居家也漏，墙皮掉了。").submitted().registered()
    return told.forwarded("NG-XF").accepted()


def a_copy(of: Story) -> Story:
    """Return a copy, merged into the first case."""
    return story("2017-08-23 09:00").submitted().registered().merged(of.now)


def opened(visitor: Client, told: Story) -> str:
    """Open the page of a story's case and return what it says."""
    post(visitor, "follow", number=told.now.number, code=told.code)
    return visitor.get(reverse("portal:case")).content.decode()


@time_machine.travel(NOW, tick=False)
def test_the_first_case_of_the_same_person_is_named_with_how_it_stands_and_until_when(visitor: Client) -> None:
    first = first_case()
    page = opened(visitor, a_copy(first))
    day = "10月20日"
    assert f"和您之前的 {first.now.number} 号合在一起办，那一件正在办，最晚{day}给意见" in page


@time_machine.travel(NOW, tick=False)
def test_of_somebody_elses_only_state_and_day_are_told(visitor: Client) -> None:
    first = first_case(NEIGHBOUR)
    page = opened(visitor, a_copy(first))
    assert "和之前反映同一件事的一件合在一起办，那一件正在办，最晚" in page
    for secret in (first.now.number, "李建国", "701", "邻居家", "13800138001"):
        assert secret not in page


@time_machine.travel(NOW, tick=False)
def test_if_everybody_were_taken_for_the_same_person_it_would_be_noticed(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = first_case(NEIGHBOUR)
    monkeypatch.setattr(together, "_is_same", lambda _one, _other: True)
    assert first.now.number in opened(visitor, a_copy(first)), "the broken variant"


@pytest.mark.parametrize(
    ("who", "is_same", "why"),
    [
        (Person("王秀兰", "230103195804000026", ""), True, "one identity number"),
        (Person("王秀兰", "", "13800138000"), True, "one name with one telephone number"),
        (Person("李建国", "", "13800138000"), False, "a telephone that a family shares"),
        (Person("王秀兰", "", ""), False, "a name alone"),
    ],
)
def test_who_is_the_same_person(who: Person, is_same: bool, why: str) -> None:  # noqa: FBT001 - a row of a table
    first = first_case(who)
    found = first_of_copy(a_copy(first).now, tree())
    assert found is not None
    assert found.number == (first.now.number if is_same else ""), why


def test_a_case_that_is_no_copy_goes_on_with_none() -> None:
    told = first_case()
    assert first_of_copy(told.now, tree()) is None
    copy = a_copy(told).taken_apart()
    assert first_of_copy(copy.now, tree()) is None


def test_through_merge_upon_merge_the_last_is_told() -> None:
    between = story("2017-08-22 09:00").submitted().registered()
    copy = a_copy(between)
    first = first_case()
    between.merged(first.now)
    found = first_of_copy(copy.now, tree())
    assert found is not None
    assert (found.number, found.state) == (first.now.number, State.ACCEPTED)


def paused(told: Story) -> object:
    """Stop the clock of a case."""
    told.case = handling.pause(told.now, "appraisal", told.act(told.holder()))
    return told


def secret(told: Story) -> object:
    """Let a case become an accusation."""
    return told.taken(Step.LABEL, person("NG", Role.CLERK), secrecy="accusation", why="反映干部违纪")


TOLD: list[tuple[Callable[[Story], object], str]] = [
    (lambda one: one, "那一件正在办，最晚10月20日给意见"),
    (paused, "那一件在等鉴定、听证等结果，期限先停下"),
    (lambda one: one.answered(), "那一件已经有处理意见"),
    (lambda one: one.answered().served().closed(), "那一件已经办完"),
    (
        lambda one: one.taken(Step.DIVERT, why="走仲裁", to="区仲裁委", procedure="arbitration", on="2017-08-21"),
        "那一件已经结束，没有处理意见",
    ),
    (secret, ""),
]


@pytest.mark.parametrize(("further", "words"), TOLD)
def test_each_standing_has_its_words(further: Callable[[Story], object], words: str) -> None:
    first = first_case()
    copy = a_copy(first)
    further(first)
    found = first_of_copy(copy.now, tree())
    assert found is not None
    begun = f"和您之前的 {first.now.number} 号合在一起办" if words else "和之前反映同一件事的一件合在一起办"
    assert sentence_of(found) == (f"{begun}，{words}" if words else begun)


@pytest.mark.parametrize("state", State)
def test_every_state_is_told_without_speaking_to_anybody(state: State) -> None:
    assert "您" not in sentence_of(First("", state)), "it may be somebody else's"


@time_machine.travel(at("2017-11-25 10:00"), tick=False)
def test_a_first_case_that_is_late_says_so(visitor: Client) -> None:
    assert "这一步已经过了期限" in opened(visitor, a_copy(first_case(NEIGHBOUR)))


@time_machine.travel(NOW, tick=False)
def test_behind_the_walls_the_page_shows_it_and_the_first_case_stays_shut(visitor: Client) -> None:
    first = first_case(NEIGHBOUR)
    copy = a_copy(first)
    walled.raise_walls()
    assert "那一件正在办" in opened(visitor, copy)
