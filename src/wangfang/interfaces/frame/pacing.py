"""How often one address may try something before it must wait."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest

from wangfang.interfaces.frame import acts
from wangfang.records.pacing.count import count
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
