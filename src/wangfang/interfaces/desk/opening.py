"""What does it take to show one case: its row, its life, its papers, and what this person may do with it?"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from wangfang.interfaces.desk.presenters.buttons import Choice, choice
from wangfang.interfaces.desk.presenters.cases import CaseView, view_of
from wangfang.interfaces.frame import acts
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups
from wangfang.records.files import keep
from wangfang.rules import access, workflow
from wangfang.rules.facts import State, Step
from wangfang.rules.journey import holder_of, hops_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from wangfang.records.cases.models import Case
    from wangfang.rules.facts import Actor, Agency, Life


@dataclass(frozen=True)
class Opened:
    """A case on somebody's screen."""

    case: Case
    life: Life
    actor: Actor
    now: datetime

    @cached_property
    def holder(self) -> Agency:
        """Return the agency that has the case in hand."""
        return self.life.agency(holder_of(self.life))

    @cached_property
    def view(self) -> CaseView:
        """Return the case ready to be shown."""
        return view_of(self.case, self.life, tree().law, keep.kept_for(self.case.number), self.now)

    @cached_property
    def choice(self) -> Choice:
        """Return what this person may do now."""
        signed = bool(hops_of(self.life)[-1].signed_at)
        return choice(self.case, self.actor, self.holder, signed=signed)

    def hidden(self) -> dict[str, object]:
        """Return the hidden fields of every form on this case: what was seen, and a key against sending twice."""
        return {"seen": self.case.steps_taken, "act_key": secrets.token_hex(16)}

    def require(self, step: Step) -> None:
        """Stop before a form is shown for an act that could only be refused.

        Raises:
            NotYours, StepNotAllowed: see `access.require` and `workflow.next_state`.
        """
        state = State(self.case.state)
        if step not in workflow.steps_from(state, self.holder.kind):
            workflow.next_state(state, step, self.holder.kind)
        access.require(self.actor, step, self.holder)


def opened(request: HttpRequest, number: str) -> Opened:
    """Return a case that the person signed in may see.

    Raises:
        NotFound: there is none of that number for this person.
    """
    actor = acts.actor(request)
    case = lookups.open_case(number, actor)
    return Opened(case, lookups.life(case), actor, acts.now())
