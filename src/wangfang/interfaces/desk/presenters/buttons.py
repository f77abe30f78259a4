"""Which acts a person may take on a case now, which one stands first, and why the others are closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.frame import wording as shared
from wangfang.rules import access, workflow
from wangfang.rules.facts import Kind, State, Step
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from wangfang.records.cases.models import Case
    from wangfang.rules.facts import Actor, Agency

# In the order of the work; the first possible one is the primary.
_MAIN = (Step.REGISTER, Step.FORWARD, Step.CLOSE, Step.SERVE, Step.ISSUE_OPINION, Step.ACCEPT)
_UNIT_MAIN = (Step.ACCEPT, Step.CLOSE, Step.SERVE, Step.ISSUE_OPINION)
_OFFERED = {
    Kind.BUREAU: (
        Step.REGISTER, Step.FORWARD, Step.ASSIGN, Step.SCREEN, Step.SIGN_IN, Step.ACCEPT, Step.LOG_WORK,
        Step.RESOLVE, Step.ISSUE_OPINION, Step.SERVE, Step.CLOSE, Step.DECLINE,
    ),
    Kind.UNIT: (
        Step.SIGN_IN, Step.ACCEPT, Step.LOG_WORK, Step.RESOLVE,
        Step.ISSUE_OPINION, Step.SERVE, Step.CLOSE, Step.DECLINE,
    ),
}  # fmt: skip
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
}


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
    """What can be done: at most one act first, the others after it, and why the rest cannot."""

    primary: Button | None
    others: list[Button]
    why_not: list[WhyNot]


def choice(case: Case, actor: Actor, holder: Agency, *, signed: bool) -> Choice:
    """Return the acts that this person may take on the case as it stands.

    `signed` tells that the present holder has confirmed the arrival already.
    """
    if actor.agency is None or actor.agency.code != holder.code:
        why = _("这件事现在由%(name)s办理，您可以看，不能办理。") if case.is_open else _("这件事由%(name)s办完了。")
        return Choice(None, [], [WhyNot("", why % {"name": holder.name})])
    state, kind = State(case.state), holder.kind
    mine = [step for step in _OFFERED.get(kind, ()) if access.may(actor.role, step)]
    open_steps = workflow.steps_from(state, kind) - ({Step.SIGN_IN} if signed or case.steps_taken == 1 else set())
    possible = [step for step in mine if step in open_steps]
    first = next((step for step in _MAIN if step in possible and (kind is Kind.BUREAU or step in _UNIT_MAIN)), None)
    others = [button(case.number, step, kind) for step in possible if step is not first]
    closed = [step for step in mine if step not in possible and case.is_open and _worth_telling(step, kind, state)]
    return Choice(
        button(case.number, first, kind, key="1") if first else None,
        others,
        [WhyNot(word_of(step, kind), reason(case, step, actor, holder)) for step in closed],
    )


def button(number: str, step: Step, kind: Kind, key: str = "") -> Button:
    """Return the button of an act."""
    declines = step is Step.DECLINE
    return Button(
        step=step,
        word=word_of(step, kind),
        url=reverse(_PAGES[step], args=[number]),
        key=key or ("4" if declines else ""),
        danger=declines,
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


def reason(case: Case, step: Step, actor: Actor, holder: Agency) -> str:
    """Return why an act is closed to this person now, nothing when it is open."""
    try:
        if step not in workflow.steps_from(State(case.state), holder.kind):
            workflow.next_state(State(case.state), step, holder.kind)
        access.require(actor, step, holder)
    except Refused as no:
        return no.sentence()
    return ""
