"""How often one address may try something before it must wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from wangfang.interfaces.frame import acts
from wangfang.records.pacing.count import Counted, count, counted, counted_of, so_far, so_far_of
from wangfang.records.pacing.limits import Limit, Window
from wangfang.rules.refusal import Refused

HALF_AN_HOUR = 30 * 60


class TooOften(Refused):
    """The same address has tried too many times; `seconds` says when it may try again."""

    seconds = HALF_AN_HOUR

    def __init__(self, seconds: int = HALF_AN_HOUR) -> None:
        self.seconds = max(1, seconds)
        minutes = self.seconds > 60  # noqa: PLR2004 - a minute
        wait = _("%(n)s 分钟") % {"n": ceil(self.seconds / 60)} if minutes else _("%(n)s 秒") % {"n": self.seconds}
        super().__init__(_("试的次数太多，%(wait)s后再试，或打 12345") % {"wait": wait})


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
    now, places = acts.now(), _places(name, who)
    tried = counted_of({place: timedelta(seconds=window.seconds) for place, window in places.items()}, now, more)
    for place, window in places.items():
        _require(tried[place], window, now)


@contextmanager
def within(name: str, who: str) -> Iterator[None]:
    """Do what is inside, and count it under the limit `name` when it is done; a refused try counts as well.

    A count holds back everybody else with the same place until the page ends, and behind one address may sit a whole
    office. So it is looked at first, and counted last: of those who come at the same moment some may get through
    beyond the limit, never more than pages are made at once.

    Raises:
        TooOften: a window is full.
    """
    now, places = acts.now(), _places(name, who)
    spans = {place: timedelta(seconds=window.seconds) for place, window in places.items()}
    for place, one in so_far_of(spans, now).items():
        if one.tries >= places[place].most:
            raise TooOften(ceil((one.ends_at - now).total_seconds()))
    try:
        yield
    except Refused:
        counted_of(spans, now)
        raise
    counted_of(spans, now)


def _places(name: str, who: str) -> dict[str, Window]:
    """Return under which words the windows of a limit are counted for somebody."""
    limit: Limit = settings.WANGFANG_LIMITS[name]
    return {f"{name}:{window.seconds}:{who}": window for window in (limit.burst, limit.sustained)}


def address_of(request: HttpRequest) -> str:
    """Return the address that the request came from; `frame.hops` has put the right one there."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _require(tried: Counted, window: Window, now: datetime) -> None:
    if tried.tries > window.most:
        raise TooOften(ceil((tried.ends_at - now).total_seconds()))
