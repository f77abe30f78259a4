"""How one line of a history becomes an act of the house: who acts, and by which verb."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from wangfang.interfaces.console.history_details import Detail
from wangfang.interfaces.console.history_line import Line
from wangfang.interfaces.frame.acts import PETITIONER
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import (
    closing,
    duplicates,
    evaluation,
    handling,
    intake,
    passing,
    review,
    screening,
    urging,
)
from wangfang.rules.facts import Act, Actor, Role, Step

if TYPE_CHECKING:
    from wangfang.records.cases.models import Case

LOGIN, NAME = "history", "历史数据导入"


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


Verb = Callable[["Case", Act, Detail], "Case"]


def _text(said: Detail, key: str) -> str:
    return str(said.get(key, ""))


def _day(said: Detail) -> date | None:
    text = _text(said, "due_on")
    return date.fromisoformat(text) if text else None


def _plain(verb: Callable[[Case, Act], Case]) -> Verb:
    """Make a verb of one that is told nothing."""
    return lambda case, act, _: verb(case, act)


def _worded(verb: Callable[..., Case], *keys: str) -> Verb:  # the verbs differ in how many texts they take
    """Make a verb of one that is told texts in this order."""
    return lambda case, act, said: verb(case, *(_text(said, key) for key in keys), act)


def _assign(case: Case, act: Act, said: Detail) -> Case:
    return passing.assign(case, _text(said, "to"), date.fromisoformat(_text(said, "due_on")), act)


def _request_return(case: Case, act: Act, said: Detail) -> Case:
    return passing.request_return(case, _text(said, "why"), act, _text(said, "should_go_to"))


def _decide_return(case: Case, act: Act, said: Detail) -> Case:
    return passing.decide_return(case, act, agree=said["agree"] is True, to=_text(said, "to"), why=_text(said, "why"))


def _extend(case: Case, act: Act, said: Detail) -> Case:
    return handling.extend(case, int(_text(said, "days")), _text(said, "why"), act)


def _supplement(case: Case, act: Act, said: Detail) -> Case:
    evidence_on = date.fromisoformat(_text(said, "evidence_on"))
    return handling.supplement(case, _text(said, "field"), _text(said, "value"), evidence_on, act)


def _evaluate(case: Case, act: Act, said: Detail) -> Case:
    bureau, unit, note = (_text(said, key) for key in ("bureau", "unit", "note"))
    return evaluation.evaluate(case, act, bureau=bureau, unit=unit, note=note)


VERBS: dict[Step, Verb] = {
    Step.REGISTER: _plain(intake.register),
    Step.SCREEN: _worded(intake.screen, "procedure"),
    Step.FORWARD: _worded(passing.forward, "to"),
    Step.ASSIGN: _assign,
    Step.SIGN_IN: _plain(passing.sign_in),
    Step.REQUEST_RETURN: _request_return,
    Step.DECIDE_RETURN: _decide_return,
    Step.ACCEPT: _plain(handling.accept),
    Step.DECLINE: _worded(handling.decline, "why"),
    Step.NO_LONGER_ACCEPT: _worded(screening.no_longer_accept, "why"),
    Step.FILE: _worded(screening.file, "why"),
    Step.DIVERT: _worded(screening.divert, "why", "organ"),
    Step.UNMERGE: _worded(duplicates.unmerge, "why"),
    Step.LOG_WORK: _worded(handling.log_work, "kind", "note"),
    Step.PAUSE: _worded(handling.pause, "why"),
    Step.RESUME: _plain(handling.resume),
    Step.EXTEND: _extend,
    Step.SETTLE: _worded(handling.settle, "note"),
    Step.RESOLVE: _worded(handling.resolve, "note"),
    Step.ISSUE_OPINION: _worded(closing.issue_opinion, "conclusion", "text"),
    Step.SERVE: _worded(closing.serve, "method"),
    Step.CLOSE: _plain(closing.close),
    Step.EVALUATE: _evaluate,
    Step.REOPEN: _worded(closing.reopen, "why"),
    Step.REQUEST_REVIEW: lambda case, act, said: review.request_review(case, _text(said, "why"), act, _text(said, "to")),
    Step.DECIDE_REVIEW: lambda case, act, said: review.decide_review(case, _text(said, "outcome"), act, _text(said, "why")),
    Step.REQUEST_RECHECK: lambda case, act, said: review.request_recheck(case, _text(said, "why"), act, _text(said, "to")),
    Step.DECIDE_RECHECK: lambda case, act, said: review.decide_recheck(case, _text(said, "outcome"), act, _text(said, "why")),
    Step.SUPPLEMENT: _supplement,
    Step.WITHDRAW: _worded(screening.withdraw, "why"),
    Step.URGE: lambda case, act, said: urging.urge(case, _text(said, "why"), act, _day(said)),
    Step.SUPERVISE: lambda case, act, said: urging.supervise(case, _text(said, "why"), act, _day(said)),
    Step.LIST: lambda case, act, said: urging.put_on_list(case, _text(said, "why"), act, _day(said)),
    Step.LIFT: _worded(urging.lift, "why"),
}  # fmt: skip
"""Every step that goes on with one case and the verb it is taken by; a merge speaks of two (`history_replay`)."""
