"""Passing a case on: from the panel with one key, or from a page of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.forms.assisting import AssignAlongForm, ForwardForm
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.presenters.suggesting import suggested_units
from wangfang.interfaces.desk.presenters.worklist import receiver_lines
from wangfang.interfaces.desk.views import worklist
from wangfang.interfaces.desk.views.acting import WRONG_INPUT, Asking, ask, done, repeated
from wangfang.interfaces.frame import acts
from wangfang.records.agencies import directory
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import intake, passing
from wangfang.records.suggesting import taking
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.opening import Opened
    from wangfang.rules.facts import Act, Agency

LONGEST_WORD = 60


def forward(request: HttpRequest, number: str) -> HttpResponse:
    """转送: hand a registered case on."""
    seen = opened(request, number)
    if repeated(request, seen):
        return done(request, seen, _("这一步已经办好，没有重复办理。"))
    form = ForwardForm(request.POST or None, sender=seen.holder, life=seen.life)
    if not form.is_valid() or form.receiver is None:
        seen.require(Step.FORWARD)
        return _ask_again(request, seen, form, Asking(_("转送"), _("转送"), more=suggested_units(seen)))
    act = acts.act_now(request)
    passing.forward(seen.case, form.receiver.code, act, form.codes)
    taking.note(seen.case, taking.read(request.POST.get("offered", "")), {"to": form.receiver.code}, act)
    return _passed_on(request, seen, form.receiver)


def register_forward(request: HttpRequest, number: str) -> HttpResponse:
    """登记并转送: one key for the two acts that always follow each other."""
    seen = opened(request, number)
    if repeated(request, seen):
        return done(request, seen, _("这一步已经办好，没有重复办理。"))
    form = ForwardForm(request.POST or None, sender=seen.holder, life=seen.life)
    if not form.is_valid() or form.receiver is None:
        seen.require(Step.REGISTER)
        lead_in = _("先登记，再转给下面的单位；信访人会收到程序性受理告知书。")
        asking = Asking(_("登记并转送"), _("登记并转送"), lead_in, more=suggested_units(seen))
        return _ask_again(request, seen, form, asking)
    act = acts.act_now(request)
    _register_and_forward(seen, form, act)
    taking.note(seen.case, taking.read(request.POST.get("offered", "")), {"to": form.receiver.code}, act)
    return _passed_on(request, seen, form.receiver)


def assign(request: HttpRequest, number: str) -> HttpResponse:
    """交办: hand a case on with a day by which the result is due."""
    seen = opened(request, number)
    if repeated(request, seen):
        return done(request, seen, _("这一步已经办好，没有重复办理。"))
    form = AssignAlongForm(request.POST or None, sender=seen.holder, life=seen.life)
    if not form.is_valid() or form.receiver is None:
        seen.require(Step.ASSIGN)
        lead_in = _("重要、要反馈结果的事项用交办；办结时要报办结情况。")
        return ask(request, seen, form, Asking(_("交办"), _("交办"), lead_in))
    passing.assign(seen.case, form.receiver.code, form.cleaned_data["due_on"], acts.act_now(request), form.codes)
    return _passed_on(request, seen, form.receiver)


def receivers(request: HttpRequest, number: str) -> JsonResponse:
    """Answer the type-ahead: organs to which this case may go, best match first."""
    seen = opened(request, number)
    typed = request.GET.get("q", "")[:LONGEST_WORD].replace("\x00", "")
    found = directory.receivers(seen.actor.agency or seen.holder, seen.life, acts.today(), typed)
    return JsonResponse({"found": receiver_lines(found, tree().by_code)})


@transaction.atomic
def _register_and_forward(seen: Opened, form: ForwardForm, act: Act) -> None:
    case, to = intake.register(seen.case, act), form.receiver.code if form.receiver else ""
    # The second act follows the first at once: it has its own key, and what was seen is one behind by now.
    passing.forward(case, to, replace(act, seen=None, key=act.key[::-1]), form.codes)


def _from_panel(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _ask_again(request: HttpRequest, seen: Opened, form: ForwardForm, asking: Asking) -> HttpResponse:
    if _from_panel(request):
        return render(request, "desk/_panel.html", worklist.panel(seen, form), status=WRONG_INPUT)
    return ask(request, seen, form, asking)


def _passed_on(request: HttpRequest, seen: Opened, receiver: Agency) -> HttpResponse:
    said = _("%(number)s 已转给%(name)s。") % {"number": seen.case.number, "name": receiver.name}
    if _from_panel(request):
        return worklist.after_act(request, seen.case.number, said)
    answer = done(request, seen, said)
    return redirect("desk:worklist") if request.POST.get("from") == "worklist" else answer
