"""Who gets in, where do they land, and what do the small pages of the desk show to whom?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.cast import load_review_body
from tests.interfaces.desk.conftest import Enter, account_at, signed_in
from tests.stories import story
from wangfang.interfaces.console.demo.founding import PASSWORD, SEATS
from wangfang.interfaces.desk.views.entering import DEMO_PASSWORD, DEMO_SEATS
from wangfang.records.people.models import Account
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db
DOOR = reverse("desk:sign-in")
SECRET = "long-enough-2017"


def with_password(agency: str, role: Role) -> Account:
    """Return an account that knows its password."""
    account = account_at(agency, role)
    account.set_password(SECRET)
    account.save()
    return account


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.CLERK, "desk:worklist"),
        (Role.LEADER, "desk:leading"),
        (Role.SUPERVISOR, "desk:leading"),
        (Role.ADMIN, "desk:bulletins"),
    ],
)
@pytest.mark.parametrize("asked", ["", reverse("desk:worklist"), "https://elsewhere.example/"])
def test_everybody_lands_on_the_page_of_the_post(city: None, role: Role, page: str, asked: str) -> None:
    account = with_password("HRB", role)
    answer = Client().post(DOOR, {"username": account.login, "password": SECRET, "next": asked})
    assert answer.headers["Location"] == reverse(page)


def test_the_page_that_was_asked_for_opens_after_the_door(city: None) -> None:
    account = with_password("HRB", Role.LEADER)
    said = {"username": account.login, "password": SECRET, "next": reverse("desk:bulletins")}
    assert Client().post(DOOR, said).headers["Location"] == reverse("desk:bulletins")


def test_a_reviewer_lands_on_what_was_sent_up_for_review(city: None) -> None:
    load_review_body()
    account = with_password("HRB-FC", Role.REVIEWER)
    answer = Client().post(DOOR, {"username": account.login, "password": SECRET})
    assert answer.headers["Location"] == f"{reverse('desk:worklist')}?tab=asked"


def test_who_guesses_passwords_is_told_to_wait_in_our_words(city: None) -> None:
    account = with_password("NG", Role.CLERK)
    door = Client()
    answers = [door.post(DOOR, {"username": account.login, "password": f"wrong-{n}"}) for n in range(6)]
    right = door.post(DOOR, {"username": account.login, "password": SECRET})
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 429, 429]
    assert right.status_code == 429
    assert "密码试错的次数太多，15 分钟后再试" in right.content.decode()


@pytest.mark.parametrize(("role", "home"), [(Role.LEADER, "desk:leading"), (Role.CLERK, "desk:worklist")])
def test_the_seal_and_a_refusal_lead_back_to_the_page_of_the_post(enter: Enter, role: Role, home: str) -> None:
    page = enter("HRB", role).get(reverse("desk:case", args=["20170822-999999"])).content.decode()
    assert page.count(f'href="{reverse(home)}">') >= 2
    assert f'class="brand" href="{reverse(home)}"' in page


def test_a_wrong_password_is_said_once_and_tells_nothing_else(city: None) -> None:
    account = with_password("NG", Role.CLERK)
    answer = Client().post(DOOR, {"username": account.login, "password": "wrong"})
    assert answer.status_code == 422
    assert "登录名或密码不对" in answer.content.decode()


def test_an_account_without_a_post_is_told_so(city: None) -> None:
    account = Account.objects.create(login="lonely", name="无岗")
    answer = signed_in(account).get(reverse("desk:worklist"))
    assert answer.status_code == 422
    assert "您的账号还没有岗位" in answer.content.decode()


def test_the_demo_accounts_on_the_door_are_those_of_the_demo() -> None:
    assert DEMO_PASSWORD == PASSWORD
    assert {seat.login for seat in DEMO_SEATS} <= {seat.login for seat in SEATS}


def test_outside_the_demo_the_door_tells_no_accounts(city: None, settings: Settings) -> None:
    settings.DEMO = False
    assert "演示账号" not in Client().get(DOOR).content.decode()


def test_signing_out_closes_the_desk(enter: Enter) -> None:
    client = enter("NG")
    assert client.post(reverse("desk:sign-out")).headers["Location"] == DOOR
    assert client.get(reverse("desk:worklist")).status_code == 302


def test_the_short_cuts_can_be_switched_off_for_good(enter: Enter) -> None:
    client = enter("NG")
    assert 'data-keys="on"' in client.get(reverse("desk:worklist")).content.decode()
    client.post(reverse("desk:keys"), {"on": "0"})
    assert 'data-keys="off"' in client.get(reverse("desk:worklist")).content.decode()


@pytest.mark.parametrize(
    ("agency", "role", "status"),
    [("NG", Role.CLERK, 200), ("HRB", Role.ADMIN, 404), ("NG-XF", Role.OFFICER, 404), ("HRB", Role.LEADER, 404)],
)
def test_the_outbox_is_shown_to_bureaus_alone(enter: Enter, agency: str, role: Role, status: int) -> None:
    story("2017-08-22").submitted()
    assert enter(agency, role).get(reverse("desk:outbox")).status_code == status


def test_the_outbox_hides_whom_a_message_goes_to(enter: Enter) -> None:
    story("2017-08-22").submitted()
    page = enter("NG").get(reverse("desk:outbox")).content.decode()
    assert "138****8000" in page
    assert "13800138000" not in page


def test_outside_the_demo_there_is_no_outbox(enter: Enter, settings: Settings) -> None:
    settings.DEMO = False
    assert enter("NG").get(reverse("desk:outbox")).status_code == 404
