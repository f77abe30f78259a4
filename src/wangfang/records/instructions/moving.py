"""Carries an instruction on: taken over, progress, result, sent back, more time, closed."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wangfang.records.instructions import lookups
from wangfang.records.instructions.giving import trace
from wangfang.records.instructions.models import Entry, Instruction
from wangfang.rules.facts import Act
from wangfang.rules.instructions import (
    Move,
    Standing,
    next_standing,
    require_another,
    require_longer,
    require_mover,
    require_said,
)


def take_over(key: int, act: Act) -> Instruction:
    """Take an instruction over (签收承办), as the agency that answers for it.

    Raises:
        NotFound, NotYours, Refused: see `_moved`.
    """
    return _moved(key, Move.TAKE_OVER, "", act)


def progress(key: int, text: str, act: Act) -> Instruction:
    """Tell of progress (报进展), as the owner or one who helps.

    Raises:
        NotFound, NotYours, Refused: see `_moved`.
    """
    return _moved(key, Move.PROGRESS, text, act)


def report(key: int, text: str, act: Act) -> Instruction:
    """Report the result (报结果).

    Raises:
        NotFound, NotYours, Refused: see `_moved`.
    """
    return _moved(key, Move.REPORT, text, act)


def send_back(key: int, why: str, act: Act) -> Instruction:
    """Send a result back to be worked on again (退回重办), with the reason.

    Raises:
        NotFound, NotYours, Refused: see `_moved`.
    """
    return _moved(key, Move.SEND_BACK, why, act)


def extend(key: int, until: date | None, why: str, act: Act) -> Instruction:
    """Give more time (延期): `until` is the new last day.

    Raises:
        NotFound, NotYours, Refused: see `_moved`; or the day is not later.
    """
    return _moved(key, Move.EXTEND, why, act, until)


def close(key: int, text: str, act: Act) -> Instruction:
    """Close an instruction whose result is enough (办结).

    Raises:
        NotFound, NotYours, Refused: see `_moved`.
    """
    return _moved(key, Move.CLOSE, text, act)


@transaction.atomic
def _moved(key: int, move: Move, text: str, act: Act, until: date | None = None) -> Instruction:
    """Take one move; the same request again changes nothing.

    Raises:
        NotFound: there is none of that key for this actor.
        NotYours: the move is another's.
        Refused: it may not follow now, says too little, or judges what the actor reported.
    """
    opened = lookups.open_instruction(key, act.actor)
    found = Instruction.objects.select_for_update().get(pk=opened.pk)
    if act.key and Entry.objects.filter(made_key=act.key).exists():
        return found
    require_mover(act.actor, move, lookups.parties_of(found))
    found.standing = next_standing(Standing(found.standing), move)
    require_said(move, text)
    if move is Move.EXTEND:
        found.due_on = require_longer(found.due_on, until, act.day)
    if move in (Move.CLOSE, Move.SEND_BACK):
        require_another(act.actor, _reported_by(found))
    found.save(update_fields=["standing", "due_on"])
    _write(found, move, text, act)
    return found


def _write(found: Instruction, move: Move, text: str, act: Act) -> None:
    until = found.due_on if move is Move.EXTEND else None
    entry = Entry(
        instruction=found,
        move=move,
        agency_id=lookups.key_of(act.actor.agency),
        by=act.actor.login,
        name=act.actor.name,
        occurred_at=act.occurred_at,
        recorded_at=act.recorded_at,
        due_on=until,
        made_key=act.key,
    )
    entry.text = text.strip()
    entry.save(force_insert=True)
    trace(found, f"instruction_{move}", act, **({"due_on": until} if until else {}))


def _reported_by(found: Instruction) -> str:
    last = Entry.objects.filter(instruction=found, move=Move.REPORT).order_by("-pk").first()
    return last.by if last else ""
