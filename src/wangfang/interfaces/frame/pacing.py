"""How often one address may try something before it must wait."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.http import HttpRequest

from wangfang.interfaces.frame import acts
from wangfang.records.pacing.count import Counted, count, counted, so_far
from wangfang.records.pacing.limits import Limit, Window
from wangfang.rules.refusal import Refused

HALF_AN_HOUR = 30 * 60


class TooOften(Refused):
    """The same address has tried too many times; `seconds` says when it may try again."""

    seconds = HALF_AN_HOUR

    def __init__(self, seconds: int = HALF_AN_HOUR) -> None:
        self.seconds = max(1, seconds)
        wait = f"{ceil(self.seconds / 60)} 分钟" if self.seconds > 60 else f"{self.seconds} 秒"  # noqa: PLR2004 - a minute
        super().__init__(f"试的次数太多，{wait}后再试，或打 12345")


def require_pace(request: HttpRequest, what: str, most: int, minutes: int) -> None:
    """Count one try of `what` from this address; at most `most` in `minutes`.

    Raises:
        TooOften: that was one too many.
    """
    now, window = acts.now(), Window(most, minutes * 60)
    _require(counted(f"{what}:{address_of(request)}", timedelta(minutes=minutes), now), window, now)


def require_room(place: str, most: int, minutes: int, refusal: type[Refused] = TooOften) -> None:
    """Look, without counting, whether `most` tries at a place are used up.

    Raises:
        TooOften: they are; or the refusal that is given.
    """
    if so_far(place, timedelta(minutes=minutes), acts.now()) >= most:
        raise refusal()  # type: ignore[call-arg]  # every refusal of this kind brings its own sentence


def note(place: str, minutes: int) -> int:
    """Count one try at a place, and return which one it is within its window."""
    return count(place, timedelta(minutes=minutes), acts.now())


def require_within(name: str, who: str, more: int = 1) -> None:
    """Count `more` of what the limit `name` bounds for somebody, in its burst and in its sustained window.

    Raises:
        TooOften: one of the two is full.
    """
    limit: Limit = settings.WANGFANG_LIMITS[name]
    now = acts.now()
    tried = [
        (counted(f"{name}:{window.seconds}:{who}", timedelta(seconds=window.seconds), now, more), window)
        for window in (limit.burst, limit.sustained)
    ]
    for one, window in tried:
        _require(one, window, now)


def address_of(request: HttpRequest) -> str:
    """Return the address that the request came from; `frame.hops` has put the right one there."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _require(tried: Counted, window: Window, now: datetime) -> None:
    if tried.tries > window.most:
        raise TooOften(ceil((tried.ends_at - now).total_seconds()))
