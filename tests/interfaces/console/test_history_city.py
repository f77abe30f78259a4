"""A city's quarter in which everything happens that can: it replays in any order of its cases, and its trace is whole."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from tests.interfaces.console.test_history import told, written
from wangfang.interfaces.console.bench import replaying
from wangfang.interfaces.console.demo import quarters, winding
from wangfang.interfaces.console.demo.drawing import Wish, draw
from wangfang.interfaces.console.demo.founding import found_city
from wangfang.interfaces.console.demo.turns import Turn, drawn
from wangfang.interfaces.console.generating import city_of
from wangfang.interfaces.console.main import group
from wangfang.interfaces.frame.acts import system_act
from wangfang.records.cases.models import Case, StepTaken
from wangfang.records.cases.verification import verify
from wangfang.rules.facts import Step
from wangfang.rules.labels import MARKING

Acts = list[dict[str, object]]
BEHIND = {Turn.SENT_BACK: Turn.DRAFTED, Turn.RECHECKED: Turn.REVIEWED, Turn.REDONE: Turn.REVIEWED}
FIRST, _ = replaying.QUARTER


def winding_life(turn: Turn) -> Acts:
    """Return a case that takes this turn."""
    rng = Random(turn)
    regions = [region for region, *_ in quarters.PLAN]
    wish = Wish(f"turn-{turn}", 1, rng.choice(regions), FIRST, plain=True)
    course = draw(wish, rng)
    while course.form != "online":
        course = draw(wish, rng)
    return winding.lived(course, {turn, BEHIND.get(turn, turn)}, rng)


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Acts:
    """Return a bounded quarter: some drawn cases with a copy now and then, and one for each turn."""
    path = tmp_path_factory.mktemp("city") / "city.jsonl"
    replaying.write(path, 90, 20, mixed=False)
    some = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [*some, *(act for turn in Turn for act in winding_life(turn))]


@pytest.mark.django_db
@pytest.mark.parametrize("order", ["one case after the other", "by the moments"])
def test_a_quarter_of_a_city_replays_and_verifies(quarter: Acts, order: str, tmp_path: Path) -> None:
    found_city(system_act())
    acts = sorted(quarter, key=_moment) if order == "by the moments" else quarter

    answer = told(written(tmp_path / "city.jsonl", *acts))

    assert answer["refused"] == []
    assert (answer["acts"], answer["skipped"]) == (len(acts), 0)
    assert answer["cases"] == len({act["case"] for act in acts}) == Case.objects.count()
    beside = MARKING | {Step.LINK, Step.UNLINK, Step.DISMISS}  # nobody is named here by login, and none linked
    assert set(StepTaken.objects.values_list("step", flat=True)) == set(Step) - beside
    checked = CliRunner().invoke(group, ["ledger", "verify"], catch_exceptions=False)
    assert (checked.exit_code, list(verify())) == (0, [])


@pytest.mark.django_db
def test_a_chain_of_merged_cases_is_lived_in_the_order_of_the_file(quarter: Acts, tmp_path: Path) -> None:
    found_city(system_act())
    life = next(acts for acts in city_of(40, 20, replaying.QUARTER, replaying.UNTIL) if acts[0]["step"] == "submit")
    begun = [[{**act, "case": name} for act in life[:2]] for name in "ABC"]
    moment = {"agency": life[1]["agency"], "occurred_at": life[1]["occurred_at"], "step": "merge", "why": "同一件事"}
    into_b, into_c = {**moment, "case": "A", "into": "B"}, {**moment, "case": "B", "into": "C"}
    file = written(tmp_path / "chain.jsonl", *begun[1], *begun[2], *begun[0], into_b, into_c)

    assert told(file) == {"acts": 8, "cases": 3, "skipped": 0, "refused": []}
    assert dict(Case.objects.values_list("external_id", "state")) == {
        "A": "merged", "B": "merged", "C": "registered",
    }  # fmt: skip


@pytest.mark.parametrize("turn", Turn)
def test_a_turn_that_is_wanted_is_taken(turn: Turn) -> None:
    straight = {"submit", "register", "forward", "assign", "sign_in", "accept", "log_work", "resolve"}
    straight |= {"issue_opinion", "serve", "close", "evaluate", "screen"}
    assert {act["step"] for act in winding_life(turn)} - straight


def test_a_case_with_a_late_step_goes_straight() -> None:
    wish = Wish("late", 1, "230111", FIRST, late=frozenset({"answer"}))
    assert {drawn(draw(wish, Random(seed)), Random(seed)) for seed in range(50)} == {frozenset()}


def _moment(act: dict[str, object]) -> datetime:
    return datetime.fromisoformat(str(act["occurred_at"]))
