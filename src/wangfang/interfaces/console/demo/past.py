"""How does a case in the history format become a past life of the house, told by whom it was done?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from random import Random

from wangfang.interfaces.console.demo.persons import invented_name
from wangfang.interfaces.console.history_line import Line, petition_of
from wangfang.interfaces.frame.acts import PETITIONER
from wangfang.interfaces.frame.step_details import detail_of
from wangfang.records.agencies.tree import Tree
from wangfang.records.cases.living import PastLife
from wangfang.rules.facts import Act, Actor, Agency, Role, Step

LOGIN = "demo"


def past_life(acts: Iterable[Mapping[str, object]], found: Tree, source: str) -> PastLife:
    """Return one case of the history format as a past life; no message leaves for it.

    Raises:
        Refused: the petition lacks something, or an agency is not in the tree.
    """
    lines = [_line(act) for act in acts]
    said = [(line.step, _act(line, found), detail_of(line.step, line)) for line in lines]
    return PastLife(petition_of(lines[0], source), said)


def _line(act: Mapping[str, object]) -> Line:
    moment = datetime.fromisoformat(str(act["occurred_at"]))
    return Line(
        case=str(act["case"]),
        step=Step(str(act["step"])),
        occurred_at=moment,
        recorded_at=moment,
        agency=str(act.get("agency", "")),
        actor="",
        said=act,
    )


def _act(line: Line, found: Tree) -> Act:
    actor = _officer(found.agency(line.agency)) if line.agency else PETITIONER
    return Act(actor, line.occurred_at, line.recorded_at, quiet=True)


@cache
def _officer(agency: Agency) -> Actor:
    """Return the invented officer who has always done the work of an agency."""
    rng = Random(agency.code)  # noqa: S311 - a repeatable demo, nothing secret
    return Actor(LOGIN, invented_name(rng), Role.SYSTEM, agency)
