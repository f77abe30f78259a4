"""The way of a bulletin: a section edited, submitted, sent back, approved, issued, signed for, and who has not reminded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangfang.interfaces.desk.forms.bulletins import SectionForm, SendBackForm
from wangfang.interfaces.desk.presenters import bulletins as shown
from wangfang.interfaces.desk.views.acting import WRONG_INPUT
from wangfang.interfaces.desk.views.bulletins import crumbs, page
from wangfang.interfaces.frame import acts
from wangfang.records.agencies.tree import tree
from wangfang.records.bulletins import editing, lookups, receiving, turning
from wangfang.rules.bulletins import RECEIVERS, Move, Stage, number_text, require_move

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def section(request: HttpRequest, key: int, place: int) -> HttpResponse:
    """Edit the text of a section; what was typed stays on the page when it is refused.

    Raises:
        NotFound, NotYours, Refused: see `editing.edit`.
    """
    act = acts.act_now(request)
    found = lookups.bulletin(key, act.actor)
    require_move(act.actor, Move.EDIT, Stage(found.stage), tree().agency(found.issuer.code))
    opened = editing.open_section(found, place)
    form = SectionForm(request.POST or None, opened=opened)
    if form.is_valid():
        made = editing.edit(key, place, form.cleaned_data["text"], form.cleaned_data["version"], act)
        messages.success(request, _("已保存，现在是第 %(n)s 版。") % {"n": made.version})
        return redirect("desk:bulletin", key)
    said = {
        "form": form,
        "title": opened.title,
        "versions": [shown.version_line(one) for one in lookups.versions(found, place)],
        "here_url": request.path,
        "back_url": reverse("desk:bulletin", args=[key]),
        "crumbs": crumbs((found.body["title"], reverse("desk:bulletin", args=[key])), (opened.title, "")),
    }
    return render(request, "desk/bulletin_section.html", said, status=WRONG_INPUT if form.errors else 200)


@require_POST
def submit(request: HttpRequest, key: int) -> HttpResponse:
    """送审.

    Raises:
        NotFound, NotYours, Refused: see `turning.submit`.
    """
    turning.submit(key, acts.act_now(request))
    messages.success(request, _("已送审，由负责人审定。"))
    return redirect("desk:bulletin", key)


@require_POST
def send_back(request: HttpRequest, key: int) -> HttpResponse:
    """退回, with a reason.

    Raises:
        NotFound, NotYours, Refused: see `turning.send_back`.
    """
    act, form = acts.act_now(request), SendBackForm(request.POST)
    if not form.is_valid():
        return page(request, lookups.bulletin(key, act.actor), form)
    turning.send_back(key, form.cleaned_data["why"], act)
    messages.success(request, _("已退回修改。"))
    return redirect("desk:bulletin", key)


@require_POST
def approve(request: HttpRequest, key: int) -> HttpResponse:
    """审定、编号.

    Raises:
        NotFound, NotYours, Refused: see `turning.approve`.
    """
    made = turning.approve(key, acts.act_now(request))
    messages.success(request, _("已审定，编号 %(number)s。") % {"number": number_text(made.year, made.serial or 0)})
    return redirect("desk:bulletin", key)


@require_POST
def issue(request: HttpRequest, key: int) -> HttpResponse:
    """印发.

    Raises:
        NotFound, NotYours, Refused: see `turning.issue`.
    """
    turning.issue(key, acts.act_now(request))
    messages.success(request, _("已印发，等各单位签收。"))
    return redirect("desk:bulletin", key)


@require_POST
def remind(request: HttpRequest, key: int) -> HttpResponse:
    """催签收.

    Raises:
        NotFound, NotYours, Refused: see `turning.remind`.
    """
    count = turning.remind(key, acts.act_now(request))
    messages.success(request, _("已催 %(n)s 个单位签收。") % {"n": count})
    return redirect("desk:bulletin", key)


def received(request: HttpRequest) -> HttpResponse:
    """List what came to this person's agency, what waits to be signed for first."""
    actor = acts.actor(request)
    said = {
        "lines": shown.received_lines(lookups.received(actor), actor),
        "signs": actor.role in RECEIVERS,
        "crumbs": crumbs((_("收到的通报"), "")),
    }
    return render(request, "desk/bulletins_received.html", said)


@require_POST
def receive(request: HttpRequest, key: int) -> HttpResponse:
    """签收.

    Raises:
        NotFound, NotYours, Refused: see `receiving.receive`.
    """
    receiving.receive(key, acts.act_now(request))
    messages.success(request, _("已签收。"))
    return redirect("desk:bulletin", key)
