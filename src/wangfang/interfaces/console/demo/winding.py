"""How does a case go that does not go straight: sent back, helped, drafted in turns, watched, reviewed, ended?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from wangfang.interfaces.console.demo import city, texts
from wangfang.interfaces.console.demo.courses import Acts, Course, Walk
from wangfang.interfaces.console.demo.diary import Diary
from wangfang.interfaces.console.demo.turns import ENDS, Turn
from wangfang.rules.workdays import national_calendar

_REMEDY_DAYS = 30


def lived(course: Course, turns: Collection[Turn], rng: Random) -> Acts:
    """Return the whole life of a case that takes these turns, its acts in the order of their moments."""
    return sorted(Winding(course, turns, rng).acts(), key=_moment)


def _moment(act: dict[str, object]) -> datetime:
    return datetime.fromisoformat(str(act["occurred_at"]))


class Winding(Walk):
    """Goes the straight way with the turns between its steps."""

    def __init__(self, course: Course, turns: Collection[Turn], rng: Random) -> None:
        super().__init__(course, rng)
        self.turns = frozenset(turns)
        self.others = city.colleagues(course.unit, self.diary.day)

    def acts(self) -> Acts:
        """Return every act, those of a case that a bureau ends soon too."""
        end = next((turn for turn in ENDS if turn in self.turns), None)
        if end is None or (end is Turn.FAILED and self.course.form != "online"):
            return super().acts()
        if end is Turn.FAILED:
            self.write("submit", "", self.course.starts_at, **self.petition())
            self.write("fail_screening", self.course.bureaus[0], self.diary.soon(), why=texts.ENDINGS[end])
            return self.written
        self.comes_in()
        self.goes_down()
        self._is_ended(end, self.course.bureaus[-1])
        return self.written

    def petition(self) -> dict[str, object]:
        """Return what the petitioner brings; an accusation says so."""
        return {**super().petition(), **({"purpose": "accusation"} if Turn.ACCUSED in self.turns else {})}

    def is_handed_on(self, bureau: str, moment: datetime) -> None:
        """Hand it to the unit, after others have sent it back; with units that help, unless it is simple."""
        wrong = {Turn.BOUNCED: 3, Turn.RETURNED: 1}
        count = next((number for turn, number in wrong.items() if turn in self.turns), 0)
        if 0 < count <= len(self.others):
            self._is_sent_back(bureau, self.rng.sample(self.others, count), moment)
            return
        super().is_handed_on(bureau, moment)
        if Turn.HELPED in self.turns and self.others:
            self.written[-1]["co"] = self.rng.sample(self.others, min(len(self.others), self.rng.randint(1, 2)))
        if Turn.KEPT in self.turns:
            self.write("request_return", self.course.unit, self.diary.after(1), why=texts.OBJECTION)
            self.write("decide_return", bureau, self.diary.soon(30, 300), agree=False, why=texts.KEPT)

    def works(self) -> None:
        """Work on it while others watch, help, ask, and the clock is stopped or lengthened."""
        super().works()
        for turn, happens in _BETWEEN.items():
            if turn in self.turns:
                happens(self)
        for helper in self._helpers():
            self.write("assist", helper, self.diary.after(1), text=self.rng.choice(texts.HELP))

    def is_answered(self) -> None:
        """Let the petitioner take it back before the answer, or go on behind it."""
        super().is_answered()
        if Turn.WITHDRAWN in self.turns:
            worked = [nth for nth, act in enumerate(self.written) if act["step"] == "log_work"]
            del self.written[worked[-1] + 1 :]
            self.diary = Diary(_moment(self.written[-1]), self.rng)
            self.write("withdraw", "", self.diary.soon(60, 600), why=texts.WITHDRAWAL)
            return
        self._goes_on()

    def ends(self, text: str) -> None:
        """Draft it, have it passed and signed, then issue what was signed."""
        if Turn.DRAFTED in self.turns:
            self._is_drafted(text)
        super().ends(text)
        if self.course.assigned_until:
            self.written[-1]["report"] = self.course.story.answer

    def _is_ended(self, end: Turn, bureau: str) -> None:
        step = {Turn.FILED: "file", Turn.KNOWN: "no_longer_accept"}.get(end, "divert")
        moment = self.diary.after(self.course.pace.route)
        if step != "divert":
            self.write(step, bureau, moment, why=texts.ENDINGS[end])
            return
        organ = city.discipline_of(bureau) if end is Turn.ACCUSED else texts.ARBITERS
        rank = {"rank": "township"} if end is Turn.ACCUSED else {}
        procedure = "discipline" if end is Turn.ACCUSED else "arbitration"
        on = moment.date().isoformat()
        self.write(step, bureau, moment, why=texts.ENDINGS[end], procedure=procedure, to=organ, on=on, **rank)

    def _is_sent_back(self, bureau: str, wrong: list[str], moment: datetime) -> None:
        """Let one unit after the other object; the third time whoever is above them all settles it."""
        way = [*wrong, self.course.unit]
        self.write("forward", bureau, moment, to=way[0])
        for place, unit in enumerate(wrong):
            self.write("request_return", unit, self.diary.after(1), why=texts.OBJECTION)
            to, soon = way[place + 1], self.diary.soon(30, 300)
            if place < 2:  # noqa: PLR2004 - the senders agree twice at most
                self.write("decide_return", bureau, soon, agree=True, to=to)
            else:
                self.write("arbitrate", bureau, soon, to=to, why=texts.ARBITRATION)

    def _is_drafted(self, text: str) -> None:
        unit, said = self.course.unit, {"conclusion": self.course.story.template.conclusion}
        versions = [texts.FIRST_VERSION, text] if Turn.SENT_BACK in self.turns else [text]
        for place, version in enumerate(versions):
            if place:
                self.write("return_draft", unit, self.diary.soon(), why=texts.SENT_BACK)
            self.write("draft_opinion", unit, self.diary.soon(), **said, text=version)
            self.write("pass_draft", unit, self.diary.soon())
        self.write("sign_draft", unit, self.diary.soon())

    def _goes_on(self) -> None:
        """Go on after the closing: entered late, done again, reviewed, rechecked, or over for good."""
        if Turn.SUPPLEMENTED in self.turns:
            day = _day(self.written, "serve").isoformat()
            said = {"field": "送达回证", "value": "纸质回证已扫描入卷", "evidence_on": day}
            self.write("supplement", self.course.unit, self.diary.after(2), **said)
        if Turn.REOPENED in self.turns:
            self.write("reopen", self.course.bureaus[-1], self.diary.after(2), why=texts.REOPENING)
            self._answers_again()
        if Turn.REVIEWED in self.turns:
            self._is_reviewed("review", city.review_body_of(self.course.bureaus[-1]))
        elif Turn.LAPSED in self.turns:
            last = national_calendar().first_workday_from(_day(self.written, "serve") + timedelta(days=_REMEDY_DAYS))
            over = self.diary.on(national_calendar().workday_after(last, 1))
            self.write("finalize", self.course.unit, over, ground="lapsed")

    def _is_reviewed(self, remedy: str, body: str) -> None:
        self.write(f"request_{remedy}", "", self.diary.after(self.rng.randint(3, 12)), why=texts.APPEAL, to=body)
        self.write("accept_review", body, self.diary.after(1))
        redone = Turn.REDONE in self.turns and remedy == "review"
        outcome = "redo" if redone else self.rng.choice(("uphold", "uphold", "uphold", "change"))
        self.write(
            f"decide_{remedy}", body, self.diary.after(self.rng.randint(5, 15)), outcome=outcome, why=texts.REVIEW
        )
        if redone:
            self._answers_again()
        elif remedy == "review" and Turn.RECHECKED in self.turns:
            self._is_reviewed("recheck", city.review_body_of(city.bureau_of(city.CITY)))

    def _answers_again(self) -> None:
        kind, note = texts.worked_notes(self.rng, 1)[0]
        self.write("log_work", self.course.unit, self.diary.after(2), kind=kind, note=note)
        template = replace(self.course.story.template, conclusion="explain")
        self.course = replace(self.course, story=replace(self.course.story, template=template))
        self.ends(texts.AGAIN + self.course.story.opinion)

    def _helpers(self) -> list[str]:
        named = next((act["co"] for act in self.written if "co" in act), ())
        return list(named) if isinstance(named, list) else []

    def urged(self) -> None:
        """Let the bureau that sent it urge the unit on."""
        self.write("urge", self.course.bureaus[-1], self.diary.soon(), why=texts.URGING)

    def watched(self) -> None:
        """Let the city's bureau supervise it."""
        self.write("supervise", city.bureau_of(city.CITY), self.diary.soon(), why=texts.URGING)

    def listed(self) -> None:
        """Let the joint office list it, and take it off again."""
        self.write("list", city.joint_office_of(city.bureau_of(city.CITY)), self.diary.soon(), why=texts.URGING)
        self.write("lift", city.joint_office_of(city.bureau_of(city.CITY)), self.diary.after(3), why=texts.LIFTED)

    def reported(self) -> None:
        """Let the unit report at once that it may grow worse."""
        self.write("report_urgent", self.course.unit, self.diary.soon(), note=texts.URGENT, to=self.course.bureaus[-1])

    def advised(self) -> None:
        """Let the bureau propose how to do better, and the unit tell what has come of it."""
        said = {"kind": "improve", "text": texts.PROPOSAL, "to": self.course.unit}
        self.write("propose", self.course.bureaus[-1], self.diary.soon(), **said)
        self.write("answer_proposal", self.course.unit, self.diary.after(2), text=texts.ADOPTED)

    def paused(self) -> None:
        """Let the clock stand still while experts look at it."""
        self.write("pause", self.course.unit, self.diary.soon(), why="appraisal")
        self.write("resume", self.course.unit, self.diary.after(self.rng.randint(3, 10)))

    def extended(self) -> None:
        """Let the unit take more time."""
        consent = {"consent": texts.CONSENT} if self.course.assigned_until else {}
        said = {"days": self.rng.choice((10, 15, 30)), "why": texts.EXTENSION}
        self.write("extend", self.course.unit, self.diary.soon(), **said, **consent)

    def reckoned(self) -> None:
        """Let the clocks be reckoned anew, without any day that was told becoming earlier."""
        self.write("recompute", self.course.unit, self.diary.soon(), why=texts.CALENDAR, kept={})

    def settled(self) -> None:
        """Let both sides agree."""
        self.write("settle", self.course.unit, self.diary.soon(), note=texts.SETTLEMENT)

    def moved(self) -> None:
        """Let another unit take over."""
        if self.others and not self._helpers():
            heir = self.rng.choice(self.others)
            self.write("hand_over", self.course.unit, self.diary.soon(), to=heir, why=texts.SUCCESSION)
            self.course = replace(self.course, unit=heir)


_BETWEEN = {
    Turn.REPORTED: Winding.reported,
    Turn.URGED: Winding.urged,
    Turn.SUPERVISED: Winding.watched,
    Turn.LISTED: Winding.listed,
    Turn.PROPOSED: Winding.advised,
    Turn.EXTENDED: Winding.extended,
    Turn.PAUSED: Winding.paused,
    Turn.RECKONED: Winding.reckoned,
    Turn.SETTLED: Winding.settled,
    Turn.MOVED: Winding.moved,
}
"""What happens while the unit works, in this order."""


def _day(written: Acts, step: str) -> date:
    return _moment(next(act for act in reversed(written) if act["step"] == step)).date()
