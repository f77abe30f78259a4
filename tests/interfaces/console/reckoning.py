"""A second, independent computation of the LEGAL figures: plain Python over acts in the history format.

It knows nothing of the product: its own working days (from the package `holidays`), its own limits
(typed in from the statutes), its own walk over the acts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import holidays

Acts = list[dict[str, object]]
CALENDAR = holidays.country_holidays("CN", years=range(2016, 2020))
PILOTS = {"230103": date(2017, 1, 1), "230110": date(2018, 1, 1)}
QUARTERS = {"2017Q3": (date(2017, 7, 1), date(2017, 9, 30)), "2017Q4": (date(2017, 10, 1), date(2017, 12, 31))}


@dataclass
class Counted:
    """One duty as LEGAL counts it."""

    indicator: str
    owner: str
    due: date
    met: date | None


def is_workday(day: date) -> bool:
    """Tell whether people work on a day, make-up days included."""
    return bool(CALENDAR.is_working_day(day))


def nth_workday(day: date, count: int) -> date:
    """Return the count-th working day after a day."""
    while count:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def rolled(day: date) -> date:
    """Return the day, or the next working day when it is a rest day."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def is_bureau(code: str) -> bool:
    """Tell a petition bureau by its code."""
    return code.endswith("-XF")


def day_of(act: Mapping[str, object]) -> date:
    """Return the day of an act; the demo writes +08:00 throughout."""
    text = str(act["occurred_at"])
    assert text.endswith("+08:00")
    return datetime.fromisoformat(text).date()


def rules_of(owner: str, day: date, *, simplified: bool) -> str:
    """Return which rules bind an owner for a duty that starts on a day."""
    started = PILOTS.get(owner[:6])
    if started and day >= started:
        return "315"
    return "simple" if simplified else "2005"


def due_day(duty: str, rules: str, start: date) -> date:
    """Return the last day in time: statute, simplified procedure of 2016, or 三一五."""
    workdays = {
        ("route", "315"): 3,
        ("answer", "315"): 15,
        ("route", "simple"): 1,
        ("accept", "simple"): 3,
        ("answer", "simple"): 10,
    }.get((duty, rules))
    if workdays:
        return nth_workday(start, workdays)
    return rolled(start + timedelta(days=60 if duty == "answer" else 15))


def duties(acts: Acts) -> list[Counted]:
    """Return every duty of a life that LEGAL counts."""
    found: list[Counted] = []
    for place, act in enumerate(acts):
        owner = arrival(act, first=place == 0)
        if not owner:
            continue
        later = stay(acts, place, owner)
        simplified = any(a["step"] == "screen" and a["procedure"] == "simplified" for a in acts[: place + 1])
        start = day_of(act)
        if is_bureau(owner):
            rules = rules_of(owner, start, simplified=simplified)
            met = first(later, owner, "forward", "assign", "accept", "decline")
            found.append(Counted("bureau_timely", owner, due_day("route", rules, start), met))
        else:
            found.extend(unit_duties(act, owner, later, simplified=simplified))
    return found


def unit_duties(act: dict[str, object], owner: str, later: Acts, *, simplified: bool) -> list[Counted]:
    """Return what a unit owes from the day on which a case reached it."""
    start = day_of(act)
    rules = rules_of(owner, start, simplified=simplified)
    accept_by = due_day("accept", rules, start)
    owed = [Counted("unit_timely", owner, accept_by, first(later, owner, "accept", "decline"))]
    accepted = first(later, owner, "accept")
    if rules != "315" and accepted:
        start, rules = accepted, rules_of(owner, accepted, simplified=simplified)
    if first(later, owner, "decline") or (rules != "315" and not accepted):
        return owed
    answer_by = due_day("answer", rules, start)
    if "due_on" in act:
        answer_by = min(answer_by, date.fromisoformat(str(act["due_on"])))
    met = first(later, owner, "issue_opinion" if rules == "315" else "close")
    return [*owed, Counted("ontime_closure", owner, answer_by, met)]


def arrival(act: Mapping[str, object], *, first: bool) -> str:
    """Return whom an act brings the case to, empty when it moves nothing."""
    if act["step"] in ("submit", "forward", "assign"):
        return str(act["to"])
    return str(act["agency"]) if first else ""


def stay(acts: Acts, place: int, owner: str) -> Acts:
    """Return the acts after an arrival up to and including the one that takes the case away."""
    kept: Acts = []
    for act in acts[place + (0 if acts[place].get("agency") == owner else 1) :]:
        kept.append(act)
        if act is not acts[place] and arrival(act, first=False):
            break
    return kept


def first(acts: Iterable[dict[str, object]], owner: str, *steps: str) -> date | None:
    """Return the day of the owner's first act among the steps."""
    return next((day_of(a) for a in acts if a["step"] in steps and a.get("agency") == owner), None)


def figures(lives: Iterable[Acts], quarter: str) -> dict[str, dict[str, tuple[int, int]]]:
    """Return (due, met) by county and indicator for the duties whose due day lies in the quarter."""
    begins, ends = QUARTERS[quarter]
    table: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for acts in lives:
        for duty in duties(acts):
            if begins <= duty.due <= ends:
                due, met = table[duty.owner[:6]].get(duty.indicator, (0, 0))
                in_time = duty.met is not None and duty.met <= duty.due
                table[duty.owner[:6]][duty.indicator] = (due + 1, met + in_time)
    return dict(table)


def spotless(table: Mapping[str, Mapping[str, tuple[int, int]]], indicator: str, counties: Iterable[str]) -> set[str]:
    """Return the counties that stand at 100 % of at least one duty."""
    pairs = {county: table.get(county, {}).get(indicator, (0, 0)) for county in counties}
    return {county for county, (due, met) in pairs.items() if due and due == met}
