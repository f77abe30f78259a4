"""Signing in and out, and the switch for the short cuts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import NON_FIELD_ERRORS
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.interfaces.desk import entry
from wangfang.interfaces.desk.views.acting import WRONG_INPUT
from wangfang.interfaces.frame import acts, guessing
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.interfaces.frame.wording import ROLES
from wangfang.records.people import posts
from wangfang.records.people.models import Account
from wangfang.records.people.tracing import trace
from wangfang.rules.entrance import SecondFactor
from wangfang.rules.facts import Role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Seat:
    """A demo account as the sign-in page tells of it."""

    login: str
    role: StrOrPromise
    agency: str


DEMO_PASSWORD = "wangfang-2017"  # noqa: S105 - of the demo city only, and meant to be read
DEMO_SEATS = (
    Seat("nangang", ROLES[Role.CLERK], "南岗区信访局"),
    Seat("xianfeng", ROLES[Role.OFFICER], "先锋路街道办事处"),
    Seat("shi", ROLES[Role.CLERK], "哈尔滨市信访局"),
    Seat("juzhang", ROLES[Role.BUREAU_LEADER], "哈尔滨市信访局"),
    Seat("lingdao", ROLES[Role.LEADER], "联席会议办公室"),
    Seat("admin", ROLES[Role.ADMIN], "哈尔滨市信访局"),
    Seat("baomi", ROLES[Role.SECURITY], "哈尔滨市信访局"),
    Seat("shenji", ROLES[Role.AUDITOR], "哈尔滨市信访局"),
)


class SignInForm(Sheet, AuthenticationForm):
    """Login and password, with the words of this house."""

    error_messages = {
        "invalid_login": gettext_lazy("登录名或密码不对，再看一下。试错五次要等 15 分钟。"),
        "inactive": gettext_lazy("这个账号停用了，请联系管理员。"),
    }
    username = forms.CharField(
        label=gettext_lazy("登录名"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": gettext_lazy("填写登录名")},
    )
    password = forms.CharField(
        label=gettext_lazy("密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "form-control", "autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("填写密码")},
    )


class SignIn(LoginView):
    """The door of the desk."""

    template_name = "desk/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Tell the demo accounts where there is a demo."""
        told: dict[str, object] = {"demo": DEMO_SEATS, "demo_password": DEMO_PASSWORD} if settings.DEMO else {}
        told["factor_sleeps"] = settings.DEMO and settings.SECOND_FACTOR is not SecondFactor.REQUIRED
        return {**super().get_context_data(**kwargs), **told}

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Try a password, while there are tries left.

        Raises:
            LockedOut: the password was wrong too often.
            AddressClosed: too many failures came from this address.
        """
        guessing.require_tries_left(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Go on to the code, or in."""
        account = form.get_user()
        if not isinstance(account, Account):
            raise TypeError(account)
        return entry.after_password(self.request, account, self.get_redirect_url())

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Show the form again, with the status that says why; who guesses is told to wait.

        Raises:
            LockedOut: the password was wrong too often.
        """
        if not form.has_error(NON_FIELD_ERRORS):
            return self.render_to_response(self.get_context_data(form=form), status=WRONG_INPUT)
        locked, counted = self._counted()
        if counted:
            self._trace(locked=locked)
        if locked:
            raise guessing.LockedOut
        return self.render_to_response(self.get_context_data(form=form), status=WRONG_INPUT)

    def _counted(self) -> tuple[bool, bool]:
        """Count a wrong password; tell whether the login is locked here now, and whether this try was looked at at all."""
        locked = bool(getattr(self.request, "axes_locked_out", False))
        counted = not locked or hasattr(self.request, "axes_failures_since_start")
        self.request.axes_locked_out = False  # type: ignore[attr-defined]  # else the counter would answer in its words
        last_here = guessing.count_failure(self.request)
        return locked or last_here, counted

    def _trace(self, *, locked: bool) -> None:
        account = Account.objects.filter(login_key=guessing.login_of(self.request)).first()
        said = {"agent": guessing.agent_of(self.request), "place": guessing.address_of(self.request), "locked": locked}
        trace(account.login if account else "", "sign_in_failed", acts.now(), **said)

    def get_redirect_url(self) -> str:  # type: ignore[override]  # the stubs know an argument that is not there
        """Return the page that was asked for before the door; the address of the desk itself asks for none."""
        asked = str(super().get_redirect_url())
        return "" if asked == reverse("desk:worklist") else asked

    def get_default_redirect_url(self) -> str:
        """Send everybody to the page that the post is about."""
        return entry.home(self.request)


class SignOut(LogoutView):
    """The way out; the browser is asked to forget what it was shown."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """End the stay."""
        if isinstance(request.user, Account):
            trace(request.user.login, "sign_out", acts.now())
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'  # cookies: the session is gone, the device stays known
        return response


def keys(request: HttpRequest) -> HttpResponse:
    """Show the short cuts, and switch them on or off for this person (WCAG 2.1.4)."""
    if request.method == "POST" and isinstance(request.user, Account):
        posts.switch_keys(request.user, on=request.POST.get("on") == "1")
        messages.success(request, _("已保存。"))
        return redirect("desk:keys")
    return render(request, "desk/keys.html")
