"""What those above propose to an agency, what it answers, and what is reported at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.interfaces.desk.forms.proposing import AnswerProposalForm, ProposeForm, UrgentForm
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.presenters.telling import body_of
from wangfang.interfaces.desk.views.acting import Asking, ask, done
from wangfang.interfaces.frame import acts
from wangfang.records.cases import handling, urging
from wangfang.rules.facts import Step
from wangfang.rules.strands import strands_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.opening import Opened


def propose(request: HttpRequest, number: str) -> HttpResponse:
    """提出建议: to improve, to complete a policy, or to hold somebody to account."""
    seen = opened(request, number)
    sender = seen.actor.agency or seen.holder
    form = ProposeForm(request.POST or None, sender=sender, life=seen.life, holder=seen.holder)
    if not form.is_valid() or form.receiver is None:
        seen.require(Step.PROPOSE)
        lead_in = _("收到的单位两个月内书面反馈采纳情况。")
        return ask(request, seen, form, Asking(_("提出建议"), _("提出建议"), lead_in))
    said = form.cleaned_data
    urging.propose(seen.case, said["kind"], said["text"], form.receiver.code, acts.act_now(request))
    return done(request, seen, _("建议已向%(name)s提出。") % {"name": form.receiver.name})


def answer_proposal(request: HttpRequest, number: str) -> HttpResponse:
    """反馈建议: what has come of it."""
    seen = opened(request, number)
    form = AnswerProposalForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.ANSWER_PROPOSAL)
        return ask(request, seen, form, Asking(_("反馈建议"), _("提交反馈"), _proposed(seen)))
    urging.answer_proposal(seen.case, form.cleaned_data["text"], acts.act_now(request))
    return done(request, seen, _("已反馈建议的采纳情况。"))


def report_urgent(request: HttpRequest, number: str) -> HttpResponse:
    """紧急报告: what is grave or urgent is told at once, beside everything else."""
    seen = opened(request, number)
    form = UrgentForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.REPORT_URGENT)
        lead_in = _("重大、紧急的信访事项要立即报告，并在职责范围内依法及时采取措施；不影响这件事照常办理。")
        return ask(request, seen, form, Asking(_("紧急报告"), _("报告"), lead_in))
    handling.report_urgent(seen.case, form.cleaned_data["note"], acts.act_now(request), form.cleaned_data["to"])
    return done(request, seen, _("已记录紧急报告。"))


def _proposed(seen: Opened) -> str:
    """Return what was proposed to the agency of this person and waits for its answer."""
    mine = seen.actor.agency.code if seen.actor.agency else ""
    owed = [s.start for s in strands_of(seen.life) if s.kind == "proposal" and s.owner == mine and s.met is None]
    told = {event.number: event for event in seen.told.events}
    return " ".join(body_of(seen.told, told[event.number]) for event in owed)
