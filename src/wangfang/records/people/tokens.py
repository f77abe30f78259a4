"""How another system proves which account it is: tokens are issued, checked and revoked here."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from django.db import transaction

from wangfang.records.ledger.append import append
from wangfang.records.people.models import Account, Token
from wangfang.records.people.posts import posts_of
from wangfang.records.people.standing import may_work
from wangfang.rules.entrance import login_key
from wangfang.rules.facts import Act
from wangfang.rules.refusal import Refused

PREFIX = "wf_"
"""So that a token found where it should not be is known for what it is."""

SECRET_BYTES = 32
LONGEST_DAYS = 730
DAYS = 365
"""Days that a token serves when nobody says otherwise, and at most; both ends count."""

NAME_LIMIT = 100


@transaction.atomic
def issue(login: str, name: str, expires_on: date | None, act: Act) -> str:
    """Issue a token to an account and return it, the only time that it can be read.

    `expires_on` is the last day on which it serves, a year from now when absent.

    Raises:
        Refused: there is no such account, it has no post, the name is taken, empty or too long, or the
            last day is past or too far away.
    """
    account = Account.objects.filter(login_key=login_key(login), is_active=True).first()
    if account is None:
        raise Refused(f"没有登录名为“{login[:40]}”的账号，请先用 accounts add 建立")
    if not posts_of(account):
        raise Refused("您的账号还没有岗位，请联系管理员")
    name = _require_name(name)
    last_day = _require_day(expires_on or act.day + timedelta(days=DAYS), act.day)
    token = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    Token.objects.create(
        account=account, name=name, digest=_digest_of(token), issued_at=act.recorded_at, expires_on=last_day
    )
    _trace("issue_token", account, name, act)
    return token


@transaction.atomic
def revoke(name: str, act: Act) -> None:
    """Make a token worthless at once; what was done with it stays done.

    Raises:
        Refused: there is no token of that name, or it was revoked before.
    """
    found = Token.objects.select_for_update().filter(name=name).first()
    if found is None:
        raise Refused(f"没有名称为“{name[:40]}”的令牌")
    if found.revoked_at:
        raise Refused(f"令牌“{name}”已经吊销过了")
    found.revoked_at = act.recorded_at
    found.save(update_fields=["revoked_at"])
    _trace("revoke_token", found.account, name, act)


def check(token: str, today: date) -> Token | None:
    """Return the row of a token that serves today, none for any other; the day of its use is kept."""
    rows = Token.objects.select_related("account").filter(digest=_digest_of(token), revoked_at=None)
    found = rows.filter(expires_on__gte=today, account__is_active=True).first()
    if found and may_work(found.account) and found.last_used_on != today:
        Token.objects.filter(pk=found.pk).update(last_used_on=today)
    return found if found and may_work(found.account) else None


def every() -> list[Token]:
    """Return all tokens by name, the revoked and expired too."""
    return list(Token.objects.select_related("account").order_by("name"))


def _require_name(name: str) -> str:
    name = name.strip()
    if not name or len(name) > NAME_LIMIT or not name.isprintable():
        raise Refused(f"令牌要有名称，最多 {NAME_LIMIT} 个字，例如“12345 热线”")
    if Token.objects.filter(name=name).exists():
        raise Refused(f"已经有名称为“{name}”的令牌，吊销的也不再重名")
    return name


def _require_day(last_day: date, today: date) -> date:
    if not today <= last_day <= today + timedelta(days=LONGEST_DAYS):
        raise Refused(f"令牌的最后一天应在今天到 {LONGEST_DAYS} 天以内")
    return last_day


def _digest_of(token: str) -> str:
    """Return the digest under which a token is kept; 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def _trace(step: str, account: Account, name: str, act: Act) -> None:
    said = {"step": step, "actor": act.actor.login, "token": name}
    append(f"account:{account.login}", act.recorded_at, said)
