"""How an instruction is shown: its line in the ledger, its page, what was done about it, what this person may do now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.interfaces.desk import subjects
from wangfang.interfaces.desk.forms.instructions import CARRIERS
from wangfang.interfaces.frame.templatetags.frame import china_day, china_moment
from wangfang.records.instructions import lookups
from wangfang.rules.instructions import Carrier, Move, Standing, is_late, moves_open

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from wangfang.interfaces.desk.subjects import Subject
    from wangfang.records.instructions.models import Entry, Instruction
    from wangfang.rules.facts import Actor

STANDINGS = {
    Standing.GIVEN: gettext_lazy("待签收承办"),
    Standing.UNDER_WAY: gettext_lazy("办理中"),
    Standing.REPORTED: gettext_lazy("已报结果，待办结"),
    Standing.CLOSED: gettext_lazy("批示已办结"),
}
MOVES = {
    Move.TAKE_OVER: gettext_lazy("签收承办"),
    Move.PROGRESS: gettext_lazy("报进展"),
    Move.REPORT: gettext_lazy("报结果"),
    Move.SEND_BACK: gettext_lazy("退回重新办理"),
    Move.EXTEND: gettext_lazy("批示延期"),
    Move.CLOSE: gettext_lazy("批示办结"),
}
_COLOURS = {Standing.GIVEN: "amber", Standing.UNDER_WAY: "blue", Standing.REPORTED: "amber", Standing.CLOSED: "green"}


@dataclass(frozen=True, slots=True)
class InstructionLine:
    """One instruction in a list and on top of its page."""

    number: str
    url: str
    subject: Subject
    leader: str
    given: str
    owner: str
    due: str
    standing: str
    colour: str
    late: bool


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One move: what, by whom, when, and what was said."""

    word: str
    who: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Way:
    """A move that is open to this person: its word and its page."""

    word: str
    url: str
    first: bool


def line_of(found: Instruction, today: date) -> InstructionLine:
    """Return the line of an instruction."""
    standing = Standing(found.standing)
    late = is_late(standing, found.due_on, today)
    return InstructionLine(
        found.number,
        reverse("desk:instruction", args=[found.pk]),
        subjects.line_of(found.subject),
        f"{found.post} {found.leader}",
        china_day(found.given_on),
        found.owner.name,
        china_day(found.due_on),
        _("超期") if late else str(STANDINGS[standing]),
        "red" if late else _COLOURS[standing],
        late,
    )


def facts_of(found: Instruction) -> list[tuple[str, str]]:
    """Return what an instruction says about itself, line by line."""
    parties = lookups.parties_of(found)
    rows = [
        (_("批在哪里"), str(CARRIERS[Carrier(found.carrier)])),
        (_("批示日期"), china_day(found.given_on)),
        (_("牵头单位"), parties.owner.name),
        (_("协办单位"), _("、").join(one.name for one in parties.co_owners)),
        (_("办理期限"), china_day(found.due_on)),
        (_("原来的期限"), china_day(found.first_due_on) if found.due_on != found.first_due_on else ""),
        (_("登记单位"), parties.issuer.name),
    ]
    return [row for row in rows if row[1]]


def entry_lines(found: Sequence[Entry]) -> list[EntryLine]:
    """Return what was done about an instruction, the newest first."""
    return [
        EntryLine(
            str(MOVES[Move(one.move)]),
            f"{one.agency.name} {one.name}",
            china_moment(one.occurred_at),
            _("延到 %(day)s。%(why)s") % {"day": china_day(one.due_on), "why": one.text} if one.due_on else one.text,
        )
        for one in reversed(found)
    ]


def ways_of(found: Instruction, actor: Actor) -> list[Way]:
    """Return the moves that are open to somebody; the first is the next one of the work."""
    parties = lookups.parties_of(found)
    moves = moves_open(actor, Standing(found.standing), parties)
    lead = next((move for move in (Move.TAKE_OVER, Move.REPORT, Move.CLOSE) if move in moves), None)
    return [Way(str(MOVES[move]), way_to(found.pk, move), move is lead) for move in moves]


def way_to(key: int, move: Move) -> str:
    """Return the address at which a move is taken."""
    return reverse(f"desk:instruction-{move.replace('_', '-')}", args=[key])
