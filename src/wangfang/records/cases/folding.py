"""What one step makes of a case in memory: its cached state, its clocks, its line in the trace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wangfang.records.agencies.tree import Tree
from wangfang.records.cases.lines import payload_of
from wangfang.records.cases.models import Case, Duty, Paper, StepTaken
from wangfang.records.cases.models.case import NEVER
from wangfang.records.cases.reception import completed
from wangfang.records.cases.sight import set_sight
from wangfang.records.ledger.append import line
from wangfang.records.ledger.formats import GENESIS
from wangfang.records.ledger.models import Entry
from wangfang.rules.duties import Duty as Clock
from wangfang.rules.duties import Law, duties_of
from wangfang.rules.facts import Act, Life, Step, day_of
from wangfang.rules.indicators import Reckoned, reckon
from wangfang.rules.journey import holder_of
from wangfang.rules.living import proceed
from wangfang.rules.matters import settled_in
from wangfang.rules.outcomes import outcome_of
from wangfang.rules.refusal import Refused
from wangfang.rules.transitions import ENDED
from wangfang.rules.workflow import state_of

Counted = dict[tuple[str, str, int], Reckoned]
"""What every definition counts of a life, by definition, indicator and event."""


@dataclass(frozen=True, slots=True)
class Advance:
    """One step, not yet written: its row, and the life after it."""

    life: Life
    row: StepTaken


Said = tuple[Step, Act, Mapping[str, object]]
"""A step, the act it comes with, and what it says."""


def advance(case: Case, life: Life, said: Said, law: Law) -> Advance:
    """Check a step and return it with its rows; the trace of `case` moves on in memory.

    Raises:
        Refused: whatever `rules.living.proceed` refuses.
    """
    step, act, _ = said
    detail = completed(case, life, said)
    after = proceed(life, step, act, detail, law)
    event = after.events[-1]
    row = StepTaken(
        case=case,
        number=event.number,
        step=step,
        agency=event.agency,
        actor=act.actor.login,
        actor_name=act.actor.name,
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
        kept=dict(detail),
        key=act.key,
    )
    return Advance(after, row)


def traced(case: Case, row: StepTaken, papers: Sequence[Paper] = ()) -> Entry:
    """Return the line of a step, bound to the papers it issued; the chain of the case moves on in memory.

    Raises:
        Refused: the content of the case was destroyed; nothing more can be said of it.
        NoKey: the key of the trace is not there.
    """
    if not case.salt:
        raise Refused("这一件的内容已经依规销毁，不能再办理")
    previous = case.digest or GENESIS
    entry = line(case.number, row.number, previous, row.recorded_at, payload_of(case, row, papers))
    case.digest = entry.digest
    return entry


def settle(case: Case, life: Life, found: Tree) -> Counted:
    """Set the standing of a case from its life, and return what is counted of it."""
    clocks = duties_of(life, found.law)
    stand(case, life, found, clocks)
    return keyed(reckon(life, found.law, clocks))


def stand(case: Case, life: Life, found: Tree, clocks: Iterable[Clock]) -> None:
    """Set the standing of a case from its life and its clocks."""
    state, holder = state_of(life), holder_of(life)
    assert state is not None  # noqa: S101 - a life that is settled has at least one event
    last = life.events[-1]
    case.state, case.is_open = state, state not in ENDED
    case.holder_id = found.key_of[holder]
    case.steps_taken, case.moved_at = last.number, last.occurred_at
    _set_clock(case, clocks, holder)
    _set_settled(case, life)
    _set_outcome(case, life, found)
    set_sight(case, life, found)


def counted(life: Life, found: Tree) -> Counted:
    """Return what is counted of a life, without touching its case."""
    return keyed(reckon(life, found.law, duties_of(life, found.law)))


def keyed(rows: Iterable[Reckoned]) -> Counted:
    """Return counted clocks by what tells their rows apart."""
    return {(row.definition, row.indicator, row.number): row for row in rows}


def cells_of(row: Reckoned, found: Tree) -> tuple[object, ...]:
    """Return what a row of a counted clock holds beside its key, in the order of `writing.CHANGING`."""
    return (
        found.key_of[row.owner], row.county, row.started_at, row.due_at, row.met_at, row.in_time, row.people,
    )  # fmt: skip


def duty_row(case: Case, row: Reckoned, found: Tree) -> Duty:
    """Return a counted clock as a row."""
    return Duty(
        case=case,
        definition=row.definition,
        indicator=row.indicator,
        number=row.number,
        owner_id=found.key_of[row.owner],
        county=row.county,
        started_at=row.started_at,
        due_at=row.due_at,
        met_at=row.met_at,
        in_time=row.in_time,
        people=row.people,
    )


def _set_clock(case: Case, clocks: Iterable[Clock], holder: str) -> None:
    """Keep the earliest open clock of the holder on the case, so that the worklist needs no join."""
    first = _first(clocks, holder) if case.is_open else None
    case.due_on = first.due_legal if first else NEVER
    case.due_from = day_of(first.started_at) if first else None
    case.due_limit = f"{first.limit.id}@{first.rules}" if first else ""


def _set_settled(case: Case, life: Life) -> None:
    """Keep what was settled about the case and others on it, so that either of two is found from the other."""
    settled = settled_in(life)
    case.merged_into = settled.merged_into
    case.linked, case.apart = sorted(settled.linked), sorted(settled.apart)


def _set_outcome(case: Case, life: Life, found: Tree) -> None:
    """Keep on the case what the further figures count of it, so that they are sums over rows."""
    seen = outcome_of(life, found.law.calendar)
    assert seen is not None  # noqa: S101 - a case that is settled has a holder
    case.first_bureau_id, case.last_unit_id = found.key_of[seen.bureau], found.key_of[seen.unit]
    case.closed_at, case.solved, case.once = seen.closed_at, seen.solved, seen.once
    case.rates_until, case.rates_unit = seen.rates_until, seen.rates_unit
    case.bureau_rating, case.bureau_rated_at = seen.of_bureau.said, seen.of_bureau.rated_at
    case.unit_rating, case.unit_rated_at = seen.of_unit.said, seen.of_unit.rated_at


def first_due(clocks: Iterable[Clock], holder: str) -> date:
    """Return the due day of the earliest open clock of the holder of an open case, `NEVER` when none runs."""
    first = _first(clocks, holder)
    return first.due_legal if first else NEVER


def _first(clocks: Iterable[Clock], holder: str) -> Clock | None:
    running = [clock for clock in clocks if clock.is_open and clock.owner == holder]
    return min(running, key=lambda clock: clock.due_legal, default=None)
