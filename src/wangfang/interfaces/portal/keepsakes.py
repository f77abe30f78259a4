"""What does a citizen's browser carry between two pages: the draft, the receipt, the case being followed?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

DAY = 24 * 3600
IDLE = 20 * 60  # a page about a case closes after 20 idle minutes


@dataclass(frozen=True, slots=True)
class Keepsake:
    """One signed cookie: out of reach for scripts, and worthless when it was altered or is too old."""

    name: str
    seconds: int

    def read(self, request: HttpRequest) -> list[str]:
        """Return the words that were kept; none when there are none, or they were tampered with."""
        try:
            words = signing.loads(request.COOKIES.get(self.name, ""), salt=self.name, max_age=self.seconds)
        except signing.BadSignature:
            return []
        return [str(word) for word in words]

    def keep(self, response: HttpResponse, *words: str) -> None:
        """Keep some words for the next pages."""
        response.set_cookie(
            self.name,
            signing.dumps(words, salt=self.name),
            max_age=self.seconds,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )

    def drop(self, response: HttpResponse) -> None:
        """Forget the words."""
        response.delete_cookie(self.name, samesite="Lax")


DRAFT = Keepsake("draft", 7 * DAY)
RECEIPT = Keepsake("receipt", DAY // 2)
FOLLOWED = Keepsake("followed", IDLE)
