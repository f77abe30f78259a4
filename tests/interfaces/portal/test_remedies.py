"""A petitioner withdraws, or asks for a review and a recheck, online, in time, and without a script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.cast import operator_act, person
from tests.interfaces.portal.walking import post
from tests.moments import at
from tests.stories import Story, story
from wangfang.records.agencies.load import load
from wangfang.records.cases import duplicates, handling, lookups, review
from wangfang.rules.facts import Life, Role

WHY = "还是漏，没有修好。"
BODIES = (("HRB-FC", "哈尔滨市复查复核办公室", "230100", "HRB"), ("NG-FC", "南岗区复查复核办公室", "230103", "NG"))


@pytest.fixture(autouse=True)
def bodies(city: None) -> None:
    """Give the city and the district a review body each."""
    names = ("code", "name", "region", "parent")
    rows = [{**dict(zip(names, row, strict=True)), "kind": "review_body"} for row in BODIES]
    load([{**row, "valid_from": "", "valid_to": ""} for row in rows], operator_act())


def served() -> Story:
    """Live a case up to the delivery of its opinion on 2017-08-22."""
    return story("2017-08-22 09:14").submitted().registered().forwarded("NG-XF").accepted().answered().served()


def reviewed() -> Story:
    """Live a case up to its review on 2017-08-22."""
    told = served()
    told.case = review.request_review(told.now, WHY, told.act(person("NG", Role.SYSTEM)), "NG-FC")
    told.case = review.decide_review(told.now, "uphold", told.act(person("NG-FC", Role.REVIEWER)), "意见正确")
    return told


def opened(visitor: Client, told: Story) -> str:
    """Open the page of a story's case and return what it says."""
    post(visitor, "follow", number=told.now.number, code=told.code)
    return visitor.get(reverse("portal:case")).content.decode()


def life(told: Story) -> Life:
    """Return the life of the case as it is now."""
    return lookups.life(told.now)


@time_machine.travel(at("2017-08-25 10:00"), tick=False)
@pytest.mark.parametrize(
    ("page", "live", "to", "sentence"),
    [
        ("review", served, "NG-FC", "南岗区复查复核办公室正在复查，最晚"),
        ("recheck", reviewed, "HRB-FC", "哈尔滨市复查复核办公室正在复核，最晚"),
        ("withdraw", lambda: story("2017-08-22 09:14").submitted(), "", "您已经撤回，不办了"),
    ],
)
def test_the_petitioner_finds_the_way_takes_it_once_and_reads_what_happens(
    visitor: Client, page: str, live: object, to: str, sentence: str
) -> None:
    told = live()  # type: ignore[operator]  # a table of small functions
    address = reverse(f"portal:{page}")
    assert f'<a href="{address}">' in opened(visitor, told)
    for _ in range(2):
        assert visitor.post(address, {"why": WHY, "act_key": "k1"})["Location"] == reverse("portal:case")
    last = life(told).events[-1]
    assert (last.text("why"), last.text("to"), last.number) == (WHY, to, told.now.steps_taken + 1)
    assert f'<div class="state-now">{sentence}' in visitor.get(reverse("portal:case")).content.decode()


@time_machine.travel(at("2017-08-25 10:00"), tick=False)
@pytest.mark.parametrize(("page", "live"), [("review", served), ("recheck", reviewed), ("withdraw", story)])
def test_an_empty_reason_comes_back_with_the_sentence(visitor: Client, page: str, live: object) -> None:
    told = live()  # type: ignore[operator]  # a table of small functions
    opened(visitor, told if told.case else told.submitted())
    answer = post(visitor, page, why="")
    assert answer.status_code == 422
    assert '<a href="#id_why">写一写原因</a>' in answer.content.decode()


DAYS = [
    ("2017-08-25 10:00", "9月21日前都可以申请，还剩 27 天", "in the middle"),
    ("2017-09-21 10:00", "9月21日前都可以申请，还剩 0 天", "the 30th day after service"),
    ("2017-09-22 10:00", "现在不能办这一项：申请复查", "one day later"),
]


@pytest.mark.parametrize(("moment", "sentence", "reason"), DAYS)
def test_the_days_that_are_left_are_said(visitor: Client, moment: str, sentence: str, reason: str) -> None:
    told = served()
    with time_machine.travel(at(moment), tick=False):
        opened(visitor, told)
        assert sentence in visitor.get(reverse("portal:review")).content.decode(), reason


@time_machine.travel(at("2017-08-25 10:00"), tick=False)
@pytest.mark.parametrize(
    ("page", "live", "sentence"),
    [
        ("recheck", served, "还没有复查结果。"),
        ("review", lambda: story("2017-08-22 09:14").submitted(), "还没有处理意见。"),
    ],
)
def test_what_is_not_possible_yet_is_said_in_plain_words(
    visitor: Client, page: str, live: Callable[[], Story], sentence: str
) -> None:
    opened(visitor, live())
    text = visitor.get(reverse(f"portal:{page}")).content.decode()
    assert sentence in text
    assert "这件事现在是" not in text  # as the staff are told


@time_machine.travel(at("2017-09-22 10:00"), tick=False)
def test_asking_too_late_is_refused_and_writes_nothing(visitor: Client) -> None:
    told = served()
    opened(visitor, told)
    assert post(visitor, "review", why=WHY).status_code == 422
    assert len(life(told).events) == told.now.steps_taken


@pytest.mark.parametrize("page", ["withdraw", "review", "recheck"])
def test_nobody_comes_here_without_number_and_code(visitor: Client, page: str) -> None:
    told = served()
    assert post(visitor, page, why=WHY)["Location"] == reverse("portal:follow")
    assert len(life(told).events) == told.now.steps_taken


@time_machine.travel(at("2017-08-25 10:00"), tick=False)
def test_what_is_over_is_not_withdrawn(visitor: Client) -> None:
    page = opened(visitor, served().closed())
    assert f'<a href="{reverse("portal:withdraw")}">' not in page
    assert "这件事已经有了结果，不用撤回。" in page
    assert "现在不能办这一项" in visitor.get(reverse("portal:withdraw")).content.decode()


@time_machine.travel(at("2017-08-25 10:00"), tick=False)
def test_a_stopped_clock_and_a_merged_copy_are_said_plainly(visitor: Client) -> None:
    told = story("2017-08-22 09:14").submitted().registered().forwarded("NG-XF").accepted()
    told.case = handling.pause(told.now, "appraisal", told.act(told.holder()))
    assert '<div class="state-now">在等鉴定、听证等结果，期限先停下' in opened(visitor, told)
    first, copy = (story("2017-08-22 09:14").submitted().registered() for _ in range(2))
    copy.case = duplicates.merge(copy.now, first.now, "同一件事", copy.act(copy.holder()))
    assert f"和您之前的 {first.now.number} 号合在一起办" in opened(visitor, copy)
