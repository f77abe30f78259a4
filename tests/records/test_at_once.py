"""Several at the same moment: lines one after another, a code that one of them uses, an hour that is not overdrawn."""

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
from tests.stories import story
from wangfang.records.cases import revealing
from wangfang.records.ledger import reveals
from wangfang.records.ledger.access import Looker
from wangfang.records.ledger.models import Entry
from wangfang.records.ledger.reveals import Wanted
from wangfang.records.ledger.verify import broken_lines
from wangfang.records.people import codes
from wangfang.records.people.models import Account
from wangfang.records.people.posts import actor_of, add_account
from wangfang.records.people.tracing import trace
from wangfang.rules.facts import Act
from wangfang.rules.revealing import MOST_AN_HOUR, Field, Reason, Spot, TooMany, Why

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


def test_of_fields_asked_for_at_once_as_many_are_shown_as_the_hour_has_left() -> None:
    case = story().submitted().registered().now
    act, by = Act(actor_of(Account.objects.get(), MOMENT.date()), MOMENT, MOMENT), Looker("liwei", "NG/clerk", "0.1")
    for n in range(MOST_AN_HOUR - 2):
        reveals.write(Wanted(case.number, "name", "contact", "约定上门时间"), by, MOMENT - timedelta(minutes=n))

    def shown() -> str:
        try:
            return revealing.reveal(case, Spot(Field.PHONE), Why(Reason.CONTACT, "约定上门时间"), by, act)
        except TooMany:
            return ""

    assert sorted(at_once(shown)) == [""] * (MANY - 2) + [case.petitioner.phone] * 2
    assert len(reveals.shown_to("liwei", MOMENT - timedelta(hours=1))) == MOST_AN_HOUR


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
