"""Account safety (账号安全): the administrator ends the stays of somebody else, or takes a lost second factor off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.interfaces.desk.views.acting import WRONG_INPUT
from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.proving import proved
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.records.people import codes, sittings, standing
from wangfang.rules.entrance import require_keeper

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wangfang.records.people.models import Account

END, OFF = "end", "off"


class ReasonForm(Sheet):
    """Why a second factor is taken off."""

    why = forms.CharField(
        label=gettext_lazy("关闭动态口令的原因"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text=gettext_lazy("例如“手机丢失，已当面核对身份”，记入留痕"),
    )


@proved
def accounts(request: HttpRequest) -> HttpResponse:
    """Show one account by its login, and do what is delicate with it.

    Raises:
        NotYours: the post does not look after accounts.
        ProveAgain: something is to be done, and the last proof is too old.
        Refused: there is no such account.
    """
    require_keeper(acts.actor(request))
    login = (request.POST.get("login") or request.GET.get("login", "")).strip()
    account = standing.find(login) if login else None
    form = ReasonForm(request.POST if request.POST.get("do") == OFF else None)
    if account and request.method == "POST" and _done(request, account, form):
        return redirect(f"{reverse('desk:accounts')}?login={account.login}")
    said = {
        "form": form,
        "login": login,
        "account": account,
        "stays": sittings.sittings_of(account) if account else (),
        "code_on": bool(account and codes.is_on(account)),
    }
    return render(request, "desk/accounts.html", said, status=WRONG_INPUT if form.errors else 200)


def _done(request: HttpRequest, account: Account, form: ReasonForm) -> bool:
    act = acts.act_now(request)
    if request.POST.get("do") == END:
        count = sittings.end_all(account, act, but=request.session.session_key or "")
        messages.success(request, _("已结束 %(n)s 处登录。") % {"n": count})
        return True
    if form.is_bound and form.is_valid():
        codes.switch_off(account, form.cleaned_data["why"], act)
        messages.success(request, _("动态口令已关闭，下次登录时重新设置。"))
        return True
    return False
