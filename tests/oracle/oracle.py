"""The three rates over acts as the history format writes them, by the definitions word for word.

Written from the definitions of the rates, the history format and the table of limits, with an
independent calendar. Where the text leaves freedom, the choice stands beside the line that makes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.oracle.days import ZONE, calendar_days, day, midnight, span, working_days
from tests.oracle.world import World

Json = dict[str, Any]  # an act is what JSON gives; its values have many types

DECISIONS = ("forward", "assign", "accept", "decline")
RATES = ("bureau_timely", "unit_timely", "ontime_closure")
ORDER_2022 = date(2022, 5, 1)


@dataclass(frozen=True)
class Counted:
    """One thing that a rate may count: due (a day for legal clocks, a moment else), and met."""

    rate: str
    owner: str
    county: str
    due: date | datetime
    met: datetime | None

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


@dataclass
class Story:
    """One case as its acts tell it."""

    world: World
    acts: list[Json] = field(default_factory=list)

    def at(self, act: Json) -> datetime:
        """Tell when the act happened."""
        return datetime.fromisoformat(act["occurred_at"])

    @property
    def first(self) -> Json:
        """Give the act by which the case came in: it is received then, online or on paper."""
        return self.acts[0]

    @property
    def received(self) -> datetime:
        return self.at(self.first)

    def simplified(self, by: Json) -> bool:
        """Tell whether the case stood as simplified when the act `by` started a clock.

        The rule-set is the one in force when the clock starts: a later screening does not shorten a
        clock that is running, and of several earlier ones the last counts.
        """
        before = self.acts[: next(place for place, act in enumerate(self.acts) if act is by)]
        screened = [act["procedure"] for act in before if act["step"] == "screen"]
        return bool(screened) and screened[-1] == "simplified"

    def hops(self) -> list[tuple[str, datetime, Json]]:
        """Give each agency that got the case, when, and by which act."""
        start = self.first.get("to") or self.first["agency"]
        moves = [act for act in self.acts if act["step"] in ("forward", "assign")]
        return [(start, self.received, self.first), *((act["to"], self.at(act), act) for act in moves)]

    def taken(self, steps: Iterable[str], agency: str, since: datetime) -> Json | None:
        """Give the first act of these steps by the agency from a moment on."""
        return next(
            (a for a in self.acts if a["step"] in steps and a.get("agency") == agency and self.at(a) >= since), None
        )

    def met(self, steps: Iterable[str], agency: str, since: datetime) -> datetime | None:
        act = self.taken(steps, agency, since)
        return self.at(act) if act else None

    def own_limit(self, by: Json) -> date | None:
        """Give the day that the assignment which brought the case to the unit has set."""
        return date.fromisoformat(by["due_on"]) if by["step"] == "assign" else None

    def county(self, owner: str) -> str:
        return self.world.organs[owner].region[:6]


def legal(story: Story) -> Iterator[Counted]:
    """Every duty by its own statutory clock."""
    for owner, reached, by in story.hops():
        if story.world.is_bureau(owner):
            due = _route_due(story, owner, by)
            yield Counted(RATES[0], owner, story.county(owner), due, story.met(DECISIONS, owner, reached))
        else:
            due = _accept_due(story, owner, by)
            met = story.met(("accept", "decline"), owner, reached)
            yield Counted(RATES[1], owner, story.county(owner), due, met)
            yield from _legal_answer(story, owner, reached, by)


def _route_due(story: Story, owner: str, by: Json) -> date:
    start = day(story.at(by))
    if story.world.on_trial(owner, start):
        return working_days(start, 3)  # DL03; a trial beats the simplified procedure
    return working_days(start, 1) if story.simplified(by) else calendar_days(start, 15)  # DL04, DL01


def _accept_due(story: Story, owner: str, by: Json) -> date:
    start = day(story.at(by))
    simplified = story.simplified(by) and not story.world.on_trial(
        owner, start
    )  # the trial has no such limit of its own
    return working_days(start, 3) if simplified else calendar_days(start, 15)  # DL07, DL06


def _legal_answer(story: Story, owner: str, reached: datetime, by: Json) -> Iterator[Counted]:
    accepting = story.taken(("accept",), owner, reached)
    accepted = story.at(accepting) if accepting else None
    if story.met(("decline",), owner, reached):
        return  # declining ends the case: nothing is owed any more
    if story.world.on_trial(owner, day(reached)):
        due, steps = working_days(day(reached), 15), ("issue_opinion",)  # DL13, from the receipt
    elif accepting is None or accepted is None:
        return
    elif story.world.on_trial(owner, day(accepted)):
        due, steps = working_days(day(accepted), 15), ("issue_opinion",)  # the trial began in between
    elif story.simplified(accepting):
        due, steps = working_days(day(accepted), 10), ("close",)  # DL12
    else:
        due, steps = calendar_days(day(accepted), 60), ("close",)  # DL10
    own = story.own_limit(by)
    due = min(due, own) if own else due  # a set day is no count of days, so it is not rolled
    yield Counted(RATES[2], owner, story.county(owner), due, story.met(steps, owner, reached))


def harbin(story: Story) -> Iterator[Counted]:
    """Give the article's 3 and 15 working days over everything."""
    bureaus = [(code, at) for code, at, _ in story.hops() if story.world.is_bureau(code)]
    units = [(code, at) for code, at, _ in story.hops() if story.world.is_unit(code)]
    last_bureau, last_at = bureaus[-1]
    final = units[0][1] if units else story.met(("accept", "decline"), last_bureau, last_at)
    due = working_days(day(story.received), 3)
    yield Counted(RATES[0], last_bureau, story.county(last_bureau), due, final)
    for owner, at in units:
        met = story.met(("accept", "decline"), owner, at)
        yield Counted(RATES[1], owner, story.county(owner), calendar_days(day(at), 15), met)
    if units:
        owner, at = units[-1]
        if not story.met(("decline",), owner, at):
            met = story.met(("issue_opinion",), owner, at)
            yield Counted(RATES[2], owner, story.county(owner), working_days(day(at), 15), met)


def dashboard(story: Story) -> Iterator[Counted]:
    """Give the counting of 2020: timestamps, by case, no rolling."""
    if not 1 <= story.first.get("people", 1) <= 9999:
        return
    county = story.first["region"][:6]
    hops = story.hops()
    decided = next((a for a in story.acts if a["step"] in DECISIONS and story.world.is_bureau(a["agency"])), None)
    due = story.received + 15 * timedelta(hours=24)
    yield Counted(RATES[0], hops[0][0], county, due, story.at(decided) if decided else None)
    units = [hop for hop in hops if story.world.is_unit(hop[0])]
    if not units:
        return
    owner, reached, by = units[-1]
    answered = next(
        (a for a in story.acts if a["step"] in ("accept", "decline") and story.world.is_unit(a["agency"])), None
    )
    due = story.received + 30 * timedelta(hours=24)
    yield Counted(RATES[1], owner, county, due, story.at(answered) if answered else None)
    if answered and answered["step"] == "accept":
        due = story.at(answered) + 60 * timedelta(hours=24)
        own = story.own_limit(by)
        if own:
            due = min(due, datetime.combine(own, time.max, ZONE))  # the end of a day is its last microsecond
        yield Counted(RATES[2], owner, county, due, story.met(("close",), owner, reached))


DEFINITIONS = {"LEGAL": legal, "HRB_315": harbin, "GD2020": dashboard}


def stories(acts: Iterable[Json], world: World, as_of: datetime | None = None) -> list[Story]:
    """Give the cases of a history, each with its acts in order, as far as they were recorded."""
    found: dict[str, Story] = {}
    for act in acts:
        recorded = datetime.fromisoformat(act["recorded_at"] if "recorded_at" in act else act["occurred_at"])
        if as_of is None or recorded <= as_of:
            found.setdefault(act["case"], Story(world)).acts.append(act)
    return list(found.values())


def rates(
    cases: Iterable[Story], definition: str, period: str, by: str = "total", today: date = date.max
) -> dict[tuple[str, str], tuple[int, int]]:
    """(code, rate) → (due, met) of a period; only what has something due. The total has an empty code."""
    start, end = span(period)
    due: Counter[tuple[str, str]] = Counter()
    met: Counter[tuple[str, str]] = Counter()
    for story in cases:
        for counted in DEFINITIONS[definition](story):
            if start <= counted.due_at() < end and counted.exists(today):
                key = {"total": "", "agency": counted.owner, "county": counted.county}[by], counted.rate
                due[key] += 1
                met[key] += counted.in_time()
    return {key: (due[key], met[key]) for key in due}
