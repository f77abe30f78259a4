"""The quarterly bulletins: read, drafted, taken away as DOCX and PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.forms.figures import ScopeForm
from wangfang.interfaces.desk.presenters import figures
from wangfang.interfaces.frame import acts
from wangfang.records.bulletins import drafting, lookups, publishing
from wangfang.rules.access import NotYours
from wangfang.rules.facts import CHINA, Role
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period

if TYPE_CHECKING:
    from django.http import HttpRequest

    from wangfang.records.bulletins.models import Bulletin

_DRAFTERS = frozenset({Role.CLERK, Role.BUREAU_LEADER})
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def bulletins(request: HttpRequest) -> HttpResponse:
    """List the bulletins, newest first."""
    newest = figures.quarter_of(acts.today())
    said = {
        "bulletins": [_line(bulletin) for bulletin in lookups.newest()],
        "may_draft": acts.actor(request).role in _DRAFTERS,
        "period": figures.Option(newest.name, figures.period_word(newest)),
        "periods": figures.periods(acts.today(), newest),
        "definitions": figures.definitions(Definition.LEGAL),
    }
    return render(request, "desk/bulletins.html", said)


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Draft the bulletin of a period."""
    act, form = acts.act_now(request), ScopeForm(request.POST)
    if act.actor.role not in _DRAFTERS:
        raise NotYours(_("您的岗位不能起草通报"))
    form.is_valid()
    period = form.cleaned_data.get("period") or figures.quarter_of(act.day)
    definition = Definition(form.cleaned_data.get("definition") or Definition.LEGAL)
    bulletin = drafting.draft(period, definition, act)
    messages.success(request, _("通报已起草，数字和名单都固定在这一期里。"))
    return redirect("desk:bulletin", bulletin.pk)


def bulletin(request: HttpRequest, key: int) -> HttpResponse:
    """Show one bulletin, from the body that was frozen with it."""
    found = lookups.bulletin(key)
    return render(request, "desk/bulletin.html", {"bulletin": _line(found), "letter": found.body})


def docx(request: HttpRequest, key: int) -> HttpResponse:  # noqa: ARG001 - an address with a request
    """Give the bulletin to work on."""
    found = lookups.bulletin(key)
    return _download(publishing.docx_of(found), _WORD, f"bulletin-{found.period}-{found.serial}.docx")


def pdf(request: HttpRequest, key: int) -> HttpResponse:  # noqa: ARG001 - an address with a request
    """Give the bulletin as it is printed."""
    found = lookups.bulletin(key)
    return _download(publishing.pdf_of(found), "application/pdf", f"bulletin-{found.period}-{found.serial}.pdf")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _line(bulletin: Bulletin) -> dict[str, object]:
    definition = wording.DEFINITIONS[Definition(bulletin.definition)]
    said = {
        "period": figures.period_word(Period.parse(bulletin.period)),
        "definition": definition,
        "agency": bulletin.issuer.name,
        "at": f"{bulletin.as_of.astimezone(CHINA):%Y-%m-%d %H:%M}",
    }
    return {
        "title": bulletin.body["title"],
        "sentence": _("%(agency)s · %(period)s · 口径：%(definition)s · 数据截至 %(at)s") % said,
        "url": reverse("desk:bulletin", args=[bulletin.pk]),
        "docx_url": reverse("desk:bulletin-docx", args=[bulletin.pk]),
        "pdf_url": reverse("desk:bulletin-pdf", args=[bulletin.pk]),
    }
