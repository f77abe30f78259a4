"""What does it take to show one case: its row, its life, its papers, and what this person may do with it?"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.interfaces.desk.presenters.buttons import Choice, choice
from wangfang.interfaces.desk.presenters.cases import CaseView, view_of
from wangfang.interfaces.frame import acts, watching
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups
from wangfang.records.files import keep
from wangfang.rules import access, guards, labels, workflow
from wangfang.rules.drafting import drafts_of
from wangfang.rules.facts import Act, Step
from wangfang.rules.journey import hands_of, holder_of, hops_of
from wangfang.rules.labels import Part
from wangfang.rules.refusal import Refused
from wangfang.rules.states import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpRequest

    from wangfang.records.cases.models import Case, Paper
    from wangfang.records.files.models import StoredFile
    from wangfang.rules.access import Hands
    from wangfang.rules.duties import Law
    from wangfang.rules.facts import Actor, Agency, Life
    from wangfang.rules.showing import Showing

_SAID = "…"
_ANYTHING: dict[str, object] = {
    "days": 1,
    "method": "direct",
    "proof": _SAID,
    "text": "",
    "procedure": "ordinary",
    "without": _SAID,
    "report": _SAID,
    "consent": _SAID,
    "login": _SAID,
}
"""What a step could say before anything is typed."""
_JUDGED_BY_WORDS = frozenset({Step.DIVERT, Step.LABEL, Step.RECUSE, Step.ASK_GRANT, Step.LINK, Step.DISMISS})
"""Steps whose every condition is about what is typed."""


@dataclass(frozen=True)
class Opened:
    """A case on somebody's screen."""

    case: Case
    life: Life
    actor: Actor
    now: datetime

    @cached_property
    def law(self) -> Law:
        """Return the calendar and the pilots against which its clocks run."""
        return tree().law

    @cached_property
    def hands(self) -> Hands:
        """Return in whose hands the case is and was."""
        return hands_of(self.life)

    @cached_property
    def holder(self) -> Agency:
        """Return the agency that has the case in hand."""
        return self.life.agency(holder_of(self.life))

    @cached_property
    def shows(self) -> Showing:
        """Return which parts of the case this person sees."""
        return lookups.shown(self.case, self.life, self.actor, self.now)

    @cached_property
    def told(self) -> Life:
        """Return the life as it may be told to this person; `life` is for the rules alone."""
        return self.shows.told(self.life)

    @cached_property
    def papers(self) -> list[Paper]:
        """Return the papers that this person sees."""
        return lookups.papers_shown(self.case, self.life, self.shows, self.actor)

    @cached_property
    def files(self) -> list[StoredFile]:
        """Return the attachments that this person sees: all, or none."""
        return keep.all_for(self.case.number) if self.shows.has(Part.CONTENT) else []

    @cached_property
    def view(self) -> CaseView:
        """Return the case ready to be shown."""
        return view_of(self.case, self.life, self.law, self.shows, self.files, self.now)

    @cached_property
    def choice(self) -> Choice:
        """Return what this person may do now."""
        return choice(self)

    def hidden(self) -> dict[str, object]:
        """Return the hidden fields of every form on this case: what was seen, and a key against sending twice."""
        return {"seen": self.case.steps_taken, "act_key": secrets.token_hex(16)}

    def require(self, step: Step, *, past: bool = False) -> None:
        """Stop before a form is shown for an act that could only be refused.

        `past` asks for the act with a reason why it goes past the chain of drafts (不经审签).

        Raises:
            NotYours, StepNotAllowed, Refused: see `access.require`, `workflow.next_state`, `guards.require_fit`.
        """
        state, agency = State(self.case.state), self.actor.agency
        by_holder = workflow.steps_from(state, self.holder.kind)
        by_actor = workflow.steps_from(state, agency.kind) if agency else by_holder
        if step not in by_holder | by_actor:
            workflow.next_state(state, step, self.holder.kind)
        access.require(self.actor, step, self.hands)
        if step not in by_actor:
            workflow.next_state(state, step, agency.kind if agency else None)
        if step is Step.SIGN_IN and hops_of(self.life)[-1].signed_at:
            raise Refused(_("这件事已经签收过了，不用再签"))
        if step not in _JUDGED_BY_WORDS:
            said = {**_ANYTHING, **self._named(step), "to": self.holder.code, "bypass": _SAID if past else ""}
            guards.require_fit(self.life, step, Act(self.actor, self.now, self.now), said, self.law)

    def _named(self, step: Step) -> Mapping[str, object]:
        """Return the words of the last draft for the act that issues them, and for a grant whom it is about."""
        if step is Step.APPROVE_GRANT:
            return {"login": next(iter(labels.pending_grants(self.life)), "")}
        if step is Step.END_GRANT:
            return {"login": next((grant.login for grant in labels.marks_of(self.life).grants), "")}
        written = drafts_of(self.life) if step is Step.ISSUE_OPINION else ()
        return written[-1].detail if written else {}


def opened(request: HttpRequest, number: str) -> Opened:
    """Return a case that the person signed in may see.

    Raises:
        NotFound: there is none of that number for this person.
        Destroyed: its content was destroyed.
    """
    return on_screen(request, lookups.open_case(number, acts.actor(request)))


def on_screen(request: HttpRequest, case: Case) -> Opened:
    """Return a case that was looked up for the person signed in, and note that it is shown."""
    watching.shown(request, case.number)
    return Opened(case, lookups.life(case), acts.actor(request), acts.now())
