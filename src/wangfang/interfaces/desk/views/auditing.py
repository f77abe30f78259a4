"""The pages of the auditor (安全审计员): is the trace whole, and who looked at what, by pseudonym."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.presenters.guarding import finding_line, look_line
from wangfang.interfaces.desk.presenters.looks import WORDS
from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.pacing import require_within
from wangfang.records.ledger import access, auditing
from wangfang.rules.facts import Role
from wangfang.rules.planes import require_seat

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE = 100


def trace(request: HttpRequest) -> HttpResponse:
    """留痕核验: the newest signed root; the button verifies every line, every look and the tree over them.

    Raises:
        NotYours: the post is another.
        Refused: the trace is too long for a page, or it was verified too often just now.
    """
    auditor = acts.actor(request)
    require_seat(auditor, Role.AUDITOR)
    found = None
    if request.method == "POST":
        require_within("search", auditor.login)
        found = [finding_line(one) for one in auditing.findings()]
    said = {"last": auditing.last_checkpoint(), "found": found, "at": acts.now()}
    return render(request, "desk/trace.html", said)


def looks(request: HttpRequest) -> HttpResponse:
    """谁看过: the newest looks, refused ones too; people and cases stand there by pseudonym.

    Raises:
        NotYours: the post is another.
    """
    require_seat(acts.actor(request), Role.AUDITOR)
    what = request.GET.get("what", "")
    what = what if what in set(access.What) else ""
    rows = access.newest(what, _before(request.GET.get("before", "")), PAGE + 1)
    shown = rows[:PAGE]
    on = f"?what={what}&before={shown[-1].pk}" if len(rows) > PAGE else ""
    said = {
        "rows": [look_line(one) for one in shown],
        "kinds": [("", _("全部")), *((str(kind), word) for kind, word in WORDS.items())],
        "what": what,
        "words": _("本页 %(n)s 次") % {"n": len(shown)},
        "on": on,
    }
    return render(request, "desk/looks.html", said)


def _before(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < len(str(2**63)) else 0
