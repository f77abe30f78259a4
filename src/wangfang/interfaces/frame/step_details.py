"""What a step says beside its name, read from JSON into the words that the verbs write down."""

from __future__ import annotations

from collections.abc import Callable

from wangfang.interfaces.frame.said import Said
from wangfang.records.agencies.tree import tree
from wangfang.records.cases.verbs import Detail
from wangfang.records.people.posts import require_known
from wangfang.rules.facts import Step
from wangfang.rules.refusal import Refused

_TEXTS: dict[Step, tuple[str, ...]] = {
    Step.FAIL_SCREENING: ("why",),
    Step.DECLINE: ("why",),
    Step.NO_LONGER_ACCEPT: ("why",),
    Step.FILE: ("why",),
    Step.UNMERGE: ("why",),
    Step.UNLINK: ("why",),
    Step.LOG_WORK: ("kind", "note"),
    Step.PAUSE: ("why",),
    Step.SETTLE: ("note",),
    Step.RESOLVE: ("note",),
    Step.ASSIST: ("text",),
    Step.RETURN_DRAFT: ("why",),
    Step.FINALIZE: ("ground",),
    Step.ANSWER_PROPOSAL: ("text",),
    Step.REOPEN: ("why",),
    Step.WITHDRAW: ("why",),
    Step.LIFT: ("why",),
    Step.LABEL: ("secrecy", "why"),
}
"""Steps that say nothing but texts, all of which they must."""


def detail_of(step: Step, said: Said) -> Detail:
    """Return what the step says; of one that speaks of two cases all but the other, which only the store can tell.

    Raises:
        Refused: a key is missing or of the wrong kind, or names an agency that is not in the tree.
    """
    reader = _READERS.get(step)
    if reader:
        return reader(said)
    return {key: said.text(key) for key in _TEXTS.get(step, ())}


def _submitted(said: Said) -> Detail:
    return {"to": tree().agency(said.text("to")).code}


def _moved(said: Said) -> Detail:
    if isinstance(said.value("to"), list):
        raise Refused("一件事交给几个单位办理的，要定一个责任单位主办（to），其他单位协办（co）")
    co = [tree().agency(code).code for code in said.texts("co")]
    return {**_submitted(said), **({"co": co} if co else {})}


def _assigned(said: Said) -> Detail:
    return {**_moved(said), "due_on": said.day("due_on").isoformat()}


def _settled(said: Said) -> Detail:
    return {**_submitted(said), "why": said.text("why")}


def _screened(said: Said) -> Detail:
    return {"procedure": said.text("procedure"), **_given(said, "ground")}


def _drafted(said: Said) -> Detail:
    return {"conclusion": said.text("conclusion"), "text": said.text("text"), **_given(said, "facts", "basis")}


def _issued(said: Said) -> Detail:
    return {**_drafted(said), **_given(said, "bypass", "without")}


def _served(said: Said) -> Detail:
    return {"method": said.text("method"), **_given(said, "proof")}


def _recomputed(said: Said) -> Detail:
    return {"why": said.text("why"), "kept": said.days("kept")}


def _proposed(said: Said) -> Detail:
    return {"kind": said.text("kind"), "text": said.text("text"), **_submitted(said)}


def _reported(said: Said) -> Detail:
    return {"note": said.text("note"), **_given(said, "to")}


def _objected(said: Said) -> Detail:
    return {"why": said.text("why"), **_given(said, "should_go_to")}


def _returned(said: Said) -> Detail:
    to = _moved(said) if said.text("to", "") else {}
    return {"agree": said.flag("agree"), **to, **_given(said, "why")}


def _diverted(said: Said) -> Detail:
    on = {"on": said.day("on").isoformat()} if said.value("on") is not None else {}
    return {"why": said.text("why"), **_given(said, "to", "procedure", "rank"), **on}


def _merged(said: Said) -> Detail:
    return {"why": said.text("why"), **_given(said, "repeat")}


def _linked(said: Said) -> Detail:
    return {"verdict": said.text("verdict"), **_given(said, "why")}


def _extended(said: Said) -> Detail:
    return {"days": said.number("days"), "why": said.text("why"), **_given(said, "consent")}


def _rated(said: Said) -> Detail:
    return _given(said, "bureau", "unit", "note")


def _asked(said: Said) -> Detail:
    body = said.text("to", "") or said.text("agency", "")  # a history says it with the key of who acts elsewhere
    return {"why": said.text("why"), **({"to": tree().agency(body).code} if body else {})}


def _decided(said: Said) -> Detail:
    return {"outcome": said.text("outcome"), **_given(said, "why")}


def _supplemented(said: Said) -> Detail:
    day = said.day("evidence_on").isoformat()
    return {"field": said.text("field"), "value": said.text("value"), "evidence_on": day}


def _urged(said: Said) -> Detail:
    due = {"due_on": said.day("due_on").isoformat()} if said.value("due_on") is not None else {}
    return {"why": said.text("why"), **due}


def _accused(said: Said) -> Detail:
    unit = said.text("accused", "")  # a line of a history says with `agency` who acts
    place = {"agency": tree().agency(unit).code} if unit else {}
    who = _person(said) if said.text("login", "") else {}
    return {**who, **place, "why": said.text("why")}


def _person(said: Said) -> dict[str, object]:
    return {"login": require_known(said.text("login"))}


def _about(said: Said) -> Detail:
    return {**_person(said), "why": said.text("why")}


def _ended(said: Said) -> Detail:
    refused = said.value("refused") is not None and said.flag("refused")
    return {**_about(said), **({"refused": True} if refused else {})}


def _granted(said: Said) -> Detail:
    until = said.day("until").isoformat()
    return {**_person(said), "parts": said.texts("parts"), "until": until, "why": said.text("why")}


def _given(said: Said, *keys: str) -> dict[str, object]:
    """Return those of the texts that are there and not empty."""
    found = {key: said.text(key, "") for key in keys}
    return {key: text for key, text in found.items() if text}


_READERS: dict[Step, Callable[[Said], Detail]] = {
    Step.SUBMIT: _submitted,
    Step.SCREEN: _screened,
    Step.ARBITRATE: _settled,
    Step.HAND_OVER: lambda said: {**_settled(said), **_given(said, "from")},
    Step.RECOMPUTE: _recomputed,
    Step.DRAFT_OPINION: _drafted,
    Step.PASS_DRAFT: lambda said: _given(said, "note"),
    Step.SIGN_DRAFT: lambda said: _given(said, "bypass"),
    Step.ISSUE_OPINION: _issued,
    Step.SERVE: _served,
    Step.CLOSE: lambda said: _given(said, "report"),
    Step.PROPOSE: _proposed,
    Step.REPORT_URGENT: _reported,
    Step.FORWARD: _moved,
    Step.ASSIGN: _assigned,
    Step.REQUEST_RETURN: _objected,
    Step.DECIDE_RETURN: _returned,
    Step.DIVERT: _diverted,
    Step.MERGE: _merged,
    Step.LINK: _linked,
    Step.DISMISS: lambda said: _given(said, "why"),
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
    Step.NAME_ACCUSED: _accused,
    Step.ASK_GRANT: _granted,
    Step.RECUSE: _about,
    Step.APPROVE_GRANT: _person,
    Step.END_GRANT: _ended,
}
