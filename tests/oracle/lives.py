"""Made-up but legal lives, written as acts of the history format; the same seed gives the same lives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tests.oracle.days import ZONE, day
from tests.oracle.world import World

BEGIN = datetime(2017, 6, 20, tzinfo=ZONE)
DAYS = 200
GAPS = (
    timedelta(0),
    timedelta(seconds=1),
    timedelta(hours=7),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=4),
    timedelta(days=10),
    timedelta(days=15),
    timedelta(days=15, seconds=1),
    timedelta(days=19),
    timedelta(days=23),
    timedelta(days=60),
    timedelta(days=61),
    timedelta(days=67),
)
"""Pauses between two acts: much on the edges of the limits, something beyond each."""


class Teller:
    """Tells lives in a world, by chance but within the law."""

    def __init__(self, seed: int, world: World) -> None:
        self.chance = Random(seed)
        self.world = world
        self.bureaus = sorted(code for code in world.organs if world.is_bureau(code))

    def tell(self, count: int) -> list[dict[str, Any]]:
        """Give the acts of `count` lives, one life after the other."""
        return [act for number in range(count) for act in self.life(f"L{number}")]

    def life(self, case: str) -> Iterator[dict[str, Any]]:
        """One life, broken off anywhere."""
        acts: list[dict[str, Any]] = []
        clock = _Clock(self.chance, case, acts)
        bureau = self.chance.choice(self.bureaus)
        self._come_in(clock, bureau)
        if not self._breaks_off(0.08):
            self._travel(clock, bureau)
        yield from acts

    def _breaks_off(self, share: float) -> bool:
        return self.chance.random() < share

    def _come_in(self, clock: _Clock, bureau: str) -> None:
        petition = {
            "form": self.chance.choice(("online", "online", "letter", "visit", "call")),
            "purpose": self.chance.choice(("request", "suggestion", "appeal", "other")),
            "title": "楼道漏水",
            "text": "楼道漏水三个月，物业说不归他们管。",
            "region": self.chance.choice(("230103", "230102", "230103018", "230100")),
            "people": self.chance.choice((1, 1, 1, 3, 50, 9999, 10_000)),
            "petitioner": {"name": "王某"},
            "to": bureau,
        }
        if petition["form"] == "online":
            clock.act("submit", "", **petition)
            if not self._breaks_off(0.05):
                clock.act("register", bureau)
        else:
            clock.act("register", bureau, **petition)

    def _travel(self, clock: _Clock, bureau: str) -> None:
        if clock.acts[-1]["step"] == "submit":
            return
        holder = bureau
        while True:
            self._look_at(clock, holder)
            if self._breaks_off(0.1):
                return
            if self._breaks_off(0.08):
                clock.act("decline", holder, why="属于诉讼程序，请向人民法院提出")
                return
            receivers = self._receivers(holder)
            if not receivers or self._breaks_off(0.1):
                self._handle(clock, holder)
                return
            holder = self._pass_on(clock, holder, self.chance.choice(receivers))
            if self.world.is_unit(holder):
                self._decide(clock, holder)
                return

    def _look_at(self, clock: _Clock, holder: str) -> None:
        if self._breaks_off(0.4) and clock.acts[-1]["step"] in ("forward", "assign"):
            clock.act("sign_in", holder)
        if self._breaks_off(0.35) and self.world.is_bureau(holder):
            clock.act("screen", holder, procedure=self.chance.choice(("ordinary", "simplified")))

    def _receivers(self, holder: str) -> list[str]:
        return sorted(code for code in self.world.organs if holder in self.world.above(code)[1:])

    def _pass_on(self, clock: _Clock, holder: str, to: str) -> str:
        if self._breaks_off(0.35):
            due = day(clock.now) + timedelta(days=self.chance.choice((0, 7, 20, 30, 45, 90)) + 67)
            due = due if self._breaks_off(0.5) else due - timedelta(days=60)
            clock.assign(holder, to, due)
        else:
            clock.act("forward", holder, to=to)
        return to

    def _decide(self, clock: _Clock, unit: str) -> None:
        if self._breaks_off(0.4):
            clock.act("sign_in", unit)
        if self._breaks_off(0.12):
            return
        if self._breaks_off(0.12):
            clock.act("decline", unit, why="不属于本单位职权范围")
            return
        self._handle(clock, unit)

    def _handle(self, clock: _Clock, holder: str) -> None:
        clock.act("accept", holder)
        steps: list[tuple[str, dict[str, str]]] = [
            ("log_work", {"kind": "visit", "note": "到现场看了"}),
            ("issue_opinion", {"conclusion": "support", "text": "已责成物业维修。"}),
            ("serve", {"method": "direct"}),
            ("close", {}),
        ]
        for step, words in steps[self._breaks_off(0.5) :]:
            if self._breaks_off(0.1):
                return
            clock.act(step, holder, **words)


class _Clock:
    """Writes the acts of one life, each some time after the one before."""

    def __init__(self, chance: Random, case: str, acts: list[dict[str, Any]]) -> None:
        self.chance = chance
        self.case = case
        self.acts = acts
        hour = chance.choice(
            (timedelta(0), timedelta(hours=7, minutes=30), timedelta(hours=23, minutes=59, seconds=59))
        )
        self.now = BEGIN + timedelta(days=chance.randrange(DAYS)) + hour
        self.typed = self.now

    def act(self, step: str, agency: str, **words: Any) -> None:
        """Write one act."""
        if self.acts:
            self.now += self.chance.choice(GAPS)
        self._write(step, agency, words)

    def assign(self, agency: str, to: str, due_on: date) -> None:
        """Write an assignment; its day never lies before the act."""
        self.now += self.chance.choice(GAPS)
        self._write("assign", agency, {"to": to, "due_on": max(due_on, day(self.now)).isoformat()})

    def _write(self, step: str, agency: str, words: dict[str, Any]) -> None:
        self.typed = max(self.typed, self.now + self.chance.choice((timedelta(0), timedelta(0), timedelta(days=9))))
        act = {"case": self.case, "step": step, "occurred_at": self.now.isoformat(), **words}
        if agency:
            act["agency"] = agency
        if self.typed != self.now:
            act["recorded_at"] = self.typed.isoformat()
        self.acts.append(act)
