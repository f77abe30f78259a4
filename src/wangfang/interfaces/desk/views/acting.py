"""How every act on a case is asked for and answered: one page for the form, one answer after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wangfang.interfaces.frame import acts
from wangfang.records.cases import lookups

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.opening import Opened

WRONG_INPUT = 422


class ConfirmForm(forms.Form):
    """An act that needs nothing typed in: the button alone says yes."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a page says around the form of an act."""

    heading: str
    button: str
    lead_in: str = ""
    danger: bool = False
    key: str = "1"
    more: Mapping[str, object] = field(default_factory=dict)


def ask(request: HttpRequest, seen: Opened, form: forms.Form, asking: Asking) -> HttpResponse:
    """Show the form of an act, the second time with what is wrong with it."""
    said = {
        **seen.hidden(),
        "case": seen.view,
        "form": form,
        "form_url": request.path,
        "heading": asking.heading,
        "form_word": asking.button,
        "form_key": asking.key,
        "lead_in": asking.lead_in,
        "danger": asking.danger,
        "back_url": seen.view.url,
        "crumbs": ((_("待办事项"), "/desk/"), (seen.case.number, seen.view.url), (asking.heading, "")),
        **asking.more,
    }
    return render(request, "desk/act.html", said, status=WRONG_INPUT if form.errors else 200)


def done(request: HttpRequest, seen: Opened, said: str) -> HttpResponse:
    """Answer after an act: back to the case, with a sentence on what was done."""
    messages.success(request, said)
    return redirect("desk:case", seen.case.number)


def repeated(request: HttpRequest, seen: Opened) -> bool:
    """Tell whether this very form has come in before: the first time decided, the second changes nothing."""
    key = acts.act_now(request).key
    return bool(key) and lookups.is_taken(seen.case, key)
