"""The petitioner's fields with the way to each in full, and the record of what was shown to whom (查看原文)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.wording import ALARMS, FIELDS, REASONS
from wangfang.interfaces.frame import wording as shared
from wangfang.interfaces.frame.alarms import watched
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups
from wangfang.records.ledger import reveals
from wangfang.rules.facts import Role
from wangfang.rules.revealing import Field, Spot, Whose, may_reveal, spot_of

if TYPE_CHECKING:
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from wangfang.interfaces.desk.opening import Opened
    from wangfang.rules.facts import Actor

MOST = 200
TOLD_FOR = timedelta(days=30)
"""How long an alarm stands on top of the record."""


@dataclass(frozen=True, slots=True)
class Way:
    """The quiet control beside a hidden field: where it leads, what it says, and what it is called for who cannot see."""

    url: str
    word: str
    label: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A field or a list of them as the case page shows it, with the ways to what is hidden in it."""

    word: str
    value: str
    ways: list[Way]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the record; `url` leads to the case for whoever may open it."""

    at: datetime
    who: str
    agency: str
    role: StrOrPromise
    number: str
    url: str
    field: str
    reason: StrOrPromise
    text: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """An alarm on top of the record."""

    at: datetime
    who: str
    agency: str
    word: str


def lines_of(seen: Opened) -> list[Shown]:
    """Return the fields of the petitioner's card; with ways to them for whoever may go there."""
    allowed = may_reveal(seen.actor, seen.life, seen.now)
    return [
        Shown(line.word, line.value, [_way(seen.case.number, spot, len(line.spots)) for spot in line.spots if allowed])
        for line in seen.view.petitioner
    ]


def _way(number: str, spot: Spot, beside: int) -> Way:
    several = _place(spot) if spot.whose is Whose.SIGNER else str(FIELDS[spot.field])
    word = _("查看原文") if beside == 1 else several
    label = _("查看原文：%(field)s") % {"field": word_of(spot)}
    return Way(reverse("desk:reveal", args=[number, str(spot)]), word, label)


def word_of(spot: Spot) -> str:
    """Return what a field is called: 手机, 联名人第 3 人 姓名."""
    field = str(FIELDS[spot.field])
    if spot.whose is Whose.PETITIONER:
        return field
    who = _("联名人") if spot.whose is Whose.SIGNER else _("代理人")
    return f"{who}{_place(spot)} {field}"


def _place(spot: Spot) -> str:
    return _("第 %(n)s 人") % {"n": spot.place}


def record(actor: Actor, now: datetime) -> list[Event]:
    """Return the newest events that somebody may read; of a case that they must not see there is none."""
    found = reveals.told(MOST, watched(actor))
    if actor.role is not Role.BUREAU_LEADER:
        return [_event(one, is_open=False) for one in found]
    open_ = lookups.shown_among(actor, [one.case for one in found], now)
    return [_event(one, is_open=True) for one in found if one.case in open_]


def remarks(actor: Actor, now: datetime) -> list[Remark]:
    """Return the alarms of the last days that somebody may read, the newest first."""
    return [
        Remark(one.at, one.who, _agency(one.agency), str(ALARMS[one.kind]) % {"n": one.count})
        for one in reveals.alarms(now - TOLD_FOR, watched(actor))
    ]


def _event(one: reveals.Told, *, is_open: bool) -> Event:
    spot = spot_of(one.spot) or Spot(Field.NAME)
    url = reverse("desk:case", args=[one.case]) if is_open else ""
    return Event(
        one.at, one.who, _agency(one.agency), shared.ROLES[Role(one.role)], one.case, url, word_of(spot),
        REASONS[one.reason], one.text, one.is_shown,
    )  # fmt: skip


def _agency(code: str) -> str:
    known = tree().by_code.get(code)
    return known.name if known else code
