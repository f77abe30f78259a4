"""保管和销毁: what is due, destruction lists by two people, holds on a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.forms.retention import HoldForm, ListForm
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.presenters import retention as shown
from wangfang.interfaces.desk.views.acting import WRONG_INPUT, Asking, ask, done
from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.proving import proved, require_fresh
from wangfang.records.retention import due as overdue
from wangfang.records.retention import holds, lists
from wangfang.rules.access import NotYours
from wangfang.rules.keeping import HANDLES, LEADS, require_holder

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wangfang.rules.facts import Actor

_HOLD = Asking(_("保全"), _("保全"), _("保全期间什么都不能销毁，满了保管期限也不能；解除要由另一位负责人办理。"))
_LIFT = Asking(_("解除保全"), _("解除保全"), _("自己办理的保全，不能自己解除。"), danger=True)


@proved
def due(request: HttpRequest) -> HttpResponse:
    """Show what is due at the own agency and its lists, and make a list of what was ticked.

    Raises:
        NotYours: the post handles no cases.
        ProveAgain: a list is to be made, and the last proof is too old.
        Refused: see `lists.make`.
    """
    actor = _handler(request)
    form = ListForm(request.POST or None)
    if form.is_valid():
        listed = lists.make(request.POST.getlist("case"), form.cleaned_data["why"], acts.act_now(request))
        messages.success(request, _now("销毁清单 %(number)s 已编制，等另一位负责人批准。") % {"number": listed.number})
        return redirect("desk:destruction-list", listed.pk)
    said = {
        "form": form,
        "rows": shown.due_lines(overdue.due_at(actor, acts.today())),
        "lists": [shown.list_line(one) for one in lists.newest(actor)],
    }
    return render(request, "desk/retention.html", said, status=WRONG_INPUT if form.errors else 200)


@proved
def one(request: HttpRequest, key: int) -> HttpResponse:
    """Show a destruction list, and approve it as a second person.

    Raises:
        NotYours: the post handles no cases.
        NotFound: there is no such list for this person.
        ProveAgain: it is to be approved, and the last proof is too old.
        Refused: see `lists.approve`.
    """
    actor = _handler(request)
    if request.method == "POST":
        lists.approve(key, acts.act_now(request))
        messages.success(request, _now("已批准。系统管理员按清单执行以后，内容不能恢复。"))
        return redirect("desk:destruction-list", key)
    found = lists.open_list(key, actor)
    said = {
        "line": shown.list_line(found),
        "rows": shown.case_lines(found),
        "may_approve": shown.may_approve(found, actor),
        "crumbs": ((_now("保管和销毁"), reverse("desk:retention")), (found.number, "")),
    }
    return render(request, "desk/destruction_list.html", said)


def put(request: HttpRequest, number: str) -> HttpResponse:
    """保全: from now on nothing of the case is destroyed."""
    seen = opened(request, number)
    form = HoldForm(request.POST or None)
    if not form.is_valid():
        require_holder(seen.actor)
        return ask(request, seen, form, _HOLD)
    holds.put(seen.case, form.cleaned_data["why"], acts.act_now(request))
    return done(request, seen, _now("已保全。"))


def lift(request: HttpRequest, number: str) -> HttpResponse:
    """解除保全: by a leader who did not put it on.

    Raises:
        NotYours: the post is no leader's.
        ProveAgain: the last proof is too old.
    """
    seen = opened(request, number)
    form = HoldForm(request.POST or None)
    if seen.actor.role not in LEADS:
        raise NotYours(_now("解除保全由单位负责人办理"))
    if not form.is_valid():
        return ask(request, seen, form, _LIFT)
    require_fresh(request)  # not before the case was looked up: one that may not be seen is answered like a missing one
    holds.lift(seen.case, form.cleaned_data["why"], acts.act_now(request))
    return done(request, seen, _now("已解除保全。"))


def _handler(request: HttpRequest) -> Actor:
    actor = acts.actor(request)
    if actor.role not in HANDLES:
        raise NotYours(_now("您的岗位不能编制或者批准销毁清单"))
    return actor
