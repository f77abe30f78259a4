"""Somebody with two posts works at one of them at a time, and every act says at which."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import operator_act
from tests.interfaces.desk.door import entered, knock, somebody, trail
from tests.stories import story
from wangfang.records.ledger.models import Entry
from wangfang.records.people.models import Account, Post
from wangfang.records.people.posts import add_post
from wangfang.rules.facts import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
POSTS, HOME = reverse("desk:posts"), reverse("desk:worklist")


@pytest.fixture
def two() -> Account:
    """Return a clerk of Nangang who is one of Daoli as well."""
    account = somebody()
    add_post(login=account.login, agency="DL", role="clerk", starts_on=date(2017, 1, 1), act=operator_act())
    return account


def at(account: Account, agency: str) -> int:
    """Return the key of the post of an account at an agency."""
    return Post.objects.get(account=account, agency__code=agency).pk


def organ(client: Client) -> str:
    """Return which agency stands in the head of the page."""
    page = client.get(HOME).content.decode()
    return page.split('<span class="org">')[1].split("<")[0]


def test_who_has_two_posts_picks_one_after_the_door_and_goes_on_where_they_wanted(two: Account) -> None:
    client = Client(headers={"Accept": "text/html"})
    asked = knock(client, two.login, then=reverse("desk:bulletins")).headers["Location"]
    assert asked == f"{POSTS}?next=%2Fdesk%2Fbulletins%2F"
    page = client.get(asked).content.decode()
    assert ("南岗区信访局" in page, "道里区信访局" in page) == (True, True)
    went = client.post(POSTS, {"post": at(two, "DL"), "next": reverse("desk:bulletins")})
    assert went.headers["Location"] == reverse("desk:bulletins")
    assert organ(client) == "道里区信访局"


def test_who_has_one_post_is_not_asked() -> None:
    assert knock(Client(), somebody().login).headers["Location"] == HOME


def test_the_person_menu_changes_the_post_and_the_key_with_it(two: Account) -> None:
    client = entered(two)
    assert organ(client) == "南岗区信访局", "the first until one is picked"
    assert "换到 道里区信访局" in client.get(HOME).content.decode()
    before = client.session.session_key
    client.post(POSTS, {"post": at(two, "DL")})
    assert organ(client) == "道里区信访局"
    assert client.session.session_key != before
    assert "换到 南岗区信访局" in client.get(HOME).content.decode()
    assert trail(two.login)[-1] == "wear_post"


def test_a_post_sees_its_own_cases_and_not_those_of_the_other(two: Account) -> None:
    mine, theirs = story().submitted(to="NG").now.number, story().submitted(to="DL").now.number
    client = entered(two)

    def seen() -> tuple[int, int]:
        return tuple(client.get(reverse("desk:case", args=[number])).status_code for number in (mine, theirs))  # type: ignore[return-value]

    assert seen() == (200, 404)
    client.post(POSTS, {"post": at(two, "DL")})
    assert seen() == (404, 200)


def test_an_act_is_that_of_the_post_that_is_worn(two: Account) -> None:
    case = story().submitted(to="DL").now
    address = reverse("desk:screen", args=[case.number])
    client = entered(two)
    assert client.get(address).status_code == 404
    client.post(POSTS, {"post": at(two, "DL")})
    assert client.get(address).status_code != 404


@pytest.mark.parametrize("key", ["", "x", "0", "9" * 30, "-1"])
def test_what_is_no_post_of_theirs_is_not_put_on(two: Account, key: str) -> None:
    client = entered(two)
    assert client.post(POSTS, {"post": key}).status_code == 422
    assert organ(client) == "南岗区信访局"


def test_nobody_puts_on_the_post_of_somebody_else(two: Account) -> None:
    boss = somebody("HRB", Role.BUREAU_LEADER)
    client = entered(two)
    assert client.post(POSTS, {"post": at(boss, "HRB")}).status_code == 422
    session = client.session
    session["post"] = at(boss, "HRB")  # even written into the session it is not worn
    session.save()
    assert organ(client) == "南岗区信访局"


def test_a_post_that_is_over_is_neither_offered_nor_worn(two: Account) -> None:
    client = entered(two)
    client.post(POSTS, {"post": at(two, "DL")})
    Post.objects.filter(pk=at(two, "DL")).update(ends_on=date(2017, 12, 31))
    assert organ(client) == "南岗区信访局"
    assert "道里区信访局" not in client.get(POSTS).content.decode()
    assert client.post(POSTS, {"post": at(two, "DL")}).status_code == 422


def test_the_line_says_which_post_was_put_on(two: Account) -> None:
    entered(two).post(POSTS, {"post": at(two, "DL")})
    last = Entry.objects.filter(subject=f"account:{two.login}").order_by("-number").first()
    assert last is not None
    assert '"agency":"DL"' in last.payload
