"""Who has to sign that a report was read (签阅), who may sign for whom, and when is a signature overdue?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from wangfang.rules.access import NotYours, seat_of
from wangfang.rules.facts import Act, Actor, Agency, Kind, Role
from wangfang.rules.refusal import Refused

SOURCE = "《信访工作条例》第十八条"
DOCUMENT = "bulletin"
"""What is circulated: bulletins and special reports (通报、专报), never a case."""
MOST_READERS = 200
LONGEST_TITLE, LONGEST_POST, LONGEST_NAME, LONGEST_OPINION = 200, 30, 40, 500
READ = "已阅"
"""What stands on the sheet where nobody wrote more."""
CIRCULATORS = frozenset({Role.CLERK, Role.BUREAU_LEADER})
_AT = frozenset({Kind.BUREAU, Kind.JOINT_OFFICE})
_HEADS = {"区": ("区委书记", "区长"), "县": ("县委书记", "县长"), "市": ("市委书记", "市长")}


@dataclass(frozen=True, slots=True)
class NamedReader:
    """A principal (党政主要领导) who has to sign: at which place, as what, who it is, and the account if there is one."""

    agency: str
    post: str
    name: str = ""
    login: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet as the rules need it: whose it is, who may sign instead, and whether it is signed."""

    login: str
    proxy: str = ""
    signed_at: datetime | None = None


def principals_of(place: str) -> tuple[str, str]:
    """Return what the two principals of a county unit are called, by its name: 南岗区 has 区委书记 and 区长."""
    return _HEADS.get(place[-1:], _HEADS["县"])


def require_circulator(actor: Actor) -> Agency:
    """Let somebody circulate a report; returns the agency that does.

    Raises:
        NotYours: the post is neither that of a clerk nor of a leader at a bureau or a joint office.

    Source: 《信访工作条例》第十八条 (leaders read and decide); who circulates is the house's own rule.
    """
    agency = actor.agency
    if agency is None or actor.role not in CIRCULATORS or agency.kind not in _AT:
        raise NotYours("签阅由信访部门或者联席会议办公室发起", SOURCE)
    return agency


def require_sheet(document: tuple[str, str], readers: Sequence[NamedReader], due_on: date, act: Act) -> None:
    """Let a report be circulated: `document` is its subject and its title, `due_on` the last day in time.

    Raises:
        Refused: it is no report, nobody or too many have to sign, a line is named twice or too long, or the day is over.
    """
    kind, _, key = document[0].partition(":")
    if kind != DOCUMENT or not key or not 0 < len(document[1].strip()) <= LONGEST_TITLE:
        raise Refused("只有通报和专报可以送签阅")
    if not 0 < len(readers) <= MOST_READERS:
        raise Refused(f"写明由谁签阅，最多 {MOST_READERS} 人")
    for one in readers:
        if not 0 < len(one.post.strip()) <= LONGEST_POST or len(one.name) > LONGEST_NAME:
            raise Refused(f"每一行写明单位和职务，职务最多 {LONGEST_POST} 个字")
    if len({(one.agency, one.post) for one in readers}) != len(readers):
        raise Refused("同一单位的同一职务只能列一次")
    if due_on < act.day:
        raise Refused("签阅期限不能早于今天")


def require_place(issuer: Agency, place: Agency, day: date) -> None:
    """Let the principals of a place be asked by whoever stands above them.

    Raises:
        Refused: the place does not lie below, or is not there on that day.
    """
    if not place.stands_under(seat_of(issuer)) or not place.exists_on(day):
        raise Refused(f"{place.name}不在本地区，不能送签阅")


def may_sign(actor: Actor, line: Line) -> bool:
    """Tell whether a line is somebody's to sign: the named principal's, or whom they authorised (委托)."""
    me = actor.login.casefold()
    return bool(me) and me in (line.login.casefold(), line.proxy.casefold())


def may_enter(actor: Actor, line: Line, places: Sequence[Agency]) -> bool:
    """Tell whether somebody may enter what was signed on paper: a bureau, for a principal who has no account.

    `places` are whoever circulates and the place of the principal.
    """
    agency = actor.agency
    own = agency is not None and seat_of(agency) in {seat_of(one) for one in places}
    return not line.login and actor.role in CIRCULATORS and own


def require_signature(line: Line, opinion: str, *, allowed: bool) -> None:
    """Let a line be signed once, by whom it belongs to.

    Raises:
        NotYours: it is another's.
        Refused: it is signed, or the opinion is too long.
    """
    if not allowed:
        raise NotYours("只有本人或者本人委托的人能签阅", SOURCE)
    if line.signed_at is not None:
        raise Refused("这一行已经签阅")
    if len(opinion) > LONGEST_OPINION:
        raise Refused(f"意见最多 {LONGEST_OPINION} 个字")


def require_paper(kept: str, signed_on: date, act: Act) -> None:
    """Let a signature on paper be entered that says where the sheet lies.

    Raises:
        Refused: it does not, or was signed after today.
    """
    if not kept.strip() or len(kept) > LONGEST_OPINION:
        raise Refused("写明纸质签阅单存放在哪里")
    if signed_on > act.day:
        raise Refused("签阅日期不能晚于今天")


def require_proxy(actor: Actor, line: Line, proxy: str) -> None:
    """Let the named principal, and nobody else, authorise another person to sign.

    Raises:
        NotYours: it is not the principal.
        Refused: it is signed already, or names the principal again.
    """
    if not line.login or actor.login.casefold() != line.login.casefold():
        raise NotYours("只有本人能委托别人签阅", SOURCE)
    if line.signed_at is not None:
        raise Refused("这一行已经签阅")
    if proxy.strip().casefold() == line.login.casefold():
        raise Refused("委托的人不能是本人")


def is_overdue(line: Line, due_on: date, today: date) -> bool:
    """Tell whether a signature is missing after its last day."""
    return line.signed_at is None and due_on < today
