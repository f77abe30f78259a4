"""D02: registering what comes by letter, in person or by telephone."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.forms.intake import RegisterForm
from wangfang.interfaces.desk.views.acting import WRONG_INPUT
from wangfang.interfaces.frame import acts
from wangfang.records.cases import intake, lookups
from wangfang.records.files import keep
from wangfang.records.suggesting import taking
from wangfang.rules import access
from wangfang.rules.facts import Step, day_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wangfang.records.cases.intake import Receipt
    from wangfang.rules.facts import Act


def register(request: HttpRequest) -> HttpResponse:
    """Show the form, or take a petition in with it."""
    act = acts.act_now(request)
    access.require(act.actor, Step.REGISTER, access.Hands())
    if act.actor.agency is None:
        raise lookups.NotFound
    form = RegisterForm(request.POST or None, request.FILES or None, bureau=act.actor.agency, now=act.recorded_at)
    if not form.is_valid():
        said = {"form": form, "act_key": secrets.token_hex(16)}
        return render(request, "desk/register.html", said, status=WRONG_INPUT if form.errors else 200)
    # A new case has no last step that could have been seen; it begins when it was received, not when it is typed in.
    receipt = intake.register_new(form.petition(_kept(form, act)), replace(act, occurred_at=form.received, seen=None))
    taking.note(receipt.case, taking.read(request.POST.get("offered", "")), form.chosen, act)
    return _answer(request, receipt)


def _kept(form: RegisterForm, act: Act) -> str:
    """Keep the uploads, a letter of authority too, under a token that the new case takes over."""
    uploads = [one for name in ("upload", "agent_upload") if (one := form.cleaned_data[name])]
    token = secrets.token_hex(16) if uploads else ""
    for upload in uploads:
        keep.keep(upload, token, act.recorded_at)
    return token


def _answer(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    number = receipt.case.number
    if "again" in request.POST:
        messages.success(request, _("%(number)s 已登记，接着录下一件。") % {"number": number})
        return redirect("desk:register")
    shown = {
        "number": number,
        "code": receipt.query_code,
        "url": reverse("desk:case", args=[number]),
        "rows": [
            (_("编号"), number),
            (_("查询码"), receipt.query_code or _("已经给过，不再显示")),
            (_("反映的问题"), receipt.case.title),
            (_("收到日期"), day_of(receipt.case.received_at).isoformat()),
        ],
    }
    return render(request, "desk/registered.html", {"receipt": shown})
