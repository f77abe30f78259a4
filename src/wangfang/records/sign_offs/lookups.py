"""The reads of circulated reports that interfaces may use: which somebody sees, who has not signed, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from wangfang.records.agencies.places import place_name
from wangfang.records.agencies.tree import tree
from wangfang.records.cases.lookups import NotFound
from wangfang.records.cases.visible import sees_nothing
from wangfang.records.people.models import Post
from wangfang.records.sign_offs.models import Circulation, Reader, Reminder
from wangfang.rules.access import seat_of
from wangfang.rules.facts import Actor, Agency, Kind, Role
from wangfang.rules.sign_offs import Line, NamedReader, principals_of

SHOWN = 50
"""Circulations and reminders that a page shows."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A circulation with how many of its lines somebody sees are signed."""

    circulation: Circulation
    lines: int
    signed: int


def newest(actor: Actor, subject: str = "") -> list[Sheet]:
    """Return the newest circulations that somebody sees, of one report when it is named."""
    rows = _seen(actor).filter(subject=subject) if subject else _seen(actor)
    found = list(rows.order_by("-pk")[:SHOWN])
    lines = _lines(actor).filter(circulation__in=found).order_by().values("circulation_id")
    counts = {row["circulation_id"]: row for row in lines.annotate(n=Count("pk"), signed=Count("signed_at"))}
    none = {"n": 0, "signed": 0}
    return [Sheet(one, counts.get(one.pk, none)["n"], counts.get(one.pk, none)["signed"]) for one in found]


def open_circulation(key: int, actor: Actor) -> Circulation:
    """Return one circulation.

    Raises:
        NotFound: there is none of that key for this actor.
    """
    found = _seen(actor).filter(pk=key).first()
    if found is None:
        raise NotFound
    return found


def readers_seen(circulation: Circulation, actor: Actor) -> list[Reader]:
    """Return the lines of a sheet that somebody sees: whoever sent it all, a place its own, everybody theirs."""
    return list(_lines(actor).filter(circulation=circulation).order_by("place"))


def reader_seen(circulation: Circulation, place: int, actor: Actor) -> Reader:
    """Return one line of a sheet.

    Raises:
        NotFound: there is none at that place for this actor.
    """
    found = _lines(actor).filter(circulation=circulation, place=place).first()
    if found is None:
        raise NotFound
    return found


def reminders(circulation: Circulation) -> list[Reminder]:
    """Return the reminders of a circulation, the newest first."""
    return list(Reminder.objects.filter(circulation=circulation).order_by("-pk")[:SHOWN])


def waiting(actor: Actor) -> QuerySet[Reader]:
    """Return the lines that wait for somebody's own signature."""
    return _lines(actor).filter(_mine(actor), signed_at=None)


def line_of(reader: Reader) -> Line:
    """Return a line as the rules need it."""
    return Line(reader.login, reader.proxy, reader.signed_at)


def proposed(issuer: Agency, day: date) -> list[NamedReader]:
    """Return who would have to sign: two principals of each bureau directly below, with the accounts of its leaders.

    Which of the accounts is whose is for somebody to look over; posts do not say it.
    """
    seat = seat_of(issuer)
    below = [
        one
        for one in tree().under(seat)
        if one.line[-2:-1] == (seat,) and one.kind is Kind.BUREAU and one.exists_on(day)
    ]
    leaders = _leaders(below, day)
    found = []
    for place in below:
        accounts = [*leaders.get(place.code, []), ("", ""), ("", "")]
        posts = principals_of(place_name(place.region[:6], day))
        found += [NamedReader(place.code, post, *who) for post, who in zip(posts, accounts, strict=False)]
    return found


def leads_at(login: str, place: Agency, day: date) -> bool:
    """Tell whether somebody is a leader (党政领导) at a place or below it on a day."""
    return any(login.casefold() == who.casefold() for _name, who in _leaders([place], day).get(place.code, []))


def _leaders(places: list[Agency], day: date) -> dict[str, list[tuple[str, str]]]:
    """Return name and login of the leaders at each place or below it, by the code of the place."""
    held = Post.objects.filter(
        Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day),
        role=Role.LEADER, account__is_active=True,
    )  # fmt: skip
    found: dict[str, list[tuple[str, str]]] = {}
    known, wanted = tree(), {place.code for place in places}
    for post in held.select_related("account").order_by("pk"):
        line = known.by_code[known.code_of[post.agency_id]].line
        for code in wanted.intersection(line):
            found.setdefault(code, []).append((post.account.name, post.account.login))
    return found


def _seen(actor: Actor) -> QuerySet[Circulation]:
    rows = Circulation.objects.select_related("issuer")
    if sees_nothing(actor):
        return rows.none()
    lines = _lines(actor).filter(circulation=OuterRef("pk"))
    return rows.filter(Q(issuer_id__in=_keys(actor)) | Exists(lines))


def _lines(actor: Actor) -> QuerySet[Reader]:
    rows = Reader.objects.select_related("agency", "circulation__issuer")
    if sees_nothing(actor):
        return rows.none()
    keys = _keys(actor)
    return rows.filter(Q(circulation__issuer_id__in=keys) | Q(agency_id__in=keys) | _mine(actor))


def _mine(actor: Actor) -> Q:
    return Q(login=actor.login) | Q(proxy=actor.login)


def _keys(actor: Actor) -> list[int]:
    """Return the keys of the place at which somebody sits: a bureau with its joint offices, or a unit."""
    found = tree()
    seat = seat_of(actor.agency) if actor.agency else ""
    return [found.key_of[seat], *found.offices_at.get(seat, ())] if seat in found.key_of else []
