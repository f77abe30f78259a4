"""What must be cleared or explained on an agency's board of a day (日清理), and who may sign it when?"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path

from wangfang.rules.access import NotYours
from wangfang.rules.facts import CHINA, Act, Actor, Agency, Role
from wangfang.rules.refusal import Refused
from wangfang.rules.rhythms import SOURCE, signs_from
from wangfang.rules.workdays import Calendar

_TABLE = Path(__file__).parent / "tables" / "rhythms.toml"
ON_DUTY = frozenset({Role.CLERK, Role.BUREAU_LEADER, Role.OFFICER, Role.UNIT_LEADER})
"""Who clears, explains and signs for an agency: whoever works on its cases."""
SHORTEST_WHY, LONGEST_WHY = 5, 300
"""Characters of an explanation; the house's own figures."""


class Undone(StrEnum):
    """Why a case stands on a board, in the order in which the board shows it; their words stand in the table."""

    OVERDUE = "overdue"
    DUE = "due"
    UNSIGNED = "unsigned"
    RETURNS = "returns"
    MESSAGES = "messages"
    LIKELY = "likely"
    URGENT = "urgent"

    @property
    def word(self) -> str:
        """Return its name."""
        return _words()[self]


class Standing(StrEnum):
    """How an item of a board stands."""

    OPEN = "open"  # 待说明
    EXPLAINED = "explained"  # 已说明
    CLEARED = "cleared"  # 已办清


@dataclass(frozen=True, slots=True)
class Sheet:
    """A board as far as a signature asks: its day, whether it was signed, how many items are open."""

    on: date
    is_signed: bool
    open: int


def standing(*, still: bool, explained: bool) -> Standing:
    """Return how an item stands: cleared as soon as nothing about it is undone any more, whoever explained it before."""
    if not still:
        return Standing.CLEARED
    return Standing.EXPLAINED if explained else Standing.OPEN


def require_on_duty(actor: Actor) -> Agency:
    """Let somebody explain and sign for their agency; returns it.

    Raises:
        NotYours: the post works on no cases.

    Source: 《高位重视抓网访 夯实基础提质效》 (日清理); who it is at an agency is the house's own rule.
    """
    if actor.role not in ON_DUTY or actor.agency is None:
        raise NotYours("日清理由本单位办理信访事项的人员说明和签字", SOURCE)
    return actor.agency


def require_explanation(text: str) -> None:
    """Let an explanation pass that says something.

    Raises:
        Refused: it is too short or too long.
    """
    if not SHORTEST_WHY <= len(text.strip()) <= LONGEST_WHY:
        raise Refused(f"写明为什么没有办清、下一步怎么办，{SHORTEST_WHY} 到 {LONGEST_WHY} 个字")


def require_unsigned(sheet: Sheet) -> None:
    """Let a board be changed that nobody has signed.

    Raises:
        Refused: it was signed; it stands as it was.
    """
    if sheet.is_signed:
        raise Refused(f"{sheet.on:%Y-%m-%d} 的日清理已经签字，不能再改", SOURCE)


def require_signable(sheet: Sheet, act: Act, calendar: Calendar) -> None:
    """Let the duty officer sign when nothing is open, from the hour of the table on, on the day itself or later.

    Raises:
        Refused: it was signed already, is no working day, is too early, or something is open.

    Source: house choice, docs/rules/day_boards.md.
    """
    require_unsigned(sheet)
    if not calendar.is_workday(sheet.on):
        raise Refused(f"{sheet.on:%Y-%m-%d} 不是工作日，没有日清理", SOURCE)
    hour = signs_from()
    if act.occurred_at < datetime.combine(sheet.on, hour, CHINA):
        raise Refused(f"{sheet.on:%Y-%m-%d} {hour:%H:%M} 以后才能签字", SOURCE)
    if sheet.open:
        raise Refused(f"还有 {sheet.open} 件没有办清也没有说明，不能签字", SOURCE)


@cache
def _words() -> Mapping[Undone, str]:
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["undone"]
    return {Undone(row["id"]): row["name"] for row in rows}
