"""What does a browser report that it was not allowed to do: a sign of an attack, or of a mistake of ours?"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wangfang.interfaces.frame.pacing import require_pace
from wangfang.interfaces.frame.said import Said, object_of
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest

log = logging.getLogger(__name__)

LARGEST = 8_192
MOST, MINUTES = 30, 10
"""Reports from one address that are written down."""

_PLAIN = re.compile(r"[^a-z0-9.:/-]")
_LONGEST = 80


@csrf_exempt  # a browser sends its reports without our token
@require_POST
def csp(request: HttpRequest) -> HttpResponse:
    """Note which rule of the content security policy was broken, and by which host; nothing else of the report.

    Raises:
        Refused: it is no report.
        TooOften: this address has sent enough of them.
    """
    require_pace(request, "csp-report", MOST, MINUTES)
    if len(request.body) > LARGEST:
        raise Refused("报告太长")
    said = object_of(request.body).get("csp-report")
    if not isinstance(said, dict):
        raise Refused("不是一份报告")
    report = Said(said)
    directive, blocked = report.text("effective-directive", ""), report.text("blocked-uri", "")
    log.warning("csp report: %s blocked %s", _plain(directive), _plain(_host_of(blocked)))
    return HttpResponse(status=204)


def _host_of(address: str) -> str:
    """Return scheme and host of an address, or its word (`inline`, `eval`): a path may carry a person's data."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return "unreadable"
    return f"{parts.scheme}://{host}" if host else parts.scheme or parts.path


def _plain(word: str) -> str:
    """Return a word that cannot break a line of the log."""
    return _PLAIN.sub("_", word.lower())[:_LONGEST]
