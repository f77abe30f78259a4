"""Deciding on the two remedies against an opinion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.interfaces.desk.forms.reasons import DecisionForm
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.views.acting import Asking, ask, done
from wangfang.interfaces.frame import acts
from wangfang.records.cases import review
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.opening import Opened


def decide_review(request: HttpRequest, number: str) -> HttpResponse:
    """出具复查意见."""
    seen = opened(request, number)
    form = DecisionForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.DECIDE_REVIEW)
        lead_in = _asked(seen, Step.REQUEST_REVIEW)
        return ask(request, seen, form, Asking(_("出具复查意见"), _("出具复查意见"), lead_in))
    said = form.cleaned_data
    review.decide_review(seen.case, said["outcome"], acts.act_now(request), said["why"])
    return done(request, seen, _("复查意见已出具。"))


def decide_recheck(request: HttpRequest, number: str) -> HttpResponse:
    """出具复核意见: the last word, unless the case is to be handled again."""
    seen = opened(request, number)
    form = DecisionForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.DECIDE_RECHECK)
        lead_in = _asked(seen, Step.REQUEST_RECHECK)
        return ask(request, seen, form, Asking(_("出具复核意见"), _("出具复核意见"), lead_in))
    said = form.cleaned_data
    review.decide_recheck(seen.case, said["outcome"], acts.act_now(request), said["why"])
    return done(request, seen, _("复核意见已出具。"))


def _asked(seen: Opened, step: Step) -> str:
    """Return why the petitioner disagrees."""
    last = next(event for event in reversed(seen.life.events) if event.step is step)
    return _("信访人的理由：%(why)s") % {"why": last.text("why")}
