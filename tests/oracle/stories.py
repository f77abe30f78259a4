"""One case as its acts tell it: its stays with agencies, its end, and the clock of its answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.oracle.days import calendar_days, day, work_between, working_days
from tests.oracle.world import World

Json = dict[str, Any]  # an act is what JSON gives; its values have many types

ENDS = ("decline", "no_longer_accept", "file", "divert", "withdraw", "merge", "fail_screening")


@dataclass(frozen=True)
class Stint:
    """One stay of a case with an agency: the act that brought it, and those after it up to the one that took it away."""

    owner: str
    by: Json
    acts: tuple[Json, ...]

    @property
    def since(self) -> datetime:
        return at(self.by)

    def first(self, *steps: str) -> Json | None:
        """Give the owner's first act of these steps."""
        return next((a for a in self.acts if a["step"] in steps and a.get("agency") == self.owner), None)

    def taken_back(self) -> Json | None:
        """Give the agreement to the owner's objection, or the word from above that settled it."""
        return next((a for a in self.acts if agreed(a) or a["step"] == "arbitrate"), None)

    def own_limit(self) -> date | None:
        """Give the day that the assignment which brought the case has set."""
        return date.fromisoformat(self.by["due_on"]) if self.by["step"] == "assign" else None

    def rounds(self) -> list[tuple[Json | None, tuple[Json, ...]]]:
        """Give the answers that are owed one after the other: what made each begin anew, and the acts in it."""
        found: list[tuple[Json | None, list[Json]]] = [(None, [])]
        for act in self.acts:
            if act["step"] == "reopen" or act.get("outcome") == "redo":
                found.append((act, []))
            else:
                found[-1][1].append(act)
        return [(by, tuple(acts)) for by, acts in found]


def at(act: Json) -> datetime:
    """Tell when the act happened."""
    return datetime.fromisoformat(act["occurred_at"])


def moment(act: Json | None) -> datetime | None:
    return at(act) if act else None


def agreed(act: Json) -> bool:
    """Tell whether the act takes a case back, or passes it on, because the unit objected."""
    return act["step"] == "decide_return" and act["agree"] is True


@dataclass
class Story:
    """One case as its acts tell it."""

    world: World
    acts: list[Json] = field(default_factory=list)

    @property
    def first(self) -> Json:
        """Give the act by which the case came in: it is received then, online or on paper."""
        return self.acts[0]

    @property
    def received(self) -> datetime:
        return at(self.first)

    def simplified(self, by: Json) -> bool:
        """Tell whether the case stood as simplified when the act `by` started a clock.

        The rule-set is the one in force when the clock starts: a later screening does not shorten a
        clock that is running, and of several earlier ones the last counts.
        """
        screened = [act["procedure"] for act in self.acts[: self.place(by)] if act["step"] == "screen"]
        return bool(screened) and screened[-1] == "simplified"

    def place(self, by: Json) -> int:
        return next(place for place, act in enumerate(self.acts) if act is by)

    def stints(self) -> list[Stint]:
        """Give each stay of the case; an agreed return passes it on or takes it back."""
        moves = [(0, self.first.get("to") or self.first["agency"])]
        for place, act in enumerate(self.acts):
            if place and act["step"] in ("forward", "assign", "arbitrate"):
                moves.append((place, act["to"]))
            elif agreed(act):
                moves.append((place, act.get("to") or act["agency"]))
        ends = [place for place, _ in moves[1:]] + [len(self.acts)]
        return [
            Stint(owner, self.acts[place], tuple(self.lasting(self.acts[place + 1 : end + 1])))
            for (place, owner), end in zip(moves, ends, strict=True)
        ]

    def units(self) -> list[Stint]:
        return [stint for stint in self.stints() if self.world.is_unit(stint.owner)]

    def bureaus(self) -> list[Stint]:
        return [stint for stint in self.stints() if self.world.is_bureau(stint.owner)]

    def end(self) -> datetime | None:
        """Tell when the case ended without an answer."""
        last = [act for act in self.lasting(self.acts) if act["step"] in ENDS][-1:]
        return at(last[0]) if last else None

    def is_copy(self) -> bool:
        """Tell whether the case is answered with another one."""
        return any(act["step"] == "merge" for act in self.lasting(self.acts))

    def lasting(self, acts: Iterable[Json]) -> list[Json]:
        """Give those of some acts that stand: a merge that was taken back decided nothing."""
        kept: list[Json] = []
        gone: list[Json] = []
        for act in self.acts:
            if act["step"] == "merge":
                kept.append(act)
            elif act["step"] == "unmerge":
                gone.append(kept.pop())
        return [act for act in acts if not any(act is one for one in gone)]

    def stands(self, due: date | datetime, met: datetime | None) -> bool:
        """Tell whether a duty counts: one that is unmet and was not overdue when the case ended is void."""
        end = self.end()
        if met is not None or end is None:
            return True
        return due < end if isinstance(due, datetime) else due < day(end)

    def kept(self, name: str) -> date:
        """Give the day of a clock that was told before a recomputation, the last one told; no day when none was."""
        told = [act["kept"][name] for act in self.acts if act["step"] == "recompute" and name in act["kept"]]
        return date.fromisoformat(told[-1]) if told else date.min

    def county(self, owner: str) -> str:
        return self.world.organs[owner].region[:6]


@dataclass(frozen=True)
class Clock:
    """The clock of an answer: from an act on, so many days, and perhaps a day that was set."""

    by: Json
    count: int
    working: bool
    met_by: str
    own: date | None = None
    simple: bool = False

    @property
    def start(self) -> date:
        return day(at(self.by))

    def due(self, acts: Iterable[Json]) -> tuple[date, bool]:
        """Give the day on which the answer is due, and whether a running pause keeps it from falling due."""
        acts = list(acts)
        count = self.count + sum(act["days"] for act in acts if act["step"] == "extend")
        moved, stopped = 0, False
        for begun, ended in _pauses(acts):
            if begun > self._ends(count + moved):
                continue  # a clock that has run out is not stopped any more
            if ended is None:
                stopped = True
            else:
                moved += work_between(begun, ended) if self.working else (ended - begun).days
        return self._ends(count + moved), stopped

    def _ends(self, count: int) -> date:
        due = working_days(self.start, count) if self.working else calendar_days(self.start, count)
        return min(due, self.own) if self.own else due  # a set day is no count of days, so it is not rolled


def _pauses(acts: Iterable[Json]) -> list[tuple[date, date | None]]:
    found: list[tuple[date, date | None]] = []
    for act in acts:
        if act["step"] == "pause":
            found.append((day(at(act)), None))
        elif act["step"] == "resume" and found:
            found[-1] = found[-1][0], day(at(act))
    return found


def answer_clock(story: Story, stint: Stint, begun_by: Json | None) -> Clock | None:
    """Give the clock of the first answer, or of the one that a reopening began; none before the acceptance.

    A set day belongs to the assignment: a reopening has a clock of its own.
    """
    trial = story.world.on_trial
    own = None if begun_by else stint.own_limit()
    starting = begun_by or (stint.by if trial(stint.owner, day(stint.since)) else stint.first("accept"))
    if starting is None:
        return None
    if trial(stint.owner, day(at(starting))):
        return Clock(starting, 15, working=True, met_by="issue_opinion", own=own)  # DL13
    if story.simplified(starting):
        return Clock(starting, 10, working=True, met_by="close", own=own, simple=True)  # DL12
    return Clock(starting, 60, working=False, met_by="close", own=own)  # DL10
