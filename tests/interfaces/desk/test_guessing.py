"""Who guesses is stopped, who is guessed at is not: tries, addresses, known devices, and what an answer gives away."""

from __future__ import annotations

from datetime import timedelta
from statistics import median
from time import perf_counter

import pytest
import time_machine
from django.contrib.auth import hashers
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.interfaces.desk.door import (
    CHROME,
    CODE,
    DOOR,
    HERE,
    HOME,
    SECRET,
    THERE,
    browser,
    entered,
    is_in,
    knock,
    somebody,
    trail,
)
from tests.moments import at
from wangfang.interfaces.frame.guessing import agent_of
from wangfang.records.ledger.models import Entry
from wangfang.records.people.models import Account, KnownDevice, Sitting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
START = at("2017-09-04 08:30")
QUARTER = timedelta(minutes=15)
SECONDS = timedelta(seconds=1)


def wrong(client: Client, login: str, times: int) -> list[int]:
    """Try wrong passwords, and return what was answered."""
    return [knock(client, login, f"wrong-{n}").status_code for n in range(times)]


def test_five_wrong_ones_close_the_door_for_a_quarter_of_an_hour_exactly() -> None:
    with time_machine.travel(START, tick=False) as clock:
        account = somebody()
        assert wrong(browser(), account.login, 5) == [422] * 4 + [429]
        clock.shift(QUARTER - 2 * SECONDS)
        assert knock(browser(), account.login).status_code == 429
        clock.shift(4 * SECONDS)
        assert knock(browser(), account.login).status_code == 302


def test_knocking_while_it_is_closed_does_not_close_it_longer() -> None:
    with time_machine.travel(START, tick=False) as clock:
        account = somebody()
        wrong(browser(), account.login, 5)
        clock.shift(QUARTER / 2)
        wrong(browser(), account.login, 3)
        clock.shift(QUARTER / 2 + SECONDS)
        assert knock(browser(), account.login).status_code == 302


def test_another_way_of_writing_the_login_gives_no_more_tries() -> None:
    account = somebody(login="ng-clerk")
    client = browser()
    said = [wrong(client, login, 1)[0] for login in ("ng-clerk", "NG-CLERK", "Ng-Clerk", "ｎｇ-clerk", " ng-clerk ")]
    assert said == [422] * 4 + [429]
    assert knock(client, account.login).status_code == 429


def test_whoever_is_guessed_at_from_elsewhere_still_gets_in() -> None:
    account = somebody()
    for n in range(4):
        wrong(browser(f"10.66.0.{n}"), account.login, 6)
    assert knock(browser(), account.login).status_code == 302


def test_a_known_device_gets_in_while_its_very_address_is_closed() -> None:
    account = somebody()
    known = entered(account)
    known.post(reverse("desk:sign-out"))
    wrong(browser(HERE), account.login, 6)  # a colleague behind the same address
    assert knock(browser(HERE), account.login).status_code == 429
    assert knock(known, account.login).status_code == 302


def test_a_known_device_has_five_tries_of_its_own() -> None:
    with time_machine.travel(START, tick=False) as clock:
        account = somebody()
        known = entered(account)
        known.post(reverse("desk:sign-out"))
        assert wrong(known, account.login, 6) == [422] * 4 + [429] * 2
        assert knock(known, account.login).status_code == 429
        clock.shift(QUARTER + SECONDS)
        assert knock(known, account.login).status_code == 302


def test_a_device_is_known_for_those_who_have_used_it_only() -> None:
    mine, other = somebody(), somebody("HRB", login="other")
    known = entered(mine)
    known.post(reverse("desk:sign-out"))
    wrong(browser(HERE), other.login, 5)
    assert knock(known, other.login).status_code == 429


def test_twenty_failures_close_an_address_for_the_hour_whatever_the_logins() -> None:
    with time_machine.travel(START, tick=False) as clock:
        account = somebody()
        elsewhere = entered(account, THERE)
        elsewhere.post(reverse("desk:sign-out"))
        answers = [knock(browser(THERE), f"nobody-{n}", "x").status_code for n in range(21)]
        assert answers == [422] * 20 + [429]
        assert knock(browser(THERE), account.login).status_code == 429, "the right password is not even looked at"
        assert knock(browser(HERE), account.login).status_code == 302
        assert knock(elsewhere, account.login).status_code == 302, "a known device is not asked"
        clock.shift(timedelta(hours=1, seconds=1))
        assert knock(browser(THERE), account.login).status_code == 302


def test_a_login_that_nobody_has_is_answered_like_one_that_somebody_has() -> None:
    account = somebody()
    bodies = []
    for login in (account.login, "no-body1"):
        page = browser().post(DOOR, {"username": login, "password": "wrong"}).content.decode()
        bodies.append(page.replace(login, "LOGIN").split("csrfmiddlewaretoken")[0])
        assert "登录名或密码不对" in page
    assert bodies[0] == bodies[1]


class Counted(hashers.MD5PasswordHasher):
    """Counts how often it hashes."""

    algorithm = "md5"
    times = 0

    def encode(self, password: str, salt: str) -> str:
        """Hash, and count it."""
        type(self).times += 1
        return super().encode(password, salt)


def test_a_login_that_nobody_has_costs_as_many_hashes(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.Counted"]
    account = somebody()
    closed = somebody("HRB", login="closed")
    Account.objects.filter(pk=closed.pk).update(is_active=False)
    costs = {}
    for login in (account.login, "nobody", closed.login):
        Counted.times = 0
        knock(browser(), login, "wrong")
        costs[login] = Counted.times
    assert set(costs.values()) == {1}, costs


@pytest.mark.nightly
def test_the_time_of_an_answer_does_not_tell_whether_a_login_exists(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["wangfang.records.people.hashing.Argon2id"]
    account, took = somebody(), {True: [], False: []}  # type: ignore[var-annotated]
    for n in range(400):
        for known in (True, False):
            client = browser(f"10.{known:d}.{n // 200}.{n % 200}")
            begun = perf_counter()
            knock(client, account.login if known else f"no-{n}", "wrong")
            took[known].append(perf_counter() - begun)
    assert abs(median(took[True]) - median(took[False])) < 0.005


def test_a_demo_account_opens_nothing_where_there_is_no_demo(settings: Settings) -> None:
    account = somebody()
    Account.objects.update(is_demo=True)
    client = entered(account)
    settings.DEMO = False
    assert not is_in(client)
    assert knock(browser(), account.login).status_code == 422


def test_every_way_in_and_out_leaves_a_line_and_no_secret() -> None:
    account = somebody()
    knock(browser(), account.login, "Wrong-Secret-99")
    client = entered(account)
    client.post(reverse("desk:sign-out"))
    knock(browser(), "Typed-My-Password", "x")
    assert trail(account.login) == ["add_account", "sign_in_failed", "sign_in", "sign_out"]
    lines = " ".join(Entry.objects.values_list("payload", flat=True))
    assert "Wrong-Secret-99" not in lines
    assert SECRET not in lines
    assert "Typed-My-Password" not in lines, "what was typed for a login may be a password"
    assert Entry.objects.filter(subject="account:?").count() == 1


def test_a_sign_in_from_a_new_device_is_told_on_the_one_that_was_there() -> None:
    account = somebody()
    mine = entered(account)
    thief = browser(THERE, CHROME)
    assert knock(thief, account.login).headers["Location"] == HOME, "who came in last is not warned of himself"
    assert trail(account.login)[-1] == "new_device"
    mine.post(reverse("desk:sign-out"))
    thief.post(reverse("desk:sign-out"))
    knock(thief, account.login)  # and he cannot read the warning away
    told = knock(mine, account.login)
    assert told.headers["Location"] == reverse("desk:devices")
    page = mine.get(told.headers["Location"]).content.decode()
    assert "有一次登录来自新的设备或地址：Chrome · Windows，10.9.9.9" in page
    mine.post(reverse("desk:sign-out"))
    assert knock(mine, account.login).headers["Location"] == HOME, "it is told once"


def test_a_new_address_of_a_known_device_is_told_at_its_next_sign_in() -> None:
    account = somebody()
    client = entered(account)
    for address, where in ((THERE, HOME), (HERE, reverse("desk:devices"))):
        client.post(reverse("desk:sign-out"))
        said = {"username": account.login, "password": SECRET}
        assert client.post(DOOR, said, REMOTE_ADDR=address).headers["Location"] == where
    assert KnownDevice.objects.filter(told_at=None).count() == 0


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (CHROME, "Chrome · Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome · Android"),
        ("curl/8.0", "其他浏览器"),
    ],
)
def test_a_browser_is_called_what_its_owner_calls_it(said: str, shown: str) -> None:
    request = Client(headers={"User-Agent": said}).get(DOOR).wsgi_request
    assert agent_of(request) == shown


def test_the_session_key_changes_when_somebody_comes_in_and_when_they_come_back() -> None:
    with time_machine.travel(START, tick=False) as clock:
        account = somebody()
        client = browser()
        session = client.session
        session["planted"] = "by somebody else"
        session.save()
        keys = [session.session_key]
        client.cookies["session"] = str(session.session_key)
        knock(client, account.login)
        keys.append(client.session.session_key)
        clock.shift(16 * timedelta(minutes=1))
        knock(client, account.login)
        keys.append(client.session.session_key)
        assert len(set(keys)) == 3
        assert list(Sitting.objects.values_list("session_key", flat=True)) == keys[-1:], "the old ones are gone"
        assert all(len(str(key)) >= 32 for key in keys[1:])


def test_the_page_of_the_code_is_closed_without_a_password() -> None:
    assert browser().get(CODE).headers["Location"] == DOOR
