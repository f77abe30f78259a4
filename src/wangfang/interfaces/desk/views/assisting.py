"""Answering for one's own part of a case that another unit leads (协办)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.interfaces.desk.forms.assisting import AssistForm
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.views.acting import Asking, ask, done
from wangfang.interfaces.frame import acts
from wangfang.records.cases import handling
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def assist(request: HttpRequest, number: str) -> HttpResponse:
    """协办答复: the lead sees it beside the opinion that it writes."""
    seen = opened(request, number)
    form = AssistForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.ASSIST)
        lead_in = _("由%(name)s主办，您单位协办；答复只给主办单位，不直接给信访人。") % {"name": seen.holder.name}
        return ask(request, seen, form, Asking(_("协办答复"), _("提交协办意见"), lead_in))
    handling.assist(seen.case, form.cleaned_data["text"], acts.act_now(request))
    return done(request, seen, _("协办意见已提交给主办单位。"))
