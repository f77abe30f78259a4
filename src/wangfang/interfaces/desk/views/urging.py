"""What those above do about a case that they do not hold: urge, supervise, list, take off the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.interfaces.desk.forms.reasons import PressForm, ReasonForm
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.views.acting import Asking, ask, done
from wangfang.interfaces.frame import acts
from wangfang.records.cases import urging
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def urge(request: HttpRequest, number: str) -> HttpResponse:
    """催办: urge the holder on."""
    seen = opened(request, number)
    form = PressForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.URGE)
        return ask(request, seen, form, Asking(_("催办"), _("催办"), _("催办会留在办理过程里，不改变期限。")))
    urging.urge(seen.case, form.cleaned_data["why"], acts.act_now(request), form.cleaned_data["due_on"])
    return done(request, seen, _("已催办。"))


def supervise(request: HttpRequest, number: str) -> HttpResponse:
    """督办: follow the case until it is done."""
    seen = opened(request, number)
    form = PressForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.SUPERVISE)
        return ask(request, seen, form, Asking(_("督办"), _("督办")))
    urging.supervise(seen.case, form.cleaned_data["why"], acts.act_now(request), form.cleaned_data["due_on"])
    return done(request, seen, _("已督办。"))


def put_on_list(request: HttpRequest, number: str) -> HttpResponse:
    """挂牌督办: put the case on the list."""
    seen = opened(request, number)
    form = PressForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.LIST)
        return ask(request, seen, form, Asking(_("挂牌督办"), _("挂牌督办")))
    urging.put_on_list(seen.case, form.cleaned_data["why"], acts.act_now(request), form.cleaned_data["due_on"])
    return done(request, seen, _("已挂牌督办。"))


def lift(request: HttpRequest, number: str) -> HttpResponse:
    """摘牌: take the case off the list."""
    seen = opened(request, number)
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.LIFT)
        return ask(request, seen, form, Asking(_("摘牌"), _("摘牌")))
    urging.lift(seen.case, form.cleaned_data["why"], acts.act_now(request))
    return done(request, seen, _("已摘牌。"))
