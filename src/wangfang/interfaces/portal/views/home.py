"""What does a citizen see first, and how are large print and the language switched?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.context import ELDER_COOKIE
from wangfang.interfaces.frame.language import is_spoken, remember
from wangfang.interfaces.portal.drafting import draft_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

YEAR = 365 * 24 * 3600


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """P01: four doors; a draft that waits is offered first."""
    draft = draft_of(request, acts.petitioners_act(request))
    return render(request, "portal/home.html", {"waiting": draft.fields.get("text", "")})


@require_safe
def display(request: HttpRequest) -> HttpResponse:
    """Switch between standard and large print, remembered by a cookie, and go back to the page."""
    response = HttpResponseRedirect(_back(request.GET))
    response.set_cookie(
        ELDER_COOKIE,
        "1" if request.GET.get("elder") == "1" else "0",
        max_age=YEAR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch between Chinese and English, remembered by a cookie, and go back to the page; any other word changes nothing."""
    response = HttpResponseRedirect(_back(request.POST))
    said = request.POST.get("language", "")
    if is_spoken(said):
        remember(response, said)
    return response


def _back(said: QueryDict) -> str:
    """Return the page of ours that a switch names; a word that is no address would be looked up as the name of a page."""
    back = said.get("next", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if is_ours else resolve_url("portal:home")
