"""What does a citizen see first, and how is the large-print mode switched?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.context import ELDER_COOKIE
from wangfang.interfaces.portal.drafting import draft_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

YEAR = 365 * 24 * 3600


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """P01: four doors; a draft that waits is offered first."""
    draft = draft_of(request, acts.petitioners_act(request))
    return render(request, "portal/home.html", {"waiting": draft.fields.get("text", "")})


@require_safe
def display(request: HttpRequest) -> HttpResponse:
    """Switch between standard and large print, remembered by a cookie, and go back to the page."""
    back = request.GET.get("next", "")
    if not (back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)):
        back = resolve_url("portal:home")
    response = HttpResponseRedirect(back)  # a word that is no address would be looked up as the name of a page
    response.set_cookie(
        ELDER_COOKIE,
        "1" if request.GET.get("elder") == "1" else "0",
        max_age=YEAR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response
