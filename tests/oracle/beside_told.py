"""Tells what happens beside the main way of a made-up case: helpers, proposals, drafts, the way back, a recomputation."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from tests.oracle.clocks import Clock
from tests.oracle.oracle import CLOCKS, legal
from tests.oracle.stories import Json, Story
from tests.oracle.world import World


class Strands:
    """Tells strands of one case; `bureau` stands above whoever handles it, or is that itself."""

    def __init__(self, chance: Random, world: World, clock: Clock, bureau: str) -> None:
        self.chance, self.world, self.clock, self.bureau = chance, world, clock, bureau

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share

    def tell(self, holder: str) -> None:
        """Tell some of them, in the order in which they would happen."""
        self._help()
        if self._happens(0.05):
            self.clock.act("report_urgent", holder, note="扬言到省上访")
        self._propose(holder)
        if self._is_simple() and self._happens(0.5):
            self.clock.act("screen", holder, procedure="ordinary")
        if self._happens(0.08):
            self._recompute()
        if self._happens(0.2):
            self._help()

    def _help(self) -> None:
        for code in self._arrival().get("co", ()):
            if self._happens(0.5):
                self.clock.act("assist", code, text=f"已派人到现场（{len(self.clock.acts)}）。")

    def _propose(self, holder: str) -> None:
        """Propose to the holder or to somebody else, once or twice; whoever is asked answers, or does not."""
        asked: list[str] = []
        while self._happens(0.15):
            units = sorted(code for code in self.world.organs if self.world.is_unit(code))
            asked.append(self.chance.choice((holder, *asked, self.chance.choice(units))))
            words = {"kind": "improve", "text": f"加强物业监管（{len(self.clock.acts)}）", "to": asked[-1]}
            self.clock.act("propose", self.bureau, **words)
        for code in asked:
            if self._happens(0.6):
                self.clock.act("answer_proposal", code, text=f"已采纳（{len(self.clock.acts)}）")

    def draft(self, holder: str, said: dict[str, str]) -> None:
        """Tell the chain of an opinion, sometimes, with a version that was sent back."""
        if self._happens(0.6):
            return
        if self._happens(0.3):
            self.clock.act("draft_opinion", holder, conclusion="explain", text="请耐心等待。")
            self.clock.act("return_draft", holder, why="没有回应诉求")
        self.clock.act("draft_opinion", holder, **said)
        for step in ("pass_draft", "sign_draft"):
            self.clock.act(step, holder)

    def _recompute(self) -> None:
        """Recompute: the day told before of the clock that runs is kept, which may be later or earlier than the new one."""
        found = [counted for counted in legal(Story(self.world, self.clock.acts)) if counted.met is None]
        kept = {
            f"{CLOCKS[counted.rate]}:{counted.start}": (
                counted.due + timedelta(days=self.chance.choice((-3, 0, 4, 9)))
            ).isoformat()
            for counted in found[-1:]
        }
        self.clock.act("recompute", self.bureau, why="放假通知调整", kept=kept)

    def _arrival(self) -> Json:
        return Story(self.world, self.clock.acts).stints()[-1].by

    def _is_simple(self) -> bool:
        return Story(self.world, self.clock.acts).simplified(self.clock.acts[-1])
