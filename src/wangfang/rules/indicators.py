"""The three rates: what each definition counts, when it falls due, and what met it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import takewhile

from wangfang.rules.cards import card, version_of
from wangfang.rules.deadlines import due
from wangfang.rules.duties import ROUTED, TAKEN_UP, Duty, DutyKind, Law, given_up
from wangfang.rules.facts import Agency, Event, Kind, Life, Step, day_of, start_of
from wangfang.rules.journey import Stay, begins_anew, is_undone, lets_off, received_at, stays_of
from wangfang.rules.limits import rule_set
from wangfang.rules.periods import Period


class Definition(StrEnum):
    """A named and versioned way of counting (统计口径)."""

    LEGAL = "LEGAL"
    HRB_315 = "HRB_315"
    GD2020 = "GD2020"


VERSIONS = {definition: version_of(definition) for definition in Definition}


class Indicator(StrEnum):
    """信访部门及时受理率, 责任单位及时受理率, 按期办结率."""

    BUREAU_TIMELY = "bureau_timely"
    UNIT_TIMELY = "unit_timely"
    ONTIME_CLOSURE = "ontime_closure"


PEOPLE = range(1, 10_000)
"""How many people a case may name to be counted under GD2020."""

_FINAL = ROUTED - {Step.FORWARD, Step.ASSIGN}
_LAST_INSTANT = timedelta(microseconds=1)
_SPANS = {indicator: card(indicator, Definition.GD2020).span for indicator in Indicator}


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One row that a definition counts: `due_at` decides the period, `in_time` the numerator.

    For a limit in days `due_at` is the first moment of the due day; for a limit in hours it is the
    moment itself. `duty` is the legal clock behind a row of LEGAL.
    """

    definition: Definition
    indicator: Indicator
    owner: str
    county: str
    started_at: datetime
    due_at: datetime
    met_at: datetime | None
    in_time: bool
    people: int
    number: int
    duty: Duty | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A rate as the two integers it is made of, in cases (件次) and in people (人次)."""

    due: int
    met: int
    people_due: int = 0
    people_met: int = 0

    @property
    def rate(self) -> Fraction | None:
        """Return met / due, none when nothing was due."""
        return Fraction(self.met, self.due) if self.due else None


def measure(rows: Iterable[Reckoned], period: Period, as_of: datetime) -> Figure:
    """Return the figure of a period as known at `as_of`.

    Rows of LEGAL and HRB_315 count once they are met or their day is over; rows of GD2020 count
    whenever they fall due in the period.
    """
    counted = [row for row in rows if row.due_at in period and is_counted(row, as_of)]
    met = [row for row in counted if row.in_time]
    return Figure(len(counted), len(met), sum(r.people for r in counted), sum(r.people for r in met))


def is_counted(row: Reckoned, as_of: datetime) -> bool:
    """Tell whether a row belongs to its population yet: a duty that may still be met in time waits."""
    if row.definition is Definition.GD2020 or row.met_at is not None:
        return True
    return row.due_at < start_of(day_of(as_of))


def reckon(life: Life, law: Law, duties: Iterable[Duty]) -> tuple[Reckoned, ...]:
    """Return what every definition counts of a life; `duties` are its legal clocks.

    Source: docs/rules/indicators.md, version 1 of each definition.
    """
    if not life.events:
        return ()
    book = _Book(life, law)
    counted = (*book.legal(duties), *book.harbin(), *book.guangdong())
    return tuple(row for row in counted if not _is_void(life, row))


def _is_void(life: Life, row: Reckoned) -> bool:
    """Tell whether a row fell away when its case was given up: neither met nor overdue by then."""
    end = given_up(life) if row.met_at is None else None
    if end is None:
        return False
    return row.due_at >= (end.occurred_at if row.definition is Definition.GD2020 else start_of(end.day))


_BY_KIND = {
    (DutyKind.ROUTE, Kind.BUREAU): Indicator.BUREAU_TIMELY,
    (DutyKind.ACCEPT, Kind.UNIT): Indicator.UNIT_TIMELY,
    (DutyKind.ANSWER, Kind.UNIT): Indicator.ONTIME_CLOSURE,
}


class _Book:
    """Reads one life under each definition."""

    def __init__(self, life: Life, law: Law) -> None:
        self.life, self.law = life, law
        self.stays = stays_of(life)
        self.received = received_at(life)
        self.first_number = life.events[0].number

    def legal(self, duties: Iterable[Duty]) -> Iterator[Reckoned]:
        for duty in duties:
            owner = self.life.agency(duty.owner)
            indicator = _BY_KIND.get((duty.kind, owner.kind))
            if indicator:
                yield self._by_day(Definition.LEGAL, indicator, owner, duty)

    def harbin(self) -> Iterator[Reckoned]:
        yield from self._harbin_bureau()
        for stay in self._unit_stays():
            decided = self._first_by(stay, TAKEN_UP) or self._returned(stay)
            yield self._harbin_of(Indicator.UNIT_TIMELY, stay, decided)
        last = self._unit_stays()[-1:]
        for stay in () if self._is_merged() else last:  # a copy is answered with its primary
            if not self._first_by(stay, frozenset({Step.DECLINE})):
                opinion = self._first_by(stay, frozenset({Step.ISSUE_OPINION}))
                yield self._harbin_of(Indicator.ONTIME_CLOSURE, stay, opinion)

    def guangdong(self) -> Iterator[Reckoned]:
        if self.life.case.people not in PEOPLE:
            return
        decided = self._first_bureau_decision(ROUTED)
        for stay in [s for s in self.stays if self._is_bureau(s.agency)][:1]:
            yield self._by_hour(
                Indicator.BUREAU_TIMELY, _owner(stay, decided), self.received + _SPANS[Indicator.BUREAU_TIMELY], decided
            )
        units = self._unit_stays()
        if not units:
            return
        taken_up = min((e for s in units if (e := self._first_by(s, TAKEN_UP))), key=_number, default=None)
        yield self._by_hour(
            Indicator.UNIT_TIMELY, _owner(units[-1], taken_up), self.received + _SPANS[Indicator.UNIT_TIMELY], taken_up
        )
        yield from self._guangdong_closure(units)

    def _guangdong_closure(self, units: list[Stay]) -> Iterator[Reckoned]:
        accepted = [(s, e) for s in units if (e := self._first_by(s, frozenset({Step.ACCEPT})))]
        if not accepted or self._is_merged():
            return
        stay, event = min(accepted, key=lambda pair: pair[1].number)
        ends = event.occurred_at + _SPANS[Indicator.ONTIME_CLOSURE]
        if stay.hop.due_on:
            assigned = start_of(date.fromisoformat(stay.hop.due_on) + timedelta(days=1)) - _LAST_INSTANT
            ends = min(ends, assigned)
        first_round = takewhile(lambda e: not begins_anew(e), self.life.events)
        ends += timedelta(days=sum(_days(e) for e in first_round if e.step is Step.EXTEND))
        closed = next((e for e in self.life.events if e.step in (Step.CLOSE, Step.REQUEST_REVIEW)), None)
        yield self._by_hour(Indicator.ONTIME_CLOSURE, _owner(units[-1], closed), ends, closed)

    def _harbin_bureau(self) -> Iterator[Reckoned]:
        """Give one row: from receipt, three working days to a unit or another final decision of a bureau."""
        routed = next(iter(self._unit_stays()), None)
        final = self._first_bureau_decision(_FINAL)
        arrival = self.life.events[routed.number - 1] if routed else None
        met = min((e for e in (arrival, final) if e), key=_number, default=None)
        until = met.number if met else len(self.life.events) + 1
        held = [s for s in self.stays if s.number <= until and self._is_bureau(s.agency)]
        if held:  # none when the acts before the unit's are not recorded yet
            owner = _owner(held[-1], met)
            yield self._harbin_row(Indicator.BUREAU_TIMELY, owner, self.received, self.first_number, met)

    def _harbin_of(self, indicator: Indicator, stay: Stay, met: Event | None) -> Reckoned:
        return self._harbin_row(indicator, _owner(stay, met), stay.hop.arrived_at, stay.number, met)

    def _harbin_row(
        self, indicator: Indicator, owner: str, started: datetime, number: int, met: Event | None
    ) -> Reckoned:
        limit = rule_set("harbin-315").limits[_HARBIN_LIMITS[indicator]]
        ends = due(limit, day_of(started), self.law.calendar).due_legal
        return Reckoned(
            definition=Definition.HRB_315,
            indicator=indicator,
            owner=owner,
            county=self.life.agency(owner).region[:6],
            started_at=started,
            due_at=start_of(ends),
            met_at=met.occurred_at if met else None,
            in_time=bool(met and met.day <= ends),
            people=self.life.case.people,
            number=number,
        )

    def _by_day(self, definition: Definition, indicator: Indicator, owner: Agency, duty: Duty) -> Reckoned:
        return Reckoned(
            definition=definition,
            indicator=indicator,
            owner=owner.code,
            county=owner.region[:6],
            started_at=duty.started_at,
            due_at=start_of(duty.due_legal),
            met_at=duty.met_at,
            in_time=bool(duty.met_at and day_of(duty.met_at) <= duty.due_legal),
            people=self.life.case.people,
            number=duty.number,
            duty=duty,
        )

    def _by_hour(self, indicator: Indicator, owner: str, ends: datetime, met: Event | None) -> Reckoned:
        return Reckoned(
            definition=Definition.GD2020,
            indicator=indicator,
            owner=owner,
            county=self.life.case.region[:6],
            started_at=self.received,
            due_at=ends,
            met_at=met.occurred_at if met else None,
            in_time=bool(met and met.occurred_at <= ends),
            people=self.life.case.people,
            number=self.first_number,
        )

    def _first_bureau_decision(self, steps: frozenset[Step]) -> Event | None:
        """Return the first of the steps that a bureau took; a merge that was taken back decided nothing."""
        by_bureaus = (e for e in self.life.events if e.step in steps and self._is_bureau(e.agency))
        return next((e for e in by_bureaus if not is_undone(self.life, e)), None)

    def _unit_stays(self) -> list[Stay]:
        return [s for s in self.stays if self.life.agency(s.agency).kind is Kind.UNIT]

    def _first_by(self, stay: Stay, steps: frozenset[Step]) -> Event | None:
        """Return the first of the steps by whoever held the case, after it came to them."""
        after = self.life.events[stay.number : self._end_of(stay)]
        return next((e for e in after if e.step in steps and e.agency == stay.holder_at(e.number)), None)

    def _end_of(self, stay: Stay) -> int:
        """Return the number of the event that took the case from this stay, past the last event when none did."""
        return next((s.number for s in self.stays if s.number > stay.number), len(self.life.events) + 1)

    def _returned(self, stay: Stay) -> Event | None:
        """Return the agreement that took the case back from this stay."""
        return next((e for e in self.life.events[stay.number : self._end_of(stay)] if lets_off(e)), None)

    def _is_merged(self) -> bool:
        last = next((e for e in reversed(self.life.events) if e.step in (Step.MERGE, Step.UNMERGE)), None)
        return last is not None and last.step is Step.MERGE

    def _is_bureau(self, code: str) -> bool:
        return bool(code) and self.life.agency(code).kind is Kind.BUREAU


_HARBIN_LIMITS = {indicator: card(indicator, Definition.HRB_315).limit_id for indicator in Indicator}


def _owner(stay: Stay, met: Event | None) -> str:
    """Return who had the case when the clock was met; a clock that nobody has met is with whoever has it now."""
    return stay.holder_at(met.number) if met else stay.agency


def _number(event: Event) -> int:
    return event.number


def _days(event: Event) -> int:
    days = event.detail.get("days")
    return days if isinstance(days, int) else 0
