"""The three rates over acts as the history format writes them, by the definitions word for word.

Written from the definitions of the rates, the history format and the table of limits, with an
independent calendar. Where the text leaves freedom, the choice stands beside the line that makes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from tests.oracle.days import ZONE, calendar_days, day, midnight, span, working_days
from tests.oracle.stories import Clock, Json, Stint, Story, answer_clock, at, moment
from tests.oracle.world import World

FINAL = ("accept", "decline", "no_longer_accept", "merge", "file", "divert")
DECISIONS = ("forward", "assign", *FINAL)
BY_UNIT = ("accept", "decline")
RATES = ("bureau_timely", "unit_timely", "ontime_closure")
CLOCKS = dict(zip(RATES, ("route", "accept", "answer"), strict=True))


@dataclass(frozen=True)
class Counted:
    """One thing that a rate may count: due (a day for legal clocks, a moment else), and met."""

    rate: str
    owner: str
    county: str
    due: date | datetime
    met: datetime | None
    start: int = 0  # the number of the act that began a legal clock

    def due_at(self) -> datetime:
        """Give the moment whose period it belongs to."""
        return self.due if isinstance(self.due, datetime) else midnight(self.due)

    def in_time(self) -> bool:
        """Tell whether it was met, and not late."""
        if self.met is None:
            return False
        return self.met <= self.due if isinstance(self.due, datetime) else day(self.met) <= self.due

    def exists(self, today: date) -> bool:
        """Tell whether it counts already: a duty that may still be met in time does not."""
        return isinstance(self.due, datetime) or self.met is not None or self.due < today


def standing(story: Story, rate: str, owner: str, due: date, met: datetime | None) -> Iterator[Counted]:
    """Give what a legal clock counts, when it stands, in the owner's county."""
    if story.stands(due, met):
        yield Counted(rate, owner, story.county(owner), due, met)


def running(story: Story, rate: str, owner: str, clock: tuple[Json, date], met: datetime | None) -> Iterator[Counted]:
    """Give a legal clock begun by an act; a day that was told before a recomputation is kept when it is later."""
    begun_by, due = clock
    start = story.place(begun_by) + 1
    due = max(due, story.kept(f"{CLOCKS[rate]}:{start}"))
    yield from (replace(counted, start=start) for counted in standing(story, rate, owner, due, met))


def legal(story: Story) -> Iterator[Counted]:
    """Every duty by its own statutory clock."""
    for stint in story.stints():
        if story.world.is_bureau(stint.owner):
            met = moment(stint.first(*DECISIONS))
            yield from running(story, RATES[0], stint.owner, (stint.by, _route_due(story, stint)), met)
        else:
            met = moment(stint.first(*BY_UNIT) or stint.taken_back())
            yield from running(story, RATES[1], stint.owner, (stint.by, _accept_due(story, stint)), met)
            yield from _legal_answers(story, stint)


def _route_due(story: Story, stint: Stint) -> date:
    start = day(stint.since)
    if story.world.on_trial(stint.owner, start):
        return working_days(start, 3)  # DL03; a trial beats the simplified procedure
    return working_days(start, 1) if story.simplified(stint.by) else calendar_days(start, 15)  # DL04, DL01


def _accept_due(story: Story, stint: Stint) -> date:
    start = day(stint.since)
    simplified = story.simplified(stint.by) and not story.world.on_trial(
        stint.owner, start
    )  # the trial has no such limit of its own
    return working_days(start, 3) if simplified else calendar_days(start, 15)  # DL07, DL06


def _legal_answers(story: Story, stint: Stint) -> Iterator[Counted]:
    if stint.first("decline") or stint.taken_back():
        return  # who declined, or was let off, owes no answer
    for begun_by, acts in stint.rounds():
        clock = answer_clock(story, stint, begun_by)
        if clock is None:
            continue
        met = next((a for a in acts if a["step"] == clock.met_by and a["agency"] == stint.owner), None)
        if clock.simple and _went_back(story, clock, acts, met):
            clock = replace(clock, count=60, working=False)  # DL10 instead of DL12, from the same start
        due, stopped = clock.due(acts)
        if met is not None or not stopped:
            yield from running(story, RATES[2], stint.owner, (clock.by, due), moment(met))


def _went_back(story: Story, clock: Clock, acts: Iterable[Json], met: Json | None) -> bool:
    """Tell whether the case left the simple way while the answer was owed and not yet overdue."""
    until = story.place(met) if met else len(story.acts)
    acts = list(acts)
    due, _ = clock.due(acts)
    screened = [act for act in acts if act["step"] == "screen" and act["procedure"] == "ordinary"]
    return any(story.place(clock.by) < story.place(act) < until and day(at(act)) <= due for act in screened)


def harbin(story: Story) -> Iterator[Counted]:
    """Give the article's 3 and 15 working days over everything."""
    units = story.units()
    decided = [stint.first(*FINAL) for stint in story.bureaus()]
    final = sorted([story.place(act) for act in decided if act] + [story.place(stint.by) for stint in units])[:1]
    place = final[0] if final else len(story.acts)
    held = [stint.owner for stint in story.bureaus() if story.place(stint.by) < place or stint.by is story.first]
    met = at(story.acts[place]) if final else None
    for owner in held[-1:]:  # a letter to the unit itself was with no bureau
        yield from standing(story, RATES[0], owner, working_days(day(story.received), 3), met)
    for stint in units:
        answered = moment(stint.first(*BY_UNIT) or stint.taken_back())
        yield from standing(story, RATES[1], stint.owner, calendar_days(day(stint.since), 15), answered)
    if units and not units[-1].first("decline") and not story.is_copy():
        last = units[-1]
        due = working_days(day(last.since), 15)
        yield from standing(story, RATES[2], last.owner, due, moment(last.first("issue_opinion")))


def dashboard(story: Story) -> Iterator[Counted]:
    """Give the counting of 2020: timestamps, by case, no rolling."""
    if 1 <= story.first.get("people", 1) <= 9999:
        yield from (counted for counted in _dashboard(story) if story.stands(counted.due, counted.met))


def _dashboard(story: Story) -> Iterator[Counted]:
    county = story.first["region"][:6]
    decided = next((act for act in (stint.first(*DECISIONS) for stint in story.bureaus()) if act), None)
    due = story.received + 15 * timedelta(hours=24)
    for stint in story.bureaus()[:1]:
        yield Counted(RATES[0], stint.owner, county, due, moment(decided))
    units = story.units()
    if not units:
        return
    last = units[-1]
    answered = next((act for act in (stint.first(*BY_UNIT) for stint in units) if act), None)
    due = story.received + 30 * timedelta(hours=24)
    yield Counted(RATES[1], last.owner, county, due, moment(answered))
    if answered and answered["step"] == "accept":
        closed = last.first("close")
        due = at(answered) + 60 * timedelta(hours=24)
        own = last.own_limit()
        if own:
            due = min(due, datetime.combine(own, time.max, ZONE))  # the end of a day is its last microsecond
        due += sum(act["days"] for act in last.rounds()[0][1] if act["step"] == "extend") * timedelta(hours=24)
        yield Counted(RATES[2], last.owner, county, due, moment(closed))


DEFINITIONS = {"LEGAL": legal, "HRB_315": harbin, "GD2020": dashboard}


def stories(acts: Iterable[Json], world: World, as_of: datetime | None = None) -> list[Story]:
    """Give the cases of a history, each with its acts in order, as far as they were recorded."""
    found: dict[str, Story] = {}
    for act in acts:
        recorded = datetime.fromisoformat(act["recorded_at"] if "recorded_at" in act else act["occurred_at"])
        if as_of is None or recorded <= as_of:
            found.setdefault(act["case"], Story(world)).acts.append(act)
    return list(found.values())


def counted_in(cases: Iterable[Story], definition: str) -> list[tuple[Counted, int]]:
    """Give all that a definition may count of some cases, each with how many people stand behind it."""
    return [(one, story.first.get("people", 1)) for story in cases for one in DEFINITIONS[definition](story)]


def added_up(
    counted: Iterable[tuple[Counted, int]], period: str, by: str, today: date
) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """(code, rate) → due and met of a period in cases, then in people; only what has something due."""
    start, end = span(period)
    found: dict[tuple[str, str], Counter[str]] = {}
    for one, people in counted:
        if start <= one.due_at() < end and one.exists(today):
            key = {"total": "", "agency": one.owner, "county": one.county}[by], one.rate
            met = one.in_time()
            found.setdefault(key, Counter()).update(due=1, met=met, crowd=people, crowd_met=people * met)
    return {key: (one["due"], one["met"], one["crowd"], one["crowd_met"]) for key, one in found.items()}


def rates(
    cases: Iterable[Story], definition: str, period: str, by: str = "total", today: date = date.max
) -> dict[tuple[str, str], tuple[int, int]]:
    """(code, rate) → (due, met) of a period in cases; only what has something due. The total has an empty code."""
    counted = counted_in(cases, definition)
    return {key: sums[:2] for key, sums in added_up(counted, period, by, today).items()}
