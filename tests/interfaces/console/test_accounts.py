"""The commands for accounts: reset, deactivate, activate, list; and what the doctor says of accounts that should not be."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from pytest_django.fixtures import Settings

from tests.cast import load_city, operator_act
from wangfang.config import checkup
from wangfang.interfaces.console.accounts import accounts
from wangfang.interfaces.console.demo import founding
from wangfang.interfaces.frame.acts import system_act
from wangfang.records.people.models import Account
from wangfang.records.people.posts import add_account
from wangfang.rules.entrance import SecondFactor

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine() -> Account:
    """Return an account."""
    load_city()
    add_account(login="liwei", name="李伟", agency="NG", role="clerk", act=operator_act())
    return Account.objects.get()


def said(*words: str) -> str:
    """Run a command and return what it prints."""
    done = CliRunner().invoke(accounts, list(words), catch_exceptions=False)
    return done.output.strip()


def test_a_reset_prints_a_password_that_opens_once(mine: Account) -> None:
    password = said("reset", "LiWei")
    kept = Account.objects.get()
    assert kept.check_password(password)
    assert kept.one_time_until is not None


def test_an_account_is_closed_and_opened(mine: Account) -> None:
    assert said("deactivate", "liwei") == "账号“liwei”已停用。"
    assert json.loads(said("list", "--json"))[0]["standing"] == "inactive"
    assert said("activate", "liwei") == "账号“liwei”已启用。"
    assert said("list").split("\t") == ["liwei", "李伟", "active", "off", "NG clerk"]


def states() -> dict[str, str]:
    """Return what the doctor says of accounts."""
    return {finding.name: finding.state for finding in checkup._accounts()}


def test_a_fresh_installation_has_no_account_whose_password_anybody_knows(settings: Settings) -> None:
    settings.DEMO, settings.SECOND_FACTOR = False, SecondFactor.REQUIRED
    told = founding._alone(system_act())
    assert states() == {"账号": "ready"}
    lone = Account.objects.get()
    assert lone.one_time_until is not None
    guesses = {"admin", "Admin", "123456", "password", founding.PASSWORD, lone.login, ""}
    assert not any(lone.check_password(guess) for guess in guesses)
    assert len(told[0][2]) == 16


def test_the_doctor_finds_the_password_of_the_demo_and_a_missing_factor(mine: Account, settings: Settings) -> None:
    settings.DEMO, settings.SECOND_FACTOR = False, SecondFactor.OPTIONAL
    add_account(login="nangang", name="南亦岗", agency="NG", role="clerk", act=operator_act())
    known = Account.objects.get(login="nangang")
    known.set_password(founding.PASSWORD)
    known.save()
    assert states() == {"账号": "missing", "动态口令": "provisional"}
    Account.objects.filter(pk=known.pk).update(is_demo=True)
    assert states()["账号"] == "provisional", "the door is closed to it, but it should go"
