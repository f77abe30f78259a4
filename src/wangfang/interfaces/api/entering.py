"""Who asks: the system account whose token came along, and the act that it takes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from ninja.security import HttpBearer

from wangfang.interfaces.api.problems import NoToken
from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.pacing import require_pace
from wangfang.records.people import tokens
from wangfang.records.people.asking import sight_of
from wangfang.records.people.posts import actor_of
from wangfang.records.walls import context
from wangfang.rules.facts import Act, Actor

WRONG_TOKENS, REQUESTS, MINUTES = 20, 6_000, 30
"""From one address in half an hour: tries with a token that serves nobody, and requests of one token."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The account that a token stands for, at its post."""

    actor: Actor

    def act(
        self, key: tuple[str, ...] = (), occurred_at: datetime | None = None, seen: int | None = None, *,
        actor: Actor | None = None,
    ) -> Act:  # fmt: skip
        """Return an act recorded now; `key` names the request so that its repetition is harmless.

        Raises:
            Refused: it is said to have happened in the future.
        """
        now = acts.now()
        return Act(actor or self.actor, occurred_at or now, now, self._key_of(key), seen)

    def _key_of(self, words: tuple[str, ...]) -> str:
        """Return the digest of a request's key; the same words of two accounts are two keys."""
        said = json.dumps(["api", self.actor.login, *words], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest() if words else ""


class SystemToken(HttpBearer):
    """Lets in whoever shows a token that serves today; a session opens nothing here."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Return who asks.

        Raises:
            NoToken: the token serves nobody.
            TooOften: this address has tried too many wrong ones, or this token has asked too often.
        """
        found = tokens.check(token, acts.today())
        if found is None:
            require_pace(request, "api-token", WRONG_TOKENS, MINUTES)
            raise NoToken
        require_pace(request, f"api:{found.pk}", REQUESTS, MINUTES)
        actor = actor_of(found.account, acts.today())
        context.enter(sight_of(actor, acts.now()))
        return Caller(actor)


def caller_of(request: HttpRequest) -> Caller:
    """Return who asks; nobody comes this far without a token."""
    found = getattr(request, "auth", None)
    if not isinstance(found, Caller):
        raise NoToken
    return found
