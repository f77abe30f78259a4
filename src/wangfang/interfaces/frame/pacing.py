"""How often one address may try something before it must wait."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest

from wangfang.interfaces.frame import acts
from wangfang.records.pacing.count import count, so_far
from wangfang.rules.refusal import Refused


class TooOften(Refused):
    """The same address has tried too many times."""

    def __init__(self) -> None:
        super().__init__("试的次数太多，30 分钟后再试，或打 12345")


def require_pace(request: HttpRequest, what: str, most: int, minutes: int) -> None:
    """Count one try of `what` from this address; at most `most` in `minutes`.

    Raises:
        TooOften: that was one too many.
    """
    place = f"{what}:{request.META.get('REMOTE_ADDR', '')}"
    if count(place, timedelta(minutes=minutes), acts.now()) > most:
        raise TooOften


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
