"""Explains what is not done, closes the boards of a day, and signs them (日清理)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.cases.lookups import NotFound
from wangfang.records.ledger.append import append
from wangfang.records.rhythms.boards import Board, cases_on, items_of
from wangfang.records.rhythms.models import DayBoard, DayItem, Explained
from wangfang.records.rhythms.undone import undone
from wangfang.records.walls.context import as_job
from wangfang.rules.day_boards import (
    Standing,
    Undone,
    require_explanation,
    require_on_duty,
    require_signable,
    require_unsigned,
)
from wangfang.rules.facts import Act, Agency

BATCH = 1000


@transaction.atomic
def explain(on: date, numbers: Sequence[str], text: str, act: Act) -> int:
    """Say of some cases on the board of the actor's agency why they are not done (说明); returns how many.

    Raises:
        NotYours: the post works on no cases.
        NotFound: there is no such board, or one of the cases does not stand on it for this actor.
        Refused: it was signed, or the text says too little.
    """
    agency = require_on_duty(act.actor)
    require_explanation(text)
    board = _locked(agency, on, act)
    require_unsigned(board.sheet)
    found = cases_on(board, act.actor, numbers)
    for case in found:
        said = Explained(board=board.row, case=case, by=act.actor.login, name=act.actor.name, at=act.recorded_at)
        said.text = text.strip()
        said.save()
    _trace(agency, on, "day_explained", act, cases=len(found))
    return len(found)


@transaction.atomic
def sign(on: date, act: Act) -> DayBoard:
    """Sign the board of the actor's agency, as its duty officer (值班签收); one that is not closed yet is closed with it.

    Raises:
        NotYours: the post works on no cases.
        NotFound: there is no such board.
        Refused: see `rules.day_boards.require_signable`.
    """
    agency = require_on_duty(act.actor)
    board = _locked(agency, on, act)
    require_signable(board.sheet, act, tree().law.calendar)
    row = board.row
    assert row is not None  # noqa: S101 - it was locked
    if not board.is_closed:
        kinds = {one.case: one.kinds for one in board.items if one.kinds}
        with as_job():
            _keep({row: kinds})
        row.closed_at, row.counts = act.recorded_at, _counts(kinds.values())
    row.signed_by, row.signed_name, row.signed_at = act.actor.login, act.actor.name, act.recorded_at
    row.save()
    stands = {f"{word}": board.count(word) for word in (Standing.EXPLAINED, Standing.CLEARED)}
    _trace(agency, on, "day_signed", act, **stands)
    return row


@transaction.atomic
def close(on: date, act: Act) -> dict[str, int]:
    """Close the boards of a day: what is undone now is kept as their items; an agency with nothing undone has none.

    What was closed before stays as it was. Returns how many boards were closed, with how many items.
    """
    with as_job():
        found = undone(on)
        DayBoard.objects.bulk_create(
            (DayBoard(agency_id=key, on=on) for key in sorted(found)), ignore_conflicts=True, batch_size=BATCH
        )
        rows = list(DayBoard.objects.select_for_update().filter(on=on, closed_at=None).order_by("agency_id"))
        _keep({row: found.get(row.agency_id, {}) for row in rows})
        for row in rows:
            row.closed_at = act.recorded_at
            row.counts = _counts(found.get(row.agency_id, {}).values())
        DayBoard.objects.bulk_update(rows, ("closed_at", "counts"), batch_size=BATCH)
    told = {"boards": len(rows), "items": sum(len(found.get(row.agency_id, {})) for row in rows)}
    append(f"day:{on}", act.recorded_at, {"step": "day_closed", "actor": act.actor.login, **told})
    return told


def _locked(agency: Agency, on: date, act: Act) -> Board:
    """Return a board with its row, locked; the row of today is made when it is missing.

    Raises:
        NotFound: the day is still to come, or over without a board.
    """
    key = tree().key_of[agency.code]
    if on == act.day:
        DayBoard.objects.bulk_create([DayBoard(agency_id=key, on=on)], ignore_conflicts=True)
    row = DayBoard.objects.select_for_update().filter(agency_id=key, on=on).first()
    if row is None:
        raise NotFound
    return Board(agency, on, row, items_of(agency, on, row))


def _keep(items: Mapping[DayBoard, Mapping[int, tuple[Undone, ...]]]) -> None:
    rows = [
        DayItem(board=row, case_id=case, kinds=list(kinds))
        for row, found in items.items()
        for case, kinds in found.items()
    ]
    DayItem.objects.bulk_create(rows, batch_size=BATCH)


def _counts(kinds: Iterable[Iterable[str]]) -> dict[str, int]:
    return dict(Counter(kind for one in kinds for kind in one))


def _trace(agency: Agency, on: date, step: str, act: Act, **said: int) -> None:
    told = {"step": step, "actor": act.actor.login, "on": on.isoformat(), **said}
    append(f"day:{agency.code}", act.recorded_at, told)
