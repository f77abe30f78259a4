"""When must somebody prove again who they are, how often may they try, and who may end the stay of others?"""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum

from wangfang.rules.access import NotYours
from wangfang.rules.facts import Actor, Role

SOURCE = "GB/T 22239-2019 8.1.4.1"
"""身份鉴别 of the third grade: failures are answered, stays end, two factors."""

IDLE = timedelta(minutes=15)
"""Without a sign of life the desk is closed; an installation may choose a shorter time."""

WHOLE = timedelta(hours=12)
"""No stay is longer, however busy it was (ASVS 7.3.2)."""

FRESH = timedelta(minutes=5)
"""How long a proof serves for what is delicate (ASVS 7.5.3)."""

ONE_TIME = timedelta(days=7)
"""How long a one-time password opens the door."""

KEPT = timedelta(hours=24)
"""How long a form that came too late waits for its writer."""

CODE_LIFE = timedelta(minutes=5)
"""How long after the password the code may be given (ASVS 6.6.2)."""

CODE_TRIES = 5
"""Wrong codes for one sign-in, and for one account in a quarter of an hour."""

KEEPERS: frozenset[Role] = frozenset({Role.ADMIN})
"""Who ends the stay of others and takes a second factor off."""


class SecondFactor(StrEnum):
    """Does the installation ask for a code beside the password (动态口令)?"""

    REQUIRED = "required"
    OPTIONAL = "optional"
    OFF = "off"

    @property
    def is_asked(self) -> bool:
        """Tell whether a person who has switched it on is asked for it."""
        return self is not SecondFactor.OFF


def login_key(login: str) -> str:
    """Return what all ways of writing a login have in common: case and width do not tell people apart."""
    folded = unicodedata.normalize("NFKC", login).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def has_ended(since: datetime, seen: datetime, now: datetime, idle: timedelta) -> bool:
    """Tell whether a stay that began at `since` and was last used at `seen` is over; the last moment still counts."""
    return now - seen > idle or now - since > WHOLE


def is_fresh(proved: datetime, now: datetime) -> bool:
    """Tell whether a proof given at `proved` still serves; one from the future does not."""
    return timedelta(0) <= now - proved <= FRESH


def require_keeper(actor: Actor) -> None:
    """Let only who looks after accounts go on.

    Raises:
        NotYours: the post is another.
    """
    if actor.role not in KEEPERS:
        raise NotYours("账号安全由系统管理员办理，您的岗位不能打开", SOURCE)
