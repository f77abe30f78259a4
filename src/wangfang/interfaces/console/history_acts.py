"""How one line of a history becomes an act of the house: who acts, what it says, by which verb."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from wangfang.interfaces.console.history_line import Line
from wangfang.interfaces.frame.acts import PETITIONER
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import closing, evaluation, handling, intake, passing
from wangfang.rules.facts import Act, Actor, Role, Step
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from wangfang.records.cases.models import Case

Detail = Mapping[str, str]

LOGIN, NAME = "history", "历史数据导入"

_KEYS: dict[Step, tuple[str, ...]] = {
    Step.SCREEN: ("procedure",),
    Step.DECLINE: ("why",),
    Step.LOG_WORK: ("kind", "note"),
    Step.RESOLVE: ("note",),
    Step.ISSUE_OPINION: ("conclusion", "text"),
    Step.SERVE: ("method",),
}
_PASSING = frozenset({Step.SUBMIT, Step.FORWARD, Step.ASSIGN})


def act_of(line: Line, source: str) -> Act:
    """Return who acts and when; the key makes the same line of the same source harmless a second time.

    Raises:
        Refused: the agency is not in the tree.
    """
    actor = PETITIONER
    if line.agency:
        actor = Actor(line.actor or LOGIN, line.actor or NAME, Role.SYSTEM, tree().agency(line.agency))
    words = json.dumps([source, line.said], sort_keys=True)
    key = hashlib.sha256(words.encode()).hexdigest()
    return Act(actor, line.occurred_at, line.recorded_at, key, quiet=True)


def detail_of(line: Line) -> Detail:
    """Return what the step says beside its name.

    Raises:
        Refused: a key is missing, or names an agency that is not in the tree.
    """
    if line.step in _PASSING:
        said = {"to": tree().agency(line.text("to")).code}
        return said | _assigned(line) if line.step is Step.ASSIGN else said
    if line.step is Step.EVALUATE:
        given = {key: line.text(key, "") for key in ("bureau", "unit", "note")}
        return {key: text for key, text in given.items() if text}
    return {key: line.text(key) for key in _KEYS.get(line.step, ())}


def _assigned(line: Line) -> dict[str, str]:
    if line.said.get("co"):
        raise Refused("co（协办单位）现在还不能导入")
    return {"due_on": line.day("due_on").isoformat()}


def _evaluate(case: Case, act: Act, said: Detail) -> Case:
    bureau, unit, note = (said.get(key, "") for key in ("bureau", "unit", "note"))
    return evaluation.evaluate(case, act, bureau=bureau, unit=unit, note=note)


VERBS: dict[Step, Callable[[Case, Act, Detail], Case]] = {
    Step.REGISTER: lambda case, act, _: intake.register(case, act),
    Step.SCREEN: lambda case, act, said: intake.screen(case, said["procedure"], act),
    Step.FORWARD: lambda case, act, said: passing.forward(case, said["to"], act),
    Step.ASSIGN: lambda case, act, said: passing.assign(case, said["to"], date.fromisoformat(said["due_on"]), act),
    Step.SIGN_IN: lambda case, act, _: passing.sign_in(case, act),
    Step.ACCEPT: lambda case, act, _: handling.accept(case, act),
    Step.DECLINE: lambda case, act, said: handling.decline(case, said["why"], act),
    Step.LOG_WORK: lambda case, act, said: handling.log_work(case, said["kind"], said["note"], act),
    Step.RESOLVE: lambda case, act, said: handling.resolve(case, said["note"], act),
    Step.ISSUE_OPINION: lambda case, act, said: closing.issue_opinion(case, said["conclusion"], said["text"], act),
    Step.SERVE: lambda case, act, said: closing.serve(case, said["method"], act),
    Step.CLOSE: lambda case, act, _: closing.close(case, act),
    Step.EVALUATE: _evaluate,
}
"""Every step but the submission, which begins a case, and the verb it is taken by."""
