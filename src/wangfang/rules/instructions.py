"""How does a leader's instruction (批示) go on: who may give it, which move may follow which, who takes it, when is it late?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from wangfang.rules.access import NotYours, seat_of
from wangfang.rules.facts import Act, Actor, Agency, Kind, Role
from wangfang.rules.refusal import Refused

SOURCE = "《信访工作条例》第十八条"
LONGEST_TEXT, LONGEST_NAME, LONGEST_POST = 2000, 40, 60
SHORTEST_RESULT = 10
"""Characters of a result or of a reason; the house's own figure."""
MOST_CO_OWNERS = 20


class Carrier(StrEnum):
    """On what an instruction was written, or that it was spoken."""

    REPORT = "report"  # 专报、通报
    LETTER = "letter"  # 信件、信访件
    SPOKEN = "spoken"  # 口头


class Standing(StrEnum):
    """Where an instruction stands; derived from its moves."""

    GIVEN = "given"  # 待承办
    UNDER_WAY = "under_way"  # 办理中
    REPORTED = "reported"  # 已报结果
    CLOSED = "closed"  # 已办结


class Move(StrEnum):
    """What is done about an instruction after it was given."""

    TAKE_OVER = "take_over"  # 签收承办
    PROGRESS = "progress"  # 报进展
    REPORT = "report"  # 报结果
    SEND_BACK = "send_back"  # 退回重办
    EXTEND = "extend"  # 延期
    CLOSE = "close"  # 办结


WORDS: Mapping[Move, str] = {
    Move.TAKE_OVER: "签收承办",
    Move.PROGRESS: "报进展",
    Move.REPORT: "报结果",
    Move.SEND_BACK: "退回重办",
    Move.EXTEND: "延期",
    Move.CLOSE: "办结",
}
STANDINGS: Mapping[Standing, str] = {
    Standing.GIVEN: "还没有签收",
    Standing.UNDER_WAY: "正在办理",
    Standing.REPORTED: "已经报了结果",
    Standing.CLOSED: "已经办结",
}
FOLLOWS: Mapping[tuple[Standing, Move], Standing] = {
    (Standing.GIVEN, Move.TAKE_OVER): Standing.UNDER_WAY,
    (Standing.GIVEN, Move.EXTEND): Standing.GIVEN,
    (Standing.UNDER_WAY, Move.PROGRESS): Standing.UNDER_WAY,
    (Standing.UNDER_WAY, Move.REPORT): Standing.REPORTED,
    (Standing.UNDER_WAY, Move.EXTEND): Standing.UNDER_WAY,
    (Standing.REPORTED, Move.SEND_BACK): Standing.UNDER_WAY,
    (Standing.REPORTED, Move.CLOSE): Standing.CLOSED,
}
"""Which move may follow where, and where it leads; the house's own."""
SUBJECTS = ("bulletin", "case")
"""Of what an instruction may speak: a bulletin or special report (通报、专报), a case."""
GIVERS = frozenset({Role.LEADER, Role.BUREAU_LEADER, Role.CLERK})
"""A leader gives their own; a bureau enters what a leader wrote on paper or said."""
WORKERS = frozenset({Role.CLERK, Role.BUREAU_LEADER, Role.OFFICER, Role.UNIT_LEADER})
JUDGES = frozenset({Role.LEADER, Role.BUREAU_LEADER, Role.SUPERVISOR})
BY_WORKERS = frozenset({Move.TAKE_OVER, Move.PROGRESS, Move.REPORT})
_WATCHING = frozenset({Kind.BUREAU, Kind.JOINT_OFFICE})
_WORKING = frozenset({Kind.BUREAU, Kind.UNIT})


@dataclass(frozen=True, slots=True)
class Given:
    """An instruction as it is entered: on what, by whom, when and how, what it says, who answers for it until when.

    `owner` and `co_owners` are codes of agencies; `due_on` is the last day that is in time.
    """

    subject: str
    leader: str
    post: str
    given_on: date
    carrier: Carrier
    text: str
    owner: str
    due_on: date
    co_owners: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True)
class Parties:
    """Whose an instruction is: who issued it, who answers for it, who helps."""

    issuer: Agency
    owner: Agency
    co_owners: tuple[Agency, ...] = ()


def subject_of(subject: str) -> tuple[str, str]:
    """Return of what an instruction speaks: the kind, and the key or number of the thing.

    Raises:
        Refused: it names nothing that an instruction may speak of.
    """
    kind, _, key = subject.partition(":")
    if kind not in SUBJECTS or not key:
        raise Refused("批示要写明批在哪份通报、专报或者哪件信访事项上")
    return kind, key


def require_giver(actor: Actor) -> Agency:
    """Let somebody give an instruction, or enter one that a leader gave; returns the agency that issues it.

    Raises:
        NotYours: the post neither leads a place nor works at a bureau or a joint office.

    Source: 《信访工作条例》第十八条 (leaders read and decide); who enters it is the house's own rule.
    """
    agency = actor.agency
    if agency is None or actor.role not in GIVERS or (actor.role is not Role.LEADER and agency.kind not in _WATCHING):
        raise NotYours("批示由党政领导作出，或者由信访部门登记", SOURCE)
    return agency


def require_given(given: Given, act: Act) -> None:
    """Let an instruction be entered that says who, what, when and until when.

    Raises:
        Refused: a name or the text is missing or too long, it was given after today, a leader signs for somebody else, or
            its limit lies before the day on which it was given.
    """
    subject_of(given.subject)
    for word, said, most in (
        ("批示领导", given.leader, LONGEST_NAME), ("职务", given.post, LONGEST_POST), ("批示内容", given.text, LONGEST_TEXT),
    ):  # fmt: skip
        if not said.strip() or len(said) > most:
            raise Refused(f"写明{word}，最多 {most} 个字")
    if act.actor.role is Role.LEADER and given.leader.strip() != act.actor.name:
        raise Refused("领导只能以自己的名义批示")
    if given.given_on > act.day:
        raise Refused("批示日期不能晚于今天")
    if given.due_on < given.given_on:
        raise Refused("办理期限不能早于批示当天")


def require_parties(parties: Parties, day: date) -> None:
    """Let an instruction go to agencies that lie under whoever issues it.

    Raises:
        Refused: one of them lies elsewhere, is not there on that day or handles nothing, is named twice, or there are
            too many.
    """
    named = (parties.owner, *parties.co_owners)
    if len({one.code for one in named}) != len(named):
        raise Refused("牵头单位和协办单位不能重复")
    if len(named) > MOST_CO_OWNERS + 1:
        raise Refused(f"协办单位最多 {MOST_CO_OWNERS} 个")
    for one in named:
        if one.kind not in _WORKING or not one.exists_on(day) or not one.stands_under(seat_of(parties.issuer)):
            raise Refused(f"不能把批示交给{one.name}办理，只能交给本地区的信访部门或者责任单位")


def next_standing(standing: Standing, move: Move) -> Standing:
    """Return where a move leads.

    Raises:
        Refused: it may not follow there.
    """
    found = FOLLOWS.get((standing, move))
    if found is None:
        raise Refused(f"这件批示{STANDINGS[standing]}，现在不能{WORDS[move]}")
    return found


def standing_of(moves: Sequence[Move]) -> Standing:
    """Return where an instruction stands after its moves, the oldest first.

    Raises:
        Refused: one of them may not follow there.
    """
    standing = Standing.GIVEN
    for move in moves:
        standing = next_standing(standing, move)
    return standing


def may_move(actor: Actor, move: Move, parties: Parties) -> bool:
    """Tell whether somebody may take a move: who answers works on it, who helps may tell of progress, who issued it judges.

    A joint office and the bureau at which it stands are one place here.
    """
    agency = actor.agency
    if agency is None:
        return False
    if move in BY_WORKERS:
        helps = parties.co_owners if move is Move.PROGRESS else ()
        return actor.role in WORKERS and agency.code in {one.code for one in (parties.owner, *helps)}
    return actor.role in JUDGES and seat_of(agency) == seat_of(parties.issuer)


def require_mover(actor: Actor, move: Move, parties: Parties) -> None:
    """Let somebody take a move that is theirs.

    Raises:
        NotYours: the post may not, or it is another agency's.
    """
    if may_move(actor, move, parties):
        return
    if move in BY_WORKERS:
        raise NotYours(f"这件批示由{parties.owner.name}牵头办理，您不能{WORDS[move]}", SOURCE)
    raise NotYours(f"只有{parties.issuer.name}的领导和督查人员能{WORDS[move]}", SOURCE)


def moves_open(actor: Actor, standing: Standing, parties: Parties) -> tuple[Move, ...]:
    """Return the moves that somebody may take where an instruction stands, in the order of the work."""
    return tuple(move for move in Move if (standing, move) in FOLLOWS and may_move(actor, move, parties))


def require_said(move: Move, text: str) -> None:
    """Let a move pass that says enough; taking over and closing need no words.

    Raises:
        Refused: it says too little or too much.
    """
    least = 0 if move in (Move.TAKE_OVER, Move.CLOSE) else SHORTEST_RESULT
    if not least <= len(text.strip()) <= LONGEST_TEXT:
        raise Refused(f"{WORDS[move]}要写清情况或者理由，{SHORTEST_RESULT} 到 {LONGEST_TEXT} 个字")


def require_longer(due_on: date, until: date | None, day: date) -> date:
    """Return the new last day of an instruction that is given more time.

    Raises:
        Refused: it is none, not later than the old one, or already over.
    """
    if until is None or until <= due_on or until < day:
        raise Refused("延期以后的期限要晚于原来的期限，也不能早于今天")
    return until


def require_another(actor: Actor, reported_by: str) -> None:
    """Let a result be judged by somebody else than who reported it.

    Raises:
        Refused: it is the same person.
    """
    if not actor.login or actor.login.casefold() == reported_by.casefold():
        raise Refused("自己报的结果不能自己办结或者退回", SOURCE)


def is_late(standing: Standing, due_on: date, today: date) -> bool:
    """Tell whether a result is overdue: not reported, and its last day over. What was reported waits for who issued it."""
    return standing in (Standing.GIVEN, Standing.UNDER_WAY) and due_on < today
