"""What does every page know without its view saying so: display mode, organ, who is signed in, the menu?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from wangfang.interfaces.frame import acts, wording
from wangfang.interfaces.frame.menu import Group, home_of, menu_of
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise

    from wangfang.rules.facts import Actor

ELDER_COOKIE = "elder"


@dataclass(frozen=True, slots=True)
class Shell:
    """What the staff shell shows around every page."""

    actor: Actor
    role: StrOrPromise
    menu: tuple[Group, ...]
    home: str


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
    counts = {"todo": acts.counts(request).todo}
    return Shell(actor, wording.ROLES[actor.role], menu_of(actor.role, request.path, counts), home_of(actor.role))
