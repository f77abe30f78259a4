"""Which clocks a case has started, who owes them, and when each was met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from wangfang.rules.deadlines import due
from wangfang.rules.facts import Agency, Event, Kind, Life, Step
from wangfang.rules.journey import Stay, begins_anew, is_national, is_undone, lets_off, stays_of
from wangfang.rules.limits import Limit, Pilot, RuleSet, in_force
from wangfang.rules.notified import kept_in, no_earlier
from wangfang.rules.simplified import is_simple
from wangfang.rules.strands import ANSWER, Strand, strands_of
from wangfang.rules.workdays import Calendar, national_calendar


class DutyKind(StrEnum):
    """The running clocks: three on the ordinary way, the others beside it."""

    ROUTE = "route"  # 转送交办
    ACCEPT = "accept"  # 受理
    ANSWER = "answer"  # 办结答复
    REVIEW = "review"  # 复查
    RECHECK = "recheck"  # 复核
    DECIDE_RETURN = "decide_return"  # 裁定退回
    ASSIST = "assist"  # 协办
    PROPOSAL = "proposal"  # 反馈建议


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
        """Return the rule-set in force for an agency on a day, where it stood in the tree on that day."""
        key = (agency.line_on(day), day, simplified)
        if key not in self._known:
            self._known[key] = in_force(day, key[0], self.pilots, simplified=simplified)
        return self._known[key]


ROUTED = frozenset({
    Step.FORWARD, Step.ASSIGN, Step.ACCEPT, Step.DECLINE, Step.NO_LONGER_ACCEPT, Step.MERGE, Step.FILE, Step.DIVERT,
})  # fmt: skip
"""The acts with which a bureau decides where a case goes; each meets its route duty."""

TAKEN_UP = frozenset({Step.ACCEPT, Step.DECLINE})
_GIVEN_UP = frozenset({
    Step.DECLINE, Step.WITHDRAW, Step.FILE, Step.DIVERT, Step.NO_LONGER_ACCEPT, Step.MERGE,
    Step.FAIL_SCREENING,
})  # fmt: skip
NEVER = date(9999, 12, 31)
"""The due day of a clock that stands still."""


def duties_of(life: Life, law: Law) -> tuple[Duty, ...]:
    """Return every duty the life has given rise to, in the order in which they started.

    Source: docs/rules/limits.md; 《信访条例》(2005) 第二十一条、第三十三条,
    《信访工作条例》(2022) 第二十二条、第二十三条、第三十四条, and the local 三一五 rules.
    """
    found: list[Duty] = []
    stays = stays_of(life)
    for place, stay in enumerate(stays):
        until = stays[place + 1].number if place + 1 < len(stays) else len(life.events) + 1
        held = _Stay(life, stay, life.events[stay.number - 1 : until], law)
        found.extend(held.duties())
    found.extend(duty for strand in strands_of(life) if (duty := _strand(life, law, strand)))
    kept = kept_in(life)
    told = [no_earlier(duty, kept) for duty in found] if kept else found
    return tuple(sorted((duty for duty in told if not is_void(life, duty)), key=_number))


def is_void(life: Life, duty: Duty) -> bool:
    """Tell whether a duty fell away: the case was given up before the duty was met, and before it was overdue."""
    if duty.met_at is not None or duty.kind is DutyKind.PROPOSAL:  # what is to be learned outlives the case
        return False
    end = given_up(life)
    return end is not None and end.number > duty.number and duty.due_legal >= end.day


def given_up(life: Life) -> Event | None:
    """Return the event with which the case was given up, none when it goes on (a copy may be taken out again)."""
    last = next((e for e in reversed(life.events) if e.step in _GIVEN_UP or e.step is Step.UNMERGE), None)
    return last if last and last.step is not Step.UNMERGE else None


def _strand(life: Life, law: Law, strand: Strand) -> Duty | None:
    """Return a clock beside the main way, none where its owner is unknown or the law in force names no limit."""
    if strand.owner not in life.agencies:
        return None
    start, met = strand.start, strand.met
    simple = bool(strand.under) and is_simple(life, start.number)
    rules = law.rules_for(life.agency(strand.under or strand.owner), start.day, simplified=simple)
    limit = rules.answer_limit() if strand.limit == ANSWER else rules.limits.get(strand.limit)
    if limit is None:
        return None
    reckoned = due(limit, start.day, law.calendar)
    bound = date.fromisoformat(strand.due_on) if strand.due_on else NEVER
    return Duty(
        DutyKind(strand.kind), strand.owner, start.number, rules.id, limit, start.occurred_at,
        min(reckoned.due_legal, bound), min(reckoned.due_stat, bound),
        met.occurred_at if met else None, met.number if met else None,
    )  # fmt: skip


class _Stay:
    """The duties of one agency, and of those who took over from it, while they hold the case."""

    def __init__(self, life: Life, stay: Stay, events: Sequence[Event], law: Law) -> None:
        self.life, self.stay, self.hop, self.events, self.law = life, stay, stay.hop, events, law
        self.agency = life.agency(stay.hop.agency)

    def duties(self) -> list[Duty]:
        """Return the duty that begins with the arrival, and the answers owed after it."""
        arrival = self.life.events[self.hop.number - 1]
        rules = self._rules_at(arrival)
        if self.agency.kind is Kind.BUREAU:
            limit = rules.route_limit(self.agency.region if is_national(self.life) else "")
            first = self._duty(DutyKind.ROUTE, arrival, limit, rules, self._first(ROUTED))
        else:
            met = self._first(TAKEN_UP) or self._let_off(arrival)
            limit = rules.accept_limit() if arrival.step is not Step.REGISTER else rules.limits["DL09"]
            first = self._duty(DutyKind.ACCEPT, arrival, limit, rules, met)
        return [first, *self._answers(arrival)]

    def _answers(self, arrival: Event) -> Iterator[Duty]:
        """Give the first answer clock, and a new one from each reopening; an earlier one keeps its verdict."""
        start = self._answer_start(arrival)
        if start is None:
            return
        again = [e for e in self.events if begins_anew(e)]
        starts = [start, *again]
        for begun, following in zip(starts, [*again, None], strict=True):
            until = following.number if following else len(self.life.events) + 1
            yield self._answer(begun, until)

    def _answer_start(self, arrival: Event) -> Event | None:
        """Return where the answer clock starts: at receipt where the local rules say so, else at acceptance."""
        at_receipt = self.agency.kind is Kind.UNIT and self._rules_at(arrival).answer_from_receipt
        if not at_receipt:
            return self._first(frozenset({Step.ACCEPT}))
        gone = self._first(frozenset({Step.DECLINE})) or self._let_off(arrival)
        return None if gone else arrival

    def _let_off(self, arrival: Event) -> Event | None:
        """Return what took the case from the unit that objected: an agreement, or who settled where it belongs."""
        return next((e for e in self.events if lets_off(e) and e.number > arrival.number), None)

    def _answer(self, start: Event, until: int) -> Duty:
        duty = self._answer_under(self._rules_at(start), start, until)
        if self._is_taken_back(duty, until):
            ordinary = self.law.rules_for(self._agency_at(start), start.day, simplified=False)
            return self._answer_under(ordinary, start, until)
        return duty

    def _answer_under(self, rules: RuleSet, start: Event, until: int) -> Duty:
        met = self._first(frozenset({Step(rules.answer_met_by)}), start.number, until)
        met = met or self._taken_to_review(start.number, until)
        legal, stat = self._due_of_answer(start, rules.answer_limit(), met, until)
        return self._made(DutyKind.ANSWER, start, rules, rules.answer_limit(), met, legal, stat)

    def _is_taken_back(self, duty: Duty, until: int) -> bool:
        """Tell whether the agency found the case unfit for the simple way while this answer ran (转普通程序).

        An answer that is given, or overdue, stays what it is.
        """
        if not is_simple(self.life, duty.number):
            return False
        ends = duty.met_by or until
        screened = (e for e in self.events if e.step is Step.SCREEN and duty.number < e.number < ends)
        return any(e.text("procedure") == "ordinary" and e.day <= duty.due_legal for e in screened)

    def _taken_to_review(self, after: int, before: int) -> Event | None:
        """Return the petitioner's request that took a served case to review before the unit had closed it."""
        asked = (e for e in self.events if e.step is Step.REQUEST_REVIEW and after < e.number < before)
        return next(asked, None)

    def _duty(self, kind: DutyKind, start: Event, limit: Limit, rules: RuleSet, met: Event | None) -> Duty:
        reckoned = due(limit, start.day, self.law.calendar)
        return self._made(kind, start, rules, limit, met, reckoned.due_legal, reckoned.due_stat)

    def _made(  # noqa: PLR0913, PLR0917 - one for each part of a duty
        self, kind: DutyKind, start: Event, rules: RuleSet, limit: Limit, met: Event | None, legal: date, stat: date
    ) -> Duty:
        return Duty(
            kind=kind,
            owner=self._owner(start, met),
            number=start.number,
            rules=rules.id,
            limit=limit,
            started_at=start.occurred_at,
            due_legal=legal,
            due_stat=stat,
            met_at=met.occurred_at if met else None,
            met_by=met.number if met else None,
        )

    def _owner(self, start: Event, met: Event | None) -> str:
        """Return who met it, else who had the case when it was to be done anew, else who has the case."""
        ended = met or next((e for e in self.events if begins_anew(e) and e.number > start.number), None)
        return self.stay.holder_at(ended.number) if ended else self.stay.agency

    def _is_mine(self, event: Event) -> bool:
        return event.agency == self.stay.holder_at(event.number)

    def _agency_at(self, event: Event) -> Agency:
        return self.life.agency(self.stay.holder_at(event.number))

    def _due_of_answer(self, start: Event, limit: Limit, met: Event | None, until: int) -> tuple[date, date]:
        """Return the two due days: extended, moved by pauses, and no later than the day of the assignment.

        Only what happened while this very answer was owed counts, and the assigned day binds only the
        first answer, not one that begins anew.
        """
        is_free = not self.hop.due_on or begins_anew(start)
        assigned = NEVER if is_free else date.fromisoformat(self.hop.due_on)
        ends = met.number if met else until
        mine = [e for e in self.events if start.number < e.number < ends and self._is_mine(e)]
        extra = sum(_days(e) for e in mine if e.step is Step.EXTEND)
        pauses: list[tuple[date, date]] = []
        reckoned = due(limit, start.day, self.law.calendar, extra)
        for since, resumed in _pauses(mine, met):
            if since > min(reckoned.due_legal, assigned):
                break  # what was overdue already is not saved by stopping the clock
            if resumed is None and until > len(self.life.events):
                return NEVER, NEVER
            pauses.append((since, resumed or since))
            reckoned = due(limit, start.day, self.law.calendar, extra, pauses)
        return min(reckoned.due_legal, assigned), min(reckoned.due_stat, assigned)

    def _first(self, steps: frozenset[Step], after: int = 0, before: int | None = None) -> Event | None:
        """Return the first of the steps that whoever held the case took in this stay, between two events.

        A merge that was taken back is none of them.
        """
        ends = before or len(self.life.events) + 1
        mine = (e for e in self.events if e.step in steps and after < e.number < ends and self._is_mine(e))
        return next((e for e in mine if not is_undone(self.life, e)), None)

    def _rules_at(self, start: Event) -> RuleSet:
        return self.law.rules_for(self._agency_at(start), start.day, simplified=is_simple(self.life, start.number))


def _pauses(events: Sequence[Event], met: Event | None) -> Iterator[tuple[date, date | None]]:
    """Give the pauses in order, each from a day to a day; the last has no end while it runs and the duty is unmet."""
    since: date | None = None
    for event in events:
        if event.step is Step.PAUSE:
            since = event.day
        elif event.step is Step.RESUME and since:
            yield since, event.day
            since = None
    if since:
        yield since, met.day if met else None


def _number(duty: Duty) -> int:
    return duty.number


def _days(event: Event) -> int:
    days = event.detail.get("days")
    return days if isinstance(days, int) else 0
