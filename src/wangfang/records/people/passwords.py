"""How does a person get a password that nobody guesses?"""

from __future__ import annotations

from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.db import transaction
from pypinyin import lazy_pinyin

from wangfang.records.agencies import places
from wangfang.records.people.models import Account
from wangfang.records.people.standing import shut_out
from wangfang.records.people.tracing import trace
from wangfang.rules.facts import Act
from wangfang.rules.passwords import require_good
from wangfang.rules.refusal import Refused


@transaction.atomic
def change(account: Account, new: str, act: Act, *, but: str = "") -> None:
    """Give an account a password of its own; every other stay and every token ends.

    `but` is the session key of who changes it.

    Raises:
        Refused: the password is easy to guess, or is the one that it has.
    """
    require_good(new, _words_of(account), _common())
    if account.check_password(new):
        raise Refused("新密码和原来的一样，换一个")
    account.set_password(new)
    account.save(update_fields=["password", "one_time_until"])
    shut_out(account, act, but=but)
    trace(account.login, "change_password", act.recorded_at, actor=act.actor.login)


def _words_of(account: Account) -> list[str]:
    """Return what somebody who knows the person and the city would try: in characters and in pinyin."""
    districts = [place.name.rstrip("区县市") for place in places.counties()]
    chinese = [account.name, *districts]
    return [account.login, *chinese, *("".join(lazy_pinyin(word)) for word in chinese)]


@cache
def _common() -> frozenset[str]:
    """Return the twenty thousand passwords that are tried first; the framework brings the list along."""
    return frozenset(CommonPasswordValidator().passwords)
