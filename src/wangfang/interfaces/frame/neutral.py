"""How is a text shown that would turn the direction of reading, or hides signs that nobody sees?"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

_TURNING = "\u202a-\u202e\u2066-\u2069"
_HIDDEN = "\u200b\u2060\ufeff"
_ANY = re.compile(f"[{_TURNING}{_HIDDEN}]")
_TURNS = re.compile(f"[{_TURNING}]")
_KEPT = re.compile(r"(<textarea\b[^<]*</textarea>|<[^<>]*>)", re.IGNORECASE)
"""Tags with what their attributes carry, and what is being written: these go back as they came.

Our templates escape every < that is not the start of a tag, so that no sign is looked at more than twice.
"""


class NeutralMiddleware:
    """Writes such signs out in every page; what is stored stays as it was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then look through a page; one without such signs, nearly all of them, is left as it is."""
        answer = self.get_response(request)
        if isinstance(answer, HttpResponse) and answer.headers.get("Content-Type", "").startswith("text/html"):
            text = answer.content.decode()
            if _ANY.search(text):
                answer.content = neutral(text).encode()
        return answer


def neutral(page: str) -> str:
    """Return a page whose text turns no direction: each such sign is named, and one that nobody sees is left out."""
    pieces = _KEPT.split(page)
    pieces[::2] = [_TURNS.sub(_named, re.sub(f"[{_HIDDEN}]", "", text)) for text in pieces[::2]]
    return "".join(pieces)


def _named(found: re.Match[str]) -> str:
    return f"〔U+{ord(found[0]):04X}〕"
