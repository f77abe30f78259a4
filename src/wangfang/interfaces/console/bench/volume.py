"""How long does it take to put the archive of a case of forty acts together, with all its papers, into one PDF?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wangfang.interfaces.console.bench.figure import Figure, Wish, middle
from wangfang.interfaces.console.bench.rounds import in_turn
from wangfang.interfaces.console.bench.script import ACTS, lived, places
from wangfang.interfaces.frame.acts import now
from wangfang.records.cases import archive, lookups
from wangfang.rules.facts import day_of
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from wangfang.records.cases.models import Case

ACTS_OF_A_LIFE = 40
GOAL_SECONDS = 2.0


def figures(wish: Wish) -> list[Figure]:
    """Return the seconds for the archive of a whole life, beside that of a petition that has just come in."""
    whole, fresh, day = _case(ACTS_OF_A_LIFE), _case(1), day_of(now())
    bare, ours = in_turn(lambda: archive.pdf_of(fresh, day), lambda: archive.pdf_of(whole, day), rounds=wish.pick(9, 1))
    seconds = middle([one.wall for one in ours])
    more = {"acts": float(len(lookups.steps(whole))), "papers": float(len(lookups.papers(whole)))}
    floor = middle([one.wall for one in bare])
    return [Figure("archive", "s", seconds, floor, "≤ 2 s", seconds <= GOAL_SECONDS, more)]


def _case(acts: int) -> Case:
    """Live a life of so many acts: those of the script, with as much work written down as is missing."""
    *_earlier, case = lived(places()[0], _words(acts - 1))
    if case.steps_taken != acts:
        raise Refused(f"该有 {acts} 步，实际 {case.steps_taken} 步")
    return case


def _words(count: int) -> Iterator[str]:
    for name in ACTS if count else ():
        yield from [name] * (count - len(ACTS) + 1 if name == "log_work" else 1)
