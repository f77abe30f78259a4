"""One hidden field that somebody was shown in full: written down with what for, counted, and told when it is too much.

An access event says which field and which reason, readably, and of the sentence a keyed digest. The sentence itself
is sealed in a row of its own (`item` of the event is its key): people write names where they should not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import F, Func, QuerySet, TextField, Value

from wangfang.records.ledger.access import Looker, What, note
from wangfang.records.ledger.append import sealed
from wangfang.records.ledger.models import Access, Ground

_DAYS = """
    select count(*) from ledger_access
    where about <> '' and what = 'reveal' and recorded_at >= %(since)s and recorded_at < %(until)s
        and split_part(post, '/', 2) = %(role)s and who <> %(who)s
    group by who, (recorded_at at time zone 'Asia/Shanghai')::date
"""
"""Every day of others at posts of a role on which they were shown anything, as how much that was."""


_AGENCY = Func(F("post"), Value("/"), Value(1), function="split_part", output_field=TextField())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, of which case, with which word of the list of reasons, and with which sentence."""

    case: str
    spot: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event as those read it who supervise; `text` is empty where nothing was shown."""

    at: datetime
    who: str
    agency: str
    role: str
    case: str
    spot: str
    reason: str
    text: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Raised:
    """An alarm: whose day, of which kind, at how many fields."""

    at: datetime
    who: str
    agency: str
    role: str
    kind: str
    count: int


def alone(who: str) -> None:
    """Let what is shown to one person be counted and written one after the other, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"reveals:{who}"])


def write(wanted: Wanted, by: Looker, at: datetime) -> None:
    """Write down that a field is shown.

    Raises:
        NoKey: a key is not there; nothing may be shown.
    """
    ground = Ground()
    ground.text = wanted.text
    ground.save(force_insert=True)
    note([(What.REVEAL, wanted.case, ground.pk)], by, at, about_of(wanted))


def about_of(wanted: Wanted) -> str:
    """Return what the trace says of a field that was asked for: field, reason, keyed digest of the sentence.

    Raises:
        NoKey: the key of the trace is not there.
    """
    return f"{wanted.spot}/{wanted.reason}/{sealed(wanted.text)[1]}"


def shown_to(who: str, since: datetime) -> list[datetime]:
    """Return when a person was shown a field, from a moment on."""
    rows = Access.objects.filter(what=What.REVEAL, who=who, recorded_at__gte=since).exclude(about="")
    return list(rows.order_by("recorded_at").values_list("recorded_at", flat=True))


def days_of_peers(by: Looker, since: datetime, until: datetime) -> list[int]:
    """Return how much others at posts of the same role were shown, day by day; days without anything are left out."""
    with connection.cursor() as cursor:
        role = by.post.rpartition("/")[2]
        cursor.execute(_DAYS, {"since": since, "until": until, "role": role, "who": by.who})
        return [count for (count,) in cursor.fetchall()]


def raise_alarm(kind: str, count: int, by: Looker, at: datetime, since: datetime) -> None:
    """Write an alarm on a person's day, which began at `since`, unless one of the kind is there."""
    if not _alarms(since).filter(who=by.who, about__startswith=f"{kind}/").exists():
        note([(What.ALARM, "", 0)], by, at, f"{kind}/{count}")


def alarms(since: datetime, agencies: Collection[str] | None = None) -> list[Raised]:
    """Return the alarms from a moment on, the newest first; on people at some agencies, or on all."""
    rows = _alarms(since).order_by("-recorded_at", "-id")
    return [_raised(row) for row in rows if agencies is None or _seat(row)[0] in agencies]


def told(most: int, agencies: Collection[str] | None = None) -> list[Told]:
    """Return the newest events: what was shown, and what was refused; to people at some agencies, or to all."""
    rows = Access.objects.filter(what__in=(What.REVEAL, What.FAILED)).exclude(about="").order_by("-recorded_at", "-id")
    if agencies is not None:
        rows = rows.alias(seat=_AGENCY).filter(seat__in=list(agencies))
    return _told(rows[:most])


def _told(rows: Iterable[Access]) -> list[Told]:
    rows = list(rows)
    grounds = Ground.objects.in_bulk([row.item for row in rows if row.item])
    told = []
    for row in rows:
        spot, reason, _digest = row.about.split("/")
        ground = grounds.get(row.item)
        text = ground.text if ground else ""
        told.append(Told(row.recorded_at, row.who, *_seat(row), row.case, spot, reason, text, row.what == What.REVEAL))
    return told


def _alarms(since: datetime) -> QuerySet[Access]:
    return Access.objects.filter(what=What.ALARM, recorded_at__gte=since).exclude(about="")


def _raised(row: Access) -> Raised:
    kind, _, count = row.about.partition("/")
    return Raised(row.recorded_at, row.who, *_seat(row), kind, int(count))


def _seat(row: Access) -> tuple[str, str]:
    """Return agency and role of the post that was worn."""
    agency, _, role = row.post.rpartition("/")
    return agency, role
