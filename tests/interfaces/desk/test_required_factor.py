"""Where the second factor is required there is no way past it: every address, every session, every first sign-in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver, reverse
from pytest_django.fixtures import Settings

from tests.house.test_every_url_has_a_keeper import _routes
from tests.house.tree import modules, name_of
from tests.interfaces.desk.door import (
    DOOR,
    HOME,
    SECRET,
    browser,
    code_of,
    entered,
    is_in,
    knock,
    somebody,
    with_code,
)
from tests.moments import at
from wangfang.interfaces.frame import acts
from wangfang.records.people import standing
from wangfang.records.people.models import Account, CodeDevice
from wangfang.rules.entrance import SecondFactor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
SECOND = reverse("desk:second")


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Let the clock stand; a test moves it."""
    with time_machine.travel(at("2017-09-04 08:30"), tick=False) as standing:
        yield standing


@pytest.fixture
def required(settings: Settings) -> Settings:
    """Require it, as outside the demo."""
    settings.SECOND_FACTOR = SecondFactor.REQUIRED
    return settings


def _desk_addresses() -> list[str]:
    fillings = {"number": "20170822-000001", "key": 1, "place": 1, "spot": "phone", "item": "receipt"}
    return [
        reverse(name, kwargs={word: fillings[word] for word in pattern.pattern.converters})
        for name, pattern in _routes(get_resolver().url_patterns)
        if name.startswith("desk:")
    ]


OPEN = {"/desk/sign-in/", "/desk/sign-in/code/", "/desk/sign-out/", "/desk/prove/", "/desk/second-factor/"}


def _opened(client: Client) -> set[str]:
    """Return the addresses of the desk that answer with anything but the way to the second factor or the door."""
    ways = (SECOND, DOOR)
    return {
        address
        for address in _desk_addresses()
        if address not in OPEN
        for answer in (client.get(address), client.post(address, {}))
        if not answer.headers.get("Location", "").startswith(ways)
    }


def test_with_one_factor_no_address_of_the_desk_opens(required: Settings) -> None:
    client = entered(somebody())
    assert len(_desk_addresses()) > 60
    assert _opened(client) == set()


def test_the_sieve_catches_a_way_that_needs_one_factor(settings: Settings) -> None:
    assert len(_opened(entered(somebody()))) > 30, "where it is optional, the same sieve finds open doors"


def test_a_session_that_did_not_come_by_the_door_opens_nothing(required: Settings) -> None:
    client = Client(headers={"Accept": "text/html"})
    client.force_login(somebody(), backend="wangfang.records.people.doors.Door")
    assert _opened(client) == set()
    assert client.get(HOME).headers["Location"].startswith(DOOR)


def test_first_a_password_of_ones_own_then_the_code_then_the_desk(
    required: Settings, clock: time_machine.Traveller
) -> None:
    account = somebody()
    once = standing.reset(account.login, acts.system_act())
    client = browser()
    knock(client, account.login, once)
    password = reverse("desk:password")
    for address in (HOME, SECOND, reverse("desk:devices")):
        assert client.get(address).headers["Location"].startswith(password)
    assert client.post(password, {"old": once, "new": once + once, "again": "another"}).status_code == 422
    assert client.post(password, {"old": once, "new": SECRET, "again": SECRET}).status_code == 302
    assert client.get(HOME).headers["Location"].startswith(SECOND)
    client.post(SECOND, {"start": "1"})
    found = re.search(r"<code>([A-Z2-7]{32})</code>", client.get(SECOND).content.decode())
    assert found
    assert client.post(SECOND, {"code": code_of(found[1], acts.now())}).status_code == 200
    assert is_in(client)
    assert not Account.objects.filter(pk=account.pk, one_time_until__isnull=False).exists()


def test_who_has_a_second_factor_is_not_let_off_by_a_session_without_it(required: Settings) -> None:
    account = somebody()
    required.SECOND_FACTOR = SecondFactor.OPTIONAL
    client = entered(account)
    with_code_but_leave_the_stay(account)
    required.SECOND_FACTOR = SecondFactor.REQUIRED
    assert client.get(HOME).headers["Location"].startswith(DOOR)


def with_code_but_leave_the_stay(account: Account) -> None:
    """Switch it on past the verb, which would have ended the stay."""
    device = CodeDevice(account=account, confirmed_at=acts.now())
    device.secret = "x"
    device.save()


def test_where_it_is_off_nobody_is_asked(settings: Settings) -> None:
    settings.SECOND_FACTOR = SecondFactor.OFF
    account = somebody()
    with_code(account)
    assert is_in(entered(account))


def test_the_demo_says_that_the_second_factor_sleeps(settings: Settings) -> None:
    said = "动态口令要自己打开才会问"
    assert said in browser().get(DOOR).content.decode()
    settings.DEMO = False
    assert said not in browser().get(DOOR).content.decode()


def test_a_one_time_password_runs_out_after_seven_days(clock: time_machine.Traveller) -> None:
    account = somebody()
    once = standing.reset(account.login, acts.system_act())
    clock.shift(timedelta(days=7))
    assert knock(browser(), account.login, once).status_code == 302
    clock.shift(timedelta(seconds=1))
    late = knock(browser(), account.login, once)
    assert late.status_code == 422
    assert "一次性口令过了 7 天" in late.content.decode()


def test_only_the_entry_of_the_desk_begins_a_stay() -> None:
    begins = {
        name_of(path)
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.contrib.auth"
        if {"login", "alogin"} & {one.name for one in node.names}
    }
    assert [Path(one).name for one in begins] == ["entry.py"]
