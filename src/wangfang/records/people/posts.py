"""Who a signed-in person is for the rules, and how a person gets a post."""

from __future__ import annotations

import secrets

from django.db import transaction

from wangfang.records.agencies.load import find
from wangfang.records.agencies.tree import tree
from wangfang.records.ledger.append import append
from wangfang.records.people.models import Account, Post
from wangfang.rules.facts import Act, Actor, Kind, Role
from wangfang.rules.refusal import Refused

STAFF = tuple(role for role in Role if role not in (Role.PETITIONER, Role.SYSTEM))
_AT = {
    Role.CLERK: Kind.BUREAU,
    Role.BUREAU_LEADER: Kind.BUREAU,
    Role.OFFICER: Kind.UNIT,
    Role.UNIT_LEADER: Kind.UNIT,
}
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def actor_of(account: Account) -> Actor:
    """Return the actor at the account's first post.

    Raises:
        Refused: the account has no post.
    """
    post = account.worn or Post.objects.filter(account=account).order_by("pk").first()
    if post is None:
        raise Refused("您的账号还没有岗位，请联系管理员")
    found = tree()
    return Actor(account.login, account.name, Role(post.role), found.by_code[found.code_of[post.agency_id]])


def switch_keys(account: Account, *, on: bool) -> None:
    """Switch the single-key shortcuts of the desk on or off for a person (WCAG 2.1.4)."""
    Account.objects.filter(pk=account.pk).update(keys_on=on)


@transaction.atomic
def add_account(*, login: str, name: str, agency: str, role: str, act: Act) -> str:
    """Create an account with one post, and return its one-time password.

    Raises:
        Refused: the login is taken or empty, the role or the agency does not exist.
    """
    if not login.strip() or not name.strip() or len(login) > 40 or len(name) > 100:  # noqa: PLR2004 - widths of the columns
        raise Refused("登录名和姓名不能为空，登录名最多 40 个字符")
    if role not in STAFF:
        raise Refused(f"没有“{role[:20]}”这个岗位，可以是 {'、'.join(STAFF)}")
    kind = Kind(find(agency).kind)
    if _AT.get(Role(role), kind) is not kind:
        raise Refused(f"“{role}”这个岗位只设在{'信访部门' if _AT[Role(role)] is Kind.BUREAU else '责任单位'}")
    if Account.objects.filter(login__iexact=login).exists():
        raise Refused(f"登录名“{login}”已经有人用了")
    password = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    account = Account(login=login, name=name)
    account.set_password(password)
    account.save()
    Post.objects.create(account=account, agency=find(agency), role=role)
    said = {"step": "add_account", "actor": act.actor.login, "agency": agency, "role": role}
    append(f"account:{login}", act.recorded_at, said)
    return password
