"""Does everybody get, for a case that they must not see, exactly the answer for a number that does not exist?

A new address, role or step is tried by itself. A new role must find a place to sit (`world.PLACES`) and, if it may see
cases, stand in `reading.LOOKING`; a table that looking may write to stands in `rows.LOOKING_WRITES`.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from tests.house.doors import WITH_CASE, behind
from tests.probe.asking import Knock, Told, ask, key_in, knocks, told
from tests.probe.reading import may_see_at_most, must_see_at_least, read_case, read_tree
from tests.probe.rows import changed, digests
from tests.probe.world import Lived, Visitor, World
from wangfang.records.cases import lookups
from wangfang.records.people.models import Post
from wangfang.rules.facts import Actor, Role
from wangfang.rules.planes import THREE
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from wangfang.records.cases.models import Case

MISSING = "20170822-999999"
ALWAYS_SHOWN = ("desk:case", "desk:papers", "desk:trail", "api:case")
"""Pages that everybody who sees the case can read whatever has come of it."""
FEW, SHOWN = 2, 3
"""Pairs tried at each door, and every which page that may be seen is opened; all of them by night."""
PAIRED = 200

Pair = tuple[Visitor, Lived]


def _pairs(world: World, *, allowed: bool) -> list[Pair]:
    return [
        (visitor, case)
        for visitor in world.visitors.values()
        for case in world.cases
        if ((visitor.name, case.number) in world.seen) is allowed
    ]


def _missing_like(case: Lived) -> str:
    """Return a number of the same day that no case has."""
    return case.number[:-6] + MISSING[-6:]


class Comparer:
    """Compares answers with those for a missing number, which each visitor is asked for once a door."""

    def __init__(self) -> None:
        self.missing: dict[tuple[str, Knock, str, int], Told] = {}
        self.leaks: list[str] = []
        self.probes = 0

    def probe(self, visitor: Visitor, case: Lived, knock: Knock) -> None:
        """Ask for a case that the visitor must not see, and note what differs from the missing one."""
        self.probes += 1
        number, key = _missing_like(case), key_in(case, knock.address)
        found = told(ask(visitor, knock, case.number, key), case.number)
        word = (visitor.name, knock, number, key)
        if word not in self.missing:
            self.missing[word] = told(ask(visitor, knock, number, key), number)
        if found != self.missing[word]:
            self.leaks.append(f"{visitor.name} {knock} {case.course}: {_difference(found, self.missing[word])}")


def _difference(found: Told, missing: Told) -> str:
    if found.status != missing.status:
        return f"{found.status} instead of {missing.status}"
    if found.headers != missing.headers:
        return f"headers {set(found.headers) ^ set(missing.headers)}"
    place = next((i for i, (a, b) in enumerate(zip(found.body, missing.body, strict=False)) if a != b), 0)
    return f"body at {place}: {found.body[place - 20 : place + 60].decode(errors='replace')}"


def _sampled(pairs: list[Pair], each: int) -> Iterator[tuple[Visitor, Lived, Knock]]:
    """Yield for every door some of the pairs, so that together they go round all visitors and all cases."""
    lots = random.Random(4)
    lots.shuffle(pairs)
    turn = 0
    for knock in knocks():
        for _ in range(each):
            visitor, case = pairs[turn % len(pairs)]
            turn += 1
            yield visitor, case, knock


def _compared(probes: Iterable[tuple[Visitor, Lived, Knock]]) -> Comparer:
    comparer = Comparer()
    for visitor, case, knock in probes:
        comparer.probe(visitor, case, knock)
    return comparer


def test_nobody_sees_more_than_the_rows_allow_nor_less_than_the_work_needs(world: World) -> None:
    assert _misjudged(world) == []


def _misjudged(world: World) -> list[str]:
    tree, wrong = read_tree(), []
    seats = {post.account_id: post for post in Post.objects.select_related("agency")}
    for case in world.cases:
        facts = read_case(case.number, tree)
        for visitor in world.visitors.values():
            seat = seats.get(visitor.account.pk) if visitor.account else None
            most = seat is not None and may_see_at_most(seat.agency.code, Role(seat.role), facts, tree)
            least = seat is not None and must_see_at_least(seat.agency.code, Role(seat.role), facts, tree)
            if not least <= world.allowed(visitor, case) <= most:
                wrong.append(f"{visitor.name} {case.course}")
    return wrong


def test_every_relation_of_a_visitor_to_a_case_occurs(world: World) -> None:
    tree, met = read_tree(), Counter[str]()
    for case in world.cases:
        facts = read_case(case.number, tree)
        for visitor in world.visitors.values():
            agency = visitor.actor.agency.code if visitor.actor and visitor.actor.agency else ""
            met["own"] += agency == facts.holder
            met["accused"] += bool(facts.accused) and facts.accused in tree.line(agency)
            met["ended"] += agency in facts.touched and agency != facts.holder
            met["above"] += agency in tree.line(facts.holder)[1:]
            met["foreign"] += agency not in {code for one in facts.touched for code in tree.line(one)}
            met["accusation of another"] += bool(facts.accused) and facts.accused not in tree.line(agency)
    assert {relation: number >= 10 for relation, number in met.items()} == dict.fromkeys(met, True)


def test_a_case_that_must_not_be_seen_is_answered_like_a_missing_one_and_no_row_changes(world: World) -> None:
    pairs = _pairs(world, allowed=False)
    before = digests()
    comparer = _compared(_sampled(pairs, FEW))
    assert comparer.leaks == []
    assert changed(before) == []
    assert comparer.probes == FEW * len(knocks())
    assert {knock.address for knock in knocks()} == set(behind(*WITH_CASE))


def test_a_case_that_may_be_seen_is_shown(world: World) -> None:
    shown = [knock for knock in knocks() if knock.verb == "GET" and knock.address in ALWAYS_SHOWN]
    pairs, wrong = _pairs(world, allowed=True), []
    for turn, (visitor, case) in enumerate(pairs[::SHOWN]):
        knock = shown[turn % len(shown)]
        if ask(visitor, knock, case.number).status_code != 200:
            wrong.append(f"{visitor.name} {knock} {case.course}")
    assert len(pairs) >= 4 * len(world.cases)
    assert wrong == []


def test_a_lookup_without_its_filter_is_caught(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = _pairs(world, allowed=False)[::20]
    known = {case.number: case.told.now for case in world.cases}

    def unfiltered(number: str, actor: Actor) -> Case:
        if number not in known:
            raise lookups.NotFound
        return known[number]

    monkeypatch.setattr(lookups, "standing", unfiltered)  # every way to one case goes through it
    assert len(_misjudged(world)) > 100
    leaks = _compared((visitor, case, Knock("desk:case", "GET")) for visitor, case in pairs).leaks
    staff = [visitor for visitor, _ in pairs if visitor.actor and visitor.actor.role not in THREE]
    assert len(leaks) == len(staff)  # to the three administrators the database answers that there is nothing


def test_a_refusal_that_tells_the_hidden_from_the_missing_is_caught(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = [(visitor, case) for visitor, case in _pairs(world, allowed=False) if visitor.account][:4]
    known = {case.number for case in world.cases}

    def talkative(number: str, actor: Actor) -> Case:
        if number in known:
            raise Refused("您没有权限看这件事")
        raise lookups.NotFound

    monkeypatch.setattr(lookups, "open_case", talkative)
    for knock in (Knock("desk:forward", "POST"), Knock("api:case", "GET")):
        assert len(_compared((visitor, case, knock) for visitor, case in pairs).leaks) == len(pairs)


def test_a_row_written_by_a_refused_act_is_caught(world: World) -> None:
    before = digests()
    Post.objects.filter(account=world.visitors["clerk-right"].account).update(ends_on="2030-01-01")
    assert changed(before) == ["people_post"]


@pytest.mark.nightly
def test_every_door_every_visitor_every_case(world: World) -> None:
    pairs = _pairs(world, allowed=False)
    before = digests()
    comparer = _compared((visitor, case, knock) for visitor, case in pairs for knock in knocks())
    assert comparer.leaks == []
    assert changed(before) == []
    assert comparer.probes >= 20_000


@pytest.mark.nightly
def test_a_hidden_case_takes_no_longer_than_a_missing_one(world: World) -> None:
    visitor = world.visitors["clerk-foreign"]
    case = next(one for one in world.cases if not world.allowed(visitor, one))
    spent: dict[str, list[float]] = {case.number: [], _missing_like(case): []}
    for _ in range(PAIRED):
        for number, times in spent.items():
            began = perf_counter()
            ask(visitor, Knock("desk:case", "GET"), number)
            times.append(perf_counter() - began)
    hidden, missing = (median(times) for times in spent.values())
    assert abs(hidden - missing) < 0.005
