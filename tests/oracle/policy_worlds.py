"""Draws random worlds for the question who may see what: a tree, people with several posts, cases with marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

MOMENT = datetime(2017, 9, 14, 16, 0, tzinfo=UTC)
"""Midnight of 2017-09-15 in China: whoever forgets the time zone is a day behind."""
TODAY = date(2017, 9, 15)
PARTS = ("metadata", "content", "identity", "vault", "internal", "trace", "figures")
POSTS = {
    "bureau": ("clerk", "bureau_leader", "supervisor", "leader", "analyst", "admin", "security", "auditor", "reviewer"),
    "unit": ("officer", "unit_leader", "leader", "analyst"),
    "joint_office": ("supervisor", "leader"),
    "review_body": ("reviewer",),
    "discipline": ("clerk", "supervisor"),
}
_DAYS = (-400, -1, 0, 1, 400)
"""Days from today: what ends or begins today, yesterday or tomorrow shows who counts one day too many."""


@dataclass(frozen=True)
class Place:
    """An agency: where it stands and what it is."""

    code: str
    kind: str
    parent: str


@dataclass(frozen=True)
class Seat:
    """A post of a person, with its first and last day as days from today."""

    place: str
    role: str
    clearance: int
    since: int | None = None
    until: int | None = None

    def is_held(self) -> bool:
        """Tell whether the post is held today."""
        return (self.since is None or self.since <= 0) and (self.until is None or self.until >= 0)


@dataclass(frozen=True)
class Somebody:
    """A person, the worn post first."""

    login: str
    seats: tuple[Seat, ...]
    active: bool = True
    own: bool = False


@dataclass(frozen=True)
class Let:
    """A grant: `until` in minutes from now."""

    login: str
    parts: frozenset[str]
    until: int | None
    approver: str


@dataclass(frozen=True)
class Task:
    """A mandate, its days as days from today."""

    login: str
    place: str
    since: int
    until: int
    topic: str
    approver: str


@dataclass(frozen=True)
class Matter:
    """A case: who takes part in which way, and its marks; without a label it cannot be judged."""

    purpose: str
    secrecy: int | None
    holder: str
    assisting: frozenset[str]
    asked: frozenset[str]
    took_part: frozenset[str]
    accused: frozenset[str]
    accused_people: frozenset[str]
    recused: frozenset[str]
    lets: tuple[Let, ...]


@dataclass(frozen=True)
class World:
    """Everything that decides who sees what."""

    places: dict[str, Place] = field(default_factory=dict)
    people: tuple[Somebody, ...] = ()
    matters: tuple[Matter, ...] = ()
    tasks: tuple[Task, ...] = ()


def drawn(seed: int) -> World:
    """Return the world of a seed."""
    dice = Random(seed)
    places = _tree(dice)
    codes = sorted(places)
    logins = [f"p{number}" for number in range(11)]
    people = tuple(_person(dice, login, places) for login in logins)
    matters = tuple(_matter(dice, codes, places, logins) for _ in range(6))
    return World(places, people, matters, tuple(_task(dice, codes, logins) for _ in range(6)))


def _tree(dice: Random) -> dict[str, Place]:
    """Draw four rungs of bureaus, each with units, some with units below them, offices, review bodies, organs."""
    places = {"P": Place("P", "bureau", "")}
    for city in range(dice.randint(1, 2)):
        _rung(dice, places, f"P.{city}", "P")
        for county in range(dice.randint(1, 2)):
            _rung(dice, places, f"P.{city}.{county}", f"P.{city}")
            if dice.random() < 0.5:
                _rung(dice, places, f"P.{city}.{county}.0", f"P.{city}.{county}")
    return places


def _rung(dice: Random, places: dict[str, Place], code: str, parent: str) -> None:
    places[code] = Place(code, "bureau", parent)
    for kind in ("unit", "unit", "joint_office", "review_body", "discipline"):
        if dice.random() < 0.6:
            own = f"{code}-{kind}{len(places)}"
            places[own] = Place(own, kind, code)
            if kind == "unit" and dice.random() < 0.3:
                places[f"{own}-1"] = Place(f"{own}-1", "unit", own)


def _person(dice: Random, login: str, places: dict[str, Place]) -> Somebody:
    if login == "p0":
        return Somebody(login, (Seat("", "petitioner", 1),), own=True)
    if login == "p1" and dice.random() < 0.3:
        return Somebody(login, (Seat("", "system", 0),))
    seats = tuple(_seat(dice, places) for _ in range(dice.choice((1, 1, 1, 2, 3))))
    return Somebody(login, seats, active=dice.random() < 0.93)


def _seat(dice: Random, places: dict[str, Place]) -> Seat:
    place = places[dice.choice(sorted(places))]
    roles = POSTS[place.kind]
    role = dice.choice(roles[:3] if dice.random() < 0.75 else roles)
    since, until = (dice.choice((None, None, None, *_DAYS)) for _ in range(2))
    return Seat(place.code, role, dice.choice((0, 1, 1, 2, 2, 3, 3)), since, until)


def _matter(dice: Random, codes: list[str], places: dict[str, Place], logins: list[str]) -> Matter:
    def some(pool: list[str], chance: float) -> frozenset[str]:
        return frozenset(dice.sample(pool, dice.randint(1, 2))) if dice.random() < chance else frozenset()

    holder = dice.choice([code for code in codes if places[code].kind in ("bureau", "unit")])
    units = [code for code in codes if places[code].kind == "unit"] or [holder, holder]
    return Matter(
        dice.choice(("request", "request", "accusation", "appeal")),
        dice.choice((0, 0, 0, 1, 1, 2, 2, 3, 3)) if dice.random() < 0.99 else None,
        holder,
        some([*units, *units], 0.5) - {holder},
        some(codes, 0.4) - {holder},
        some(codes, 0.7),
        some(codes, 0.3),
        some(logins[1:], 0.25),
        some(logins[1:], 0.25),
        tuple(_let(dice, logins) for _ in range(dice.randint(0, 5))),
    )


def _let(dice: Random, logins: list[str]) -> Let:
    login = dice.choice(logins[1:])
    parts = frozenset(dice.sample(PARTS[:5], dice.randint(1, 4)))
    until = dice.choice((None, -1, 0, 1, 40_000))
    return Let(login, parts, until, dice.choice(("", login, *logins[1:4])))


def _task(dice: Random, codes: list[str], logins: list[str]) -> Task:
    login = dice.choice(logins[1:])
    since = dice.choice((-30, -1, 0, 1))
    until = dice.choice((-1, 0, 1, 30))
    topic = dice.choice(("", "", "request", "accusation"))
    return Task(login, dice.choice(codes), since, until, topic, dice.choice(("", login, "p2", "p3", "p4")))


def day(offset: int | None) -> date | None:
    """Return a day by its distance from today."""
    return None if offset is None else TODAY + timedelta(days=offset)


def minute(offset: int | None) -> datetime | None:
    """Return a moment by its distance from now in minutes."""
    return None if offset is None else MOMENT + timedelta(minutes=offset)
