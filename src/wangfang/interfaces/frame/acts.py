"""When is it now, and who acts: the only place beside the calendar where the clock is read."""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from datetime import UTC, date, datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from wangfang.records.cases import lookups
from wangfang.records.cases.lookups import Counts
from wangfang.records.people.asking import sight_of
from wangfang.records.people.models import Account
from wangfang.records.people.posts import actor_of
from wangfang.records.people.sittings import DOOR
from wangfang.records.walls import context
from wangfang.rules.entrance import is_fresh
from wangfang.rules.facts import Act, Actor, Role, day_of
from wangfang.rules.refusal import Refused

PETITIONER = Actor("", "信访人", Role.PETITIONER)
SYSTEM = Actor("system", "系统", Role.SYSTEM)
WORN = "post"
"""Where the session keeps which post is worn."""

MOST_DIGITS = 6
"""Of the number of a step: no case has a million of them."""


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


def today() -> date:
    """Return this day in China."""
    return day_of(now())


def actor(request: HttpRequest) -> Actor:
    """Return who is signed in, at the post that is worn; asked of the database once a request.

    Raises:
        Refused: the account has no post.
    """
    known: Actor | None = getattr(request, "wangfang_actor", None)
    if known is None:
        account = request.user
        if not isinstance(account, Account):
            raise Refused(_("请先登录"))
        session = getattr(request, "session", {})  # none where a request was made by hand
        known = actor_of(account, today(), session.get(WORN))
        request.wangfang_actor = known  # type: ignore[attr-defined]  # remembered for the rest of the request
    return known


def fresh(request: HttpRequest) -> bool:
    """Tell whether the person has proved within the last minutes who they are."""
    door = request.session.get(DOOR)
    return door is not None and is_fresh(datetime.fromisoformat(door["proved"]), now())


def counts(request: HttpRequest) -> Counts:
    """Return how many cases wait at the post that is worn; counted once a request."""
    known: Counts | None = getattr(request, "wangfang_counts", None)
    if known is None:
        who = actor(request)
        # The page of a refusal may be drawn after its transaction, or without one.
        with nullcontext() if context.is_inside() else context.transaction_for(sight_of(who, now())):
            known = lookups.counts(who, today())
        request.wangfang_counts = known  # type: ignore[attr-defined]  # remembered for the rest of the request
    return known


def act_now(request: HttpRequest) -> Act:
    """Return the act of the person signed in, happening now.

    The hidden fields `act_key` (one per form shown) and `seen` (the last event shown) come along.

    Raises:
        Refused: `seen` is no number that a page of ours could have carried.
    """
    moment = now()
    return Act(actor(request), moment, moment, _key(request), _seen(request))


def petitioners_act(request: HttpRequest) -> Act:
    """Return the act of a petitioner, happening now; the key of the form makes a repetition harmless."""
    moment = now()
    return Act(PETITIONER, moment, moment, _key(request))


def system_act() -> Act:
    """Return an act of the operator at the console, happening now."""
    moment = now()
    return Act(SYSTEM, moment, moment)


def _key(request: HttpRequest) -> str:
    given = request.POST.get("act_key", "")
    return hashlib.sha256(given.encode()).hexdigest() if given else ""


def _seen(request: HttpRequest) -> int | None:
    given = request.POST.get("seen", "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS):
        raise Refused(_("这个页面少了看到哪一步的记录，刷新以后再办理"))
    return int(given)
