"""Passwords as accounts have them: their hash, their first and second owner, and logins that are one."""

from __future__ import annotations

import random
import unicodedata

import pytest
from django.contrib.auth import hashers
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from tests.cast import operator_act
from wangfang.records.people import passwords, standing
from wangfang.records.people.models import Account
from wangfang.records.people.posts import add_account
from wangfang.rules.refusal import Refused

GOOD = "Quiet-River-88-Lamp"


def account(login: str = "liwei", name: str = "李伟") -> Account:
    """Return a new account with its one-time password."""
    add_account(login=login, name=name, agency="NG", role="clerk", act=operator_act())
    return Account.objects.get(login=login)


def test_a_password_of_ones_own_replaces_the_one_time_password() -> None:
    mine = account()
    assert mine.one_time_until is not None
    passwords.change(mine, GOOD, operator_act())
    kept = Account.objects.get()
    assert kept.check_password(GOOD)
    assert kept.one_time_until is None
    with pytest.raises(Refused, match="和原来的一样"):
        passwords.change(kept, GOOD, operator_act())


@pytest.mark.parametrize("blank", [" ", "\u3000", "é"])
def test_a_password_is_kept_as_it_was_typed(blank: str) -> None:
    mine, typed = account(), f"{blank}Quiet River 88{blank}"
    passwords.change(mine, typed, operator_act())
    kept = Account.objects.get()
    assert kept.check_password(typed)
    assert not kept.check_password(typed.strip(blank))


@pytest.mark.parametrize("word", ["liwei", "李伟", "道里", "daoli", "呼兰", "hulan", "信访"])
def test_the_words_of_the_person_and_of_the_city_are_refused(word: str) -> None:
    mine = account()
    with pytest.raises(Refused, match="密码里不能有"):
        passwords.change(mine, f"{word}-{GOOD}"[:40], operator_act())


def test_none_of_the_passwords_that_are_tried_first_is_taken() -> None:
    mine, common = account(), CommonPasswordValidator().passwords
    assert len(common) > 10_000
    taken = []
    for password in random.Random(4).sample(sorted(one for one in common if len(one) >= 12), 40):
        with transaction.atomic():
            try:
                passwords.change(mine, password, operator_act())
            except Refused:
                continue
            taken.append(password)
    assert taken == []


def test_one_guess_costs_64_mebibytes_and_three_passes(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["wangfang.records.people.hashing.Argon2id"]
    assert hashers.make_password(GOOD).startswith("argon2$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_password_hashed_anew_at_the_door_stays_a_one_time_password(settings: Settings) -> None:
    mine = account()
    once = standing.reset(mine.login, operator_act())
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher", "django.contrib.auth.hashers.MD5PasswordHasher",
    ]  # fmt: skip
    mine = Account.objects.get()
    assert mine.check_password(once)
    assert mine.password.startswith("pbkdf2")
    assert mine.one_time_until is not None
    mine.save()
    assert Account.objects.get().one_time_until is not None


def test_closing_and_opening_are_said_once_each() -> None:
    mine = account()
    standing.deactivate("LIWEI", operator_act())
    with pytest.raises(Refused, match="本来就是停用的"):
        standing.deactivate(mine.login, operator_act())
    standing.activate(mine.login, operator_act())
    with pytest.raises(Refused, match="本来就是启用的"):
        standing.activate(mine.login, operator_act())
    with pytest.raises(Refused, match="没有登录名为“nobody”"):
        standing.reset("nobody", operator_act())


def _variants(login: str, count: int) -> list[str]:
    dice = random.Random(7)

    def other(sign: str) -> str:
        wide = chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign
        return dice.choice([sign.lower(), sign.upper(), wide, wide.upper()])

    return ["".join(map(other, login)) for _ in range(count)]


def test_no_way_of_writing_a_login_makes_a_second_one() -> None:
    account("zhang.wei-1")
    found = _variants("zhang.wei-1", 2_000)
    assert len(set(found)) > 1_500
    known = {unicodedata.normalize("NFKC", one).casefold() for one in found}
    assert known == {"zhang.wei-1"}, "the test's own reckoning"
    for login in found[:50]:
        with pytest.raises(Refused, match="已经有人用了"):
            add_account(login=login, name="又一个", agency="NG", role="clerk", act=operator_act())
    for login in found[50:100]:
        with pytest.raises(IntegrityError), transaction.atomic():  # past the verb: the database holds it
            Account.objects.create(login=login, name="又一个")
    assert all(Account.objects.get_by_natural_key(login).login == "zhang.wei-1" for login in found[:200])
