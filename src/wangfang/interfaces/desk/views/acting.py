"""How every act on a case is asked for and answered: one page for the form, one answer after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.opening import Opened, opened
from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.records.cases import lookups

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse
    from django_stubs_ext import StrOrPromise

    from wangfang.records.cases.models import Case
    from wangfang.rules.facts import Act, Step

WRONG_INPUT = 422


class ConfirmForm(Sheet):
    """An act that needs nothing typed in: the button alone says yes."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a page says around the form of an act; `told` is a first sentence that depends on the case."""

    heading: StrOrPromise
    button: StrOrPromise
    lead_in: StrOrPromise = ""
    danger: bool = False
    key: str = "1"
    more: Mapping[str, object] = field(default_factory=dict)
    told: Callable[[Opened], str] | None = None


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
        "lead_in": asking.told(seen) if asking.told else asking.lead_in,
        "danger": asking.danger,
        "back_url": seen.view.url,
        "crumbs": ((_("待办事项"), "/desk/"), (seen.case.number, seen.view.url), (asking.heading, "")),
        **asking.more,
    }
    return render(request, "desk/act.html", said, status=WRONG_INPUT if form.errors else 200)


def small_page(
    step: Step,
    form_class: Callable[[Any], forms.Form],
    asking: Asking,
    take: Callable[[Case, Mapping[str, Any], Act], object],
    said: StrOrPromise,
) -> Callable[[HttpRequest, str], HttpResponse]:
    """Return the page of an act that is one form and one button.

    `take` calls the verb with what the form has cleaned; `said` is told on the page of the case afterwards.
    """

    def page(request: HttpRequest, number: str) -> HttpResponse:
        seen = opened(request, number)
        form = form_class(request.POST or None)
        if not form.is_valid():
            seen.require(step)
            return ask(request, seen, form, asking)
        take(seen.case, form.cleaned_data, acts.act_now(request))
        return done(request, seen, str(said))

    return page


def done(request: HttpRequest, seen: Opened, said: str) -> HttpResponse:
    """Answer after an act: back to the case, with a sentence on what was done."""
    messages.success(request, said)
    return redirect("desk:case", seen.case.number)


def repeated(request: HttpRequest, seen: Opened) -> bool:
    """Tell whether this very form has come in before: the first time decided, the second changes nothing."""
    key = acts.act_now(request).key
    return bool(key) and lookups.is_taken(seen.case, key)
