"""Objecting to a case that is not one's own, deciding on the objection, and settling whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from wangfang.interfaces.desk.forms.passing import ArbitrateForm, ReturnForm
from wangfang.interfaces.desk.forms.reasons import ReturnRequestForm
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.presenters.telling import body_of
from wangfang.interfaces.desk.views.acting import Asking, ask, done, small_page
from wangfang.interfaces.frame import acts
from wangfang.records.cases import passing
from wangfang.rules.facts import Step
from wangfang.rules.returns import backstop_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.opening import Opened

# 申请退回: it is not within the unit's competence; whoever sent it decides.
request_return = small_page(
    Step.REQUEST_RETURN,
    ReturnRequestForm,
    Asking(_later("申请退回"), _later("申请退回"), _later("由转来的单位裁定；裁定以前，受理期限照常计算。")),
    lambda case, said, act: passing.request_return(case, said["why"], act, said["should_go_to"]),
    _later("已申请退回，等转来的单位裁定。"),
)


def decide_return(request: HttpRequest, number: str) -> HttpResponse:
    """裁定退回: agree and pass it on, agree and take it back, or refuse."""
    seen = opened(request, number)
    form = ReturnForm(request.POST or None, sender=seen.actor.agency or seen.holder, life=seen.life)
    if not form.is_valid():
        seen.require(Step.DECIDE_RETURN)
        return ask(request, seen, form, Asking(_("裁定退回"), _("裁定"), _objection(seen)))
    act, why = acts.act_now(request), form.cleaned_data["why"]
    passing.decide_return(seen.case, act, agree=form.agrees, to=form.next_code, why=why)
    return done(request, seen, _("已同意退回。") if form.agrees else _("已裁定不同意退回。"))


def arbitrate(request: HttpRequest, number: str) -> HttpResponse:
    """裁决归属: after two agreed returns the common superior settles whose it is."""
    seen = opened(request, number)
    sender, backstop = seen.actor.agency or seen.holder, seen.life.agencies.get(backstop_of(seen.life))
    form = ArbitrateForm(request.POST or None, sender=sender, life=seen.life, backstop=backstop)
    if not form.is_valid() or form.receiver is None:
        seen.require(Step.ARBITRATE)
        return ask(request, seen, form, Asking(_("裁决归属"), _("裁决"), _objection(seen)))
    passing.arbitrate(seen.case, form.receiver.code, form.cleaned_data["why"], acts.act_now(request))
    return done(request, seen, _("已裁决由%(name)s办理。") % {"name": form.receiver.name})


def _objection(seen: Opened) -> str:
    last = next(event for event in reversed(seen.told.events) if event.step is Step.REQUEST_RETURN)
    said = {"name": seen.life.agency(last.agency).name, "why": body_of(seen.told, last)}
    return _("%(name)s申请退回：%(why)s") % said
