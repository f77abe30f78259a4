"""What of leaders' papers waits for somebody: how many instructions, signatures and problem units, in one question to the database for all rooms."""

from __future__ import annotations

from contextlib import nullcontext
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Count, Value

from wangfang.interfaces.frame import acts
from wangfang.records.agencies.tree import tree
from wangfang.records.instructions import lookups as instructions
from wangfang.records.people.asking import sight_of
from wangfang.records.problem_units import lookups as problem_units
from wangfang.records.sign_offs import lookups as sign_offs
from wangfang.records.walls import context
from wangfang.records.walls.ready import asked_by

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from django.db.models import QuerySet

    from wangfang.records.agencies.tree import Tree
    from wangfang.records.walls.ready import Asked
    from wangfang.rules.facts import Actor

_ROOMS: Mapping[str, Callable[[Actor], QuerySet[Any]]] = {
    "instructions": instructions.waiting,
    "sign_offs": sign_offs.waiting,
    "problem_units": problem_units.waiting,
}
"""By the key of the figure beside the page in the menu: the rows that wait for somebody."""


def what_waits(actor: Actor) -> Mapping[str, int]:
    """Return how many papers of each room wait for somebody; rooms in which nothing waits are left out."""
    asked = _asked(actor, tree())
    return {room: n for room, n in asked.rows() if n} if asked else {}


def counts(actor: Actor) -> Mapping[str, int]:
    """Return the same for the menu; the page of a refusal may be drawn after its transaction, or without one."""
    with nullcontext() if context.is_inside() else context.transaction_for(sight_of(actor, acts.now())):
        return what_waits(actor)


@lru_cache(maxsize=2000)
def _asked(actor: Actor, _at: Tree) -> Asked | None:
    """Return the question of somebody, put into words once: that took ten times as long as the answer."""
    first, *others = (_counted(name, rows(actor)) for name, rows in _ROOMS.items())
    return asked_by(first.union(*others, all=True))


def _counted(name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    counted: QuerySet[Any] = rows.order_by().values(room=Value(name)).annotate(n=Count("pk"))
    return counted
