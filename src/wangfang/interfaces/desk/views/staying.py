"""What a person settles about their own stay: post, devices, second factor, a form that waited."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.interfaces.desk import entry
from wangfang.interfaces.desk.views.acting import WRONG_INPUT
from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame import kept as waiting
from wangfang.interfaces.frame.context import hats_of
from wangfang.interfaces.frame.proving import proved
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.records.cases.lookups import NotFound
from wangfang.records.people import codes, posts, sittings
from wangfang.records.people import kept as forms_kept
from wangfang.records.people.models import Account
from wangfang.records.people.sittings import DOOR
from wangfang.rules.entrance import SecondFactor
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

_SECRET = "new_secret"  # noqa: S105 - the name under which a session keeps it until it is confirmed
_DIGITS = 9
_QUIET = 4  # squares left white around the code (GB/T 18284)


class ConfirmCodeForm(Sheet):
    """The first code of a new authenticator."""

    code = forms.CharField(
        label=gettext_lazy("验证器上的 6 位数字"),
        max_length=6,
        widget=forms.TextInput(
            attrs={"class": "form-control", "autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
    )


def hats(request: HttpRequest) -> HttpResponse:
    """Show the posts of the person, and put one on; the session key changes with it.

    Raises:
        Refused: it is not one of theirs.
    """
    then = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST":
        key = request.POST.get("post", "")
        number = int(key) if key.isascii() and key.isdigit() and len(key) <= _DIGITS else 0
        worn = posts.wear(_account(request), number, acts.act_now(request))
        request.session[acts.WORN] = worn.pk
        request.session.cycle_key()
        rotate_token(request)
        vars(request).pop("wangfang_actor", None)  # who acted before was at the other post
        return redirect(then if then and entry.is_ours(request, then) else entry.home(request))
    return render(request, "desk/posts.html", {"hats": tuple(hats_of(request)), "then": then})


@proved
def devices(request: HttpRequest) -> HttpResponse:
    """Show where the person is signed in and what is new about it, and end what they do not know.

    Raises:
        ProveAgain: something is to be ended, and the last proof is too old.
        Refused: that stay is over already.
    """
    account, here = _account(request), request.session.session_key or ""
    if request.method == "POST":
        act = acts.act_now(request)
        if request.POST.get("mark"):
            sittings.end_one(account, request.POST["mark"], act)
        else:
            sittings.end_all(account, act, but=here)
        messages.success(request, _("已结束。那边的下一次操作就会被拒绝。"))
        return redirect("desk:devices")
    news = [{**one, "at": datetime.fromisoformat(one["at"])} for one in request.session.pop(entry.NEWS, [])]
    rows = [(one, sittings.mark_of(one.session_key), one.session_key == here) for one in sittings.sittings_of(account)]
    said = {"rows": rows, "news": news, "home": entry.home(request), "idle": settings.IDLE_MINUTES}
    return render(request, "desk/devices.html", said)


@proved
def second(request: HttpRequest) -> HttpResponse:
    """Switch the second factor on: a secret, a code that proves it arrived, and the recovery codes once.

    Raises:
        ProveAgain: the last proof is too old.
    """
    account = _account(request)
    if request.method == "POST" and request.POST.get("start"):
        request.session[_SECRET] = codes.new_secret()
        return redirect("desk:second")
    secret = request.session.get(_SECRET, "")
    form = ConfirmCodeForm(request.POST or None)
    if secret and form.is_valid():
        recovery = _switched_on(request, account, secret, form)
        if recovery:
            return render(request, "desk/recovery.html", {"recovery": recovery, "home": entry.home(request)})
    said = {
        "form": form,
        "secret": secret,
        "drawn": _drawn(account, secret) if secret else "",
        "on": codes.is_on(account),
        "required": settings.SECOND_FACTOR is SecondFactor.REQUIRED,
        "asked": settings.SECOND_FACTOR.is_asked,
    }
    return render(request, "desk/second.html", said, status=WRONG_INPUT if form.errors else 200)


def _switched_on(request: HttpRequest, account: Account, secret: str, form: ConfirmCodeForm) -> list[str]:
    here = request.session.session_key or ""
    try:
        recovery = codes.switch_on(account, secret, form.cleaned_data["code"], acts.act_now(request), but=here)
    except Refused as why:
        form.add_error("code", why.sentence())
        return []
    del request.session[_SECRET]
    request.session[DOOR] = {**request.session.get(DOOR, {}), "code": True}
    request.session.cycle_key()
    return recovery


def _drawn(account: Account, secret: str) -> dict[str, object]:
    """Return the QR code for the page to draw: its side in squares, and the path over those that are dark."""
    address = codes.address_of(account, secret, settings.WANGFANG_ORGAN)
    rows = list(segno.make(address, error="m", micro=False).matrix_iter(border=_QUIET))
    return {"side": len(rows), "path": "".join(_dark(y, row) for y, row in enumerate(rows))}


def _dark(y: int, row: Iterable[int]) -> str:
    """Return the path over the dark stretches of a row of squares."""
    drawn, x = "", 0
    for is_dark, stretch in groupby(row):
        wide = len(list(stretch))
        drawn += f"M{x} {y}h{wide}v1h-{wide}z" if is_dark else ""
        x += wide
    return drawn


def kept(request: HttpRequest, key: int) -> HttpResponse:
    """Show what was typed before the stay was over, ready to be sent again.

    Raises:
        NotFound: it is not theirs, or older than a day.
    """
    typed = forms_kept.find(_account(request), key, acts.now())
    if typed is None:
        raise NotFound
    files = [(name, waiting.label_of(typed.path, name)) for name in typed.files]
    said = {"path": typed.path, "lines": tuple(waiting.lines_of(typed)), "files": files, "kept_key": key}
    return render(request, "desk/kept.html", said)


def _account(request: HttpRequest) -> Account:
    if not isinstance(request.user, Account):
        raise Refused(_("请先登录"))
    return request.user
