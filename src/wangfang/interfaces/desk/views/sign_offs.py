"""签阅: a report goes to the principals, each signs with or without an opinion, who has not is reminded."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangfang.interfaces.desk import subjects
from wangfang.interfaces.desk.forms.sign_offs import CirculateForm, DelegateForm, OpinionForm, PaperForm, text_of
from wangfang.interfaces.desk.presenters import sign_offs as shown
from wangfang.interfaces.desk.views.acting import WRONG_INPUT
from wangfang.interfaces.frame import acts
from wangfang.records.cases.lookups import NotFound
from wangfang.records.sign_offs import circulating, lookups, reading
from wangfang.rules.sign_offs import require_circulator

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

_DAYS = 7
"""So many days to sign stand in the form to begin with; the house's own."""


def sign_offs(request: HttpRequest) -> HttpResponse:
    """List the circulated reports that this person sees."""
    lines = [shown.sheet_line(one) for one in lookups.newest(acts.actor(request))]
    return render(request, "desk/sign_offs.html", {"lines": lines})


def circulate(request: HttpRequest) -> HttpResponse:
    """Ask who has to sign a report, and send it.

    Raises:
        NotYours: the post circulates nothing.
        NotFound: there is no such report.
        Refused: see `circulating.circulate`.
    """
    act = acts.act_now(request)
    issuer = require_circulator(act.actor)
    about = subjects.opened(request.GET.get("subject", ""), act.actor, acts.now())
    if about.case:
        raise NotFound
    begun = {"readers": text_of(lookups.proposed(issuer, act.day)), "due_on": act.day + timedelta(days=_DAYS)}
    form = CirculateForm(request.POST if request.method == "POST" else None, initial=begun)
    if form.is_valid():
        said = form.cleaned_data
        made = circulating.circulate(about.subject, about.title, said["readers"], said["due_on"], act)
        messages.success(request, _("已送签阅，共 %(n)s 人。") % {"n": len(said["readers"])})
        return redirect("desk:sign-off", made.pk)
    said = {"heading": _("送签阅"), "about": about, "back_url": about.url, "crumbs": _crumbs((_("送签阅"), ""))}
    return _asked(request, form, said)


def sign_off(request: HttpRequest, key: int) -> HttpResponse:
    """Show a sheet: who has signed with which opinion, who has not.

    Raises:
        NotFound: there is none for this person.
    """
    actor = acts.actor(request)
    found = lookups.open_circulation(key, actor)
    readers = lookups.readers_seen(found, actor)
    said = {
        "line": shown.sheet_line(lookups.Sheet(found, len(readers), sum(one.signed_at is not None for one in readers))),
        "about": shown.about(found),
        "readers": shown.reader_lines(found, readers, actor, acts.today()),
        "told": shown.told(lookups.reminders(found)),
        "key": key,
        "sends": shown.sends(found, actor),
        "crumbs": _crumbs((found.title, "")),
    }
    return render(request, "desk/sign_off.html", said)


@require_POST
def remind(request: HttpRequest, key: int) -> HttpResponse:
    """催阅: all who have not signed are reminded.

    Raises:
        NotFound, NotYours, Refused: see `circulating.remind`.
    """
    count = circulating.remind(key, acts.act_now(request))
    messages.success(request, _("已催阅 %(n)s 人。") % {"n": count})
    return redirect("desk:sign-off", key)


def sign(request: HttpRequest, key: int, place: int) -> HttpResponse:
    """签阅: the principal, or whom they authorised, signs.

    Raises:
        NotFound, NotYours, Refused: see `reading.sign`.
    """
    form = OpinionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reading.sign(key, place, form.cleaned_data["opinion"], acts.act_now(request))
        messages.success(request, _("已签阅。"))
        return redirect("desk:sign-off", key)
    return _asked(request, form, _about(request, (key, place), _("签阅")))


def paper(request: HttpRequest, key: int, place: int) -> HttpResponse:
    """登记纸质签阅单: what a principal without an account signed by hand.

    Raises:
        NotFound, NotYours, Refused: see `reading.enter_paper`.
    """
    form = PaperForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        reading.enter_paper(key, place, (said["opinion"], said["kept"], said["signed_on"]), acts.act_now(request))
        messages.success(request, _("纸质签阅单已登记。"))
        return redirect("desk:sign-off", key)
    return _asked(request, form, _about(request, (key, place), _("登记纸质签阅单")))


def delegate(request: HttpRequest, key: int, place: int) -> HttpResponse:
    """委托签阅: the principal authorises another person for this one report.

    Raises:
        NotFound, NotYours, Refused: see `reading.delegate`.
    """
    form = DelegateForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reading.delegate(key, place, form.cleaned_data["login"], acts.act_now(request))
        messages.success(request, _("已委托。"))
        return redirect("desk:sign-off", key)
    return _asked(request, form, _about(request, (key, place), _("委托签阅")))


def _about(request: HttpRequest, line: tuple[int, int], heading: str) -> dict[str, object]:
    """Return what the page says around the form for one line of a sheet."""
    key, place = line
    actor = acts.actor(request)
    found = lookups.open_circulation(key, actor)
    reader = lookups.reader_seen(found, place, actor)
    back = reverse("desk:sign-off", args=[key])
    return {
        "heading": heading,
        "about": shown.about(found),
        "who": f"{reader.agency.name} {reader.post} {reader.name}",
        "back_url": back,
        "crumbs": _crumbs((found.title, back), (heading, "")),
    }


def _asked(request: HttpRequest, form: forms.Form, said: dict[str, object]) -> HttpResponse:
    """Show a form, the second time with what is wrong with it."""
    more = {"form": form, "act_key": secrets.token_hex(16), **said}
    return render(request, "desk/sign_off_act.html", more, status=WRONG_INPUT if form.errors else 200)


def _crumbs(*more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return ((_("签阅"), reverse("desk:sign-offs")), *more)
