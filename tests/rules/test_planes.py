"""Which posts one person may not hold at the same time, and on which day they meet."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from tests.rules.lives import CITY
from wangfang.rules.access import NotYours
from wangfang.rules.facts import Actor, PostFacts, Role
from wangfang.rules.planes import THREE, exclude, overlap, require_apart, require_seat
from wangfang.rules.refusal import Refused


def post(role: Role, since: str = "", until: str = "") -> PostFacts:
    """Return a post of a role from a day to a day."""
    days = (date.fromisoformat(day) if day else None for day in (since, until))
    return PostFacts(CITY["C"], role, 1, *days)


def test_two_of_the_three_and_any_of_them_with_a_business_post_exclude_one_another() -> None:
    for one, other in product(Role, Role):
        wanted = one is not other and (one in THREE or other in THREE)
        assert exclude(one, other) is wanted, (one, other)
    assert set(THREE) == {Role.ADMIN, Role.SECURITY, Role.AUDITOR}
    assert not exclude(Role.CLERK, Role.BUREAU_LEADER)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (("", ""), ("", ""), True),
        (("", "2017-08-31"), ("2017-09-01", ""), False),
        (("", "2017-09-01"), ("2017-09-01", ""), True),  # both on that day
        (("2017-09-02", ""), ("", "2017-09-01"), False),
        (("2017-09-01", ""), ("2017-01-01", "2017-12-31"), True),
    ],
)
def test_two_posts_meet_on_a_day(one: tuple[str, str], other: tuple[str, str], *, meet: bool) -> None:
    first, second = post(Role.CLERK, *one), post(Role.ADMIN, *other)
    assert overlap(first, second) is overlap(second, first) is meet


@pytest.mark.parametrize(
    ("posts", "why"),
    [
        ((), ""),
        ((post(Role.CLERK), post(Role.BUREAU_LEADER), post(Role.SUPERVISOR)), ""),
        ((post(Role.ADMIN), post(Role.ADMIN)), ""),  # the same plane at two places
        ((post(Role.ADMIN, "", "2017-08-31"), post(Role.AUDITOR, "2017-09-01")), ""),  # one after the other
        ((post(Role.CLERK), post(Role.LEADER), post(Role.SECURITY)), "安全保密管理员"),
        ((post(Role.ADMIN), post(Role.AUDITOR)), "系统管理员"),
        ((post(Role.OFFICER), post(Role.AUDITOR)), "安全审计员"),
    ],
)
def test_nobody_holds_posts_of_two_planes(posts: tuple[PostFacts, ...], why: str) -> None:
    if not why:
        require_apart(posts)
        return
    with pytest.raises(Refused) as refusal:
        require_apart(posts)
    assert refusal.value.why.startswith(f"{why}不能同时担任另一员")
    assert refusal.value.source == "GB/T 22239-2019 8.1.5"


@pytest.mark.parametrize(("seat", "role"), list(product(THREE, Role)))
def test_each_of_the_three_has_its_own_page(seat: Role, role: Role) -> None:
    actor = Actor("li", "李", role, CITY["D"])
    if role is seat:
        require_seat(actor, seat)
    else:
        with pytest.raises(NotYours, match=THREE[seat]):
            require_seat(actor, seat)
