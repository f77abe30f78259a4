"""Puts every page into one transaction that has told the database for whom it reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import ProgrammingError
from django.template.response import SimpleTemplateResponse
from psycopg.errors import InsufficientPrivilege

from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.refusals import answer
from wangfang.records.cases.lookups import NotFound
from wangfang.records.people.asking import PUBLIC, sight_of
from wangfang.records.walls import context
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

PORTAL, DESK = "portal", frozenset({"desk", "files"})


class WallMiddleware:
    """Runs a view in the transaction of its page; it stands last, so that everybody else has looked before it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request through; the work is done around the view."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> HttpResponseBase:
        """Make the page whole, and answer a table that stays shut like a page that is not there.

        A refusal is answered within the transaction: every verb has undone its own, and what was counted on the way
        (tries, wrong codes) is kept.
        """
        try:
            with context.transaction_for():
                return _page(request, view, args, kwargs)
        except ProgrammingError as shut:
            if not isinstance(shut.__cause__, InsufficientPrivilege) or not _is_known(request):
                raise
            return answer(request, NotFound())


def _page(
    request: HttpRequest, view: Callable[..., HttpResponseBase], args: Sequence[Any], kwargs: Mapping[str, Any]
) -> HttpResponseBase:
    try:
        _enter(request)
        response = view(request, *args, **kwargs)
    except Refused as refusal:
        return answer(request, refusal)
    return response.render() if isinstance(response, SimpleTemplateResponse) else response


def _enter(request: HttpRequest) -> None:
    """Say who asks, where that is known before the view; the interface says it once the token was looked at."""
    room = request.resolver_match.namespace if request.resolver_match else ""
    if room == PORTAL:
        context.enter(PUBLIC)
    elif room in DESK and _is_signed_in(request):
        context.enter(sight_of(acts.actor(request), acts.now()))


def _is_known(request: HttpRequest) -> bool:
    """Tell whether it is known who asks, by a session or by a token; else the shut table is a fault of ours."""
    return _is_signed_in(request) or bool(getattr(request, "auth", None))


def _is_signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)
