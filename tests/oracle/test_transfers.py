"""Does material reach everybody whom it does not accuse, nobody whom it does, and is the way round it a clean one?"""

from __future__ import annotations

import pytest

from tests.oracle.policy_copies import agencies_in, marks_in
from tests.oracle.policy_worlds import Matter, World, drawn
from wangfang.rules.facts import Agency
from wangfang.rules.labels import Marks, stands_accused
from wangfang.rules.routing import SEALED, WrongReceiver, require_unaccused

WORLDS = 1_000
MANY = 10_000


def _is_accused(world: World, code: str, matter: Matter) -> bool:
    """Climb from the receiver to the top, looking for one of the accused."""
    while code:
        if code in matter.accused:
            return True
        code = world.places[code].parent
    return False


def _clean_ways(world: World, code: str, matter: Matter) -> set[str]:
    """Return every bureau above the receiver, and every organ at one of its places, that is not accused."""
    above, ways = code, set()
    while above:
        if world.places[above].kind == "bureau":
            ways.add(above)
        ways.update(p.code for p in world.places.values() if p.kind == "discipline" and p.parent == above)
        above = world.places[above].parent
    return {way for way in ways if not _is_accused(world, way, matter)}


def _refusal(receiver: Agency, marks: Marks, agencies: dict[str, Agency]) -> WrongReceiver | None:
    try:
        require_unaccused(receiver, marks, agencies)
    except WrongReceiver as no:
        return no
    return None


def _tried(seeds: range) -> tuple[int, int, int]:
    """Try every receiver for every case; return how often it was let through, sent another way, and sealed."""
    through = round_about = sealed = 0
    for seed in seeds:
        world = drawn(seed)
        agencies = agencies_in(world)
        for matter in world.matters:
            marks = marks_in(matter)
            for code in world.places:
                no = _refusal(agencies[code], marks, agencies)
                assert (no is not None) is _is_accused(world, code, matter), (seed, code, matter)
                if no is None:
                    through += 1
                    continue
                ways = _clean_ways(world, code, matter)
                named = no.why.rpartition("可以交")[2]
                assert named in ways if ways else no.source == SEALED, (seed, code, matter, no.why)
                round_about, sealed = round_about + bool(ways), sealed + (not ways)
    return through, round_about, sealed


def test_no_transfer_reaches_the_accused_and_none_that_is_clean_is_refused() -> None:
    counted = _tried(range(WORLDS))
    assert min(counted) >= 1_000, counted


@pytest.mark.nightly
def test_no_transfer_reaches_the_accused_in_ten_thousand_worlds() -> None:
    assert min(_tried(range(WORLDS, WORLDS + MANY))) >= 10_000


def test_a_rule_that_looks_only_at_the_receiver_itself_would_be_found_out() -> None:
    """Hold the worlds themselves: in many of them an accused agency has somebody below it."""
    below = 0
    for seed in range(100):
        world = drawn(seed)
        agencies = agencies_in(world)
        for matter in world.matters:
            marks = marks_in(matter)
            below += sum(
                stands_accused(agencies[code], marks.accused) and code not in marks.accused for code in world.places
            )
    assert below >= 100
