"""Who may see what, written once more as plain loops over a drawn world; shares no code with the rules."""

from __future__ import annotations

from dataclasses import dataclass

from tests.oracle.policy_worlds import Matter, Place, Somebody, Task, World

KEEPERS = ("admin", "security", "auditor")
CONTENTS = ("metadata", "content", "identity", "vault", "internal")


@dataclass(frozen=True)
class Answer:
    """Whether the part is seen, which clause says so, and how the identity is shown."""

    seen: bool
    clause: int
    masked: bool = False
    unmask: bool = False
    shared: bool = False


def answer(world: World, person: Somebody, matter: Matter, part: str) -> Answer:  # noqa: C901, PLR0911 - one clause after the other
    """Return what the policy says, clause by clause in its order."""
    worn = person.seats[0]
    if worn.role == "system":
        return Answer(seen=True, clause=0)
    if not person.active or _is_over(worn.until):
        return Answer(seen=False, clause=1)
    hats = [worn] + [seat for seat in person.seats[1:] if seat.is_held()]
    for hat in hats:
        if hat.role in KEEPERS and part in CONTENTS:
            return Answer(seen=False, clause=1)
    if person.login in matter.recused or person.login in matter.accused_people:
        return Answer(seen=False, clause=2)
    for hat in hats:
        for place in _upwards(world, hat.place):
            if place.code in matter.accused:
                return Answer(seen=False, clause=3)
    return _by_label(world, person, matter, part)


def _by_label(world: World, person: Somebody, matter: Matter, part: str) -> Answer:
    if matter.secrecy is None:
        return Answer(seen=False, clause=-1)
    if not person.own and person.seats[0].clearance < matter.secrecy:
        return Answer(seen=False, clause=4)
    for let in matter.lets:
        if let.login != person.login or let.approver == person.login:
            continue
        if part in let.parts and (let.until is None or let.until > 0):
            return Answer(seen=True, clause=5)
    if matter.secrecy in (2, 3) and not person.own:
        return Answer(seen=False, clause=6)
    return _by_post(world, person, matter, part)


def _by_post(world: World, person: Somebody, matter: Matter, part: str) -> Answer:  # noqa: PLR0911 - one clause after the other
    worn = person.seats[0]
    if person.own:
        own = worn.role == "petitioner" and part in ("metadata", "content", "identity", "vault")
        return Answer(own, 7 if own else 8)
    if worn.role == "auditor":
        return Answer(part == "trace", 7 if part == "trace" else 8)
    how = _takes_part(world, worn.place, matter)
    on_task = worn.role == "supervisor" and any(_covers(world, task, person, matter) for task in world.tasks)
    tasked = on_task and part in ("metadata", "content", "internal", "figures")
    if not _sees(worn.role, how, part) and not tasked:
        return Answer(seen=False, clause=8)
    if how == "assists" and not tasked and part in ("content", "internal"):
        return Answer(seen=True, clause=7, shared=True)
    if part != "identity":
        return Answer(seen=True, clause=7)
    leads = worn.role == "officer" and how == "holds"
    unmask = leads or (worn.role in ("clerk", "reviewer") and how in ("holds", "asked", "passed"))
    return Answer(seen=True, clause=7, masked=True, unmask=unmask)


def _sees(role: str, how: str, part: str) -> bool:  # noqa: PLR0911 - one clause after the other
    if not how or role in (*KEEPERS, "petitioner"):
        return False
    if part == "figures":
        return True
    if part == "trace":
        return role == "bureau_leader" and how in ("holds", "asked", "passed", "above")
    if role == "analyst":
        return False
    if how == "ended":
        return part == "metadata"
    if part == "identity":
        return role != "supervisor"
    return part in ("metadata", "content", "internal")


def _takes_part(world: World, code: str, matter: Matter) -> str:  # noqa: PLR0911 - one clause after the other
    """Return how an agency takes part: the nearest way that fits."""
    if not code:
        return ""
    if code == matter.holder:
        return "holds"
    if code in matter.assisting:
        return "assists"
    if code in matter.asked:
        return "asked"
    if code in _everybody(matter):
        return "ended" if world.places[code].kind in ("unit", "review_body") else "passed"
    return "above" if _is_above(world, world.places[code], matter) else ""


def _everybody(matter: Matter) -> set[str]:
    return {matter.holder} | matter.assisting | matter.asked | matter.took_part


def _is_above(world: World, place: Place, matter: Matter) -> bool:
    """Tell whether it is a bureau that somebody in the case stands under, or the joint office at such a bureau."""
    seat = world.places.get(place.parent) if place.kind == "joint_office" else place
    if seat is None or seat.kind != "bureau":
        return False
    for code in _everybody(matter):
        for above in _upwards(world, code):
            if above.code == seat.code:
                return True
    return False


def _covers(world: World, task: Task, person: Somebody, matter: Matter) -> bool:
    if task.login != person.login or task.approver in ("", person.login):
        return False
    if task.since > 0 or task.until < 0 or task.topic not in ("", matter.purpose):
        return False
    if task.place in _everybody(matter):
        return True
    place = world.places[task.place]
    return place.kind == "bureau" and _is_above(world, place, matter)


def _is_over(until: int | None) -> bool:
    return until is not None and until < 0


def _upwards(world: World, code: str) -> list[Place]:
    found = []
    while code:
        found.append(world.places[code])
        code = world.places[code].parent
    return found
