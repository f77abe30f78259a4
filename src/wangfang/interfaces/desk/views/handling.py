"""Screening a case, signing for it, taking it up or refusing it, and writing down the work on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

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
from wangfang.interfaces.desk.views.acting import Asking, ConfirmForm, ask, done, small_page
from wangfang.interfaces.frame import acts
from wangfang.records.cases import handling, intake, passing
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# 签收: the case has arrived.
sign_for = small_page(
    Step.SIGN_IN,
    ConfirmForm,
    Asking(_later("签收"), _later("签收"), _later("签收只说明这件事已经收到，不等于受理。")),
    lambda case, _said, act: passing.sign_in(case, act),
    _later("已签收。"),
)
# 记录办理: what was done and what came of it.
log_work = small_page(
    Step.LOG_WORK,
    LogWorkForm,
    Asking(_later("记录办理"), _later("记下来")),
    lambda case, said, act: handling.log_work(case, said["kind"], said["note"], act),
    _later("办理记录已保存。"),
)
# 事要解决: the problem itself is solved.
resolve = small_page(
    Step.RESOLVE,
    ResolveForm,
    Asking(_later("问题解决"), _later("记下来"), _later("这里记的是群众的问题真正解决了，和办结不是一回事。")),
    lambda case, said, act: handling.resolve(case, said["note"], act),
    _later("已记下问题解决的情况。"),
)
# 达成协议: what both sides agreed on.
settle = small_page(
    Step.SETTLE,
    SettleForm,
    Asking(_later("达成协议"), _later("记下来"), _later("达成协议以后，仍要出具处理意见书并办结。")),
    lambda case, said, act: handling.settle(case, said["note"], act),
    _later("协议内容已保存。"),
)
# 补录: what should have been entered earlier, with the day of its evidence.
supplement = small_page(
    Step.SUPPLEMENT,
    SupplementForm,
    Asking(_later("补录"), _later("补录"), _later("补录的内容在办理过程里标明“补录”，不改变任何时限是否超期。")),
    lambda case, said, act: handling.supplement(case, said["field"], said["value"], said["evidence_on"], act),
    _later("已补录。"),
)


def screen(request: HttpRequest, number: str) -> HttpResponse:
    """甄别: decide by which procedure the case goes on."""
    seen = opened(request, number)
    accepted = any(event.step is Step.ACCEPT for event in seen.life.events)
    form = ScreenForm(request.POST or None, life=seen.life, only_back=accepted)
    if not form.is_valid():
        seen.require(Step.SCREEN)
        word = _("转为普通程序") if accepted else _("甄别")
        return ask(request, seen, form, Asking(word, _("确定")))
    said = form.cleaned_data
    intake.screen(seen.case, said["procedure"], acts.act_now(request), said.get("ground", ""))
    return done(request, seen, _("已确定办理程序。"))


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
