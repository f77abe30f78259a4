"""What a step of a history says beside its name, in the words that the verbs write down."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wangfang.interfaces.console.history_line import Line
from wangfang.records.agencies.tree import tree
from wangfang.rules.facts import Step
from wangfang.rules.refusal import Refused

Detail = Mapping[str, object]

_TEXTS: dict[Step, tuple[str, ...]] = {
    Step.SCREEN: ("procedure",),
    Step.DECLINE: ("why",),
    Step.NO_LONGER_ACCEPT: ("why",),
    Step.FILE: ("why",),
    Step.UNMERGE: ("why",),
    Step.LOG_WORK: ("kind", "note"),
    Step.PAUSE: ("why",),
    Step.SETTLE: ("note",),
    Step.RESOLVE: ("note",),
    Step.ISSUE_OPINION: ("conclusion", "text"),
    Step.SERVE: ("method",),
    Step.REOPEN: ("why",),
    Step.WITHDRAW: ("why",),
    Step.LIFT: ("why",),
}
"""Steps that say nothing but texts, all of which they must."""


def detail_of(line: Line) -> Detail:
    """Return what the step says; of a merge all but the other case, which only the store can tell.

    Raises:
        Refused: a key is missing or of the wrong kind, or names an agency that is not in the tree.
    """
    reader = _READERS.get(line.step)
    if reader:
        return reader(line)
    return {key: line.text(key) for key in _TEXTS.get(line.step, ())}


def _moved(line: Line) -> Detail:
    return {"to": tree().agency(line.text("to")).code}


def _assigned(line: Line) -> Detail:
    if line.said.get("co"):
        raise Refused("co（协办单位）现在还不能导入")
    return {**_moved(line), "due_on": line.day("due_on").isoformat()}


def _objected(line: Line) -> Detail:
    return {"why": line.text("why"), **_given(line, "should_go_to")}


def _returned(line: Line) -> Detail:
    to = _moved(line) if line.text("to", "") else {}
    return {"agree": line.flag("agree"), **to, **_given(line, "why")}


def _diverted(line: Line) -> Detail:
    return {"why": line.text("why"), "organ": line.text("to", "")}


def _merged(line: Line) -> Detail:
    return {"why": line.text("why")}


def _extended(line: Line) -> Detail:
    return {"days": line.number("days"), "why": line.text("why")}


def _rated(line: Line) -> Detail:
    return _given(line, "bureau", "unit", "note")


def _asked(line: Line) -> Detail:
    body = line.text("agency", "")
    return {"why": line.text("why"), **({"to": tree().agency(body).code} if body else {})}


def _decided(line: Line) -> Detail:
    return {"outcome": line.text("outcome"), **_given(line, "why")}


def _supplemented(line: Line) -> Detail:
    day = line.day("evidence_on").isoformat()
    return {"field": line.text("field"), "value": line.text("value"), "evidence_on": day}


def _urged(line: Line) -> Detail:
    due = {"due_on": line.day("due_on").isoformat()} if line.said.get("due_on") is not None else {}
    return {"why": line.text("why"), **due}


def _given(line: Line, *keys: str) -> dict[str, object]:
    """Return those of the texts that are there and not empty."""
    found = {key: line.text(key, "") for key in keys}
    return {key: text for key, text in found.items() if text}


_READERS: dict[Step, Callable[[Line], Detail]] = {
    Step.SUBMIT: _moved,
    Step.FORWARD: _moved,
    Step.ASSIGN: _assigned,
    Step.REQUEST_RETURN: _objected,
    Step.DECIDE_RETURN: _returned,
    Step.DIVERT: _diverted,
    Step.MERGE: _merged,
    Step.EXTEND: _extended,
    Step.EVALUATE: _rated,
    Step.REQUEST_REVIEW: _asked,
    Step.DECIDE_REVIEW: _decided,
    Step.REQUEST_RECHECK: _asked,
    Step.DECIDE_RECHECK: _decided,
    Step.SUPPLEMENT: _supplemented,
    Step.URGE: _urged,
    Step.SUPERVISE: _urged,
    Step.LIST: _urged,
}
