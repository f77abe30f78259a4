"""How often may a case be sent back, who settles where it belongs, and who has it when nobody does?"""

from __future__ import annotations

from wangfang.rules.access import seat_of
from wangfang.rules.facts import Agency, Event, Kind, Life, Step
from wangfang.rules.journey import agreed, hops_of
from wangfang.rules.routing import territory_of

CAP = 2
"""Agreed returns after which no sender decides any more."""

SOURCE = "《信访工作条例》第二十四条"


def settled_by(life: Life) -> Event | None:
    """Return the decision that settled where the case belongs (裁决归属), none when there is none."""
    return next((e for e in reversed(life.events) if e.step is Step.ARBITRATE), None)


def needs_arbiter(life: Life, before: int | None = None) -> bool:
    """Tell whether a return is for the common superior to decide: the senders have agreed twice already.

    Only what happened before the event of number `before` counts, everything without it.
    """
    return sum(1 for e in life.events if agreed(e) and (before is None or e.number < before)) >= CAP


def arbiter_of(life: Life) -> str:
    """Return the code of the lowest bureau above every unit that has had the case, empty when there is none.

    Source: 《信访工作条例》第二十四条 (the common superior decides; without one the joint conference does).
    """
    lines = [life.agency(hop.agency).line for hop in hops_of(life) if life.agency(hop.agency).kind is Kind.UNIT]
    if not lines:
        return ""
    shared = [code for code in lines[0] if all(code in line for line in lines)]
    bureaus = [code for code in shared if code in life.agencies and life.agency(code).kind is Kind.BUREAU]
    return bureaus[-1] if bureaus else ""


def stands_above_all(agency: Agency, life: Life) -> bool:
    """Tell whether an agency stands above every unit that has had the case; anybody does where no bureau does.

    A joint office stands where its bureau stands.
    """
    units = (life.agency(hop.agency) for hop in hops_of(life) if life.agency(hop.agency).kind is Kind.UNIT)
    return not arbiter_of(life) or all(unit.stands_under(seat_of(agency)) for unit in units)


def backstop_of(life: Life) -> str:
    """Return who has the case when nobody settles it in time (兜底单位): the unit of the place, else the first it reached.

    The unit of the place is the one whose own region is the longest beginning of the place of the problem.
    """
    units = [life.agency(hop.agency) for hop in hops_of(life) if life.agency(hop.agency).kind is Kind.UNIT]
    near = [unit for unit in units if life.case.region.startswith(territory_of(unit.region))]
    best: Agency | None = max(near, key=lambda unit: len(territory_of(unit.region)), default=None)
    chosen = best or (units[0] if units else None)
    return chosen.code if chosen else ""
