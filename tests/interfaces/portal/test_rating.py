"""A citizen rates the bureau and the unit once, in time, and nobody else can."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.interfaces.portal.walking import post
from tests.moments import at
from tests.stories import Story, story
from wangfang.records.cases.models import StepTaken

BOTH = {"bureau": "satisfied", "unit": "dissatisfied", "act_key": "k1"}


def served() -> Story:
    """Live a case up to the delivery of its opinion on 2017-08-22."""
    return story("2017-08-22 09:14").submitted().registered().forwarded("NG-XF").accepted().answered().served()


def opened(visitor: Client, told: Story) -> Client:
    """Open the case in the visitor's browser."""
    post(visitor, "follow", number=told.now.number, code=told.code)
    return visitor


def ratings() -> list[dict[str, str]]:
    """Return what has been said."""
    return [row.detail for row in StepTaken.objects.filter(step="evaluate")]


@time_machine.travel(at("2017-08-25 10:00"), tick=False)
def test_both_are_rated_with_reasons_in_one_page(visitor: Client) -> None:
    opened(visitor, served())

    answer = visitor.post(reverse("portal:rate"), BOTH | {"reasons": ["slow", "unsolved"], "note": "还是漏"})

    assert answer["Location"] == reverse("portal:rated")
    assert ratings() == [{"bureau": "satisfied", "unit": "dissatisfied", "note": "办得慢；问题没解决；还是漏"}]


@time_machine.travel(at("2017-08-25 10:00"), tick=False)
def test_a_second_press_rates_once(visitor: Client) -> None:
    opened(visitor, served())

    post(visitor, "rate", **BOTH)
    post(visitor, "rate", **BOTH)

    assert len(ratings()) == 1


@time_machine.travel(at("2017-08-25 10:00"), tick=False)
def test_a_rating_cannot_be_changed_afterwards(visitor: Client) -> None:
    opened(visitor, served())
    post(visitor, "rate", **BOTH)

    post(visitor, "rate", bureau="dissatisfied", unit="dissatisfied", act_key="k2")

    assert [row["bureau"] for row in ratings()] == ["satisfied"]
    assert "现在不能评价" in visitor.get(reverse("portal:rate")).content.decode()


@time_machine.travel(at("2017-08-25 10:00"), tick=False)
@pytest.mark.parametrize("left_out", ["bureau", "unit"])
def test_both_must_be_answered(visitor: Client, left_out: str) -> None:
    opened(visitor, served())

    answer = post(visitor, "rate", **{name: word for name, word in BOTH.items() if name != left_out})

    assert answer.status_code == 422
    assert f'<a href="#id_{left_out}">选一下满意、基本满意还是不满意</a>' in answer.content.decode()
    assert ratings() == []


@time_machine.travel(at("2017-08-25 10:00"), tick=False)
def test_a_grade_that_does_not_exist_is_refused(visitor: Client) -> None:
    opened(visitor, served())

    assert post(visitor, "rate", bureau="wonderful", unit="satisfied").status_code == 422
    assert ratings() == []


DAYS = [
    ("2017-09-21 10:00", True, "the 30th day after service"),
    ("2017-09-22 10:00", False, "one day later"),
]


@pytest.mark.parametrize(("moment", "possible", "reason"), DAYS)
def test_the_time_for_rating_ends(visitor: Client, moment: str, possible: bool, reason: str) -> None:  # noqa: FBT001 - a table
    told = served()
    with time_machine.travel(at(moment), tick=False):
        opened(visitor, told)
        shown = "您满意吗？" in visitor.get(reverse("portal:rate")).content.decode()

    assert shown is possible, reason


def test_nobody_rates_without_number_and_code(visitor: Client) -> None:
    served()

    assert visitor.get(reverse("portal:rate"))["Location"] == f"{reverse('portal:follow')}?for=rate"
    assert post(visitor, "rate", **BOTH)["Location"] == f"{reverse('portal:follow')}?for=rate"
    assert ratings() == []


def test_the_door_rating_leads_to_the_rating_page(visitor: Client) -> None:
    told = served()

    answer = visitor.post(f"{reverse('portal:follow')}?for=rate", {"number": told.now.number, "code": told.code})

    assert answer["Location"] == reverse("portal:rate")
