"""Which acts a person may take on a case now, which one stands first, and why the others are closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.interfaces.desk.presenters.opinions import wrote
from wangfang.interfaces.frame import wording as shared
from wangfang.rules import access
from wangfang.rules.facts import Kind, Step
from wangfang.rules.refusal import Refused
from wangfang.rules.simplified import is_simple
from wangfang.rules.states import State
from wangfang.rules.transitions import IN_HAND

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wangfang.interfaces.desk.opening import Opened

# In the order of the work; the first possible one is the primary.
_MAIN = (
    Step.REGISTER, Step.FORWARD, Step.ARBITRATE, Step.DECIDE_RETURN, Step.ACCEPT_REVIEW, Step.DECIDE_REVIEW,
    Step.DECIDE_RECHECK, Step.ANSWER_PROPOSAL, Step.ASSIST, Step.CLOSE, Step.SERVE, Step.ISSUE_OPINION,
    Step.SIGN_DRAFT, Step.PASS_DRAFT, Step.DRAFT_OPINION, Step.ACCEPT,
)  # fmt: skip
_DAILY = (
    Step.REGISTER, Step.FORWARD, Step.ASSIGN, Step.SCREEN, Step.SIGN_IN, Step.DECIDE_RETURN, Step.ARBITRATE,
    Step.ACCEPT, Step.LOG_WORK, Step.RESOLVE, Step.ASSIST, Step.DRAFT_OPINION, Step.PASS_DRAFT, Step.SIGN_DRAFT,
    Step.RETURN_DRAFT, Step.ISSUE_OPINION, Step.SERVE, Step.CLOSE, Step.ACCEPT_REVIEW, Step.DECIDE_REVIEW,
    Step.DECIDE_RECHECK, Step.ANSWER_PROPOSAL, Step.DECLINE,
)  # fmt: skip
_RARE = (
    Step.FAIL_SCREENING, Step.REQUEST_RETURN, Step.EXTEND, Step.PAUSE, Step.RESUME, Step.SETTLE, Step.MERGE, Step.UNMERGE,
    Step.LINK, Step.UNLINK, Step.FILE,
    Step.DIVERT, Step.NO_LONGER_ACCEPT, Step.REOPEN, Step.URGE, Step.SUPERVISE, Step.LIST, Step.LIFT, Step.PROPOSE,
    Step.REPORT_URGENT, Step.SUPPLEMENT, Step.LABEL, Step.NAME_ACCUSED, Step.ASK_GRANT, Step.APPROVE_GRANT,
    Step.END_GRANT, Step.RECUSE,
)  # fmt: skip
_PAST = {Step.ISSUE_OPINION: gettext_lazy("不经审签直接出具"), Step.SIGN_DRAFT: gettext_lazy("越过审核签发")}
"""Acts that may go past the chain of drafts, and how their buttons are called then."""
_LATER = (Step.LOG_WORK, Step.ISSUE_OPINION, Step.SERVE, Step.CLOSE)
_ROUTING = (State.SUBMITTED, State.REGISTERED, State.SCREENING, State.ROUTING)
_PAGES = {
    Step.REGISTER: "desk:register-forward",
    Step.FORWARD: "desk:forward",
    Step.ASSIGN: "desk:assign",
    Step.SCREEN: "desk:screen",
    Step.SIGN_IN: "desk:sign-for",
    Step.ACCEPT: "desk:accept",
    Step.DECLINE: "desk:decline",
    Step.LOG_WORK: "desk:log-work",
    Step.RESOLVE: "desk:resolve",
    Step.ISSUE_OPINION: "desk:opinion",
    Step.SERVE: "desk:serve",
    Step.CLOSE: "desk:close",
    Step.REQUEST_RETURN: "desk:request-return",
    Step.DECIDE_RETURN: "desk:decide-return",
    Step.NO_LONGER_ACCEPT: "desk:no-longer-accept",
    Step.FILE: "desk:keep-on-file",
    Step.DIVERT: "desk:divert",
    Step.MERGE: "desk:merge",
    Step.UNMERGE: "desk:unmerge",
    Step.LINK: "desk:link",
    Step.UNLINK: "desk:unlink",
    Step.DISMISS: "desk:dismiss",
    Step.PAUSE: "desk:pause",
    Step.RESUME: "desk:resume",
    Step.EXTEND: "desk:extend",
    Step.SETTLE: "desk:settle",
    Step.REOPEN: "desk:reopen",
    Step.DECIDE_REVIEW: "desk:decide-review",
    Step.DECIDE_RECHECK: "desk:decide-recheck",
    Step.SUPPLEMENT: "desk:supplement",
    Step.URGE: "desk:urge",
    Step.SUPERVISE: "desk:supervise",
    Step.LIST: "desk:put-on-list",
    Step.LIFT: "desk:lift",
    Step.FAIL_SCREENING: "desk:fail-screening",
    Step.ARBITRATE: "desk:arbitrate",
    Step.ASSIST: "desk:assist",
    Step.DRAFT_OPINION: "desk:draft-opinion",
    Step.PASS_DRAFT: "desk:pass-draft",
    Step.RETURN_DRAFT: "desk:return-draft",
    Step.SIGN_DRAFT: "desk:sign-draft",
    Step.PROPOSE: "desk:propose",
    Step.ANSWER_PROPOSAL: "desk:answer-proposal",
    Step.REPORT_URGENT: "desk:report-urgent",
    Step.ACCEPT_REVIEW: "desk:accept-review",
    Step.LABEL: "desk:label",
    Step.RECUSE: "desk:recuse",
    Step.NAME_ACCUSED: "desk:name-accused",
    Step.ASK_GRANT: "desk:ask-grant",
    Step.APPROVE_GRANT: "desk:approve-grant",
    Step.END_GRANT: "desk:end-grant",
}
_ENDS = frozenset({Step.DECLINE, Step.NO_LONGER_ACCEPT, Step.FILE, Step.DIVERT, Step.FAIL_SCREENING})
_KEYS = {Step.DECLINE: "4", Step.RETURN_DRAFT: "2"}


@dataclass(frozen=True, slots=True)
class Button:
    """One act: the word on the button, its page, and its key."""

    step: Step
    word: str
    url: str
    key: str = ""
    danger: bool = False


@dataclass(frozen=True, slots=True)
class WhyNot:
    """An act that is closed now, and the reason."""

    word: str
    why: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be done: at most one act first, the daily ones after it, the rare ones, and why the rest cannot."""

    primary: Button | None
    others: list[Button]
    more: list[Button]
    why_not: list[WhyNot]


def choice(seen: Opened) -> Choice:
    """Return the acts that this person may take on the case as it stands, whether the case is theirs or not."""
    kind = seen.actor.agency.kind if seen.actor.agency else seen.holder.kind
    number = seen.case.number
    refused = {step: reason(seen, step) for step in (*_DAILY, *_RARE)}
    daily = [step for step in _DAILY if not refused[step] and _changes_something(seen, step)]
    first = next((step for step in _MAIN if step in daily and _leads(seen, step, kind)), None)
    return Choice(
        button(number, first, kind, key="1") if first else None,
        [button(number, step, kind) for step in daily if step is not first],
        [button(number, step, kind) for step in _RARE if not refused[step]] + _past(seen, kind, refused),
        _why_not(seen, kind, refused),
    )


def _leads(seen: Opened, step: Step, kind: Kind) -> bool:
    """Tell whether an act may stand first: a bureau passes on before it handles a case itself.

    Nobody is led to pass the draft that he has written himself.
    """
    if step is Step.PASS_DRAFT:
        return not wrote(seen.life, seen.actor)
    return kind is Kind.BUREAU or step not in (Step.REGISTER, Step.FORWARD)


def _changes_something(seen: Opened, step: Step) -> bool:
    """Keep the way back to the ordinary procedure for those who left it: once accepted, no other is open."""
    return step is not Step.SCREEN or State(seen.case.state) not in IN_HAND or is_simple(seen.life)


def _past(seen: Opened, kind: Kind, refused: Mapping[Step, str]) -> list[Button]:
    """Return the acts that are closed only because the draft has not gone through its chain."""
    shut = [step for step in _PAST if refused[step] and not reason(seen, step, past=True)]
    return [replace(button(seen.case.number, step, kind), word=str(_PAST[step])) for step in shut]


def _why_not(seen: Opened, kind: Kind, refused: Mapping[Step, str]) -> list[WhyNot]:
    case = seen.case
    if seen.actor.agency is None or seen.actor.agency.code != seen.holder.code:
        if any(not refused[step] for step in _MAIN):
            return []  # somebody is asked for something that the holder is not
        why = _("这件事现在由%(name)s办理，您可以看，不能办理。") if case.is_open else _("这件事由%(name)s办完了。")
        return [WhyNot("", why % {"name": seen.holder.name})]
    state = State(case.state)
    closed = [step for step in _DAILY if refused[step] and case.is_open and _worth_telling(step, kind, state)]
    return [WhyNot(word_of(step, kind), refused[step]) for step in closed if access.may(seen.actor.role, step)]


def button(number: str, step: Step, kind: Kind, key: str = "") -> Button:
    """Return the button of an act."""
    return Button(
        step=step,
        word=word_of(step, kind),
        url=reverse(_PAGES[step], args=[number]),
        key=key or _KEYS.get(step, ""),
        danger=step in _ENDS,
    )


def word_of(step: Step, kind: Kind) -> str:
    """Return the word on the button: what will happen, from the side of who presses it."""
    if step is Step.REGISTER:
        return _("登记并转送")
    if step is Step.ACCEPT and kind is Kind.BUREAU:
        return _("本机构自办")
    if step is Step.DECLINE:
        return _("不予受理…")
    return str(_("记录办理") if step is Step.LOG_WORK else shared.STEPS[step])


def _worth_telling(step: Step, kind: Kind, state: State) -> bool:
    """Keep to what somebody may be looking for: a step that comes later, in this agency's own way of working."""
    if kind is Kind.BUREAU and state in _ROUTING:
        return step in (Step.FORWARD, Step.ASSIGN)
    return step in _LATER


def reason(seen: Opened, step: Step, *, past: bool = False) -> str:
    """Return why an act is closed to this person now, nothing when it is open; `past` as in `Opened.require`."""
    try:
        seen.require(step, past=past)
    except Refused as no:
        return no.sentence()
    return ""
