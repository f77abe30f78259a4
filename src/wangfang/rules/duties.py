"""Which clocks a case has started, who owes them, and when each was met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from wangfang.rules.deadlines import due
from wangfang.rules.facts import Agency, Event, Kind, Life, Step
from wangfang.rules.journey import Hop, hops_of
from wangfang.rules.limits import Limit, Pilot, RuleSet, in_force
from wangfang.rules.workdays import Calendar, national_calendar


class DutyKind(StrEnum):
    """The three running clocks of the ordinary way."""

    ROUTE = "route"  # 转送交办
    ACCEPT = "accept"  # 受理
    ANSWER = "answer"  # 办结答复


@dataclass(frozen=True, slots=True)
class Duty:
    """One clock: `number` is the event that started it, `met_by` the one that met it.

    `due_legal` is rolled off rest days, `due_stat` is not; both are the last day on which it can be
    met in time.
    """

    kind: DutyKind
    owner: str
    number: int
    rules: str
    limit: Limit
    started_at: datetime
    due_legal: date
    due_stat: date
    met_at: datetime | None = None
    met_by: int | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still owes it."""
        return self.met_at is None


class Law:
    """The calendar and the pilots against which duties are derived; answers are remembered."""

    def __init__(self, pilots: Sequence[Pilot] = (), calendar: Calendar | None = None) -> None:
        self.calendar = calendar or national_calendar()
        self.pilots = tuple(pilots)
        self._known: dict[tuple[tuple[str, ...], date, bool], RuleSet] = {}

    def rules_for(self, agency: Agency, day: date, *, simplified: bool) -> RuleSet:
        """Return the rule-set in force for an agency on a day."""
        key = (agency.line or (agency.code,), day, simplified)
        if key not in self._known:
            self._known[key] = in_force(day, key[0], self.pilots, simplified=simplified)
        return self._known[key]


ROUTED = frozenset({Step.FORWARD, Step.ASSIGN, Step.ACCEPT, Step.DECLINE})
"""The acts with which a bureau decides where a case goes; each meets its route duty."""

_DECIDED = frozenset({Step.ACCEPT, Step.DECLINE})


def duties_of(life: Life, law: Law) -> tuple[Duty, ...]:
    """Return every duty the life has given rise to, in the order in which they started.

    Source: docs/rules/limits.md; 《信访条例》(2005) 第二十一条、第三十三条,
    《信访工作条例》(2022) 第二十二条、第二十三条、第三十四条, and the local 三一五 rules.
    """
    found: list[Duty] = []
    hops = hops_of(life)
    for place, hop in enumerate(hops):
        until = hops[place + 1].number if place + 1 < len(hops) else len(life.events) + 1
        stay = _Stay(life, hop, [e for e in life.events if hop.number <= e.number <= until], law)
        found.extend(stay.duties())
    return tuple(sorted(found, key=lambda duty: duty.number))


class _Stay:
    """The duties of one agency while it holds the case."""

    def __init__(self, life: Life, hop: Hop, events: Sequence[Event], law: Law) -> None:
        self.life, self.hop, self.events, self.law = life, hop, events, law
        self.agency = life.agency(hop.agency)

    def duties(self) -> list[Duty]:
        arrival = self.life.events[self.hop.number - 1]
        if self.agency.kind is Kind.BUREAU:
            rules = self._rules_at(arrival)
            first = self._duty(DutyKind.ROUTE, arrival, rules, rules.route_limit(), self._first(ROUTED))
        else:
            rules = self._rules_at(arrival)
            first = self._duty(DutyKind.ACCEPT, arrival, rules, rules.accept_limit(), self._first(_DECIDED))
        answer = self._answer(arrival)
        return [first, answer] if answer else [first]

    def _answer(self, arrival: Event) -> Duty | None:
        """Return the answer clock: from receipt where the local rules say so, else from acceptance."""
        declined = self._first(frozenset({Step.DECLINE}))
        at_receipt = self._rules_at(arrival)
        if self.agency.kind is Kind.UNIT and at_receipt.answer_from_receipt:
            return None if declined else self._answer_from(arrival, at_receipt)
        accepted = self._first(frozenset({Step.ACCEPT}))
        if accepted is None:
            return None
        rules = self._rules_at(accepted)
        return self._answer_from(accepted, rules)

    def _answer_from(self, start: Event, rules: RuleSet) -> Duty:
        met = self._first(frozenset({Step(rules.answer_met_by)}))
        return self._duty(DutyKind.ANSWER, start, rules, rules.answer_limit(), met)

    def _duty(self, kind: DutyKind, start: Event, rules: RuleSet, limit: Limit, met: Event | None) -> Duty:
        reckoned = due(limit, start.day, self.law.calendar)
        legal, stat = reckoned.due_legal, reckoned.due_stat
        if kind is DutyKind.ANSWER and self.hop.due_on:
            assigned = date.fromisoformat(self.hop.due_on)
            legal, stat = min(legal, assigned), min(stat, assigned)
        return Duty(
            kind=kind,
            owner=self.agency.code,
            number=start.number,
            rules=rules.id,
            limit=limit,
            started_at=start.occurred_at,
            due_legal=legal,
            due_stat=stat,
            met_at=met.occurred_at if met else None,
            met_by=met.number if met else None,
        )

    def _first(self, steps: frozenset[Step]) -> Event | None:
        """Return the first of the steps that this agency took while it held the case."""
        mine = (e for e in self.events if e.step in steps and e.agency == self.agency.code)
        return next(mine, None)

    def _rules_at(self, start: Event) -> RuleSet:
        simplified = any(
            e.step is Step.SCREEN and e.text("procedure") == "simplified" and e.number <= start.number
            for e in self.life.events
        )
        return self.law.rules_for(self.agency, start.day, simplified=simplified)
