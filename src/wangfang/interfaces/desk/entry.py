"""From the right password to the first page: the code, the new session, the device, the post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import login
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from wangfang.interfaces.frame import acts, guessing
from wangfang.interfaces.frame.menu import home_of
from wangfang.records.people import codes, devices, posts, sittings
from wangfang.records.people.models import Account
from wangfang.records.people.sittings import DOOR
from wangfang.records.people.standing import may_work
from wangfang.records.people.tracing import trace
from wangfang.rules.entrance import CODE_LIFE, CODE_TRIES
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wangfang.records.people.models import KnownDevice

PENDING, NEWS = "pending", "news"
BACKEND = "wangfang.records.people.doors.Door"


@dataclass(frozen=True, slots=True)
class Pending:
    """A sign-in whose password was right and whose code is still to come; it lives in this one session."""

    account: Account
    then: str


def after_password(request: HttpRequest, account: Account, then: str) -> HttpResponse:
    """Ask for the code where the account has one, else let the person in.

    Raises:
        Refused: the one-time password has run out.
    """
    now = acts.now()
    if account.one_time_until and account.one_time_until < now:
        trace(account.login, "one_time_ran_out", now)
        raise Refused(_("一次性口令过了 7 天，已经失效，请管理员重设"))
    if not (settings.SECOND_FACTOR.is_asked and codes.is_on(account)):
        return let_in(request, account, then, code=False)
    request.session.flush()
    request.session[PENDING] = {
        "account": account.pk,
        "password": account.get_session_auth_hash(),
        "at": now.isoformat(),
        "tries": 0,
        "then": then,
    }
    request.session.cycle_key()
    return redirect("desk:code")


def pending(request: HttpRequest) -> Pending | None:
    """Return the sign-in in progress; none when there is none, or the password is another now or was given too long ago."""
    said = request.session.get(PENDING)
    if not said or acts.now() - datetime.fromisoformat(said["at"]) > CODE_LIFE:
        return None
    account = Account.objects.filter(pk=said["account"]).first()
    if account is None or not may_work(account) or said["password"] != account.get_session_auth_hash():
        return None
    return Pending(account, said["then"])


def missed(request: HttpRequest, account: Account) -> bool:
    """Count a wrong code, and tell whether the sign-in in progress is over with it."""
    said = request.session[PENDING]
    said["tries"] += 1
    request.session[PENDING] = said
    trace(
        account.login, "code_failed", acts.now(), agent=guessing.agent_of(request), place=guessing.address_of(request)
    )
    if said["tries"] >= CODE_TRIES:
        request.session.flush()
        return True
    return False


def let_in(request: HttpRequest, account: Account, then: str, *, code: bool) -> HttpResponse:
    """Begin a stay under a new session key, and lead to the first page; `code` says whether a second factor was given."""
    now, agent, address = acts.now(), guessing.agent_of(request), guessing.address_of(request)
    device = guessing.device_of(request) or guessing.new_device()
    sittings.sweep(now)
    request.session.pop(PENDING, None)
    login(request, account, backend=BACKEND)  # a session of somebody else is thrown away here, with what is in it
    request.session.seen_at = now  # type: ignore[attr-defined]  # our own store
    once = account.one_time_until is not None
    request.session[DOOR] = sittings.door(now, code=code, one_time=once, agent=agent, address=address)
    request.session.cycle_key()  # for a person who comes back the framework would keep the old one
    trace(account.login, "sign_in", now, agent=agent, place=address, code=code)
    request.session[NEWS] = [_told(one) for one in devices.meet(account, device, agent, address, now)]
    return guessing.with_device(redirect(_first_page(request, account, then)), device)


def is_ours(request: HttpRequest, address: str) -> bool:
    """Tell whether an address leads to a page of ours."""
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())


def home(request: HttpRequest) -> str:
    """Return the page that the post is about; that of the desk for who has none, where the reason is told."""
    try:
        return home_of(acts.actor(request).role)
    except Refused:
        return reverse("desk:worklist")


def _first_page(request: HttpRequest, account: Account, then: str) -> str:
    """Return where the person goes first: what they must be told, which post to wear, what they asked for."""
    if request.session[NEWS]:
        return reverse("desk:devices")
    many = len(posts.posts_of(account, acts.today())) > 1 and acts.WORN not in request.session
    goal = then if is_ours(request, then) else ""
    if many:
        return reverse("desk:posts", query={"next": goal} if goal else None)
    return goal or home(request)


def _told(one: KnownDevice) -> dict[str, str]:
    return {"at": one.first_at.isoformat(), "agent": one.agent, "address": one.address}
