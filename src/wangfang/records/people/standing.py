"""May an account work, and how is it let in, shut out and let in again?"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import transaction

from wangfang.records.people.models import Account, Token
from wangfang.records.people.sittings import end_all
from wangfang.records.people.tracing import trace
from wangfang.rules.entrance import ONE_TIME, login_key
from wangfang.rules.facts import Act
from wangfang.rules.refusal import Refused

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_LONG = 16
"""79 bits: more than anybody tries in seven days."""


def may_work(account: Account) -> bool:
    """Tell whether an account opens anything: it is active, and is none of the demo where there is no demo."""
    return account.is_active and (settings.DEMO or not account.is_demo)


def find(login: str) -> Account:
    """Return the account of a login, however it is written.

    Raises:
        Refused: nobody has it.
    """
    found = Account.objects.filter(login_key=login_key(login)).first()
    if found is None:
        raise Refused(f"没有登录名为“{login[:40]}”的账号")
    return found


def every() -> list[Account]:
    """Return all accounts by login, with their posts."""
    return list(Account.objects.order_by("login").prefetch_related("posts__agency"))


def set_one_time(account: Account, act: Act) -> str:
    """Save an account with a password that opens the door for seven days and must be replaced then; returns it."""
    password = "".join(secrets.choice(_ALPHABET) for _ in range(_LONG))
    account.set_password(password)
    account.one_time_until = act.recorded_at + ONE_TIME
    account.save()
    return password


@transaction.atomic
def shut_out(account: Account, act: Act, *, but: str = "", tokens: bool = True) -> None:
    """End every stay of an account but that of one session key, and its tokens: the next request is refused."""
    end_all(account, act, but=but)
    if tokens:
        Token.objects.filter(account=account, revoked_at=None).update(revoked_at=act.recorded_at)


@transaction.atomic
def deactivate(login: str, act: Act) -> None:
    """Close an account at once; what was done with it stays done.

    Raises:
        Refused: there is no such account, or it is closed already.
    """
    account = _switched(login, active=False)
    shut_out(account, act)
    trace(account.login, "deactivate", act.recorded_at, actor=act.actor.login)


@transaction.atomic
def activate(login: str, act: Act) -> None:
    """Open an account again; its tokens stay revoked.

    Raises:
        Refused: there is no such account, or it is open.
    """
    account = _switched(login, active=True)
    trace(account.login, "activate", act.recorded_at, actor=act.actor.login)


def _switched(login: str, *, active: bool) -> Account:
    account = find(login)
    if account.is_active is active:
        raise Refused(f"账号“{account.login}”本来就是{'启用' if active else '停用'}的")
    account.is_active = active
    account.save(update_fields=["is_active"])
    return account


@transaction.atomic
def reset(login: str, act: Act) -> str:
    """Give an account a new one-time password and return it; who resets never learns the one that follows.

    Raises:
        Refused: there is no such account.
    """
    account = find(login)
    password = set_one_time(account, act)
    shut_out(account, act)
    trace(account.login, "reset_password", act.recorded_at, actor=act.actor.login)
    return password
