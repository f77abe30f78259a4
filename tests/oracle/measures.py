"""The further figures over acts as the history format writes them, by the words of their cards, case by case.

Written from docs/rules/measures.md, with the oracle's own stories and its own calendar.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from tests.oracle.days import calendar_days, day, midnight, rolled, span
from tests.oracle.stories import Json, Story, at

Sums = tuple[int, int, int, int]
"""Due and met in cases, then in people."""

GAPS = tuple(
    timedelta(days=days, seconds=seconds)
    for days, seconds in ((0, 0), (0, 1), (20, 0), (90, 0), (90, 1), (179, 0), (180, 0), (180, 1), (300, 0))
)
"""After how long petitioners come again: much on the edges of the days that are counted."""

RATINGS = ("satisfied", "basically", "dissatisfied")


@dataclass(frozen=True)
class Ending:
    """How a case ended for the first time."""

    closed_at: datetime
    solved: bool
    once: bool


@dataclass(frozen=True)
class One:
    """A case that a figure counts: whose, in the period of which moment, with how much in the numerator."""

    owner: str
    moment: datetime
    value: int
    people: int


class City:
    """All the cases of a history, as far as they were recorded, on the evening of which they are counted."""

    def __init__(self, cases: Iterable[Story], now: datetime) -> None:
        self.cases = [case for case in cases if case.acts]
        self.now = now
        self.copies: dict[str, list[datetime]] = defaultdict(list)
        for case in self.cases:
            if into(case):
                self.copies[into(case)].append(case.received)

    def figures(self, period: str, by: str) -> dict[tuple[str, str], Sums]:
        """(code, figure) → the sums of a period; only what has something due."""
        start, end = span(period)
        found: dict[tuple[str, str], list[One]] = defaultdict(list)
        for name, tell in FIGURES.items():
            for case in self.cases:
                for one in tell(self, case):
                    if start <= one.moment < end:
                        code = {"total": "", "agency": one.owner, "county": case.county(one.owner)}[by]
                        found[code, name].append(one)
        return {key: _sum(ones) for key, ones in found.items()}


def _sum(ones: list[One]) -> Sums:
    return (
        len(ones),
        sum(one.value for one in ones),
        sum(one.people for one in ones),
        sum(one.value * one.people for one in ones),
    )


def into(case: Story) -> str:
    """Tell into which case this one is merged, as it stands."""
    return next((act["into"] for act in reversed(case.lasting(case.acts)) if act["step"] == "merge"), "")


def bureau(case: Story) -> str:
    return next((stint.owner for stint in case.bureaus()), case.stints()[0].owner)


def unit(case: Story) -> str:
    units = case.units()
    return (units or case.stints())[-1].owner


def people(case: Story) -> int:
    return int(case.first.get("people", 1))


def ending(case: Story) -> Ending | None:
    """Tell how a case was closed for the first time, unless it is a copy."""
    steps = [act["step"] for act in case.acts]
    if "close" not in steps or into(case):
        return None
    place = steps.index("close")
    solved = "resolve" in steps[:place]
    undone = {"reopen", "request_review", "request_recheck"} & set(steps)
    redone = any(act.get("outcome") == "redo" for act in case.acts)
    return Ending(at(case.acts[place]), solved, solved and not undone and not redone)


def last_day_to_rate(case: Story) -> date | None:
    if case.end() or any(act["step"] == "decline" for act in case.acts):
        return None
    served = [day(at(act)) for act in case.acts if act["step"] == "serve"]
    return calendar_days(served[-1], 30) if served else rolled(day(case.received) + timedelta(days=120))


def said(case: Story, target: str) -> tuple[str, datetime] | None:
    ratings = (act for act in case.acts if act["step"] == "evaluate" and act.get(target))
    return next(((act[target], at(act)) for act in ratings), None)


def reached_a_unit(case: Story) -> bool:
    moved = (act["to"] for act in case.acts if act["step"] in ("forward", "assign"))
    return any(case.world.is_unit(to) for to in moved) or any(act["step"] == "accept" for act in case.acts)


def _participation(target: str) -> Callable[[City, Story], Iterator[One]]:
    def tell(city: City, case: Story) -> Iterator[One]:
        last, rated = last_day_to_rate(case), said(case, target)
        if last is None or (target == "unit" and not reached_a_unit(case)):
            return
        if rated or last < day(city.now):
            yield One(_owner(case, target), midnight(last), int(rated is not None), people(case))

    return tell


def _satisfaction(target: str, *enough: str) -> Callable[[City, Story], Iterator[One]]:
    def tell(_: City, case: Story) -> Iterator[One]:
        rated = said(case, target)
        if rated:
            yield One(_owner(case, target), rated[1], int(rated[0] in enough), people(case))

    return tell


def _owner(case: Story, target: str) -> str:
    return bureau(case) if target == "bureau" else unit(case)


def _online(_: City, case: Story) -> Iterator[One]:
    yield One(bureau(case), case.received, int(case.first["form"] == "online"), people(case))


def _repeat(_: City, case: Story) -> Iterator[One]:
    yield One(bureau(case), case.received, int(bool(into(case))), people(case))


def _ended(value: Callable[[City, Story, Ending], int]) -> Callable[[City, Story], Iterator[One]]:
    def tell(city: City, case: Story) -> Iterator[One]:
        end = ending(case)
        if end:
            yield One(unit(case), end.closed_at, value(city, case, end), people(case))

    return tell


def _once(city: City, case: Story, end: Ending) -> int:
    return int(end.once and not any(came > end.closed_at for came in city.copies[case.acts[0]["case"]]))


def _days(_: City, case: Story, end: Ending) -> int:
    return (day(end.closed_at) - day(case.received)).days


def _again(days: int) -> Callable[[City, Story], Iterator[One]]:
    def tell(city: City, case: Story) -> Iterator[One]:
        end = ending(case)
        if not end:
            return
        last = end.closed_at + days * timedelta(hours=24)
        again = any(end.closed_at < came <= last for came in city.copies[case.acts[0]["case"]])
        if again or last < city.now:
            yield One(unit(case), last, int(again), people(case))

    return tell


FIGURES: dict[str, Callable[[City, Story], Iterator[One]]] = {
    "participation_bureau": _participation("bureau"),
    "participation_unit": _participation("unit"),
    "satisfaction_bureau": _satisfaction("bureau", "satisfied", "basically"),
    "satisfied_bureau": _satisfaction("bureau", "satisfied"),
    "satisfaction_unit": _satisfaction("unit", "satisfied", "basically"),
    "satisfied_unit": _satisfaction("unit", "satisfied"),
    "online_share": _online,
    "repeat_share": _repeat,
    "resolved_once": _ended(_once),
    "resolved_share": _ended(lambda _, __, end: int(end.solved)),
    "average_days": _ended(_days),
    "recurrence_90": _again(90),
    "recurrence_180": _again(180),
}


def enlivened(acts: list[Json], seed: int) -> list[Json]:
    """Let petitioners say all kinds of things of both, and let what comes again be merged into what was closed before."""
    chance = Random(seed)
    told = [each for act in acts for each in _solved(dict(act), chance)]
    first: dict[str, datetime] = {}
    closed: dict[str, datetime] = {}
    for act in told:
        first.setdefault(act["case"], at(act))
        if act["step"] == "close":
            closed.setdefault(act["case"], at(act))
        elif act["step"] == "evaluate":
            act.pop("unit")
            targets = chance.choice((("bureau",), ("unit",), ("bureau", "unit")))
            act.update({target: chance.choice(RATINGS) for target in targets})
        elif act["step"] == "merge":
            ended = [case for case, moment in closed.items() if moment < first[act["case"]]]
            act["into"] = chance.choice(ended) if ended and chance.random() < 0.8 else act["into"]
    begun = {act["case"]: act for act in reversed(told)}
    again = [begun[case] for case in closed if begun[case]["step"] == "submit" and chance.random() < 0.6]
    return told + [act for one in again for act in _copy(one, closed[one["case"]] + chance.choice(GAPS), chance)]


def _solved(act: Json, chance: Random) -> Iterator[Json]:
    """Let it be written down, often, that the problem is solved just before the case is closed."""
    if act["step"] == "close" and chance.random() < 0.5:
        yield {**act, "step": "resolve", "note": "屋顶修好了"}
    yield act


def _copy(one: Json, moment: datetime, chance: Random) -> Iterator[Json]:
    """Tell of a petitioner who comes again, and whose second petition is merged into the first; perhaps that is taken back."""
    case, holder = f"{one['case']}-again", one["to"]
    said = {key: value for key, value in one.items() if key not in ("case", "occurred_at", "recorded_at")}
    steps: list[Json] = [said | {"people": chance.choice((1, 2, 40))}, {"step": "register", "agency": holder}]
    steps.append({"step": "merge", "agency": holder, "into": one["case"], "why": "反映的是同一件事"})
    if chance.random() < 0.2:
        steps.append({"step": "unmerge", "agency": holder, "into": one["case"], "why": "不是同一件事"})
    for hours, step in enumerate(steps):
        yield {"case": case, **step, "occurred_at": (moment + timedelta(hours=hours)).isoformat()}
