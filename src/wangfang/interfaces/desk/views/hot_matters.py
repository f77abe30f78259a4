"""热点事项: what many people petition about, the hottest first, and the cases of one matter with why they belong together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.presenters import hot_matters as shown
from wangfang.interfaces.frame import acts
from wangfang.records.hot_matters import lookups, reasons
from wangfang.rules.hot_matters import LISTED_DAYS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_PLACE = re.compile(r"(\d{1,18})\.(\d{1,18})")


def hot_matters(request: HttpRequest) -> HttpResponse:
    """List the hottest matters among the cases that this person sees.

    Raises:
        NotYours: the post looks after no cases.
    """
    lines = [shown.line_of(told) for told in lookups.hottest(acts.actor(request), acts.now())]
    return render(request, "desk/hot_matters.html", {"lines": lines, "days": LISTED_DAYS})


def hot_matter(request: HttpRequest, key: int) -> HttpResponse:
    """Show one matter over the cases of it that this person sees, a page at a time.

    Raises:
        NotYours: the post looks after no cases.
        NotFound: there is no such matter with two cases for this person.
    """
    actor, now = acts.actor(request), acts.now()
    told = lookups.open_matter(key, actor, now)
    page = reasons.page_of(told, _after(request.GET.get("after", "")), actor, now)
    weeks, most = shown.weeks_of(told, now)
    line = shown.line_of(told)
    said = {
        "line": line,
        "weeks": weeks,
        "most": most,
        "shared": shown.shared_words(page),
        "rows": shown.case_lines(page, actor, now),
        "page_words": _("共 %(n)s 件") % {"n": line.size},
        "first_url": line.url if request.GET.get("after") else "",
        "next_url": _next(line.url, page),
        "crumbs": ((_("热点事项"), reverse("desk:hot-matters")), (line.name, "")),
    }
    return render(request, "desk/hot_matter.html", said)


def _after(said: str) -> tuple[int, int] | None:
    """Return after which place the page begins; what is no place of ours is the first page."""
    found = _PLACE.fullmatch(said)
    return (int(found[1]), int(found[2])) if found else None


def _next(url: str, page: reasons.Page) -> str:
    if page.is_last or not page.members:
        return ""
    moment, key = reasons.place_of(page.members[-1])
    return f"{url}?after={moment}.{key}"
