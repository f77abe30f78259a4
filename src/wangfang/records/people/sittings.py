"""Who is signed in where: the store behind Django's sessions, and how a stay is ended from elsewhere."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from wangfang.records.people.entries import Sitting
from wangfang.records.people.models import Account
from wangfang.records.people.tracing import trace
from wangfang.rules.facts import Act
from wangfang.rules.refusal import Refused

DOOR = "door"
"""Where a session keeps how its person came in: since when, proved when, with which factors, from where."""

TOUCHED = timedelta(seconds=5)
"""A sign of life is written no oftener."""


def door(now: datetime, *, code: bool, one_time: bool = False, agent: str = "", address: str = "") -> dict[str, Any]:
    """Return what a session keeps of a sign-in that succeeded at a moment; `code` says whether by two factors."""
    moment = now.isoformat()
    return {
        "since": moment, "proved": moment, "code": code, "one_time": one_time, "agent": agent, "address": address,
    }  # fmt: skip


class SessionStore(DatabaseStore):
    """Django's sessions in a table of our own, which knows whose they are."""

    seen_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[Sitting]:
        """Return the table."""
        return Sitting

    def load(self) -> dict[str, Any]:
        """Return what the session holds; when it was last used comes along."""
        row = self._get_session_from_db()  # type: ignore[attr-defined]  # there, and not in the stubs
        self.seen_at = row.seen_at if row else None
        return self.decode(row.session_data) if row else {}

    def create_model_instance(self, data: dict[str, Any]) -> Sitting:
        """Return the row of the session as it is now."""
        row: Any = super().create_model_instance(data)
        door = data.get(DOOR, {})
        row.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.since = datetime.fromisoformat(door["since"]) if door else None
        row.seen_at = self.seen_at or row.since
        row.agent, row.address = door.get("agent", ""), door.get("address", "")
        return cast("Sitting", row)

    def touch(self, now: datetime) -> None:
        """Note a sign of life, in one statement and seldom."""
        if self.seen_at is None or abs(now - self.seen_at) >= TOUCHED:
            Sitting.objects.filter(session_key=self.session_key).update(seen_at=now)
            self.seen_at = now


def sittings_of(account: Account) -> list[Sitting]:
    """Return the stays of an account, the last used first."""
    return list(Sitting.objects.filter(account=account, since__isnull=False).order_by("-seen_at"))


def mark_of(session_key: str) -> str:
    """Return by what a page names a stay; the key itself opens the door and is never shown."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:16]


def end_one(account: Account, mark: str, act: Act) -> None:
    """End one stay of an account.

    Raises:
        Refused: there is no such stay (any more).
    """
    found = next((one for one in sittings_of(account) if mark_of(one.session_key) == mark), None)
    if found is None:
        raise Refused("这次登录已经结束了")
    found.delete()
    trace(account.login, "end_session", act.recorded_at, actor=act.actor.login, agent=found.agent, place=found.address)


def end_all(account: Account, act: Act, *, but: str = "") -> int:
    """End every stay of an account but that of one session key; returns how many. The very next request is refused."""
    ended, _ = Sitting.objects.filter(account=account).exclude(session_key=but).delete()
    if ended:
        trace(account.login, "end_sessions", act.recorded_at, actor=act.actor.login, count=ended)
    return ended


def sweep(now: datetime) -> None:
    """Remove what has run out: nobody comes back to it."""
    Sitting.objects.filter(expire_date__lt=now).delete()
