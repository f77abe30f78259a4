"""Is the person who came in still there, and what do they owe the door before anything else opens?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.kept import SENT_AGAIN, keep_form
from wangfang.interfaces.frame.proving import led
from wangfang.records.people import codes, kept
from wangfang.records.people.models import Account
from wangfang.records.people.sittings import DOOR
from wangfang.rules.entrance import SecondFactor, has_ended

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

FIRST_PASSWORD = frozenset({"desk:password", "desk:sign-out"})
FIRST_CODE = frozenset({"desk:second", "desk:prove", "desk:sign-out"})
"""What is open to somebody who still owes a password of their own, or a second factor."""

_DIGITS = 10


class PresenceMiddleware:
    """Takes whoever has been away too long for a stranger; who it was is remembered for the form they send."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Put the question behind `request.user`; a page that does not ask costs nothing."""
        signed_in = request.user
        request.user = SimpleLazyObject(lambda: _present(request, signed_in))  # type: ignore[assignment]  # as Django
        return self.get_response(request)


def _present(request: HttpRequest, account: Account | AnonymousUser) -> Account | AnonymousUser:
    door, session = request.session.get(DOOR), request.session
    if not account.is_authenticated or not door:
        return account
    now = acts.now()
    since = datetime.fromisoformat(door["since"])
    if has_ended(since, session.seen_at or since, now, timedelta(minutes=settings.IDLE_MINUTES)):  # type: ignore[attr-defined]  # our own store
        request.left = account  # type: ignore[attr-defined]  # whose form it is, if one comes along
        return AnonymousUser()
    session.touch(now)  # type: ignore[attr-defined]
    return account


class DoorkeeperMiddleware(LoginRequiredMiddleware):
    """Opens the desk to those who are there with everything the door asks for; keeps the form of those who are not."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., object],
        view_args: object,  # noqa: ARG002 - Django passes them by place
        view_kwargs: object,  # noqa: ARG002
    ) -> HttpResponse | None:
        """Let through, or lead to the page of the door that comes first."""
        if not getattr(view_func, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return _shown_out(request)
        owed = _owed(request)
        if owed:
            return led(request, owed, request.get_full_path() if request.method == "GET" else reverse("desk:worklist"))
        again = request.POST.get(SENT_AGAIN, "") if request.method == "POST" else ""
        if again.isascii() and again.isdigit() and len(again) < _DIGITS and isinstance(request.user, Account):
            kept.drop(request.user, int(again))
        return None

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave nothing of the desk in any cache."""
        if request.path.startswith(reverse("desk:worklist")):
            response.headers["Cache-Control"] = "no-store"
        return response


def _shown_out(request: HttpRequest) -> HttpResponse:
    left = getattr(request, "left", None)
    waits = keep_form(request, left) if left else ""
    then = waits or request.headers.get("HX-Current-URL", "") or request.get_full_path()
    return led(request, reverse(settings.LOGIN_URL), then)


def _owed(request: HttpRequest) -> str:
    """Return the page of the door that comes first; empty when nothing is owed."""
    door = request.session.get(DOOR, {})
    here = request.resolver_match.view_name if request.resolver_match else ""
    if door.get("one_time"):
        return "" if here in FIRST_PASSWORD else reverse("desk:password")
    if settings.SECOND_FACTOR is not SecondFactor.REQUIRED or door.get("code"):
        return ""
    if not door or (isinstance(request.user, Account) and codes.is_on(request.user)):
        logout(request)  # it came in without what the account can give
        return reverse(settings.LOGIN_URL)
    return "" if here in FIRST_CODE else reverse("desk:second")
