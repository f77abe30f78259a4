"""What the database is told of somebody who asks: the post that is worn, every hat, the tasks of the day."""

from __future__ import annotations

from datetime import datetime

from wangfang.records.agencies.tree import Tree, tree
from wangfang.records.people.mandates import mandates_of
from wangfang.records.walls.context import Hat, Sight
from wangfang.rules.facts import Actor, Role, day_of
from wangfang.rules.planes import THREE
from wangfang.rules.seeing import SEES_NO_CASE

PUBLIC = Sight(Hat.PUBLIC)
"""A petitioner: nothing but the one case that number and code open, or that is being submitted."""


def sight_of(actor: Actor, moment: datetime) -> Sight:
    """Return what the database is told of a member of staff at a moment.

    One of the 三员 under any hat keeps the house, and so does an account that was put to rest: no case opens to them.
    """
    hats = {actor.role, *(post.role for post in actor.others)}
    if actor.agency is None or not actor.is_active or not hats.isdisjoint(THREE):
        return Sight(Hat.HOUSE, actor.login, at=moment)
    found = tree()
    agencies = [actor.agency, *(post.agency for post in actor.others)]
    tasks = _tasks(actor, moment, found) if actor.role is Role.SUPERVISOR else {}
    return Sight(
        Hat.WEB,
        actor.login,
        actor.clearance,
        unit=None if actor.role in SEES_NO_CASE else found.key_of[actor.agency.code],
        line=sorted({found.key_of[code] for agency in agencies for code in agency.line if code in found.key_of}),
        tasks=list(tasks),
        task_units=sorted(tasks.values()),
        at=moment,
    )


def _tasks(actor: Actor, moment: datetime, found: Tree) -> dict[str, int]:
    """Return the mandates that hold, as the database is told them, each with the key of its agency."""
    holding = (one for one in mandates_of(actor.login) if one.holds(actor.login, day_of(moment)))
    return {f"{found.key_of[one.agency]}/{one.topic}": found.key_of[one.agency] for one in holding}
