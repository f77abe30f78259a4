"""The board of an agency's day: what stands on it, how each item stands, what it says to whom."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from wangfang.records.agencies.tree import tree
from wangfang.records.cases.lookups import NotFound
from wangfang.records.cases.models import Case
from wangfang.records.cases.visible import visible_to
from wangfang.records.rhythms.models import DayBoard, DayItem, Explained
from wangfang.records.rhythms.undone import undone
from wangfang.records.walls.context import as_job
from wangfang.rules.day_boards import Sheet, Standing, Undone, standing
from wangfang.rules.facts import Actor, Agency

SHOWN = 200
"""Items that a page shows; those that are open come first."""
DAYS = 30
"""Days that the log shows."""


@dataclass(frozen=True, slots=True)
class Item:
    """One case on a board: why it stands there, and how."""

    case: int
    kinds: tuple[Undone, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Board:
    """A board with its items, those that are open first; `row` is none while nobody has explained or closed anything."""

    agency: Agency
    on: date
    row: DayBoard | None
    items: tuple[Item, ...]

    @property
    def signed_at(self) -> datetime | None:
        """Return when it was signed."""
        return self.row.signed_at if self.row else None

    @property
    def is_closed(self) -> bool:
        """Tell whether its items are kept; before that they are what is undone now."""
        return self.row is not None and self.row.closed_at is not None

    def count(self, stands: Standing) -> int:
        """Return how many items stand so."""
        return sum(one.standing is stands for one in self.items)

    @property
    def sheet(self) -> Sheet:
        """Return it as far as a signature asks."""
        return Sheet(self.on, self.signed_at is not None, self.count(Standing.OPEN))


@dataclass(frozen=True, slots=True)
class Line:
    """One item with its case, and what was said last about it."""

    item: Item
    case: Case
    explained: Explained | None


def board_of(agency: Agency, on: date, today: date) -> Board:
    """Return the board of an agency's day; of a day that is over only one that was kept.

    Raises:
        NotFound: the day is still to come, or over without a board.
    """
    row = DayBoard.objects.filter(agency_id=tree().key_of[agency.code], on=on).first()
    if on > today or (row is None and on < today):
        raise NotFound
    return Board(agency, on, row, items_of(agency, on, row))


def items_of(agency: Agency, on: date, row: DayBoard | None) -> tuple[Item, ...]:
    """Return the items of a board: as they were kept once it is closed, else what is undone now and what was explained."""
    key = tree().key_of[agency.code]
    with as_job():  # which of them somebody sees is asked by `lines`
        rows = Explained.objects.filter(board=row, case__marked=False) if row else Explained.objects.none()
        said = set(rows.values_list("case_id", flat=True))
        kept = list(DayItem.objects.filter(board=row, case__marked=False)) if row and row.closed_at else []
    now: Mapping[int, tuple[Undone, ...]] = {} if row and row.signed_at else undone(on, key).get(key, {})
    if row is None or row.closed_at is None:
        found = [Item(case, kinds, standing(still=True, explained=case in said)) for case, kinds in now.items()]
    else:
        found = [_item(one, now if row.signed_at is None else said, said) for one in kept]
    found += [Item(case, (), Standing.CLEARED) for case in sorted(said - {one.case for one in found})]
    order = list(Standing)
    return tuple(sorted(found, key=lambda one: (order.index(one.standing), _rank(one), one.case)))


def lines(board: Board, actor: Actor) -> list[Line]:
    """Return the items that somebody sees, each with its case and the last explanation; two queries."""
    wanted = {one.case: one for one in board.items[:SHOWN]}
    rows = visible_to(actor).filter(pk__in=list(wanted)).select_related("petitioner")
    cases = {case.pk: case for case in rows}
    said = _last_said(Explained.objects.filter(board=board.row)) if board.row else {}
    return [Line(one, cases[key], said.get(key)) for key, one in wanted.items() if key in cases]


def cases_on(board: Board, actor: Actor, numbers: Sequence[str]) -> list[Case]:
    """Return the cases of some numbers that stand on a board and that somebody sees.

    Raises:
        NotFound: one of them does not, for this actor.
    """
    here = {one.case for one in board.items}
    rows = [case for case in visible_to(actor).filter(number__in=list(numbers)) if case.pk in here]
    if len(rows) != len(set(numbers)):
        raise NotFound
    return rows


def log_of(agency: Agency) -> list[DayBoard]:
    """Return the newest boards of an agency that were closed."""
    rows = DayBoard.objects.filter(agency_id=tree().key_of[agency.code], closed_at__isnull=False)
    return list(rows.order_by("-on")[:DAYS])


def said_before(actor: Actor, cases: Sequence[int]) -> dict[int, str]:
    """Return what was said last about some cases, on whichever day, for whoever explains them again."""
    key = tree().key_of[actor.agency.code] if actor.agency else 0
    rows = Explained.objects.filter(board__agency_id=key, case_id__in=list(cases))
    return {case: one.text for case, one in _last_said(rows).items()}


def _last_said(rows: QuerySet[Explained]) -> dict[int, Explained]:
    return {one.case_id: one for one in rows.order_by("case_id", "-pk").distinct("case_id")}


def _item(kept: DayItem, still: Container[int], said: Container[int]) -> Item:
    """Return a kept item; on a signed board what was not explained had been cleared."""
    stands = standing(still=kept.case_id in still, explained=kept.case_id in said)
    return Item(kept.case_id, tuple(map(Undone, kept.kinds)), stands)


def _rank(item: Item) -> int:
    return min((list(Undone).index(kind) for kind in item.kinds), default=len(Undone))
