"""Screening a case, signing for it, taking it up or refusing it, and writing down the work on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.interfaces.desk.forms.handling import (
    DeclineForm,
    LogWorkForm,
    ResolveForm,
    ScreenForm,
    SettleForm,
    SupplementForm,
)
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.presenters.previews import letter_of
from wangfang.interfaces.desk.views.acting import Asking, ConfirmForm, ask, done
from wangfang.interfaces.frame import acts
from wangfang.records.cases import handling, intake, passing
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def screen(request: HttpRequest, number: str) -> HttpResponse:
    """甄别: decide by which procedure the case goes on."""
    seen = opened(request, number)
    form = ScreenForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.SCREEN)
        return ask(request, seen, form, Asking(_("甄别"), _("确定")))
    intake.screen(seen.case, form.cleaned_data["procedure"], acts.act_now(request))
    return done(request, seen, _("已确定办理程序。"))


def sign_for(request: HttpRequest, number: str) -> HttpResponse:
    """签收: confirm that the case has arrived."""
    seen = opened(request, number)
    form = ConfirmForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.SIGN_IN)
        return ask(request, seen, form, Asking(_("签收"), _("签收"), _("签收只说明这件事已经收到，不等于受理。")))
    passing.sign_in(seen.case, acts.act_now(request))
    return done(request, seen, _("已签收。"))


def accept(request: HttpRequest, number: str) -> HttpResponse:
    """受理: the notice to the petitioner is shown first and goes out with the act."""
    seen = opened(request, number)
    form = ConfirmForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.ACCEPT)
        letter = letter_of(seen, Step.ACCEPT, acts.act_now(request), {})
        lead_in = _("受理以后，右边的《受理告知书》自动编号出具，并用短信告诉信访人。发出后不能撤回，请核对。")
        return ask(request, seen, form, Asking(_("受理"), _("受理并发出告知书"), lead_in, more={"letter": letter}))
    handling.accept(seen.case, acts.act_now(request))
    return done(request, seen, _("已受理，受理告知书已出具。"))


def decline(request: HttpRequest, number: str) -> HttpResponse:
    """不予受理: a page of its own, with the reason and the notice."""
    seen = opened(request, number)
    form = DeclineForm(request.POST or None)
    if not form.is_valid() or "preview" in request.POST:
        seen.require(Step.DECLINE)
        why = form.data.get("why", "").strip() or _("（这里写不予受理的理由）")
        letter = letter_of(seen, Step.DECLINE, acts.act_now(request), {"why": why})
        asking = Asking(
            _("不予受理"), _("出具不予受理告知书"), danger=True, key="4", more={"letter": letter, "previewable": True}
        )
        return ask(request, seen, form, asking)
    handling.decline(seen.case, form.cleaned_data["why"], acts.act_now(request))
    return done(request, seen, _("已出具不予受理告知书。"))


def log_work(request: HttpRequest, number: str) -> HttpResponse:
    """记录办理: what was done and what came of it."""
    seen = opened(request, number)
    form = LogWorkForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.LOG_WORK)
        return ask(request, seen, form, Asking(_("记录办理"), _("记下来")))
    handling.log_work(seen.case, form.cleaned_data["kind"], form.cleaned_data["note"], acts.act_now(request))
    return done(request, seen, _("办理记录已保存。"))


def resolve(request: HttpRequest, number: str) -> HttpResponse:
    """事要解决: the problem itself is solved."""
    seen = opened(request, number)
    form = ResolveForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.RESOLVE)
        lead_in = _("这里记的是群众的问题真正解决了，和办结不是一回事。")
        return ask(request, seen, form, Asking(_("问题解决"), _("记下来"), lead_in))
    handling.resolve(seen.case, form.cleaned_data["note"], acts.act_now(request))
    return done(request, seen, _("已记下问题解决的情况。"))


def settle(request: HttpRequest, number: str) -> HttpResponse:
    """达成协议: what both sides agreed on."""
    seen = opened(request, number)
    form = SettleForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.SETTLE)
        return ask(
            request, seen, form, Asking(_("达成协议"), _("记下来"), _("达成协议以后，仍要出具处理意见书并办结。"))
        )
    handling.settle(seen.case, form.cleaned_data["note"], acts.act_now(request))
    return done(request, seen, _("协议内容已保存。"))


def supplement(request: HttpRequest, number: str) -> HttpResponse:
    """补录: what should have been entered earlier, with the day of its evidence."""
    seen = opened(request, number)
    form = SupplementForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.SUPPLEMENT)
        lead_in = _("补录的内容在办理过程里标明“补录”，不改变任何时限是否超期。")
        return ask(request, seen, form, Asking(_("补录"), _("补录"), lead_in))
    said = form.cleaned_data
    handling.supplement(seen.case, said["field"], said["value"], said["evidence_on"], acts.act_now(request))
    return done(request, seen, _("已补录。"))
