"""How many pages may one address open at once before it is asked to slow down?"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.pacing import TooOften, address_of
from wangfang.interfaces.frame.refusals import answer
from wangfang.records.pacing.limits import Limit, Window

MOST_PLACES = 50_000
"""Addresses that are remembered at once; some 10 MB. When there are more, counting begins anew."""

MACHINES = "/api/"
"""Other systems have a limit of their own, by token."""


class Crowd:
    """Counts in the memory of this process: a page costs no row, and each web process counts for itself."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: dict[tuple[str, int], tuple[float, int]] = {}

    def wait(self, place: str, limit: Limit, now: float) -> int:
        """Count one page; return 0, or after how many seconds there is room again."""
        with self._lock:
            if len(self._counts) > MOST_PLACES:
                self._counts.clear()
            return max(self._wait(place, window, now) for window in (limit.burst, limit.sustained))

    def _wait(self, place: str, window: Window, now: float) -> int:
        since, pages = self._counts.get((place, window.seconds), (now, 0))
        if not since <= now < since + window.seconds:
            since, pages = now, 0
        self._counts[place, window.seconds] = (since, pages + 1)
        return ceil(since + window.seconds - now) if pages >= window.most else 0


class CrowdMiddleware:
    """Refuses the pages of an address that opens too many; who is signed in and a web server of ours are not counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.crowd = Crowd()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Count, then go on."""
        place = address_of(request)
        if place in settings.WANGFANG_PROXIES or request.path.startswith(MACHINES) or _is_known(request):
            return self.get_response(request)
        wait = self.crowd.wait(place, settings.WANGFANG_LIMITS["pages"], acts.now().timestamp())
        return answer(request, TooOften(wait)) if wait else self.get_response(request)


def _is_known(request: HttpRequest) -> bool:
    """Tell whether somebody is signed in; without a cookie nobody asks the database."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
