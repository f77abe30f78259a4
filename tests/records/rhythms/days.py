"""What the tests of rhythms share: a Tuesday on which the street has things undone, and who acts on it."""

from __future__ import annotations

from datetime import date

from tests.cast import officer
from tests.moments import at
from tests.stories import Story, story
from wangfang.records.rhythms import boards
from wangfang.records.rhythms.boards import Board
from wangfang.rules.day_boards import Standing, Undone
from wangfang.rules.facts import Act, Actor, Role

TODAY = date(2017, 9, 5)
"""A Tuesday."""
WHY = "正在等待鉴定机构出具结果，下周一办理。"


def act(who: Actor, when: str = "2017-09-05 17:00") -> Act:
    return Act(who, at(when), at(when))


def clock(when: str) -> Act:
    return act(Actor("system", "系统", Role.SYSTEM), when)


def arriving() -> Story:
    """Let a case reach the street today: nobody has signed for it."""
    return story("2017-09-05 08:00").submitted().registered().forwarded("NG-XF")


def overdue() -> Story:
    """Let a case lie at the street that should have been accepted long ago."""
    return story("2017-08-01 09:00").submitted().registered().forwarded("NG-XF").signed_in()


def board(agency: str = "NG-XF", on: date = TODAY, today: date = TODAY) -> Board:
    return boards.board_of(officer(agency).agency, on, today)  # type: ignore[arg-type]  # who is there has an agency


def told(found: Board) -> list[tuple[tuple[Undone, ...], Standing]]:
    return [(one.kinds, one.standing) for one in found.items]
