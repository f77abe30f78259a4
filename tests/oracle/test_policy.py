"""Do the rules and plain loops agree on who sees what, in thousands of worlds, and is every wrong policy found out?"""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from tests.oracle.policy import Answer, answer
from tests.oracle.policy_copies import Policy, Wrong
from tests.oracle.policy_mutants import MUTANTS
from tests.oracle.policy_worlds import World, drawn

WORLDS = 2_000
MANY = 50_000
FOUND_WITHIN = 100
LEAST = 1_000
CLAUSES = {(clause, seen) for clause, seen in ((0, True), (-1, False), (5, True), (7, True))} | {
    (clause, False) for clause in (1, 2, 3, 4, 6, 8)
}


@cache
def _answers(seed: int) -> tuple[World, tuple[Answer, ...]]:
    """Return a world with every answer of the oracle, in the order in which a policy gives its verdicts."""
    world = drawn(seed)
    rows = ((person, matter, part) for person, matter, part, _ in _ALL.verdicts(world))
    return world, tuple(answer(world, *row) for row in rows)


_ALL = Policy()


def _compared(seeds: range) -> tuple[Counter[tuple[int, bool]], list[tuple[object, ...]]]:
    """Return how often each clause has decided either way, and everything on which the two differ."""
    decided: Counter[tuple[int, bool]] = Counter()
    differing: list[tuple[object, ...]] = []
    for seed in seeds:
        world = drawn(seed)
        for person, matter, part, said in _ALL.verdicts(world):
            told = answer(world, person, matter, part)
            decided[told.clause, told.seen] += 1
            found = (said.allowed, said.clause, said.masked, said.unmask, said.shared)
            if found != (told.seen, told.clause, told.masked, told.unmask, told.shared):
                differing.append((seed, person, matter, part, said, told))
    return decided, differing


def test_nobody_sees_too_much_or_too_little_in_two_thousand_worlds() -> None:
    decided, differing = _compared(range(WORLDS))
    assert differing[:3] == []
    assert set(decided) == CLAUSES
    seldom = {clause: count for clause, count in decided.items() if count < LEAST}
    assert seldom == {}, "the worlds do not ask every clause often enough"
    assert decided.total() >= 900_000


@pytest.mark.nightly
def test_nobody_sees_too_much_or_too_little_in_fifty_thousand_worlds() -> None:
    decided, differing = _compared(range(WORLDS, WORLDS + MANY))
    assert differing[:3] == []
    assert decided.total() >= 20_000_000


@pytest.mark.parametrize("name", MUTANTS)
def test_a_wrong_policy_is_found_out(name: str) -> None:
    assert _worlds_until_found(MUTANTS[name]) <= FOUND_WITHIN, "no world has shown it"


def test_there_are_enough_wrong_policies_and_the_right_one_is_none_of_them() -> None:
    assert len(MUTANTS) >= 30
    assert _worlds_until_found(None) > FOUND_WITHIN


def _worlds_until_found(wrong: Wrong | None) -> int:
    """Return in which world, counted from 1, a leak or a wrong denial shows; one more than allowed when in none."""
    policy = Policy(wrong)
    for seed in range(FOUND_WITHIN):
        world, told = _answers(seed)
        for (_, _, _, said), right in zip(policy.verdicts(world), told, strict=True):
            if (said.allowed, said.masked, said.unmask, said.shared) != (
                right.seen, right.masked, right.unmask, right.shared,
            ):  # fmt: skip
                return seed + 1
    return FOUND_WITHIN + 1
