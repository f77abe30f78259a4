"""People who come in by the real door: with a password, and with codes from an authenticator of their own."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from django.test import Client
from django.urls import reverse
from django_otp.oath import totp

from tests.interfaces.desk.conftest import account_at
from wangfang.interfaces.frame import acts
from wangfang.records.ledger.models import Entry
from wangfang.records.people import codes
from wangfang.records.people.models import Account
from wangfang.records.people.posts import actor_of
from wangfang.rules.facts import Act, Role, day_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

DOOR = reverse("desk:sign-in")
CODE = reverse("desk:code")
HOME = reverse("desk:worklist")
SECRET = "Quiet-River-88-Lamp"
HERE, THERE = "10.1.0.7", "10.9.9.9"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 (KHTML) Chrome/140.0 Safari/537.36"


def somebody(agency: str = "NG", role: Role = Role.CLERK, login: str = "") -> Account:
    """Return an account with a password of its own."""
    account = account_at(agency, role, login)
    account.set_password(SECRET)
    account.save()
    return account


def browser(address: str = HERE, agent: str = FIREFOX) -> Client:
    """Return a browser at an address."""
    return Client(headers={"Accept": "text/html", "User-Agent": agent}, REMOTE_ADDR=address)


def knock(client: Client, login: str, password: str = SECRET, then: str = "") -> Answer:
    """Give a login and a password."""
    return client.post(DOOR, {"username": login, "password": password, "next": then})


def entered(account: Account, address: str = HERE, agent: str = FIREFOX) -> Client:
    """Return a browser in which somebody has come in with the password."""
    client = browser(address, agent)
    assert knock(client, account.login).status_code == 302
    return client


def with_code(account: Account) -> bytes:
    """Switch the second factor on, and return the bytes of the secret; its code of now is used up."""
    secret = codes.new_secret()
    codes.switch_on(account, secret, code_of(secret, acts.now()), act_of(account))
    return raw(secret)


def raw(secret: str) -> bytes:
    """Return the bytes behind a secret as an authenticator shows it."""
    return base64.b32decode(secret)


def code_of(secret: str | bytes, moment: datetime) -> str:
    """Return what an authenticator shows at a moment; reckoned by the function of the standard, not by ours."""
    key = raw(secret) if isinstance(secret, str) else secret
    return f"{totp(key, t0=_now() - int(moment.timestamp())):06d}"


def _now() -> int:
    return int(acts.now().timestamp())


def act_of(account: Account) -> Act:
    """Return an act of somebody, now."""
    moment = acts.now()
    return Act(actor_of(account, day_of(moment)), moment, moment)


def trail(login: str) -> list[str]:
    """Return the words of the lines in the trace of an account."""
    lines = Entry.objects.filter(subject=f"account:{login}").order_by("number").values_list("payload", flat=True)
    return [match[1] for line in lines if (match := re.search(r'"step":"(\w+)"', line))]


def is_in(client: Client) -> bool:
    """Tell whether a browser gets the work list, and not the door."""
    return bool(client.get(HOME).status_code == 200)
