"""What waits on the desks of the demo city besides the next step: a draft, help, an objection, a proposal, a review?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from wangfang.interfaces.console.demo import texts
from wangfang.interfaces.console.demo.courses import Acts
from wangfang.interfaces.console.demo.diary import Diary
from wangfang.interfaces.console.demo.fresh import HOUSING, STREET, Desk, planned, until
from wangfang.rules.facts import day_of

_FIRST = 80
_CITY, _REVIEW = "230100-XF", "230103-FH"
_LEAD = "230103-ZJ"
_DRAFT: dict[str, object] = {
    "conclusion": "support",
    "text": "经调查：反映的问题属实。处理情况：已责成管理单位限期整改，整改情况由本单位复核。",
}

Then = tuple[str, str, dict[str, object]]
"""A step, who takes it, and what it says."""


@dataclass(frozen=True, slots=True)
class Matter:
    """An open case and what was last done about it; `co` assist."""

    desk: Desk
    then: tuple[Then, ...] = ()
    co: tuple[str, ...] = ()


_DRAFTED: Then = ("draft_opinion", STREET, _DRAFT)
_PROPOSAL: dict[str, object] = {"kind": "improve", "text": texts.PROPOSAL, "to": HOUSING}

MATTERS = (
    Matter(Desk("230103", STREET, "worked", 11), (_DRAFTED,)),  # waits for the section
    Matter(Desk("230103", STREET, "worked", 13), (_DRAFTED, ("pass_draft", STREET, {}))),  # for the leader
    Matter(Desk("230103", STREET, "worked", 8), co=(_LEAD,)),  # the street leads, housing has to help
    Matter(Desk("230103", _LEAD, "worked", 9), co=(STREET,)),  # housing leads, the street has to help
    Matter(Desk("230103", STREET, "unit", 1), (("request_return", STREET, {"why": texts.OBJECTION}),)),
    Matter(
        Desk("230111", HOUSING, "worked", 32),
        (("supervise", _CITY, {"why": texts.URGING}), ("propose", _CITY, _PROPOSAL)),
    ),
    Matter(Desk("230103", STREET, "served", 16), (("request_review", "", {"why": texts.APPEAL, "to": _REVIEW}),)),
)


def lives(moment: datetime) -> Iterator[Acts]:
    """Yield the acts, up to `moment`, of every such case; over a long holiday some have not come that far."""
    for nth, matter in enumerate(MATTERS, start=_FIRST):
        acts = planned(matter.desk, nth, day_of(moment))
        if matter.co:
            _handed_on(acts)["co"] = list(matter.co)
        acts += _then(matter, acts, Random(nth))  # noqa: S311 - a repeatable demo, nothing secret
        yield until(moment, acts)


def _then(matter: Matter, acts: Acts, rng: Random) -> Acts:
    case, diary = acts[0]["case"], Diary(datetime.fromisoformat(str(acts[-1]["occurred_at"])), rng)
    return [
        {
            "case": case,
            "step": step,
            "occurred_at": diary.soon().isoformat(),
            **({"agency": agency} if agency else {}),
            **said,
        }
        for step, agency, said in matter.then
    ]


def _handed_on(acts: Acts) -> dict[str, object]:
    """Return the act that handed the case to its unit, which is the last that handed it on."""
    return next(act for act in reversed(acts) if act["step"] in {"forward", "assign"})
