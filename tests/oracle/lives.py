"""Made-up but legal lives, written as acts of the history format; the same seed gives the same lives."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from tests.oracle.clocks import Clock
from tests.oracle.days import day, working_days
from tests.oracle.stories import Json, agreed, at
from tests.oracle.work import Work
from tests.oracle.world import World

ENDED = ("decline", "no_longer_accept", "file", "divert")
BOUNCES = 2


class Teller:
    """Tells lives in a world, by chance but within the law.

    Contested lives are told only when asked for: a clock stopped after it ran out, a longer time for
    what is done again, a bureau that declines what a unit handed back. So are letters to a unit itself.
    """

    def __init__(self, seed: int, world: World, *, contested: bool = False, direct: bool = False) -> None:
        self.contested = contested
        self.direct = direct
        self.chance = Random(seed)
        self.world = world
        self.bureaus = sorted(code for code in world.organs if world.is_bureau(code))
        self.begun: list[tuple[str, datetime]] = []

    def tell(self, count: int) -> list[Json]:
        """Give the acts of `count` lives, one life after the other."""
        return [act for number in range(count) for act in self.life(f"L{number}")]

    def life(self, case: str) -> list[Json]:
        """One life, broken off anywhere, or withdrawn there."""
        acts: list[Json] = []
        clock = Clock(self.chance, case, acts)
        bureau = self.chance.choice(self.bureaus)
        holder = self._come_in(clock, bureau)
        if holder and not self._stops(clock, 0.08) and acts[-1]["step"] != "submit":
            if self.world.is_unit(holder):
                self._decide(clock, holder)  # nobody sent it, so it cannot be sent back
            else:
                self._travel(clock, holder)
        if all(act["step"] != "merge" for act in acts):
            self.begun.append((case, at(acts[0])))
        return acts

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share

    def _stops(self, clock: Clock, share: float) -> bool:
        stops = self._happens(share)
        if stops and self._happens(0.4):
            clock.act("withdraw", "", why="问题已经解决")
        return stops

    def _come_in(self, clock: Clock, bureau: str) -> str:
        """Let a petition come in, to a bureau or by letter to a unit itself; gives who has it, nobody when it was sifted out."""
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
        if petition["form"] != "online":
            units = sorted(code for code in self.world.organs if self.world.is_unit(code))
            receiver = self.chance.choice(units) if self._happens(0.07) and self.direct else bureau
            clock.act("register", receiver, **{key: said for key, said in petition.items() if key != "to"})
            return receiver
        clock.act("submit", "", **petition)
        if self._happens(0.05):
            clock.act("fail_screening", bureau, why="当日重复提交")
            return ""
        if not self._happens(0.05):
            clock.act("register", bureau)
        return bureau

    def _travel(self, clock: Clock, holder: str) -> None:
        """Send the case from bureau to bureau, until one of them ends or handles it or a unit has it."""
        while holder:
            self._look_at(clock, holder)
            if self._stops(clock, 0.1) or (self._happens(0.12) and self._ends(clock, holder)):
                return
            receivers = self._receivers(holder)
            if not receivers or self._happens(0.08):
                Work(self.chance, self.world, clock, holder, contested=self.contested).handle()
                return
            sender, holder = holder, self._pass_on(clock, holder, self.chance.choice(receivers))
            if self.world.is_unit(holder):
                holder = self._at_unit(clock, sender, holder)

    def _look_at(self, clock: Clock, holder: str) -> None:
        if self._happens(0.4) and clock.acts[-1]["step"] in ("forward", "assign"):
            clock.act("sign_in", holder)
        if self._happens(0.35) and clock.acts[-1]["step"] != "unmerge":
            clock.act("screen", holder, procedure=self.chance.choice(("ordinary", "simplified")))
        if self._happens(0.05):
            clock.act("urge", holder, why="请抓紧")

    def _ends(self, clock: Clock, holder: str) -> bool:
        """End the case, or merge it; a copy may be taken out again, and then the case goes on."""
        others = [case for case, since in self.begun if since <= clock.now]
        if not others or self._happens(0.5):
            handed_back = any(act["step"] == "decide_return" for act in clock.acts)
            kinds = ENDED[1:] if handed_back and not self.contested else ENDED
            clock.act(self.chance.choice(kinds), holder, why="依法应当通过其他途径")
            return True
        clock.act("merge", holder, into=self.chance.choice(others), why="反映的是同一件事")
        if self._happens(0.5):
            return True
        clock.act("unmerge", holder, into=others[0], why="不是同一件事")
        return False

    def _receivers(self, holder: str) -> list[str]:
        below = (code for code in self.world.organs if holder in self.world.above(code)[1:])
        return sorted(code for code in below if self.world.is_unit(code) or self.world.is_bureau(code))

    def _helpers(self, holder: str, lead: str) -> dict[str, list[str]]:
        """Give one or two units that assist a lead, seldom."""
        others = [code for code in self._receivers(holder) if self.world.is_unit(code) and code != lead]
        if not self.world.is_unit(lead) or not others or self._happens(0.75):
            return {}
        return {"co": self.chance.sample(others, min(len(others), self.chance.choice((1, 2))))}

    def _pass_on(self, clock: Clock, holder: str, to: str) -> str:
        helpers = self._helpers(holder, to)
        if self._happens(0.35):
            due = day(clock.now) + timedelta(days=self.chance.choice((0, 7, 20, 30, 45, 90)) + 67)
            due = due if self._happens(0.5) else due - timedelta(days=60)
            clock.assign(holder, to, due, **helpers)
        else:
            clock.act("forward", holder, to=to, **helpers)
        return to

    def _at_unit(self, clock: Clock, sender: str, unit: str) -> str:
        """Let units have the case, one after the other; gives the bureau that has it again, if one has."""
        asked: set[str] = {act["agency"] for act in clock.acts if act["step"] == "request_return"}
        while unit and self.world.is_unit(unit):
            if self._happens(0.3):
                clock.act("sign_in", unit)
            if self._stops(clock, 0.1):
                return ""
            last = working_days(day(clock.arrived), 5)
            settled = any(act["step"] == "arbitrate" for act in clock.acts)
            objects = unit not in asked and not settled and self._happens(0.9 if asked else 0.35)
            if not objects or not clock.within(last, "request_return", unit, why="不属于本单位职权范围"):
                return self._decide(clock, unit)
            asked.add(unit)
            if self._stops(clock, 0.1):
                return ""
            after = self._on_objection(clock, sender, unit)
            if after == unit:
                return self._decide(clock, unit)
            unit = after
        return unit

    def _settled(self, clock: Clock, unit: str) -> str:
        """Let a bureau above the unit settle where the case belongs: with it, with another unit, or with a bureau."""
        above = self.chance.choice([code for code in self.world.above(unit)[1:] if self.world.is_bureau(code)])
        to = self.chance.choice(self._receivers(above))
        clock.act("arbitrate", above, to=to, why="属于你单位职权范围")
        return to

    def _on_objection(self, clock: Clock, sender: str, unit: str) -> str:
        """Refuse the objection, take the case back, or pass it on; after two bounces whoever is above settles it."""
        if sum(agreed(act) for act in clock.acts) >= BOUNCES and self._happens(0.7):
            return self._settled(clock, unit)
        others = [code for code in self._receivers(sender) if code != unit]
        kind = self.chance.choice(("refuse", "back", "on", "on", "on") if others else ("refuse", "back"))
        if kind == "refuse":
            clock.act("decide_return", sender, agree=False, why="属于你单位职权范围")
            return unit
        to = self.chance.choice(others) if kind == "on" else ""
        clock.act("decide_return", sender, agree=True, **({"to": to} if to else {}))
        return to or sender

    def _decide(self, clock: Clock, unit: str) -> str:
        if self._stops(clock, 0.1):
            return ""
        if self._happens(0.25):
            clock.act(self.chance.choice(ENDED), unit, why="不属于本单位职权范围")
            return ""
        Work(self.chance, self.world, clock, unit, contested=self.contested).handle()
        return ""
