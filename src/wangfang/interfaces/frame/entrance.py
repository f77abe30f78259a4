"""What must not even become a request of the framework: a cookie that no key can hold, a charset that is none?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponseBase, parse_cookie

MARK = "wangfang.unreadable"
"""Under this key the request carries what was taken out of it; `frame.hygiene` then refuses it in words."""

CHARSETS = frozenset({"", "utf-8", "utf8"})

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']*)", re.IGNORECASE)
Environ = dict[str, Any]  # what a web server hands over holds texts, streams and flags


class Entrance:
    """The application as the web server calls it."""

    def __init__(self, application: Callable[[Environ, Any], Iterable[bytes] | HttpResponseBase]) -> None:
        self.application = application

    def __call__(
        self, environ: Environ, start_response: Any
    ) -> Iterable[bytes] | HttpResponseBase:  # the server's own callable
        """Settle the heads, then go on."""
        return self.application(settled(environ), start_response)


def settled(environ: Environ) -> Environ:
    """Return the environment of a request without cookies or a charset that the framework would stumble over."""
    environ.pop(MARK, None)
    spoken = _CHARSET.search(environ.get("CONTENT_TYPE", ""))
    if spoken and spoken[1].lower() not in CHARSETS:
        environ["CONTENT_TYPE"] = environ["CONTENT_TYPE"].partition(";")[0]
        environ[MARK] = "charset"
    if _has_bad_cookie(environ.get("HTTP_COOKIE", "")):
        environ["HTTP_COOKIE"] = ""
        environ[MARK] = "cookie"
    return environ


def _has_bad_cookie(raw: str) -> bool:
    cookies = parse_cookie(raw)
    return any(_FORBIDDEN.search(text) for text in (*cookies, *cookies.values()))
