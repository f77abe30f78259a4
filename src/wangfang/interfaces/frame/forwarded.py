"""From which address does a request come when a web server stands in front of ours?"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class ForwardedMiddleware:
    """Puts the visitor's address where everything that counts tries looks for it.

    Without it all visitors would share the address of the web server in front, and one guesser would close the
    door for all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Believe the neighbour on this machine, and only where there is one: its last word is its own."""
        if settings.SECURE and _is_loopback(request.META.get("REMOTE_ADDR", "")):
            said = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
            if _is_address(said):
                request.META["REMOTE_ADDR"] = said
        return self.get_response(request)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_loopback(text: str) -> bool:
    return _is_address(text) and ip_address(text).is_loopback
