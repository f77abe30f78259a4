"""Whose shown fields may somebody watch over, and how many alarms did today bring (查看原文记录)?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wangfang.records.agencies.tree import tree
from wangfang.records.ledger import reveals
from wangfang.rules.facts import Role, day_of, start_of
from wangfang.rules.revealing import SUPERVISING

if TYPE_CHECKING:
    from datetime import datetime

    from wangfang.rules.facts import Actor


def watched(actor: Actor) -> frozenset[str] | None:
    """Return the codes of the agencies whose people somebody watches over; None for all of them."""
    if actor.role is not Role.BUREAU_LEADER:
        return None
    own = actor.agency.code if actor.agency else ""
    return frozenset(code for code, agency in tree().by_code.items() if agency.stands_under(own))


def today_of(actor: Actor, now: datetime) -> dict[str, int]:
    """Return the count beside the page in the menu, for whoever has it there."""
    if actor.role not in SUPERVISING:
        return {}
    return {"alarms": len(reveals.alarms(start_of(day_of(now)), watched(actor)))}
