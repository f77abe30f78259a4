"""Codes and passwords after the first page of the door: the code of a sign-in, a fresh proof, a password of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.interfaces.desk import entry
from wangfang.interfaces.desk.views.acting import WRONG_INPUT
from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.guessing import MINUTES, LockedOut
from wangfang.interfaces.frame.pacing import TooOften, note, require_room
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.records.people import codes, passwords
from wangfang.records.people.models import Account
from wangfang.records.people.sittings import DOOR
from wangfang.records.people.tracing import trace
from wangfang.rules.entrance import CODE_TRIES
from wangfang.rules.passwords import LONGEST
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class CodesUsedUp(TooOften):
    """Too many wrong codes for one account."""

    def __init__(self) -> None:
        Refused.__init__(self, _("动态口令试错的次数太多，15 分钟后重新登录"))


class CodeForm(Sheet):
    """Six digits, or a recovery code."""

    code = forms.CharField(
        label=gettext_lazy("动态口令"),
        help_text=gettext_lazy("手机验证器上的 6 位数字；手机不在身边时填一个恢复码"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"class": "form-control", "autocomplete": "one-time-code", "autocapitalize": "none"}
        ),
        error_messages={"required": gettext_lazy("填写动态口令")},
    )


def _secret(label: object, kind: str) -> forms.CharField:
    """Return a field for a password, taken as it is typed."""
    widget = forms.PasswordInput(attrs={"class": "form-control", "autocomplete": kind})
    return forms.CharField(label=label, strip=False, max_length=LONGEST, widget=widget)  # type: ignore[arg-type]  # lazy


class PasswordForm(Sheet):
    """The password of whoever is signed in."""

    password = _secret(gettext_lazy("密码"), "current-password")


class NewPasswordForm(Sheet):
    """The old password, and the new one twice."""

    old = _secret(gettext_lazy("现在的密码"), "current-password")
    new = _secret(gettext_lazy("新密码"), "new-password")
    again = _secret(gettext_lazy("新密码，再写一遍"), "new-password")

    def clean(self) -> dict[str, object]:
        """Hold the two against each other."""
        said = super().clean() or {}
        if said.get("new") and said.get("again") and said["new"] != said["again"]:
            self.add_error("again", _("两遍写得不一样"))
        return said


@login_not_required
def code(request: HttpRequest) -> HttpResponse:
    """Take the code of a sign-in in progress; at most five tries, and no code twice.

    Raises:
        CodesUsedUp: too many were wrong.
    """
    waiting = entry.pending(request)
    if waiting is None:
        return redirect("desk:sign-in")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        require_room(_place(waiting.account), CODE_TRIES, MINUTES, CodesUsedUp)
        if codes.takes(waiting.account, form.cleaned_data["code"], acts.now()):
            return entry.let_in(request, waiting.account, waiting.then, code=True)
        note(_place(waiting.account), MINUTES)
        if entry.missed(request, waiting.account):
            raise CodesUsedUp
        form.add_error("code", _("动态口令不对，或者已经用过了，等下一个再试"))
    return render(request, "desk/code.html", {"form": form}, status=WRONG_INPUT if form.errors else 200)


def prove(request: HttpRequest) -> HttpResponse:
    """Ask again for the code, or for the password where there is none, and go back to what was being done.

    Raises:
        LockedOut: too many were wrong.
    """
    account = _account(request)
    by_code = settings.SECOND_FACTOR.is_asked and codes.is_on(account)
    form = (CodeForm if by_code else PasswordForm)(request.POST or None)
    then = request.POST.get("next") or request.GET.get("next", "")
    if form.is_valid():
        require_room(_place(account), CODE_TRIES, MINUTES, LockedOut)
        if _is_right(account, form.cleaned_data):
            _proved(request, account)
            return redirect(then if entry.is_ours(request, then) else entry.home(request))
        note(_place(account), MINUTES)
        form.add_error(None, _("不对，再看一下。试错五次要等 15 分钟。"))
    said = {"form": form, "then": then}
    return render(request, "desk/prove.html", said, status=WRONG_INPUT if form.errors else 200)


def password(request: HttpRequest) -> HttpResponse:
    """Change one's password; everything else that was signed in ends.

    Raises:
        LockedOut: the old one was wrong too often.
    """
    account = _account(request)
    form = NewPasswordForm(request.POST or None)
    if form.is_valid() and _changed(request, account, form):
        messages.success(request, _("密码已修改，其他设备上的登录都已结束。"))
        return redirect("desk:devices")
    said = {"form": form, "first": request.session.get(DOOR, {}).get("one_time", False)}
    return render(request, "desk/password.html", said, status=WRONG_INPUT if form.errors else 200)


def _changed(request: HttpRequest, account: Account, form: NewPasswordForm) -> bool:
    require_room(_place(account), CODE_TRIES, MINUTES, LockedOut)
    if not account.check_password(form.cleaned_data["old"]):
        note(_place(account), MINUTES)
        form.add_error("old", _("现在的密码不对"))
        return False
    try:
        passwords.change(
            account, form.cleaned_data["new"], acts.act_now(request), but=request.session.session_key or ""
        )
    except Refused as why:
        form.add_error("new", why.sentence())
        return False
    update_session_auth_hash(request, account)  # a new session key, too
    request.session[DOOR] = {**request.session.get(DOOR, {}), "one_time": False}
    return True


def _is_right(account: Account, said: dict[str, str]) -> bool:
    return (
        codes.takes(account, said["code"], acts.now()) if "code" in said else account.check_password(said["password"])
    )


def _proved(request: HttpRequest, account: Account) -> None:
    """Note the proof under a new session key; a stay that did not come in by the door has nothing to note it on."""
    door = request.session.get(DOOR)
    if door:
        request.session[DOOR] = {**door, "proved": acts.now().isoformat()}
        request.session.cycle_key()
        trace(account.login, "prove", acts.now())


def _place(account: Account) -> str:
    return f"code:{account.pk}"


def _account(request: HttpRequest) -> Account:
    if not isinstance(request.user, Account):
        raise Refused(_("请先登录"))
    return request.user
