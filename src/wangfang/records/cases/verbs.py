"""Which verb takes which step: the one table for whoever is told a step by its word (replay, JSON interface)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from wangfang.records.cases import (
    closing,
    duplicates,
    evaluation,
    handling,
    intake,
    linking,
    marking,
    opinions,
    passing,
    reorganising,
    review,
    screening,
    urging,
)
from wangfang.records.cases.models import Case
from wangfang.rules.facts import Act, Step

Detail = Mapping[str, object]
"""What a step says beside its name, in the words in which it is kept."""

Verb = Callable[[Case, Act, Detail], Case]


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


def _co(said: Detail) -> tuple[str, ...]:
    named = said.get("co")
    return tuple(map(str, named)) if isinstance(named, list | tuple) else ()


def _forward(case: Case, act: Act, said: Detail) -> Case:
    return passing.forward(case, _text(said, "to"), act, _co(said))


def _assign(case: Case, act: Act, said: Detail) -> Case:
    return passing.assign(case, _text(said, "to"), date.fromisoformat(_text(said, "due_on")), act, _co(said))


def _divert(case: Case, act: Act, said: Detail) -> Case:
    day = date.fromisoformat(_text(said, "on")) if said.get("on") else None
    way = screening.Exit(_text(said, "procedure"), _text(said, "to"), day, _text(said, "rank"))
    return screening.divert(case, _text(said, "why"), way, act)


def _opinion(said: Detail) -> opinions.Opinion:
    return opinions.Opinion(*(_text(said, key) for key in ("conclusion", "text", "facts", "basis")))


def _issue(case: Case, act: Act, said: Detail) -> Case:
    bypass, without = _text(said, "bypass"), _text(said, "without")
    return opinions.issue(case, _opinion(said), act, bypass=bypass, without=without)


def _hand_over(case: Case, act: Act, said: Detail) -> Case:
    return reorganising.hand_over(case, _text(said, "to"), _text(said, "why"), act, _text(said, "from"))


def _recompute(case: Case, act: Act, said: Detail) -> Case:
    kept = said.get("kept")
    days = {str(name): str(day) for name, day in kept.items()} if isinstance(kept, Mapping) else {}
    return reorganising.recompute(case, _text(said, "why"), days, act)


def _request_return(case: Case, act: Act, said: Detail) -> Case:
    return passing.request_return(case, _text(said, "why"), act, _text(said, "should_go_to"))


def _decide_return(case: Case, act: Act, said: Detail) -> Case:
    return passing.decide_return(case, act, agree=said["agree"] is True, to=_text(said, "to"), why=_text(said, "why"))


def _extend(case: Case, act: Act, said: Detail) -> Case:
    return handling.extend(case, int(_text(said, "days")), _text(said, "why"), act, _text(said, "consent"))


def _supplement(case: Case, act: Act, said: Detail) -> Case:
    evidence_on = date.fromisoformat(_text(said, "evidence_on"))
    return handling.supplement(case, _text(said, "field"), _text(said, "value"), evidence_on, act)


def _evaluate(case: Case, act: Act, said: Detail) -> Case:
    bureau, unit, note = (_text(said, key) for key in ("bureau", "unit", "note"))
    return evaluation.evaluate(case, act, bureau=bureau, unit=unit, note=note)


def _ask_grant(case: Case, act: Act, said: Detail) -> Case:
    named, until = said.get("parts"), _text(said, "until")
    parts = tuple(map(str, named)) if isinstance(named, list | tuple) else ()
    day = date.fromisoformat(until) if until else None
    return marking.ask_grant(case, _text(said, "login"), parts, day, _text(said, "why"), act)


VERBS: dict[Step, Verb] = {
    Step.REGISTER: _plain(intake.register),
    Step.FAIL_SCREENING: _worded(screening.fail_screening, "why"),
    Step.SCREEN: lambda case, act, said: intake.screen(case, _text(said, "procedure"), act, _text(said, "ground")),
    Step.FORWARD: _forward,
    Step.ASSIGN: _assign,
    Step.SIGN_IN: _plain(passing.sign_in),
    Step.REQUEST_RETURN: _request_return,
    Step.DECIDE_RETURN: _decide_return,
    Step.ARBITRATE: _worded(passing.arbitrate, "to", "why"),
    Step.HAND_OVER: _hand_over,
    Step.RECOMPUTE: _recompute,
    Step.ACCEPT: _plain(handling.accept),
    Step.DECLINE: _worded(handling.decline, "why"),
    Step.NO_LONGER_ACCEPT: _worded(screening.no_longer_accept, "why"),
    Step.FILE: _worded(screening.file, "why"),
    Step.DIVERT: _divert,
    Step.UNMERGE: _worded(duplicates.unmerge, "why"),
    Step.LOG_WORK: _worded(handling.log_work, "kind", "note"),
    Step.PAUSE: _worded(handling.pause, "why"),
    Step.RESUME: _plain(handling.resume),
    Step.EXTEND: _extend,
    Step.SETTLE: _worded(handling.settle, "note"),
    Step.RESOLVE: _worded(handling.resolve, "note"),
    Step.ASSIST: _worded(handling.assist, "text"),
    Step.DRAFT_OPINION: lambda case, act, said: opinions.draft(case, _opinion(said), act),
    Step.PASS_DRAFT: lambda case, act, said: opinions.pass_draft(case, act, _text(said, "note")),
    Step.RETURN_DRAFT: _worded(opinions.return_draft, "why"),
    Step.SIGN_DRAFT: lambda case, act, said: opinions.sign_draft(case, act, _text(said, "bypass")),
    Step.ISSUE_OPINION: _issue,
    Step.SERVE: lambda case, act, said: closing.serve(case, _text(said, "method"), act, _text(said, "proof")),
    Step.CLOSE: lambda case, act, said: closing.close(case, act, _text(said, "report")),
    Step.FINALIZE: _worded(closing.finalize, "ground"),
    Step.EVALUATE: _evaluate,
    Step.REOPEN: _worded(closing.reopen, "why"),
    Step.ACCEPT_REVIEW: _plain(review.accept_review),
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
    Step.PROPOSE: _worded(urging.propose, "kind", "text", "to"),
    Step.ANSWER_PROPOSAL: _worded(urging.answer_proposal, "text"),
    Step.LABEL: _worded(marking.label, "secrecy", "why"),
    Step.RECUSE: _worded(marking.recuse, "login", "why"),
    Step.NAME_ACCUSED: _worded(marking.name_accused, "login", "agency", "why"),
    Step.ASK_GRANT: _ask_grant,
    Step.APPROVE_GRANT: _worded(marking.approve_grant, "login"),
    Step.END_GRANT: _worded(marking.end_grant, "login", "why"),
    Step.REPORT_URGENT: lambda case, act, said: handling.report_urgent(case, _text(said, "note"), act, _text(said, "to")),
}  # fmt: skip
"""Every step that goes on with one case and the verb it is taken by; those that speak of two are in `PAIRED`."""

PairVerb = Callable[[Case, Case, Act, Detail], Case]

PAIRED: dict[Step, PairVerb] = {
    Step.MERGE: lambda case, other, act, said: duplicates.merge(
        case, other, _text(said, "why"), act, _text(said, "repeat")
    ),
    Step.LINK: lambda case, other, act, said: linking.link(
        case, other, _text(said, "verdict"), _text(said, "why"), act
    ),
    Step.DISMISS: lambda case, other, act, said: linking.dismiss(case, other, _text(said, "why"), act),
    Step.UNLINK: lambda case, other, act, said: linking.unlink(case, other, _text(said, "why"), act),
}
"""Every step that speaks of another case too, which whoever calls has to find; `rules.matters.ABOUT_TWO` says under which word."""
