"""What an agency does with a made-up case that it has accepted, and what may come after the answer."""

from __future__ import annotations

from datetime import date
from random import Random

from tests.oracle.beside_told import Strands
from tests.oracle.clocks import Clock
from tests.oracle.days import calendar_days, day
from tests.oracle.oracle import legal
from tests.oracle.stories import Story
from tests.oracle.world import World

DAYS = (1, 10, 30)
WHYS = ("appraisal", "hearing", "other")


class Work:
    """Tells how an agency handles a case, once or several times."""

    def __init__(self, chance: Random, world: World, clock: Clock, holder: str, *, contested: bool) -> None:
        self.contested = contested
        self.chance = chance
        self.world = world
        self.clock = clock
        self.holder = holder
        above = world.above(holder)
        self.bureau = self.clock.acts[0].get("to") or (above[1] if world.is_unit(holder) else holder)
        self.beside = Strands(chance, world, clock, self.bureau)
        self.extended = False
        self.opinions = 0

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share

    def handle(self) -> None:
        """Accept the case, answer it, and perhaps have to do it again."""
        self.clock.act("accept", self.holder)
        while self._answers() and self._again():
            pass

    def _stops(self, share: float) -> bool:
        stops = self._happens(share)
        if stops and self._happens(0.4):
            self.clock.act("withdraw", "", why="问题已经解决")
        return stops

    def _answers(self) -> bool:
        """Tell the work up to the closing; tells whether it came so far."""
        self._marks()
        self.beside.tell(self.holder)
        if self._stops(0.06) or self._stopped_clock() or self._longer():
            return False
        if self._happens(0.5):
            self.clock.act("log_work", self.holder, kind="visit", note="到现场看了")
        if self._happens(0.2):
            self.clock.act("settle", self.holder, note="双方达成协议")
        if self._happens(0.06):
            self.clock.act("divert", self.holder, why="属于仲裁程序", to="劳动人事争议仲裁委员会")
            return False
        self.opinions += 1
        said = {"conclusion": "support", "text": f"已责成物业维修（第{self.opinions}次）。"}
        self.beside.draft(self.holder, said)
        return self._finishes(said)

    def _finishes(self, said: dict[str, str]) -> bool:
        steps: tuple[tuple[str, dict[str, str]], ...] = (
            ("issue_opinion", said),
            ("serve", {"method": "direct"}),
            ("close", {}),
        )
        for step, words in steps:
            if self._stops(0.05):
                return False
            self.clock.act(step, self.holder, **words)
        return True

    def _marks(self) -> None:
        if self._happens(0.1):
            self.clock.act("supervise", self.bureau, why="久拖不决", due_on="2018-12-31")
            self.clock.act("list", self.bureau, why="久拖不决")
            self.clock.act("lift", self.bureau, why="已经抓紧")
            said = {"field": "accept_note", "value": "当面告知", "evidence_on": day(self.clock.now).isoformat()}
            self.clock.act("supplement", self.holder, **said)
        if self._happens(0.2):
            self.clock.act("resolve", self.holder, note="屋顶修好了")

    def _stopped_clock(self) -> bool:
        """Pause and resume, perhaps; tells whether the life breaks off in a pause."""
        while self._happens(0.25):
            before = sum(act["step"] == "pause" for act in self.clock.acts)
            why = WHYS[before % len(WHYS)]  # two pauses of one moment differ, or the second were a line written twice
            last = date.max if self.contested else self._answer_due() or date.max
            if not self.clock.within(last, "pause", self.holder, why=why):
                return False
            if self._stops(0.25):
                return True
            self.clock.act("resume", self.holder, why=why)
        return False

    def _longer(self) -> bool:
        """Extend, perhaps, while the answer is not overdue; tells whether the life breaks off then."""
        last = self._answer_due()
        if last and self._may_extend() and self._happens(0.4):
            self.extended = self.clock.within(
                last, "extend", self.holder, days=self.chance.choice(DAYS), why="案情复杂"
            )
        return self._stops(0.05) or self._stopped_clock()

    def _may_extend(self) -> bool:
        """Tell whether an extension is lawful: once, and not of what is handled the short way."""
        shortened = Story(self.world, self.clock.acts).simplified(self.clock.acts[-1])
        return not self.extended and not shortened and (self.contested or self.opinions == 0)

    def _answer_due(self) -> date | None:
        found = [c for c in legal(Story(self.world, self.clock.acts)) if c.rate == "ontime_closure"]
        due = found[-1].due if found and found[-1].met is None else None
        return due if isinstance(due, date) else None

    def _again(self) -> bool:
        """Rate, reopen, or send to a review; tells whether the case has to be answered again."""
        if self._happens(0.3) and all(act["step"] != "evaluate" for act in self.clock.acts):
            self.clock.within(calendar_days(self._last("serve"), 30), "evaluate", "", unit="satisfied", note="好")
        if self._happens(0.3):
            self.clock.act("reopen", self.bureau, why="答复没有回应诉求")
            self.extended = False
            return True
        if self._happens(0.4):
            return self._remedied()
        if self._happens(0.2):
            self.clock.after(calendar_days(self._last("serve"), 30), "finalize", self.holder, ground="lapsed")
        return False

    def _remedied(self) -> bool:
        last = calendar_days(self._last("serve"), 30)
        if not self.clock.within(last, "request_review", "", why="不服处理意见") or self._happens(0.1):
            return False
        if self._happens(0.3):
            self.clock.act("accept_review", "R")
        outcome = self.chance.choice(("uphold", "redo", "redo", "revoke", "change"))
        self.clock.act("decide_review", "R", outcome=outcome)
        if outcome == "redo" or self._happens(0.4):
            return outcome == "redo"
        last = calendar_days(self._last("decide_review"), 30)
        if not self.clock.within(last, "request_recheck", "", why="不服复查意见") or self._happens(0.1):
            return False
        outcome = self.chance.choice(("uphold", "redo"))
        self.clock.act("decide_recheck", "R", outcome=outcome)
        return outcome == "redo"

    def _last(self, step: str) -> date:
        return self.clock.day_of(step)
