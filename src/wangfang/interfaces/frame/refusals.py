"""Turns a rule's "no" into a page, a fragment or a problem document; nobody else catches it."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from wangfang.interfaces.frame.pacing import TooOften
from wangfang.interfaces.frame.proving import ProveAgain, leading
from wangfang.records.agencies.tree import steady
from wangfang.records.cases.lookups import Destroyed, NotFound
from wangfang.rules.access import NotYours
from wangfang.rules.living import Stale
from wangfang.rules.refusal import Refused
from wangfang.rules.revealing import TooMany

log = logging.getLogger(__name__)


class Expired(Refused):
    """A form came back after its page had grown too old, or without its cookie."""

    def __init__(self) -> None:
        super().__init__(
            _("这个页面打开太久了，或者浏览器没有带上登录信息。返回上一页刷新一下再提交，写的内容不会因此被改动")
        )


class TooBig(Refused):
    """More came in one request than any page of ours sends."""


class WrongWay(Refused):
    """A page that takes only what a button sends was opened, or the other way round."""


STATUSES: tuple[tuple[type[Refused], int], ...] = (
    (NotFound, 404),
    (Destroyed, 410),
    (NotYours, 403),
    (ProveAgain, 403),
    (Stale, 409),
    (TooOften, 429),
    (TooMany, 429),
    (Expired, 403),
    (TooBig, 413),
    (WrongWay, 405),
)
OTHERWISE = 422


class RefusalMiddleware:
    """Answers a refusal in the shape in which the request was made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request through; the tree of agencies stands still for as long as it takes."""
        with steady():
            response = self.get_response(request)
            return _in_words(request, response) if isinstance(response, HttpResponseNotAllowed) else response

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Answer a refusal; anything else is a fault of ours and goes on."""
        if not isinstance(fault, Refused):
            return None
        return answer(request, fault)


def _in_words(request: HttpRequest, bare: HttpResponseNotAllowed) -> HttpResponse:
    """Put a page around the bare status with which Django refuses a method."""
    if "GET" in bare["Allow"]:
        why = _("这个网址不接收这样送来的内容，请从首页重新进入")
    else:
        why = _("这个网址只接收页面上的按钮送来的内容，不能直接打开，请从首页重新进入")
    page = answer(request, WrongWay(why))
    page["Allow"] = bare["Allow"]
    return page


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django passes its own words
    """Answer a form whose page has grown too old (CSRF)."""
    return answer(request, Expired())


def answer(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Return a refusal as JSON, as a fragment for the open page, or as a page."""
    status = next((status for kind, status in STATUSES if isinstance(refusal, kind)), OTHERWISE)
    seconds = refusal.seconds if isinstance(refusal, TooOften) else 0
    log.info("refused: %s", type(refusal).__name__)
    if isinstance(refusal, ProveAgain) and not _wants_json(request):
        return leading(request)
    if _wants_json(request):
        problem = {"title": "refused", "status": status, "why": refusal.why, "source": refusal.source}
        return waiting(JsonResponse(problem, status=status, content_type="application/problem+json"), seconds)
    user = getattr(request, "user", None)  # none when the request was stopped before sign-in was looked at
    staff = bool(user and user.is_authenticated)
    said = {
        "why": refusal.why,
        "source": refusal.source,
        "status": status,
        "back": _back(request),
        "staff": staff,
        "shell_template": "frame/desk.html" if staff else "frame/public.html",
    }
    fragment = request.headers.get("HX-Request") == "true"
    page = render(request, "frame/_refused.html" if fragment else "frame/refused.html", said, status=status)
    return waiting(page, seconds)


def waiting(response: HttpResponse, seconds: int) -> HttpResponse:
    """Say when to come again, where somebody came too often; 0 says nothing."""
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _back(request: HttpRequest) -> str:
    """Return the page the person came from, when it is one of ours."""
    came = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure())
    return came if safe else ""
