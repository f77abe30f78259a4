"""Handing the written answer over, closing, and opening again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from wangfang.interfaces.desk.forms.closing import CloseForm, ServeForm
from wangfang.interfaces.desk.forms.reasons import ReasonForm
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.presenters.buttons import reason
from wangfang.interfaces.desk.presenters.papers import closing_checks
from wangfang.interfaces.desk.presenters.previews import letter_of
from wangfang.interfaces.desk.views.acting import Asking, ask, done, small_page
from wangfang.interfaces.frame import acts
from wangfang.records.cases import closing, lookups
from wangfang.rules.facts import Step
from wangfang.rules.house_guards import is_assigned

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# 退回重办: a closed case goes back to whoever handled it, with a new clock.
reopen = small_page(
    Step.REOPEN,
    ReasonForm,
    Asking(
        _later("退回重办"),
        _later("退回重办"),
        _later("退回以后重新计算办理期限；原来的期限是否超期，不因退回而改变。"),
        danger=True,
    ),
    lambda case, said, act: closing.reopen(case, said["why"], act),
    _later("已退回重办。"),
)


def serve(request: HttpRequest, number: str) -> HttpResponse:
    """送达: how the opinion reached the petitioner."""
    seen = opened(request, number)
    form = ServeForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.SERVE)
        letter = letter_of(seen, Step.SERVE, acts.act_now(request), {"method": "direct", "proof": _("签收人姓名")})
        lead_in = _("送达以后出具送达回证。打印回证请信访人签收，扫描件随事项保存。")
        return ask(request, seen, form, Asking(_("送达处理意见书"), _("已送达"), lead_in, more={"letter": letter}))
    said = form.cleaned_data
    closing.serve(seen.case, said["method"], acts.act_now(request), said["proof"])
    return done(request, seen, _("已记录送达，可以办结了。"))


def close(request: HttpRequest, number: str) -> HttpResponse:
    """办结: a list of what must be there; the button stays shut, with the reason, until all is."""
    seen = opened(request, number)
    form = CloseForm(request.POST or None, assigned=is_assigned(seen.life))
    if not form.is_valid():
        more = {
            "checks": closing_checks(lookups.papers(seen.case), seen.life),
            "blocked": reason(seen, Step.CLOSE),
        }
        lead_in = _("办结以后，信访人会收到短信，请他评价。")
        return ask(request, seen, form, Asking(_("办结"), _("办结"), lead_in, more=more))
    closing.close(seen.case, acts.act_now(request), form.cleaned_data.get("report", ""))
    return done(request, seen, _("已办结，信访人可以评价了。"))
