"""答复质量: how the opinions that units served lately answer, for who supervises; hints to be read, nobody is judged by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.forms.inspecting import RepliesForm
from wangfang.interfaces.desk.presenters import inspecting as presenting
from wangfang.interfaces.frame import acts
from wangfang.records.cases import answers
from wangfang.rules.answering import Gap

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wangfang.records.cases.answers import Page


def replies(request: HttpRequest) -> HttpResponse:
    """List the opinions of units, newest first, with what may be looked at again; by unit and by gap.

    Raises:
        NotYours: the post does not inspect.
    """
    actor, form = acts.actor(request), RepliesForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    units = answers.units_of(actor, acts.today())
    chosen = [one for one in units if one.code == asked.get("unit")]
    page = answers.page_of(actor, chosen or units, acts.now(), asked.get("after"))
    gap = Gap(asked["gap"]) if asked.get("gap") else None
    rows = [presenting.row_of(one) for one in page.answered if gap is None or gap in one.found.gaps]
    said = {
        "rows": rows,
        "units": [(one.code, one.name, one in chosen) for one in units],
        "gaps": [(one.value, word, one is gap) for one, word in presenting.GAPS.items()],
        "page_words": _("本页看了 %(n)s 件，列出 %(shown)s 件") % {"n": page.looked_at, "shown": len(rows)},
        "first_url": _turned(request, "") if asked.get("after") else "",
        "next_url": _next(request, page),
        "lately": ""
        if chosen
        else _("全部单位只看近 %(n)s 天办结的；选一个单位，可以一直往前看。") % {"n": answers.LATELY.days},
    }
    return render(request, "desk/replies.html", said)


def _next(request: HttpRequest, page: Page) -> str:
    return _turned(request, f"{page.next[0].isoformat()},{page.next[1]}") if page.next else ""


def _turned(request: HttpRequest, after: str) -> str:
    asked = request.GET.copy()
    asked.pop("after", None)
    if after:
        asked["after"] = after
    return f"{request.path}?{asked.urlencode()}"
