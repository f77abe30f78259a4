"""Can no one person run the platform, guard it, check it, or do business beside it, whoever writes the row?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import operator_act
from wangfang.records.agencies.tree import tree
from wangfang.records.people.models import Account, Post
from wangfang.records.people.posts import actor_of, add_account, add_post
from wangfang.rules.facts import Role
from wangfang.rules.refusal import Refused

DAY = date(2024, 6, 15)
HOUSE = [Role.ADMIN, Role.SECURITY, Role.AUDITOR]
PAIRS = [(one, other) for one in HOUSE for other in (*HOUSE, Role.CLERK, Role.LEADER, Role.ANALYST) if one is not other]


def post(account: Account, role: Role, starts: date | None = None, ends: date | None = None) -> Post:
    """Write a post past every check but the database's own."""
    key = tree().key_of["HRB"]
    with transaction.atomic():
        return Post.objects.create(account=account, agency_id=key, role=role, starts_on=starts, ends_on=ends)


@pytest.fixture
def account() -> Account:
    """Have somebody without a post."""
    return Account.objects.create(login="zhang", name="张三")


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_posts_that_exclude_one_another_are_refused_in_either_order(
    one: Role, other: Role, account: Account
) -> None:
    for first, second in ((one, other), (other, one)):
        held = post(account, first)
        with pytest.raises(IntegrityError, match="exclude one another"):
            post(account, second)
        held.delete()


def test_they_may_follow_one_another_but_not_share_a_day(account: Account) -> None:
    post(account, Role.CLERK, ends=DAY)
    with pytest.raises(IntegrityError):
        post(account, Role.ADMIN, starts=DAY)
    later = post(account, Role.ADMIN, starts=DAY + timedelta(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=later.pk).update(starts_on=DAY)


def test_business_posts_go_together_and_so_do_two_people(account: Account) -> None:
    post(account, Role.CLERK)
    post(account, Role.LEADER)
    post(Account.objects.create(login="li", name="李四"), Role.ADMIN)
    assert Post.objects.count() == 3


def test_the_verb_says_it_in_a_sentence_before_the_database_does() -> None:
    add_account(login="wang", name="王五", agency="HRB", role=Role.ADMIN, act=operator_act())
    with pytest.raises(Refused, match="系统管理员不能同时担任"):
        add_post(login="wang", agency="HRB", role=Role.CLERK, starts_on=DAY, act=operator_act())


def test_a_post_brings_its_clearance_and_the_other_hats_of_the_day() -> None:
    add_account(login="wang", name="王五", agency="HRB", role=Role.CLERK, act=operator_act(), clearance=2)
    add_post(login="wang", agency="NG", role=Role.CLERK, starts_on=DAY, act=operator_act())
    account = Account.objects.get(login="wang")
    assert actor_of(account, DAY).clearance == 2
    assert [hat.agency.code for hat in actor_of(account, DAY).others] == ["NG"]
    assert actor_of(account, DAY - timedelta(1)).others == ()


def test_there_is_no_clearance_beyond_the_labels(account: Account) -> None:
    with pytest.raises(IntegrityError, match="post_clearance"), transaction.atomic():
        Post.objects.create(account=account, agency_id=tree().key_of["HRB"], role=Role.CLERK, clearance=4)
