"""Answering a case in writing, handing the answer over, and closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from wangfang.interfaces.desk.forms.closing import OpinionForm, ServeForm
from wangfang.interfaces.desk.forms.reasons import ReasonForm
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.presenters.buttons import reason
from wangfang.interfaces.desk.presenters.papers import closing_checks
from wangfang.interfaces.desk.presenters.previews import body_of, letter_of, opinion_checks
from wangfang.interfaces.desk.views.acting import Asking, ConfirmForm, ask, done, small_page
from wangfang.interfaces.frame import acts
from wangfang.records.cases import closing, lookups
from wangfang.records.printing import wording as printing
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.opening import Opened

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


def opinion(request: HttpRequest, number: str) -> HttpResponse:
    """出具处理意见书: written on the left, seen as paper on the right."""
    seen = opened(request, number)
    form = OpinionForm(request.POST or None)
    if not form.is_valid() or "preview" in request.POST:
        seen.require(Step.ISSUE_OPINION)
        asking = Asking(_("出具处理意见书"), _("出具处理意见书"), more=_opinion_paper(request, seen, form))
        return ask(request, seen, form, asking)
    said = form.cleaned_data
    closing.issue_opinion(seen.case, said["conclusion"], said["text"], acts.act_now(request))
    return done(request, seen, _("处理意见书已出具，下一步是送达。"))


def serve(request: HttpRequest, number: str) -> HttpResponse:
    """送达: how the opinion reached the petitioner."""
    seen = opened(request, number)
    form = ServeForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.SERVE)
        letter = letter_of(seen, Step.SERVE, acts.act_now(request), {"method": "direct"})
        lead_in = _("送达以后出具送达回证。打印回证请信访人签收，扫描件随事项保存。")
        return ask(request, seen, form, Asking(_("送达处理意见书"), _("已送达"), lead_in, more={"letter": letter}))
    closing.serve(seen.case, form.cleaned_data["method"], acts.act_now(request))
    return done(request, seen, _("已记录送达，可以办结了。"))


def close(request: HttpRequest, number: str) -> HttpResponse:
    """办结: a list of what must be there; the button stays shut, with the reason, until all is."""
    seen = opened(request, number)
    form = ConfirmForm(request.POST or None)
    if not form.is_valid():
        more = {
            "checks": closing_checks(lookups.papers(seen.case), seen.life),
            "blocked": reason(seen, Step.CLOSE),
        }
        lead_in = _("办结以后，信访人会收到短信，请他评价。")
        return ask(request, seen, form, Asking(_("办结"), _("办结"), lead_in, more=more))
    closing.close(seen.case, acts.act_now(request))
    return done(request, seen, _("已办结，信访人可以评价了。"))


def _opinion_paper(request: HttpRequest, seen: Opened, form: OpinionForm) -> dict[str, object]:
    """Return the paper as far as it is written, and the list that it is checked against."""
    text = form.data.get("text", "").strip()
    given = form.data.get("conclusion", "")
    conclusion = given if given in dict(form.fields["conclusion"].choices) else "support"  # type: ignore[attr-defined]  # a ChoiceField has them
    detail = {"conclusion": conclusion, "text": text or _("（这里写查明的事实、办理经过和处理意见）")}
    found = body_of(seen, Step.ISSUE_OPINION, acts.act_now(request), detail)
    if found is None:
        return {}
    kind, body = found
    checked = {**body, "facts": text, "opinion": body["opinion"] if given else ""}
    return {"letter": printing.letter(kind, body), "checks": opinion_checks(checked), "previewable": True}
