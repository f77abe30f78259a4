"""Derives the clocks anew when the law under them has changed, and writes down where that moved a due day (重算期限)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from wangfang.records.agencies.tree import Tree, tree
from wangfang.records.cases import bulk, steps
from wangfang.records.cases.facts import lives_of
from wangfang.records.cases.folding import Counted, advance, first_due, keyed, settle, stand
from wangfang.records.cases.models import Case, Duty, Paper
from wangfang.records.cases.models.case import NEVER
from wangfang.rules.duties import Duty as Clock
from wangfang.rules.duties import DutyKind, duties_of
from wangfang.rules.facts import Act, Life, Step, start_of
from wangfang.rules.indicators import Definition, Reckoned, reckon
from wangfang.rules.journey import holder_of
from wangfang.rules.notified import name_of
from wangfang.rules.outcomes import outcome_of
from wangfang.rules.papers import PaperKind
from wangfang.rules.refusal import Refused

BATCH = 500
TOLD = {
    DutyKind.ANSWER: (PaperKind.ACCEPTANCE_NOTICE, PaperKind.EXTENSION_NOTICE, PaperKind.RECOMPUTE_NOTICE),
    DutyKind.REVIEW: (PaperKind.REVIEW_ACCEPTANCE,),
    DutyKind.RECHECK: (PaperKind.RECHECK_ACCEPTANCE,),
}
"""Which papers have told the petitioner the due day of a clock; the last of them counts."""

Told = Sequence[tuple[str, int, date]]
"""What the papers of a case said: kind, step, due day."""


@dataclass(frozen=True, slots=True)
class Order:
    """Why the clocks are reckoned anew, in whose act, under which law; `dry` only counts."""

    why: str
    act: Act
    found: Tree
    dry: bool = False


@dataclass(slots=True)
class Recomputed:
    """What came of it: cases looked at, cases with a step, of those the ones with a notified day kept; only refreshed ones."""

    cases: int = 0
    changed: int = 0
    kept: int = 0
    refreshed: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: Recomputed) -> None:
        """Add what came of another batch."""
        for name in ("cases", "changed", "kept", "refreshed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.refused += other.refused


def open_keys(found: Tree, agency: str = "") -> list[int]:
    """Return the keys of the open cases of an agency and all below it, or of all."""
    return list(_of(found, agency).filter(is_open=True).values_list("pk", flat=True))


def ended_keys(found: Tree, agency: str = "") -> list[int]:
    """Return the keys of the ended cases with a clock due since the year before the last one announced.

    Their clocks are not owed any more; but the figures count them, and a new notice may have moved their due day.
    """
    since = start_of(date(found.law.calendar.sure[1].year - 1, 1, 1))
    late = Duty.objects.filter(case=OuterRef("pk"), due_at__gte=since)
    return list(_of(found, agency).filter(Exists(late), is_open=False).values_list("pk", flat=True))


@transaction.atomic
def recompute(keys: Sequence[int], order: Order) -> Recomputed:
    """Derive the clocks of a batch of cases anew; each open case whose legal due days change takes one step.

    The due days that its petitioner was told, and that would become earlier, are kept with that step. A second
    run changes nothing. Only cases of which something differs are locked.
    """
    done, batch = Recomputed(cases=len(keys)), bulk.Onward(order.found)
    looks = {key: look for key, look in _looked_at(keys, order.found).items() if look.differs}
    if not order.dry:
        looks |= _looked_at(_moved_on(looks), order.found)
    _write_down([key for key, look in looks.items() if look.moves], looks, order, batch, done)
    for look in looks.values():
        if look.differs and not look.moves:
            done.refreshed += 1
            batch.add_clocks(look.case, *look.changes())
            batch.rating_ends.append((look.case.pk, look.rates_until))
    if not order.dry:
        batch.write()
    return done


def _moved_on(looks: Mapping[int, _Look]) -> list[int]:
    """Lock the cases, and return the keys of those in which somebody acted between the look and the lock."""
    rows = Case.objects.select_for_update().filter(pk__in=list(looks)).order_by("pk")
    return [
        key for key, steps_taken in rows.values_list("pk", "steps_taken") if steps_taken != len(looks[key].life.events)
    ]


def _write_down(
    keys: Sequence[int], looks: Mapping[int, _Look], order: Order, batch: bulk.Onward, done: Recomputed
) -> None:
    """Take a step on each case whose due days move; what the rules refuse is reported and left as it is."""
    for case in Case.objects.filter(pk__in=keys).select_related("petitioner").order_by("pk"):
        look, found = looks[case.pk], order.found
        said = (Step.RECOMPUTE, order.act, {"why": order.why, "kept": dict(look.kept)})
        try:
            moved = advance(case, look.life, said, found.law)
            batch.add_step(case, moved, order.act)
        except Refused as why:
            done.refused.append((case.number, why.sentence()))
            continue
        if look.kept:
            look = replace(look, counted=settle(case, moved.life, found))
        else:  # a step that keeps nothing changes no clock
            stand(case, moved.life, found, look.clocks)
        done.changed, done.kept = done.changed + 1, done.kept + bool(look.kept)
        batch.moved.append(case)
        batch.add_clocks(case, *look.changes())


Dues = dict[tuple[str, str, int], tuple[object, ...]]
"""What a law may change of the counted clocks of a case: owner, due day and verdict, by definition, indicator and event.

Rows of GD2020 are left out: they are counted in hours from the events alone.
"""


@dataclass(frozen=True, slots=True)
class _Look:
    """A case under the law: its life, its clocks, what is counted, what the rows say, what would become shorter."""

    case: Case
    found: Tree
    life: Life
    clocks: Sequence[Clock]
    counted: Counted
    stored: Dues
    kept: Mapping[str, str]
    shows_another_day: bool
    rates_until: date | None

    @property
    def dues(self) -> Dues:
        """Return what the rows should say."""
        return {
            key: (self.found.key_of[row.owner], row.due_at, row.in_time)
            for key, row in self.counted.items()
            if key[0] != Definition.GD2020
        }

    def changes(self) -> tuple[list[Reckoned], list[Reckoned], list[tuple[str, str, int]]]:
        """Return the counted clocks that are new or another's, those of another due day, and the keys of those that fell away."""
        dues = self.dues
        fresh = [key for key, cells in dues.items() if self.stored.get(key, ("",))[0] != cells[0]]
        redated = [key for key, cells in dues.items() if key not in fresh and self.stored[key] != cells]
        gone = [key for key in self.stored if key not in dues]
        return [self.counted[key] for key in fresh], [self.counted[key] for key in redated], gone

    @property
    def differs(self) -> bool:
        """Tell whether anything is to be written."""
        is_another = self.shows_another_day or self.rates_until != self.case.rates_until
        return bool(self.kept) or is_another or self.dues != self.stored

    @property
    def moves(self) -> bool:
        """Tell whether the due day of a legal clock that somebody still owes moves, or a notified one would."""
        if not self.case.is_open or self.kept or self.shows_another_day:
            return self.case.is_open
        owed = (key for key, row in self.counted.items() if row.met_at is None and key[0] == Definition.LEGAL)
        return any(self.stored.get(key, ("", None))[1] != self.counted[key].due_at for key in owed)


def _looked_at(keys: Sequence[int], found: Tree) -> dict[int, _Look]:
    """Look at cases under the law, without locking, and at as little as will do."""
    cases = list(Case.objects.filter(pk__in=keys).only(*_LOOKED_AT)) if keys else []
    lives, stored, told = lives_of(cases, found), _stored_dues(keys), _told(keys)
    return {case.pk: _look(case, lives[case.pk], stored[case.pk], told.get(case.pk, ()), found) for case in cases}


_LOOKED_AT = (
    "number", "form", "purpose", "region", "people", "respondent_code", "received_at", "due_on", "is_open", "sealed",
    "rates_until",
)  # fmt: skip


def _look(case: Case, life: Life, stored: Dues, told: Told, found: Tree) -> _Look:
    clocks = duties_of(life, found.law)
    counted = keyed(reckon(life, found.law, clocks))
    shown = first_due(clocks, holder_of(life)) if case.is_open else NEVER
    kept = _shortened(clocks, told) if case.is_open else {}
    ended = outcome_of(life, found.law.calendar)
    until = ended.rates_until if ended else None
    return _Look(case, found, life, clocks, counted, stored, kept, shown != case.due_on, until)


def _stored_dues(keys: Sequence[int]) -> dict[int, Dues]:
    found: dict[int, Dues] = {key: {} for key in keys}
    columns = ("case_id", "definition", "indicator", "number", "owner_id", "due_at", "in_time")
    rows = Duty.objects.filter(case_id__in=keys).exclude(definition=Definition.GD2020)
    for key, definition, indicator, number, *dues in rows.values_list(*columns):
        found[key][definition, indicator, number] = tuple(dues)
    return found


def _shortened(clocks: Iterable[Clock], told: Told) -> dict[str, str]:
    """Return the days that were told and lie after the day now derived, by the name of the clock."""
    kept = {}
    for clock in clocks if told else ():
        kinds = TOLD.get(clock.kind, ()) if clock.is_open else ()
        last = next((day for kind, step, day in reversed(told) if kind in kinds and step >= clock.number), None)
        if last and last > clock.due_legal:
            kept[name_of(clock)] = last.isoformat()
    return kept


def _told(keys: Sequence[int]) -> dict[int, list[tuple[str, int, date]]]:
    """Return what the papers of many cases have told of due days, in the order of their issue."""
    kinds = [kind for group in TOLD.values() for kind in group]
    rows = Paper.objects.filter(case_id__in=keys, kind__in=kinds).order_by("case_id", "step", "pk")
    found: dict[int, list[tuple[str, int, date]]] = {}
    for paper in rows.only("case_id", "kind", "step", "token", "sealed"):
        if day := paper.body.get("due_on"):
            found.setdefault(paper.case_id, []).append((paper.kind, paper.step, date.fromisoformat(day)))
    return found


def rebuild(agency: str = "") -> int:
    """Derive standing and clocks anew for the cases of an agency and all below it, or for all cases.

    Takes no step. Returns how many cases changed. Each batch is one transaction; running it twice changes nothing.
    """
    found = tree()
    return sum(steps.derive_many(batch, found) for batch in batches(_of(found, agency).values_list("pk", flat=True)))


def read_outcomes() -> int:
    """Read how the cases came out that were taken in before that was kept on them; returns how many they were.

    What was destroyed is left as it is.
    """
    found, old = tree(), Case.objects.filter(first_bureau=None, destroyed="").order_by("pk")
    return sum(steps.derive_many(batch, found) for batch in batches(old.values_list("pk", flat=True)))


def batches(keys: Iterable[int], size: int = BATCH) -> Iterator[list[int]]:
    """Yield keys in batches, each for one transaction."""
    stream = iter(keys)
    while batch := list(islice(stream, size)):
        yield batch


def _of(found: Tree, agency: str) -> QuerySet[Case]:
    cases = Case.objects.order_by("pk")
    if not agency:
        return cases
    found.agency(agency)
    return cases.filter(seen_by__overlap=[found.key_of[below.code] for below in found.under(agency)])
