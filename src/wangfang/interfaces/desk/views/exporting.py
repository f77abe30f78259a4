"""导出清单: asked for from the work list, approved by others, made once, fetched by the asker for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangfang.interfaces.desk.forms.exporting import ExportForm
from wangfang.interfaces.desk.presenters import exporting as shown
from wangfang.interfaces.desk.views.acting import WRONG_INPUT
from wangfang.interfaces.desk.views.worklist import query_of
from wangfang.interfaces.frame import acts, watching
from wangfang.interfaces.frame.headers import handed_on
from wangfang.interfaces.frame.proving import proved
from wangfang.records.exporting import asking, making
from wangfang.records.files import keep
from wangfang.rules.access import NotYours
from wangfang.rules.exporting import ASKS
from wangfang.rules.facts import Role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from wangfang.rules.facts import Actor

_READS = ASKS | {Role.SECURITY}


def exports(request: HttpRequest) -> HttpResponse:
    """Show the own requests and those that one could approve.

    Raises:
        NotYours: the post neither asks nor approves.
    """
    actor = _reader(request, _READS)
    rows = [shown.line_of(one, actor, acts.now()) for one in asking.newest(actor)]
    return render(request, "desk/exports.html", {"rows": rows})


@proved
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the list that the address names, as it is now.

    Raises:
        NotYours: the post may not ask.
        ProveAgain: the last proof is too old.
        Refused: see `asking.ask`.
    """
    actor = _reader(request, ASKS)
    query, form = query_of(request.GET), ExportForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        made = asking.ask(query.filters(), said["why"], acts.act_now(request), with_people=said["with_people"])
        watching.exported(request, made.pk)
        messages.success(request, _("已申请导出 %(number)s。") % {"number": made.number})
        return redirect("desk:export", made.pk)
    rows = asking.candidates(actor, query.filters(), acts.today(), with_people=False)
    said = {"form": form, "count": rows.count(), "back_url": query.address(), "form_url": request.get_full_path()}
    return render(request, "desk/export_ask.html", said, status=WRONG_INPUT if form.errors else 200)


@proved
def export(request: HttpRequest, key: int) -> HttpResponse:
    """Show one request, and approve it as another person.

    Raises:
        NotYours, NotFound: it is not for this person.
        ProveAgain: it is to be approved, and the last proof is too old.
        Refused: see `asking.approve`.
    """
    actor = _reader(request, _READS)
    if request.method == "POST":
        asking.approve(key, acts.act_now(request))
        watching.exported(request, key)
        messages.success(request, _("已批准。"))
        return redirect("desk:export", key)
    found = asking.open_request(key, actor)
    said = {
        "line": shown.line_of(found, actor, acts.now()),
        "make_url": reverse("desk:export-make", args=[key]),
        "crumbs": ((_("导出"), reverse("desk:exports")), (found.number, "")),
    }
    return render(request, "desk/export.html", said)


@require_POST
@proved
def make(request: HttpRequest, key: int) -> HttpResponse:
    """Make the file of the own request.

    Raises:
        NotYours, NotFound: it is not this person's.
        ProveAgain: the last proof is too old.
        Refused: see `making.make`.
    """
    _reader(request, ASKS)
    making.make(key, acts.act_now(request), shown.workbook_of)
    watching.exported(request, key)
    messages.success(request, _("文件已生成，24 小时内可以下载。"))
    return redirect("desk:export", key)


def file(request: HttpRequest, key: int) -> HttpResponseBase:
    """Give the file to its asker.

    Raises:
        NotYours, NotFound, Refused: see `making.fetch`.
    """
    _reader(request, ASKS)
    stored = making.fetch(key, acts.act_now(request))
    return handed_on(keep.bytes_of(stored), stored)


def _reader(request: HttpRequest, roles: frozenset[Role]) -> Actor:
    actor = acts.actor(request)
    if actor.role not in roles:
        raise NotYours(_("您的岗位不能导出清单"))
    return actor
