"""Which clock does a petitioner wait for: who owes the next thing that they will hear, and by which day?"""

from __future__ import annotations

from wangfang.rules.duties import NEVER, Duty, DutyKind, Law, duties_of
from wangfang.rules.facts import Life
from wangfang.rules.journey import holder_of
from wangfang.rules.states import State
from wangfang.rules.workflow import state_of

_REMEDIES = frozenset({DutyKind.REVIEW, DutyKind.RECHECK})
AWAITED: dict[State, tuple[DutyKind, ...]] = {
    State.SUBMITTED: (DutyKind.ROUTE,),
    State.REGISTERED: (DutyKind.ROUTE,),
    State.SCREENING: (DutyKind.ROUTE,),
    State.ROUTING: (DutyKind.ROUTE,),
    State.AWAITING_UNIT: (DutyKind.ACCEPT,),
    State.ACCEPTED: (DutyKind.ANSWER,),
    State.HANDLING: (DutyKind.ANSWER,),
    State.OPINION_DRAFTING: (DutyKind.ANSWER,),
    State.REOPENED: (DutyKind.ANSWER,),
    State.RETURN_REQUESTED: (DutyKind.ACCEPT,),
    State.UNDER_REVIEW: (DutyKind.REVIEW,),
    State.UNDER_RECHECK: (DutyKind.RECHECK,),
}
"""Which kind of clock is waited for in which state; in the others nothing is owed to the petitioner."""


def awaited(life: Life, law: Law) -> Duty | None:
    """Return the open clock that the petitioner waits for: the first to fall due, none where none runs.

    It is the holder's, but for a remedy, which the body that decides owes; its last day is in time.

    Source: 《信访工作条例》第二十二条、第二十三条、第三十四条至第三十六条.
    """
    wanted, holder = AWAITED.get(state_of(life) or State.CLOSED, ()), holder_of(life)
    owed = (d for d in duties_of(life, law) if d.is_open and d.kind in wanted and d.due_legal != NEVER)
    running = [d for d in owed if d.owner == holder or d.kind in _REMEDIES]
    return min(running, key=lambda duty: duty.due_legal, default=None)
