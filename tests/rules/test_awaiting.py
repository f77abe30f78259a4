"""Which clock does a petitioner wait for: by the state of the case, the holder's or that of whoever decides a remedy."""

from __future__ import annotations

import pytest

from tests.rules.lives import DONE, NATIONAL, SENT_DOWN, TAKEN_UP, Told, life, told
from wangfang.rules.awaiting import AWAITED, awaited
from wangfang.rules.states import State
from wangfang.rules.transitions import ENDED

MERGED = told("2017-08-23 10:00", "merge", "D", into="2", why="同一人反映同一事")
REVIEWED = told("2017-09-06 15:00", "request_review", why="不服", to="C-FC")
PROPOSED = told("2017-08-23 11:00", "propose", "D", "D-JD", kind="improve", text="加强物业监管")


@pytest.mark.parametrize(
    ("acts", "found", "why"),
    [
        (SENT_DOWN[:1], ("route", "D", "2017-09-06"), "the bureau owes the way: 15 days"),
        (SENT_DOWN, ("accept", "D-JD", "2017-09-06"), "the unit owes whether it accepts: 15 days"),
        (TAKEN_UP, ("answer", "D-JD", "2017-10-23"), "the unit owes the answer: the 22nd is a Sunday"),
        ((*TAKEN_UP, PROPOSED), ("answer", "D-JD", "2017-10-23"), "what a bureau asks of the unit is not waited for"),
        ((*SENT_DOWN[:2], MERGED), None, "a copy is waited for by its first case"),
        (DONE, None, "nothing is owed any more"),
        ((*DONE, REVIEWED), ("review", "C-FC", "2017-10-09"), "the body that decides owes it, not the holder: 30 days, past the feast"),
    ],
)  # fmt: skip
def test_the_clock_that_is_waited_for(acts: tuple[Told, ...], found: tuple[str, str, str] | None, why: str) -> None:
    clock = awaited(life(*acts), NATIONAL)
    assert (clock and (clock.kind, clock.owner, clock.due_legal.isoformat())) == found, why


def test_nothing_is_waited_for_where_a_case_has_ended() -> None:
    assert not ENDED & set(AWAITED)
    assert set(AWAITED) | ENDED | {State.OPINION_ISSUED, State.SERVED} == set(State)
