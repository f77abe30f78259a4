"""Is every step at home on every floor: an edge, a row of access, one verb, one button, its words, a glossary line."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.tree import PACKAGE, ROOT, modules
from wangfang.interfaces.desk.presenters.buttons import button
from wangfang.interfaces.frame.wording import STATES, STEPS
from wangfang.rules.access import ACCESS
from wangfang.rules.facts import Kind, Role, Step
from wangfang.rules.states import State
from wangfang.rules.transitions import TRANSITIONS
from wangfang.rules.workflow import STATE_WORDS, STEP_WORDS, source_of

VERBS = {
    "intake",
    "passing",
    "screening",
    "duplicates",
    "linking",
    "handling",
    "closing",
    "evaluation",
    "review",
    "urging",
    "opinions",
    "reorganising",
    "marking",
}
BY_CITIZENS = {  # the verb's page on the portal
    Step.SUBMIT: "report",
    Step.EVALUATE: "rate",
    Step.WITHDRAW: "remedy",
    Step.REQUEST_REVIEW: "remedy",
    Step.REQUEST_RECHECK: "remedy",
}
BY_THE_HOUSE = {  # no page takes them: why, and the room that does or has the verb for it
    Step.HAND_OVER: ("a reorganisation moves all open cases of an agency at once", "records/cases/reorganising.py"),
    Step.RECOMPUTE: ("a new calendar or rule-set reckons all open clocks anew", "records/cases/reorganising.py"),
    Step.FINALIZE: ("the days in which a remedy could be asked for have run out", "records/cases/closing.py"),
}
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def _verbs_that_take(step: Step) -> set[str]:
    return {
        path.stem
        for path, tree in modules(PACKAGE / "records" / "cases")
        if path.stem in VERBS
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) == f"Step.{step.name}"
    }


@pytest.mark.parametrize("step", Step)
def test_a_step_has_its_edge_its_people_and_its_source(step: Step) -> None:
    assert [edge for edge in TRANSITIONS if edge.step is step], "add an edge to rules/transitions.py"
    assert ACCESS.get(step), "add a row to rules/access.py"
    assert source_of(step).startswith("《")


@pytest.mark.parametrize("step", Step)
def test_a_step_is_taken_in_one_room(step: Step) -> None:
    assert len(_verbs_that_take(step)) == 1, "one verb, in the module of its stage"


@pytest.mark.parametrize("step", Step)
def test_a_step_has_its_button(step: Step) -> None:
    if step in BY_CITIZENS:
        assert ACCESS[step] == {Role.PETITIONER}
        view = PACKAGE / "interfaces" / "portal" / "views" / f"{BY_CITIZENS[step]}.py"
        assert _verbs_that_take(step).pop() in view.read_text(encoding="utf-8")
    elif step in BY_THE_HOUSE:
        assert ACCESS[step] == {Role.ADMIN}, "whoever may take it at a post needs a page"
        why, room = BY_THE_HOUSE[step]
        assert why
        assert f"Step.{step.name}" in (PACKAGE / room).read_text(encoding="utf-8")
    else:
        assert button("20170822-000001", step, Kind.BUREAU).url.startswith("/desk/cases/20170822-000001/")


@pytest.mark.parametrize("step", Step)
def test_a_step_has_words_for_people_for_the_trace_and_in_the_glossary(step: Step) -> None:
    assert STEPS[step]
    assert STEP_WORDS[step]
    assert re.search(rf"^\|[^|]+\| `{step.value}` \|[^|]+\|$", GLOSSARY, re.MULTILINE), "add a line to docs/glossary.md"


@pytest.mark.parametrize("state", State)
def test_a_state_can_be_reached_and_has_its_words(state: State) -> None:
    assert [edge for edge in TRANSITIONS if edge.after is state]
    assert STATES[state].staff
    assert STATE_WORDS[state]
    assert re.search(rf"^\|[^|]+\| `{state.value}` \|[^|]+\|$", GLOSSARY, re.MULTILINE), (
        "add a line to docs/glossary.md"
    )
