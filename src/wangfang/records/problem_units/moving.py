"""Carries an entry of the register on: reported up, measures, proof, verified, until it is solved."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wangfang.records.agencies.places import place_name
from wangfang.records.agencies.tree import tree
from wangfang.records.ledger.append import append
from wangfang.records.problem_units import lookups
from wangfang.records.problem_units.models import Entry, Problem
from wangfang.rules.access import seat_of
from wangfang.rules.facts import Act, Agency
from wangfang.rules.problem_units import (
    Move,
    Standing,
    next_standing,
    require_limit,
    require_mover,
    require_said,
)
from wangfang.rules.refusal import Refused
from wangfang.rules.routing import territory_of
from wangfang.rules.sign_offs import principals_of

_COUNTY = 6


@transaction.atomic
def report_up(key: int, due_on: date | None, text: str, act: Act) -> Problem:
    """Report a problem unit up to the joint office (市联办) and to its principals, with the day by which it is put right.

    Raises:
        NotFound, NotYours, Refused: see `_moved`; or there is no joint office, or the day is over.
    """
    found = _moved(key, Move.REPORT_UP, text, act)
    found.due_on = require_limit(due_on, act)
    found.office_id = _office(act.actor.agency)
    found.principals = _principals(lookups.agency_of(found), act.day)
    found.save(update_fields=["standing", "due_on", "office", "principals"])
    return found


@transaction.atomic
def answer(key: int, measures: str, act: Act) -> Problem:
    """Say what is being done about it (整改措施), as the agency itself.

    Raises:
        NotFound, NotYours, Refused: see `_moved`.
    """
    return _saved(_moved(key, Move.ANSWER, measures, act))


@transaction.atomic
def prove(key: int, proof: str, act: Act) -> Problem:
    """Hand in the proof that it is solved (解决证明), as the agency itself.

    Raises:
        NotFound, NotYours, Refused: see `_moved`.
    """
    return _saved(_moved(key, Move.PROVE, proof, act))


@transaction.atomic
def verify(key: int, text: str, act: Act, *, solved: bool) -> Problem:
    """Verify a proof (核查): the entry is solved, or needs new measures.

    Raises:
        NotFound, NotYours, Refused: see `_moved`.
    """
    return _saved(_moved(key, Move.SOLVE if solved else Move.REFUSE, text, act))


def _moved(key: int, move: Move, text: str, act: Act) -> Problem:
    """Take one move, and leave the entry to be saved.

    Raises:
        NotFound: there is none of that key for this actor.
        NotYours: the move is another's.
        Refused: it may not follow now, or says too little.
    """
    opened = lookups.open_problem(key, act.actor)
    found = Problem.objects.select_for_update().get(pk=opened.pk)
    require_mover(act.actor, move, lookups.agency_of(found))
    found.standing = next_standing(Standing(found.standing), move)
    require_said(move, text)
    entry = Entry(
        problem=found,
        move=move,
        agency_id=lookups.key_of(act.actor.agency),
        by=act.actor.login,
        name=act.actor.name,
        occurred_at=act.occurred_at,
        recorded_at=act.recorded_at,
    )
    entry.text = text.strip()
    entry.save(force_insert=True)
    said = {"step": f"problem_unit_{move}", "actor": act.actor.login, "key": found.pk}
    append(f"problem_units:{found.period}", act.recorded_at, said)
    return found


def _saved(found: Problem) -> Problem:
    found.save(update_fields=["standing"])
    return found


def _office(agency: Agency | None) -> int:
    """Return the key of the joint office at the place of whoever reports.

    Raises:
        Refused: there is none.
    """
    offices = tree().offices_at.get(seat_of(agency), ()) if agency else ()
    if not offices:
        raise Refused("本级没有信访工作联席会议办公室，请由上级信访部门上报")
    return offices[0]


def _principals(agency: Agency, day: date) -> str:
    """Return who answers for a place in person: of a county its two principals, of a department its head."""
    county = agency.region[:_COUNTY]
    if territory_of(county) != county:
        return f"{agency.name}主要负责人"[:60]
    place = place_name(county, day)
    return f"{place}{'、'.join(principals_of(place))}"
