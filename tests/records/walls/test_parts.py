"""Do the lookups from which pages are made give everybody the parts that the oracle gives, of every case of random worlds?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.oracle.policy import answer
from tests.oracle.policy_worlds import PARTS, Let, Matter, Place, Seat, Somebody, Task
from tests.oracle.policy_worlds import World as Drawn
from tests.records.walls.test_worlds import lived
from tests.records.walls.worlds import AGENCIES, NOW, World, settle_tree
from tests.walled import seen_as
from wangfang.records.cases import lookups, showing
from wangfang.records.cases.visible import visible_to
from wangfang.records.people.mandates import mandates_of
from wangfang.rules.facts import Actor, Life, day_of
from wangfang.rules.labels import Part, marks_of
from wangfang.rules.reach import reach_of
from wangfang.rules.seeing import CASE_PARTS, Verdict
from wangfang.rules.showing import Showing

WORLDS = 40
PLACES = {code: Place(code, kind, above) for code, kind, _region, above in AGENCIES}
Seen = dict[str, tuple[bool, bool, bool]]
"""By part: masked, may be unmasked, only what is shared."""


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    settle_tree()


def expected(actor: Actor, life: Life) -> Seen:
    """Return what plain loops say that somebody sees of a case."""
    marks, reach = marks_of(life), reach_of(life)
    assert actor.agency
    seats = [Seat(actor.agency.code, actor.role, actor.clearance)]
    seats += [Seat(post.agency.code, post.role, post.clearance) for post in actor.others]
    somebody = Somebody(actor.login, tuple(seats), actor.is_active)
    lets = tuple(
        Let(one.login, frozenset(map(str, one.parts)), _minutes(one.until), one.approved_by) for one in marks.grants
    )
    matter = Matter(
        reach.purpose, int(marks.secrecy), reach.holder, reach.assisting, reach.asked, reach.named, marks.accused,
        marks.accused_people, marks.recused, lets,
    )  # fmt: skip
    world = Drawn(PLACES, (somebody,), (matter,), tuple(_tasks(actor.login)))
    told = {part: answer(world, somebody, matter, part) for part in PARTS}
    return {part: (said.masked, said.unmask, said.shared) for part, said in told.items() if said.seen}


def _minutes(until: datetime | None) -> int | None:
    return None if until is None else int((until - NOW).total_seconds() // 60)


def _tasks(login: str) -> Iterator[Task]:
    today = day_of(NOW)
    for one in mandates_of(login):
        days = (one.since - today).days, (one.until - today).days
        yield Task(login, one.agency, *days, one.topic, one.approved_by)


def told(shows: Showing) -> Seen:
    """Return what a lookup says."""
    return {str(part): _cells(said) for part, said in shows.verdicts.items()}


def _cells(said: Verdict) -> tuple[bool, bool, bool]:
    return said.masked, said.unmask, said.shared


def in_short(seen: Seen) -> dict[str, bool]:
    """Return the parts of a case that a list can show, each with whether only what is shared is seen."""
    return {part: shared for part, (_masked, _unmask, shared) in seen.items() if Part(part) in CASE_PARTS}


def differing(world: World, counted: Counter[str]) -> Iterator[tuple[str, str, object, object]]:
    """Yield on what the lookups and the loops differ; everything that is compared is counted by how it came."""
    for actor, _numbers in world.people:
        with seen_as(actor, NOW):
            cases = list(visible_to(actor).select_related("petitioner").order_by("pk"))
            listed = lookups.shown_in_list(cases, actor, NOW)
            for case in cases:
                life = world.lives[case.number]
                right, page = expected(actor, life), told(lookups.shown(case, life, actor, NOW))
                counted.update([*right, *(f"shared {part}" for part, cells in right.items() if cells[2])])
                if page != right:
                    yield actor.login, case.number, page, right
                if (short := in_short(told(listed[case.pk]))) != in_short(right):
                    yield actor.login, case.number, short, in_short(right)


def test_the_lookups_and_the_loops_give_the_same_parts() -> None:
    counted: Counter[str] = Counter()
    wrong = []
    for seed in range(WORLDS):
        with lived(seed) as one:
            wrong += list(differing(one, counted))
    assert wrong[:3] == []
    least = {"metadata": 300, "content": 200, "identity": 100, "internal": 200, "shared content": 3, "trace": 10}
    assert {part: counted[part] for part, count in least.items() if counted[part] < count} == {}


def test_a_list_that_trusts_its_columns_alone_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "_is_doubtful", lambda _case, _actor: False)
    assert any(_found(seed) for seed in range(20))


def test_a_lookup_that_forgets_the_tasks_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "_tasks", lambda _actor: ())
    assert any(_found(seed) for seed in range(WORLDS))


def _found(seed: int) -> bool:
    with lived(seed) as one:
        return any(differing(one, Counter()))
