"""Who looks at what: writes down every look at a case, file, paper and archive, every search, and what was refused.

One statement for each request, after the page is made and before it is handed out: what cannot be written down is
not shown. Acts are not looks, they are lines of the trace; but the page that answers one may show another case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.refusals import answer
from wangfang.records.ledger import access
from wangfang.records.ledger.access import Look, Looker, What
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase
    from django.urls import ResolverMatch

    from wangfang.rules.facts import Actor

WATCHED = frozenset({"desk", "api", "files"})
KINDS = {
    "files:file": What.FILE,
    "desk:paper": What.PAPER,
    "desk:paper-pdf": What.PAPER,
    "desk:paper-docx": What.PAPER,
    "desk:archive": What.EXPORT,
    "desk:print-list": What.EXPORT,
    "desk:export-file": What.EXPORT,
    "desk:indicators-xlsx": What.EXPORT,
    "desk:comparison-xlsx": What.EXPORT,
    "desk:county-xlsx": What.EXPORT,
    "desk:behind": What.SEARCH,
    "desk:compare-cases": What.SEARCH,
    "desk:county-cases": What.SEARCH,
    "desk:hot-matter": What.SEARCH,
    "desk:reveals": What.SEARCH,
    "api:cases": What.SEARCH,
}
"""What a page is, where it is more than a look at a case."""
SEARCHING = {"desk:worklist": ("q", "category", "region"), "api:worklist": ("words", "category", "region")}
"""Lists that become a search by what they are narrowed to."""
TYPED = frozenset({"desk:alike-typed"})
"""Searches that are posted, since what is searched for is about people."""
BARE = frozenset({"desk:receivers"})
"""Pages that open a case and show nothing of it."""
REFUSED = frozenset({403, 404})
TOO_OFTEN = 429
"""Written down only where something was asked for that is counted (`asked`)."""
MOVED = frozenset({301, 302, 303})


class WatchingMiddleware:
    """Stands inside the refusals, so that it sees what they answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request through; hand its answer out when the looks in it are written down."""
        response = self.get_response(request)
        actor = _actor(request)
        looks = list(dict.fromkeys(_looks(request, response.status_code))) if actor else []
        if actor is None or not looks:
            return response
        try:
            access.note(looks, looker(actor, request), acts.now(), _about(request, response.status_code))
        except Refused as refusal:
            return answer(request, refusal)
        return response


def shown(request: HttpRequest, number: str) -> None:
    """Note that the answer to a request shows a case."""
    request.wangfang_shown = [*_shown(request), number]  # type: ignore[attr-defined]  # until the answer is made


def asked(request: HttpRequest, about: str) -> None:
    """Note what a request asks for, in the words of the trace: should it be refused, the refusal says so."""
    request.wangfang_about = about  # type: ignore[attr-defined]  # until the answer is made


def _about(request: HttpRequest, status: int) -> str:
    about: str = getattr(request, "wangfang_about", "")
    return about if status in REFUSED | {TOO_OFTEN} else ""


def exported(request: HttpRequest, key: int) -> None:
    """Note that a request asked for an export, approved or made it: an act with a line, and a look as well."""
    request.wangfang_exported = key  # type: ignore[attr-defined]  # until the answer is made


def _shown(request: HttpRequest) -> list[str]:
    known: list[str] = getattr(request, "wangfang_shown", [])
    return known


def _looks(request: HttpRequest, status: int) -> Iterator[Look]:
    match = request.resolver_match
    if match is None or match.namespace not in WATCHED:
        return
    number = str(match.kwargs.get("number", ""))
    if status in REFUSED or _about(request, status):
        yield What.FAILED, number, _item(match)
        return
    kind = _kind(match, request)
    for one in _shown(request) if status not in MOVED and match.view_name not in BARE else ():
        yield (kind or What.VIEW) if one == number else What.VIEW, one, _item(match) if one == number else 0
    if kind and not number:
        yield kind, "", _item(match)
    if key := getattr(request, "wangfang_exported", 0):
        yield What.EXPORT, "", key


def _kind(match: ResolverMatch, request: HttpRequest) -> What | None:
    if match.view_name in TYPED:
        return What.SEARCH
    if request.method not in {"GET", "HEAD"}:
        return None
    if any(request.GET.get(word) for word in SEARCHING.get(match.view_name, ())):
        return What.SEARCH
    return KINDS.get(match.view_name)


def _item(match: ResolverMatch) -> int:
    key = match.kwargs.get("key", 0)
    return key if isinstance(key, int) and key < 2**63 else 0


def _actor(request: HttpRequest) -> Actor | None:
    """Return who asks, by session or by token; None when nobody came so far as to be known."""
    known: Actor | None = getattr(request, "wangfang_actor", None)
    return known or getattr(getattr(request, "auth", None), "actor", None)


def looker(actor: Actor, request: HttpRequest) -> Looker:
    """Return who looks, as the trace is told it."""
    post = f"{actor.agency.code if actor.agency else ''}/{actor.role}"
    return Looker(actor.login, post, _tail(str(request.META.get("REMOTE_ADDR", ""))))


def _tail(address: str) -> str:
    """Return the last two parts of a network address: enough to tell two rooms apart, not to find a person."""
    parts = address.replace(":", ".").split(".")
    return ".".join(parts[-2:])[-12:]
