"""How is a step taken on a case by its word: read what it says, then the verb of the one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wangfang.interfaces.frame.step_details import detail_of
from wangfang.records.cases import lookups
from wangfang.records.cases.verbs import PAIRED, VERBS
from wangfang.rules.matters import ABOUT_TWO
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from wangfang.interfaces.api.reading import Asked
    from wangfang.records.cases.models import Case
    from wangfang.rules.facts import Act, Step


def take(case: Case, step: Step, act: Act, said: Asked) -> Case:
    """Take a step on a case that the actor may see; returns the case as it now stands.

    Raises:
        NotFound: the step names another case that is not there for the actor.
        Stale, NotYours, StepNotAllowed, WrongReceiver, OutOfOrder, Refused: see `rules.living`; `said` lacks a
            key or has one that the step does not know.
    """
    if step not in PAIRED and step not in VERBS:
        raise Refused("提交新的信访件用 POST /api/v1/cases")
    detail = detail_of(step, said)
    if step not in PAIRED:
        said.require_all_read()
        return VERBS[step](case, act, detail)
    other = said.text(ABOUT_TWO[step])
    said.require_all_read()
    return PAIRED[step](case, lookups.open_case(other, act.actor), act, detail)
