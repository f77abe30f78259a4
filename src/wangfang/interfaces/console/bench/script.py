"""How does the life go that the benchmarks live over and over: ten acts from the citizen's hand to the rating."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wangfang.interfaces.frame.acts import PETITIONER, now
from wangfang.records.agencies.places import counties, streets
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import closing, evaluation, handling, intake, opinions, passing
from wangfang.records.cases.petitions import Person, Petition
from wangfang.rules.facts import Act, Actor, Kind, Role

if TYPE_CHECKING:
    from wangfang.records.cases.models import Case

TEXT = "我家住小区五栋顶楼，今年入夏以来每次下雨屋顶都漏，物业说维修基金批不下来，希望尽快派人来修。"
LENGTH = 500
"""Characters of a petition, as in the floors that the goals were taken from."""


@dataclass(frozen=True, slots=True)
class Place:
    """A county whose bureau receives, and one of its units that answers."""

    bureau: Actor
    unit: Actor
    region: str


def places() -> list[Place]:
    """Return one place for every county, so that clients at work in different counties do not wait for each other."""
    return [_place(county.region) for county in counties()]


def _place(region: str) -> Place:
    found = tree()
    bureau = next(a for a in found.by_code.values() if a.kind is Kind.BUREAU and a.region == region)
    street = streets(region)[0]
    unit = next(a for a in found.by_code.values() if a.kind is Kind.UNIT and a.region == street.region)
    return Place(
        Actor("bench-clerk", "经办人", Role.CLERK, bureau),
        Actor("bench-officer", "承办人", Role.OFFICER, unit),
        street.region,
    )


_ANSWER = opinions.Opinion("support", "经查属实，已协调物业更换防水卷材。")

Taken = Callable[["Case", Place], "Case"]

ACTS: dict[str, Taken] = {
    "register": lambda case, at: intake.register(case, act(at.bureau)),
    "forward": lambda case, at: passing.forward(case, _code(at.unit), act(at.bureau)),
    "sign_in": lambda case, at: passing.sign_in(case, act(at.unit)),
    "accept": lambda case, at: handling.accept(case, act(at.unit)),
    "log_work": lambda case, at: handling.log_work(case, "call", "电话联系了信访人，约定上门时间。", act(at.unit)),
    "issue_opinion": lambda case, at: opinions.issue(case, _ANSWER, act(at.unit), bypass="测算用，不经审签"),
    "serve": lambda case, at: closing.serve(case, "electronic", act(at.unit), "评测流水号1"),
    "close": lambda case, at: closing.close(case, act(at.unit)),
    "evaluate": lambda case, _: evaluation.evaluate(case, act(PETITIONER), bureau="satisfied", unit="satisfied"),
}
"""What follows the submission."""

IMPORTED = ("register", "forward", "accept", "issue_opinion", "serve", "close")
"""What an import knows of a message that was answered."""


def lived(at: Place, acts: Iterable[str] = ACTS) -> Iterator[Case]:
    """Live one life, act by act, through the verbs of the desk; yields the case after each act."""
    case = intake.submit(petition(at), act(PETITIONER)).case
    yield case
    for name in acts:
        case = ACTS[name](case, at)
        yield case


def petition(at: Place) -> Petition:
    """Return a petition of 500 characters about a place."""
    return Petition(
        to=_code(at.bureau),
        title="顶楼漏雨无人维修",
        text=(TEXT * LENGTH)[:LENGTH],
        region=at.region,
        address="五栋二单元七〇二",
        category="城乡建设",
        petitioner=Person("王秀兰", "230103195804040025", "13800138000", "五栋二单元七〇二"),
    )


def act(actor: Actor) -> Act:
    """Return an act that happens now, under a key of its own."""
    moment = now()
    return Act(actor, moment, moment, secrets.token_hex(16))


def _code(actor: Actor) -> str:
    return actor.agency.code if actor.agency else ""
