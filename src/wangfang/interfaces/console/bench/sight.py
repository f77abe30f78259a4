"""What does the second wall cost: a list and one case among 500,000, seen from each rung, beside the bare query?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from wangfang.interfaces.console.bench import crowd
from wangfang.interfaces.console.bench.figure import Figure, Wish, high
from wangfang.interfaces.console.bench.rounds import timed
from wangfang.interfaces.frame.acts import now
from wangfang.records.agencies.tree import steady, tree
from wangfang.records.cases import lookups
from wangfang.records.people.asking import sight_of
from wangfang.records.walls.context import transaction_for
from wangfang.rules.facts import Actor, Kind, Role
from wangfang.rules.refusal import Refused

CASES = 500_000
GOALS = {"list": 20.0, "get": 1.0}
"""Milliseconds at the 95th percentile."""
RUNGS = ("province", "city", "county", "street")
_BARE = {
    "list": """
        select id, number, title, category, state, people, due_on, received_at from cases_case
        where seen_by @> array[%(key)s]::bigint[] order by received_at desc, id limit 25
    """,
    "get": "select * from cases_case where number = %(number)s",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody on a rung, the key of the agency, and cases that are seen from there."""

    rung: str
    actor: Actor
    key: int
    numbers: tuple[str, ...]


def figures(wish: Wish) -> list[Figure]:
    """Return the 95th percentile of a page of the list, and of one case, for each rung, in milliseconds."""
    crowd.live_some(wish.pick(700, 10), wish.pick(400, 30))
    size = wish.pick(CASES, 400)
    crowd.copy_until(size // 10, is_open=True, spread=True)
    crowd.copy_until(size - size // 10, is_open=False, spread=True)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze cases_case")
    with steady():
        return [_figure(what, place, wish.pick(200, 2)) for place in _places() for what in GOALS]


def _figure(what: str, place: Place, rounds: int) -> Figure:
    turn = cycle(place.numbers)
    bare: list[float] = []
    walled: list[float] = []
    whole: list[float] = []
    for nth in range(rounds + 1):
        number = next(turn)
        taken = (
            timed(lambda: _ask(_BARE[what], {"key": place.key, "number": number})).wall * 1000,  # noqa: B023 - asked at once
            _behind_the_wall(what, place, number),
            timed(lambda: _page(what, place, number)).wall * 1000,  # noqa: B023 - as above
        )
        if nth:  # the first round fills memories
            for kept, one in zip((bare, walled, whole), taken, strict=True):
                kept.append(one)
    goal, ours = GOALS[what], high(walled)
    more = {"p50_ms": high(walled, 0.5), "with_context_ms": high(whole), "seen": float(_seen_from(place.key))}
    return Figure(f"sight_{what}_{place.rung}", "ms (p95)", ours, high(bare), f"≤ {goal:g} ms", ours <= goal, more)


def _ask(query: str, said: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query, said)  # type: ignore[arg-type]  # a list or names
        cursor.fetchall()


def _behind_the_wall(what: str, place: Place, number: str) -> float:
    """Return the milliseconds of the lookup, once the page has told its context; of a list, those of its query alone."""
    with transaction_for(sight_of(place.actor, now())):
        if what == "get":
            return timed(lambda: _one(place, number)).wall * 1000
        query, said = _rows(place).query.sql_with_params()
        return timed(lambda: _ask(query, said)).wall * 1000


def _page(what: str, place: Place, number: str) -> None:
    """Ask as a page does: the context, the rows, the end of the transaction."""
    with transaction_for(sight_of(place.actor, now())):
        if what == "get":
            _one(place, number)
        elif not list(_rows(place)):
            raise Refused("清单是空的")


def _one(place: Place, number: str) -> None:
    lookups.standing(number, place.actor)


def _rows(place: Place) -> QuerySet[Any]:
    rows = lookups.visible_to(place.actor).select_related("petitioner")
    return rows.only(*lookups.SHOWN).order_by("-received_at", "pk")[: lookups.PAGE]


def _places() -> Iterator[Place]:
    """Give somebody on each rung: the bureau, or at the end the unit, that sees the most cases there."""
    found = tree()
    for depth, rung in enumerate(RUNGS, start=1):
        kind = Kind.BUREAU if rung != "street" else Kind.UNIT
        agencies = [one for one in found.by_code.values() if len(one.line) == depth and one.kind is kind]
        agency = max(agencies, key=lambda one: _seen_from(found.key_of[one.code]))
        role = Role.CLERK if kind is Kind.BUREAU else Role.OFFICER
        key = found.key_of[agency.code]
        yield Place(rung, Actor(f"bench-{rung}", "经办人", role, agency), key, _numbers(key))


def _seen_from(key: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from cases_case where seen_by @> array[%s]::bigint[]", [key])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _numbers(key: int) -> tuple[str, ...]:
    """Return cases that are seen from there and are no accusations."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select number from cases_case where seen_by @> array[%s]::bigint[] and secrecy < 2 limit 200", [key]
        )
        return tuple(row[0] for row in cursor.fetchall())
