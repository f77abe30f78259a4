"""What does every page know without its view saying so: display mode, organ, who is signed in, the menu?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from wangfang.interfaces.frame import acts, alarms, waiting, wording
from wangfang.interfaces.frame.menu import Group, home_of, menu_of
from wangfang.records.people import posts
from wangfang.records.people.models import Account
from wangfang.rules.facts import Role
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise

    from wangfang.rules.facts import Actor

ELDER_COOKIE = "elder"


@dataclass(frozen=True, slots=True)
class Hat:
    """A post that the person may put on instead."""

    key: int
    role: StrOrPromise
    agency: str


@dataclass(frozen=True, slots=True)
class Shell:
    """What the staff shell shows around every page."""

    actor: Actor
    role: StrOrPromise
    menu: tuple[Group, ...]
    home: str
    hats: tuple[Hat, ...]


def public(request: HttpRequest) -> dict[str, object]:
    """Give the public shell its display mode and the name of the organ that runs the site."""
    return {
        "elder": request.COOKIES.get(ELDER_COOKIE) == "1",
        "site_organ": getattr(settings, "WANGFANG_ORGAN", ""),
    }


def staff(request: HttpRequest) -> dict[str, object]:
    """Give the staff shell its person and menu; nothing is asked of the database until a page shows them."""
    return {"shell": SimpleLazyObject(lambda: _shell_of(request))}


def _shell_of(request: HttpRequest) -> Shell | None:
    if not request.user.is_authenticated:
        return None
    try:
        actor = acts.actor(request)
    except Refused:  # an account without a post; the page that says so is drawn in this very shell
        return None
    counts = {"todo": acts.counts(request).todo, **alarms.today_of(actor, acts.now()), **waiting.counts(actor)}
    menu = menu_of(actor.role, request.path, counts)
    return Shell(actor, wording.ROLES[actor.role], menu, home_of(actor.role), tuple(hats_of(request, others=True)))


def hats_of(request: HttpRequest, *, others: bool = False) -> Iterator[Hat]:
    """Yield the posts that the person has today; all, or those that are not worn."""
    account = request.user
    if not isinstance(account, Account):
        return
    held = posts.posts_of(account, acts.today())
    worn = next((post.pk for post in held if post.pk == request.session.get(acts.WORN)), held[0].pk if held else None)
    for post in held:
        if not (others and post.pk == worn):
            yield Hat(post.pk, wording.ROLES[Role(post.role)], posts.agency_of(post).name)
