"""Ending a case without deciding on its substance, and putting copies of one matter together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.interfaces.desk.forms.reasons import DivertForm, MergeForm, ReasonForm
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.views.acting import Asking, ask, done
from wangfang.interfaces.frame import acts
from wangfang.records.cases import duplicates, screening
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def no_longer_accept(request: HttpRequest, number: str) -> HttpResponse:
    """不再受理: the matter has gone through all its remedies."""
    seen = opened(request, number)
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.NO_LONGER_ACCEPT)
        lead_in = _("已经复核终结、仍以同一事实和理由提出的，不再受理，并告知信访人。")
        return ask(request, seen, form, Asking(_("不再受理"), _("不再受理"), lead_in, danger=True))
    screening.no_longer_accept(seen.case, form.cleaned_data["why"], acts.act_now(request))
    return done(request, seen, _("已作不再受理。"))


def keep_on_file(request: HttpRequest, number: str) -> HttpResponse:
    """存查: the case is kept on record without action."""
    seen = opened(request, number)
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.FILE)
        return ask(request, seen, form, Asking(_("存查"), _("存查"), _("存查以后不再办理，材料仍可查。"), danger=True))
    screening.file(seen.case, form.cleaned_data["why"], acts.act_now(request))
    return done(request, seen, _("已存查。"))


def divert(request: HttpRequest, number: str) -> HttpResponse:
    """导入其他程序: the organ and the procedure that the law provides."""
    seen = opened(request, number)
    form = DivertForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.DIVERT)
        lead_in = _("写明信访人该向哪个机关、按什么程序提出；这段话会告诉信访人。")
        return ask(request, seen, form, Asking(_("导入其他程序"), _("导入其他程序"), lead_in, danger=True))
    screening.divert(seen.case, form.cleaned_data["why"], form.cleaned_data["organ"], acts.act_now(request))
    return done(request, seen, _("已导入其他程序。"))


def merge(request: HttpRequest, number: str) -> HttpResponse:
    """并案: this copy is attached to the first case of the matter."""
    seen = opened(request, number)
    form = MergeForm(request.POST or None, actor=seen.actor)
    if not form.is_valid() or form.first is None:
        seen.require(Step.MERGE)
        lead_in = _("这一件并入初件，一起办理；编号、内容和过程都保留，可以再拆开。")
        return ask(request, seen, form, Asking(_("并案"), _("并案"), lead_in))
    duplicates.merge(seen.case, form.first, form.cleaned_data["why"], acts.act_now(request))
    return done(request, seen, _("已并入 %(number)s。") % {"number": form.first.number})


def unmerge(request: HttpRequest, number: str) -> HttpResponse:
    """拆分: a copy goes on by itself from screening."""
    seen = opened(request, number)
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.UNMERGE)
        return ask(request, seen, form, Asking(_("拆分"), _("拆分"), _("拆开以后由本机关从甄别开始接着办。")))
    duplicates.unmerge(seen.case, form.cleaned_data["why"], acts.act_now(request))
    return done(request, seen, _("已拆分。"))
