"""Made-up lives, clock by clock: the product's duties are those that the oracle reads off the same acts."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

import pytest

from tests.oracle.beside import beside
from tests.oracle.lives import Teller
from tests.oracle.oracle import CLOCKS, legal, stories
from tests.oracle.stories import Json, Story
from tests.oracle.world import CORNER, ON_TRIAL, World, world
from wangfang.rules.duties import Law, duties_of
from wangfang.rules.facts import Agency, CaseFacts, Event, Form, Kind, Life, Purpose, Step
from wangfang.rules.indicators import Indicator
from wangfang.rules.limits import Pilot

LAW = Law([Pilot(trial.code, "harbin-315", trial.first, trial.last) for trial in ON_TRIAL])
KINDS = {CLOCKS[str(indicator)]: indicator for indicator in Indicator}
NOT_SAID = {"case", "step", "occurred_at", "recorded_at", "agency", "petitioner", "title", "text", "form", "people"}

Clock = tuple[str, str, int, date, Any]
"""Kind, owner, the act that began it, the legal due day, and what met it."""


def lived(story: Story) -> Life:
    """Give the life that the product makes of the same acts."""
    organs = story.world.organs
    agencies = {
        code: Agency(code, organ.name, Kind(organ.kind), organ.region, tuple(reversed(story.world.above(code))))
        for code, organ in organs.items()
    }
    first = story.first
    facts = CaseFacts("1", Form(first["form"]), Purpose(first["purpose"]), first["region"], first["people"])
    return Life(facts, tuple(_event(number, act) for number, act in enumerate(story.acts, 1)), agencies)


def _event(number: int, act: Json) -> Event:
    moment = datetime.fromisoformat(act["occurred_at"])
    asks = act["step"] in ("request_review", "request_recheck") and "agency" in act
    detail = {key: said for key, said in act.items() if key not in NOT_SAID} | ({"to": act["agency"]} if asks else {})
    return Event(number, Step(act["step"]), moment, moment, "" if asks else act.get("agency", ""), detail)


def wanted(story: Story) -> list[Clock]:
    """Give the oracle's clocks."""
    main: list[Clock] = [(CLOCKS[c.rate], c.owner, c.start, c.due, c.met) for c in legal(story)]
    return sorted([*main, *((b.kind, b.owner, b.start, b.due, b.met) for b in beside(story))], key=str)


def found(story: Story) -> list[Clock]:
    """Give the product's; a bureau's own answer and a clock that stands are in no rate of the oracle."""
    clocks: list[Clock] = []
    for duty in duties_of(life := lived(story), LAW):
        if duty.kind in KINDS:
            by_bureau = duty.kind == "answer" and life.agency(duty.owner).kind is Kind.BUREAU
            if not by_bureau and duty.due_legal != date.max:
                clocks.append((str(duty.kind), duty.owner, duty.number, duty.due_legal, duty.met_at))
        else:
            clocks.append((str(duty.kind), duty.owner, duty.number, duty.due_legal, duty.met_by))
    return sorted(clocks, key=str)


def corner() -> World:
    return world(CORNER, *ON_TRIAL)


def differing(seeds: range, lives: int) -> tuple[list[object], Counter[str]]:
    """Hold life after life against the oracle; gives those that differ, and how many clocks of each kind there were."""
    wrong: list[object] = []
    kinds: Counter[str] = Counter()
    for seed in seeds:
        for story in stories(Teller(seed, corner(), contested=bool(seed % 2), direct=True).tell(lives), corner()):
            want, got = wanted(story), found(story)
            kinds.update(kind for kind, *_ in want)
            if want != got:
                wrong.append((seed, story.first["case"], set(want) ^ set(got)))
    return wrong, kinds


def test_every_clock_of_made_up_lives_is_the_oracles() -> None:
    wrong, kinds = differing(range(8), lives=60)

    assert wrong == []
    assert set(kinds) == {"route", "accept", "answer", "review", "recheck", "decide_return", "assist", "proposal"}
    assert min(kinds.values()) > 10, kinds


@pytest.mark.nightly
def test_every_clock_of_many_made_up_lives_is_the_oracles() -> None:
    wrong, _ = differing(range(1000, 1100), lives=300)

    assert wrong == []


def test_the_lives_told_have_what_changes_a_clock() -> None:
    tellers = [Teller(seed, corner(), contested=bool(seed % 2), direct=True) for seed in range(8)]
    cases = [story for teller in tellers for story in stories(teller.tell(60), corner())]
    told = [act for story in cases for act in story.acts]
    assert any(corner().is_unit(story.first.get("agency", "P")) for story in cases)  # filed with a unit
    assert any(act["step"] == "recompute" and act["kept"] for act in told)
    assert any(_went_back(story) for story in cases)
    assert any(act["step"] == "arbitrate" for act in told)


def _went_back(story: Story) -> bool:
    steps = [act["step"] for act in story.acts]
    back = [n for n, act in enumerate(story.acts) if act.get("procedure") == "ordinary" and "accept" in steps[:n]]
    return any(story.simplified(story.acts[n]) for n in back)
