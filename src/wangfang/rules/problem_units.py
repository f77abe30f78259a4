"""When is an agency a problem unit (问题单位), and how is it followed until the problem is solved?"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from wangfang.rules.access import NotYours, seat_of
from wangfang.rules.facts import Act, Actor, Agency, Kind, Role
from wangfang.rules.indicators import Indicator
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused

SOURCE = "《信访工作条例》第三十九条"
SHORTEST_SAID, LONGEST_SAID = 10, 2000
"""Characters of measures, of a proof and of a judgement; the house's own figure."""
_TABLE = Path(__file__).parent / "tables" / "problem_units.toml"
_PERCENT = 100


class Ground(StrEnum):
    """Why an agency stands in the register."""

    BELOW_FLOOR = "below_floor"  # 指标低于底线
    OVERDUE = "overdue"  # 超期件多
    AGAIN = "again"  # 连续两期


class Standing(StrEnum):
    """Where one entry of the register stands; derived from its moves."""

    FOUND = "found"  # 待上报
    REPORTED_UP = "reported_up"  # 待整改
    ANSWERED = "answered"  # 整改中
    PROVED = "proved"  # 待核查
    SOLVED = "solved"  # 已解决


class Move(StrEnum):
    """What is done about an entry of the register."""

    REPORT_UP = "report_up"  # 上报
    ANSWER = "answer"  # 报整改措施
    PROVE = "prove"  # 报解决证明
    SOLVE = "solve"  # 核查属实
    REFUSE = "refuse"  # 核查没有解决


WORDS: Mapping[Move, str] = {
    Move.REPORT_UP: "上报",
    Move.ANSWER: "报整改措施",
    Move.PROVE: "报解决证明",
    Move.SOLVE: "核查",
    Move.REFUSE: "核查",
}
STANDINGS: Mapping[Standing, str] = {
    Standing.FOUND: "还没有上报",
    Standing.REPORTED_UP: "还没有整改措施",
    Standing.ANSWERED: "正在整改",
    Standing.PROVED: "等待核查",
    Standing.SOLVED: "已经解决",
}
FOLLOWS: Mapping[tuple[Standing, Move], Standing] = {
    (Standing.FOUND, Move.REPORT_UP): Standing.REPORTED_UP,
    (Standing.REPORTED_UP, Move.ANSWER): Standing.ANSWERED,
    (Standing.ANSWERED, Move.PROVE): Standing.PROVED,
    (Standing.PROVED, Move.SOLVE): Standing.SOLVED,
    (Standing.PROVED, Move.REFUSE): Standing.REPORTED_UP,
}
"""Which move may follow where; what is not solved needs new measures. The house's own."""
WATCHERS = frozenset({Role.BUREAU_LEADER, Role.SUPERVISOR})
WORKERS = frozenset({Role.CLERK, Role.BUREAU_LEADER, Role.OFFICER, Role.UNIT_LEADER})
BY_WORKERS = frozenset({Move.ANSWER, Move.PROVE})
_AT = frozenset({Kind.BUREAU, Kind.JOINT_OFFICE})


@dataclass(frozen=True, slots=True)
class Measured:
    """One rate of one agency in one period, as the integers it is made of."""

    indicator: Indicator
    due: int
    met: int


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on: the floor of each rate in percent, how many late duties, how many duties a rate needs to say something."""

    floors: Mapping[Indicator, int]
    overdue: int
    small: int


@cache
def thresholds() -> Thresholds:
    """Return the figures in force."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    floors = {Indicator(row["indicator"]): int(row["percent"]) for row in table["floor"]}
    return Thresholds(floors, int(table["overdue"]["fewest"]), int(table["small"]["fewest"]))


def grounds_of(now: Sequence[Measured], before: Sequence[Measured]) -> dict[Ground, tuple[Measured, ...]]:
    """Return why an agency is a problem unit, with the rates that say so; empty when it is none.

    `now` are the rates of a period, `before` those of the period just before. A rate at its floor is not below it.

    Source: rules/tables/problem_units.toml.
    """
    found = _grounds(now)
    if found and _grounds(before):
        told = dict.fromkeys(one for rates in found.values() for one in rates)
        found[Ground.AGAIN] = tuple(told)
    return found


def _grounds(rates: Sequence[Measured]) -> dict[Ground, tuple[Measured, ...]]:
    limits, found = thresholds(), {}
    low = tuple(one for one in rates if one.due >= limits.small and _is_low(one, limits.floors[one.indicator]))
    late = tuple(one for one in rates if one.met < one.due)
    if low:
        found[Ground.BELOW_FLOOR] = low
    if sum(one.due - one.met for one in late) >= limits.overdue:
        found[Ground.OVERDUE] = late
    return found


def _is_low(one: Measured, floor: int) -> bool:
    return one.met * _PERCENT < floor * one.due


def require_finder(actor: Actor) -> str:
    """Let somebody look for problem units; returns the code below which they look, empty for everywhere.

    Raises:
        NotYours: it is neither the system nor who leads or supervises at a bureau or a joint office.
    """
    if actor.role is Role.SYSTEM:
        return ""
    if actor.agency is None or actor.role not in WATCHERS or actor.agency.kind not in _AT:
        raise NotYours("问题单位由信访部门的负责人和督查人员查找", SOURCE)
    return seat_of(actor.agency)


def require_over(period: Period, act: Act) -> None:
    """Let problem units be looked for in a period that is over.

    Raises:
        Refused: it is not.
    """
    if act.day < period.end:
        raise Refused("统计期还没有结束，数字还会变，不能列问题单位")


def may_move(actor: Actor, move: Move, agency: Agency) -> bool:
    """Tell whether somebody may take a move: the agency itself puts right, a bureau above it reports up and verifies."""
    own = actor.agency
    if own is None:
        return False
    if move in BY_WORKERS:
        return actor.role in WORKERS and own.code == agency.code
    above = own.kind in _AT and seat_of(own) in agency.line[:-1]
    return actor.role in WATCHERS and above


def require_mover(actor: Actor, move: Move, agency: Agency) -> None:
    """Let somebody take a move that is theirs.

    Raises:
        NotYours: the post may not, or it is another agency's.
    """
    if may_move(actor, move, agency):
        return
    if move in BY_WORKERS:
        raise NotYours(f"这一项由{agency.name}整改，您不能{WORDS[move]}", SOURCE)
    raise NotYours(f"只有{agency.name}上级信访部门的负责人和督查人员能{WORDS[move]}", SOURCE)


def next_standing(standing: Standing, move: Move) -> Standing:
    """Return where a move leads.

    Raises:
        Refused: it may not follow there.
    """
    found = FOLLOWS.get((standing, move))
    if found is None:
        raise Refused(f"这一项{STANDINGS[standing]}，现在不能{WORDS[move]}")
    return found


def moves_open(actor: Actor, standing: Standing, agency: Agency) -> tuple[Move, ...]:
    """Return the moves that somebody may take where an entry stands."""
    return tuple(move for move in Move if (standing, move) in FOLLOWS and may_move(actor, move, agency))


def require_said(move: Move, text: str) -> None:
    """Let a move pass that says enough; who reports up need say nothing.

    Raises:
        Refused: it says too little or too much.
    """
    least = 0 if move is Move.REPORT_UP else SHORTEST_SAID
    if not least <= len(text.strip()) <= LONGEST_SAID:
        raise Refused(f"{WORDS[move]}要写清楚，{SHORTEST_SAID} 到 {LONGEST_SAID} 个字")


def require_limit(due_on: date | None, act: Act) -> date:
    """Return the last day by which the agency has to have put it right.

    Raises:
        Refused: there is none, or it is over.
    """
    if due_on is None or due_on < act.day:
        raise Refused("整改期限不能早于今天")
    return due_on


def is_overdue(standing: Standing, due_on: date | None, today: date) -> bool:
    """Tell whether no proof was handed in by the last day; what waits to be verified is not the agency's to hasten."""
    return standing in (Standing.REPORTED_UP, Standing.ANSWERED) and due_on is not None and due_on < today
