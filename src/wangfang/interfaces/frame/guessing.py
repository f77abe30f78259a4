"""Who is guessing passwords, and who has only mistyped at a device that is known?"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from wangfang.interfaces.frame.pacing import TooOften, note, require_room
from wangfang.records.people import devices
from wangfang.records.people.models import Account
from wangfang.rules.entrance import login_key
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

TRIES, MINUTES = 5, 15
"""Of one login from one device or address."""

FAILURES, HOUR = 20, 60
"""Of one address, whatever the logins."""

YEAR_SECONDS = 365 * 86400
_LONG = 64

BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip
"""The first that stands in what a browser says of itself; the order matters, they all pretend to be others."""


class LockedOut(TooOften):
    """Somebody has tried too many passwords for one login."""

    seconds = MINUTES * 60

    def __init__(self) -> None:
        Refused.__init__(self, _("密码试错的次数太多，15 分钟后再试，或者请管理员重设密码"))


class AddressClosed(TooOften):
    """Too many sign-ins have failed from one address."""

    seconds = HOUR * 60

    def __init__(self) -> None:
        Refused.__init__(self, _("这个网络地址登录失败的次数太多，1 小时后再试，或者换常用的电脑登录"))


def login_of(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """Return under which login tries are counted: one, however it is written."""
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    return login_key(typed)[:_LONG]


def is_known_device(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> bool:
    """Tell whether this browser has signed that very login in before: who locks it from elsewhere does not lock it here."""
    device = device_of(request)
    if not device:
        return False
    account = Account.objects.filter(login_key=login_of(request, credentials)).first()
    return account is not None and devices.is_known(account, device)


def require_tries_left(request: HttpRequest) -> None:
    """Let a password be tried only while there are tries left; nothing is counted.

    Raises:
        LockedOut: five wrong ones for this login from this known device.
        AddressClosed: twenty failures in an hour from this address, which is not asked of a known device.
    """
    if is_known_device(request):
        require_room(_device_place(request), TRIES, MINUTES, LockedOut)
    else:
        require_room(_address_place(request), FAILURES, HOUR, AddressClosed)


def count_failure(request: HttpRequest) -> bool:
    """Count a wrong password, and tell whether it was the last that this known device may try."""
    note(_address_place(request), HOUR)
    return is_known_device(request) and note(_device_place(request), MINUTES) >= TRIES


def device_of(request: HttpRequest) -> str:
    """Return by what this browser is known, or nothing."""
    return request.COOKIES.get(_cookie(), "")[:_LONG]


def with_device(response: HttpResponse, device: str) -> HttpResponse:
    """Let the browser remember by what it is known, for a year from now."""
    response.set_cookie(
        _cookie(), device, max_age=YEAR_SECONDS, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return response


def new_device() -> str:
    """Return a name that nobody guesses."""
    return secrets.token_hex(16)


def agent_of(request: HttpRequest) -> str:
    """Return a browser in two words, as its owner would know it."""
    said = request.headers.get("User-Agent", "")
    browser = next((word for sign, word in BROWSERS if sign in said), "其他浏览器")
    system = next((word for sign, word in SYSTEMS if sign in said), "")
    return f"{browser} · {system}" if system else browser


def address_of(request: HttpRequest) -> str:
    """Return from which address the request came."""
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


def _cookie() -> str:
    return "__Host-device" if settings.SECURE else "device"


def _device_place(request: HttpRequest) -> str:
    return f"device:{devices.digest_of(device_of(request))}:{login_of(request)}"


def _address_place(request: HttpRequest) -> str:
    return f"sign-in:{address_of(request)}"
