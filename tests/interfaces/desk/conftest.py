"""The small city, and people who sit down at its desks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from tests.cast import load_city, operator_act
from tests.moments import at
from wangfang.records.agencies.load import load
from wangfang.records.people.models import Account
from wangfang.records.people.posts import add_account
from wangfang.rules.facts import Role

Enter = Callable[..., Client]


@pytest.fixture
def city(db: None) -> None:
    """Load the agencies."""
    load_city()


FURTHER = (
    ("NG-FC", "南岗区复查复核办公室", "review_body", "230103", "NG"),
    ("NG-JW", "南岗区纪委监委", "discipline", "230103", "NG"),
    ("HRB-JW", "哈尔滨市纪委监委", "discipline", "230100", "HRB"),
)


@pytest.fixture
def then(city: None) -> Iterator[None]:
    """Let it be the day after the lives of `walking`, in a city that has bodies for review and discipline."""
    columns = ("code", "name", "kind", "region", "parent")
    load(
        [{**dict(zip(columns, row, strict=True)), "valid_from": "", "valid_to": ""} for row in FURTHER], operator_act()
    )
    with time_machine.travel(at("2017-09-02 10:00"), tick=False):
        yield


@pytest.fixture
def enter(city: None) -> Enter:
    """Return a function that signs somebody of an agency in, in a browser of their own."""

    def sat_down(agency: str, role: Role = Role.CLERK, login: str = "", clearance: int = 1) -> Client:
        return signed_in(account_at(agency, role, login, clearance))

    return sat_down


def account_at(agency: str, role: Role, login: str = "", clearance: int = 1) -> Account:
    """Return a new account with a post; with a clearance of 2 one that takes accusations."""
    name = login or f"{agency}-{role}".lower()
    add_account(login=name, name=f"{agency}的{role}", agency=agency, role=role, clearance=clearance, act=operator_act())
    return Account.objects.get(login=name)


def signed_in(account: Account) -> Client:
    """Return a browser in which the account is signed in."""
    client = Client(headers={"Accept": "text/html"})
    client.force_login(account, backend="wangfang.records.people.doors.Door")
    return client
