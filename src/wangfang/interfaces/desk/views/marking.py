"""Marks that decide who sees a case: its label, who stands aside, whom it accuses, who is let in by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.forms.marking import AccusedForm, EndForm, GrantForm, LabelForm, Person, RecuseForm
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.views.acting import Asking, ask, done, small_page
from wangfang.interfaces.frame import acts
from wangfang.records.cases import marking
from wangfang.records.cases.lookups import NotFound
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# 载明被检举控告对象: from whom everything about the case is kept.
name_accused = small_page(
    Step.NAME_ACCUSED,
    AccusedForm,
    Asking(
        _("载明被检举控告对象"),
        _("载明"),
        _("载明以后，被检举控告的人和单位、它的下级单位都看不到这件事。"),
        danger=True,
    ),
    lambda case, said, act: marking.name_accused(case, said["login"], said["agency"], said["why"], act),
    _("已载明被检举控告对象。"),
)
# 申请点名授权: one person is to be let in, which a second one approves.
ask_grant = small_page(
    Step.ASK_GRANT,
    GrantForm,
    Asking(_("申请点名授权"), _("申请授权"), _("要由申请人和被授权人以外的人批准。")),
    lambda case, said, act: marking.ask_grant(case, said["login"], said["parts"], said["until"], said["why"], act),
    _("已申请点名授权，等待批准。"),
)
# 批准点名授权: the second person agrees.
approve_grant = small_page(
    Step.APPROVE_GRANT,
    Person,
    Asking(_("批准点名授权"), _("批准授权"), _("批准的是最近一次申请；自己申请的、给自己的，不能自己批准。")),
    lambda case, said, act: marking.approve_grant(case, said["login"], act),
    _("已批准点名授权。"),
)
# 终止点名授权: somebody is let out again.
end_grant = small_page(
    Step.END_GRANT,
    EndForm,
    Asking(_("终止点名授权"), _("终止授权"), _("终止以后，这个人马上看不到这件事。"), danger=True),
    lambda case, said, act: marking.end_grant(case, said["login"], said["why"], act),
    _("已终止点名授权。"),
)

_LABEL = Asking(
    _("定密"), _("定密"), _("检举控告件只有点名授权的人能看；降低密级要由安全保密管理员和另外一个人共同确认。")
)
_ASIDE = Asking(_("回避"), _("回避"), _("回避以后就看不到这件事，也不能办理。"), danger=True)


def recuse(request: HttpRequest, number: str) -> HttpResponse:
    """回避: whoever stands aside is led back to the list, because the page of the case is closed to them."""
    seen = opened(request, number)
    form = RecuseForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.RECUSE)
        return ask(request, seen, form, _ASIDE)
    act = acts.act_now(request)
    login = form.cleaned_data["login"] or act.actor.login
    marking.recuse(seen.case, login, form.cleaned_data["why"], act)
    if login != act.actor.login:
        return done(request, seen, _now("已要求回避。"))
    return _gone(request, _now("您已经回避这件事。"))


def label(request: HttpRequest, number: str) -> HttpResponse:
    """定密: how secret the case is; it may be too secret now for whoever has said so."""
    seen = opened(request, number)
    form = LabelForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.LABEL)
        return ask(request, seen, form, _LABEL)
    act = acts.act_now(request)
    marking.label(seen.case, form.cleaned_data["secrecy"], form.cleaned_data["why"], act)
    try:
        return done(request, opened(request, number), _now("已定密。"))
    except NotFound:  # not a refusal of this act: the label itself has closed the case to them
        return _gone(request, _now("已定密，这件事您不能再看。"))


def _gone(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("desk:worklist")
