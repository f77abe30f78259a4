"""Several at the same moment: one line after another in the trace of an account, and a code that only one of them uses."""

from __future__ import annotations

import base64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import TypeVar

import pytest
import time_machine
from django.db import connection
from django_otp.oath import totp

from tests.cast import load_city, operator_act
from tests.moments import at
from wangfang.records.ledger.models import Entry
from wangfang.records.ledger.verify import broken_lines
from wangfang.records.people import codes
from wangfang.records.people.models import Account
from wangfang.records.people.posts import actor_of, add_account
from wangfang.records.people.tracing import trace
from wangfang.rules.facts import Act

Answer = TypeVar("Answer")
MANY = 6
MOMENT = at("2017-09-04 08:30")


@pytest.fixture(autouse=True)
def _city(transactional_db: None) -> None:
    """Stand in for the city of every other test of records: threads see only what is really written."""
    load_city()
    add_account(login="liwei", name="李伟", agency="NG", role="clerk", act=operator_act())


def at_once(what: Callable[[], Answer]) -> list[Answer]:
    """Do something in several threads that all begin together."""
    ready = Barrier(MANY)

    def one(_: int) -> Answer:
        try:
            connection.ensure_connection()
            ready.wait(20)
            return what()
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(one, range(MANY)))


def test_lines_written_at_once_stand_one_after_another() -> None:
    before = Entry.objects.filter(subject="account:liwei").count()
    at_once(lambda: trace("liwei", "sign_in_failed", MOMENT))
    numbers = Entry.objects.filter(subject="account:liwei").order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, before + MANY + 1))
    assert list(broken_lines("account:liwei")) == []


def test_a_code_given_at_once_in_several_places_opens_one() -> None:
    account, secret = Account.objects.get(), codes.new_secret()
    codes.switch_on(account, secret, _code(secret, MOMENT), Act(actor_of(account, MOMENT.date()), MOMENT, MOMENT))
    later = MOMENT + timedelta(seconds=30)
    code = _code(secret, later)
    assert sorted(at_once(lambda: codes.takes(account, code, later))) == [False] * (MANY - 1) + [True]


def _code(secret: str, moment: datetime) -> str:
    """Return the code of a moment by the standard's own function, which reckons from now."""
    with time_machine.travel(moment, tick=False):
        return f"{totp(base64.b32decode(secret)):06d}"
