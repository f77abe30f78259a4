"""Accounts: who gets one, at which post, and what it is told."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import operator_act
from wangfang.records.people.models import Account
from wangfang.records.people.posts import actor_of, add_account
from wangfang.rules.facts import Role
from wangfang.rules.refusal import Refused

DAY = date(2017, 8, 22)


def added(**changes: str) -> str:
    """Add an account and return its one-time password."""
    said = {"login": "zhang", "name": "张三", "agency": "NG", "role": "clerk", **changes}
    return add_account(
        login=said["login"], name=said["name"], agency=said["agency"], role=said["role"], act=operator_act()
    )


def test_a_new_account_opens_with_its_one_time_password_and_stands_at_its_post() -> None:
    password = added()
    account = Account.objects.get_by_natural_key("ZHANG")
    assert account.check_password(password)
    assert len(password) == 16
    agency = actor_of(account, DAY).agency
    assert (actor_of(account, DAY).role, agency.code if agency else "") == (Role.CLERK, "NG")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"login": " "}, "不能为空"),
        ({"login": "长" * 33}, "最多 32 个字符"),
        ({"role": "king"}, "没有“king”这个岗位"),
        ({"role": "petitioner"}, "没有“petitioner”这个岗位"),  # nobody is appointed a petitioner
        ({"agency": "XX"}, "没有代码为“XX”的单位"),
        ({"agency": "NG-XF"}, "只设在信访部门"),  # a clerk sits at a bureau
        ({"role": "officer"}, "只设在责任单位"),
    ],
)
def test_an_account_that_cannot_be_is_refused(changes: dict[str, str], why: str) -> None:
    with pytest.raises(Refused, match=why):
        added(**changes)
    assert not Account.objects.exists()


def test_a_login_is_given_once_whatever_its_letters() -> None:
    added()
    with pytest.raises(Refused, match="已经有人用了"):
        added(login="ZHANG")


def test_an_account_without_a_post_cannot_act() -> None:
    with pytest.raises(Refused, match="还没有岗位"):
        actor_of(Account.objects.create(login="nobody", name="无名"), DAY)
