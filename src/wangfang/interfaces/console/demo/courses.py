"""How does one petition go its way, act by act, from the citizen's hand to the rating?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from wangfang.interfaces.console.demo import city, texts
from wangfang.interfaces.console.demo.diary import Diary
from wangfang.rules.deadlines import due
from wangfang.rules.limits import Limit, Pilot, RuleSet, in_force
from wangfang.rules.workdays import national_calendar

Acts = list[dict[str, object]]
"""Acts in the history format, in the order in which they happened."""

PILOTS = tuple(Pilot(city.bureau_of(county), "harbin-315", starts_on) for county, starts_on in city.PILOTS)


@dataclass(frozen=True, slots=True)
class Pace:
    """How many working days each stage takes when nobody is late."""

    hop: int = 0
    route: int = 1
    accept: int = 2
    answer: int = 12
    rating: int = 4


@dataclass(frozen=True, slots=True)
class Course:
    """What is settled about a case before it is lived.

    `bureaus` are the codes it comes by, the first receives it; `late` names the duties (route, accept,
    answer) of its last bureau and of its unit that are met after their legal day.
    """

    case: str
    starts_at: datetime
    bureaus: Sequence[str]
    unit: str
    region: str
    story: texts.Story
    petitioner: dict[str, str]
    form: str = "online"
    pace: Pace = field(default_factory=Pace)
    late: frozenset[str] = frozenset()
    simplified: bool = False
    assigned_until: date | None = None
    declined: bool = False
    people: int = 1


def lived(course: Course, rng: Random) -> Acts:
    """Return the whole life of a case, to its closing and, more often than not, its rating."""
    return Walk(course, rng).acts()


class Walk:
    """Goes the way once; the diary keeps the hours."""

    def __init__(self, course: Course, rng: Random) -> None:
        self.course, self.rng = course, rng
        self.diary = Diary(course.starts_at, rng)
        self.written: Acts = []

    def acts(self) -> Acts:
        """Return every act of the way."""
        self.comes_in()
        self.goes_down()
        self.reaches_unit()
        if self.course.declined:
            why = self.rng.choice(texts.DECLINES)
            self.write("decline", self.course.unit, self.diary.after(self.course.pace.accept), why=why)
        else:
            self.is_answered()
        return self.written

    def goes_down(self) -> None:
        """Pass it from the bureau that received it to the last one."""
        for place, bureau in enumerate(self.course.bureaus[:-1]):
            self.write("forward", bureau, self.diary.after(self.course.pace.hop), to=self.course.bureaus[place + 1])
            self.write("sign_in", self.course.bureaus[place + 1], self.diary.soon())

    def comes_in(self) -> None:
        """Let it be submitted when it is online, and registered."""
        petition = self.petition()
        if self.course.form == "online":
            self.write("submit", "", self.course.starts_at, **petition)
            petition = {}
        self.write("register", self.course.bureaus[0], self.diary.soon(), **petition)

    def petition(self) -> dict[str, object]:
        """Return what the petitioner brings."""
        course, story = self.course, self.course.story
        return {
            "form": course.form,
            "purpose": story.template.purpose,
            "title": story.title,
            "text": story.text,
            "region": course.region,
            "address": story.address,
            "category": story.template.category,
            "people": course.people,
            "petitioner": course.petitioner,
            "to": course.bureaus[0],
        }

    def reaches_unit(self) -> None:
        """Let the last bureau hand it to the unit, which signs for it."""
        course, last = self.course, self.course.bureaus[-1]
        came = next(a for a in self.written if last in (a.get("to"), a.get("agency")))
        if course.simplified:
            self.write("screen", last, self.diary.soon(), procedure="simplified")
        rules = self._rules(last, _day(came))
        moment = self._when("route", rules.route_limit(), _day(came), course.pace.route)
        self.is_handed_on(last, moment)
        self.write("sign_in", course.unit, self.diary.soon(20, 200))

    def is_handed_on(self, bureau: str, moment: datetime) -> None:
        """Forward it to the unit, or assign it with its day."""
        if self.course.assigned_until:
            until = self.course.assigned_until.isoformat()
            self.write("assign", bureau, moment, to=self.course.unit, due_on=until)
        else:
            self.write("forward", bureau, moment, to=self.course.unit)

    def is_answered(self) -> None:
        """Take it up, work on it, answer in writing, close it, and let it be rated."""
        course, unit = self.course, self.course.unit
        arrived = _day(next(act for act in reversed(self.written) if act.get("to") == unit))
        rules = self._rules(unit, arrived)
        self.write("accept", unit, self._when("accept", rules.accept_limit(), arrived, course.pace.accept))
        accepted = self.diary.day
        if not rules.answer_from_receipt:
            rules = self._rules(unit, accepted)
        self.works()
        started = arrived if rules.answer_from_receipt else accepted
        left = course.pace.answer - national_calendar().workdays_between(accepted, self.diary.day)
        opinion = self._when("answer", rules.answer_limit(), started, max(0, left))
        self._solves(opinion)
        self.ends(course.story.opinion)
        self._is_rated()

    def ends(self, text: str) -> None:
        """Issue the opinion, serve it, close the case."""
        unit, said = self.course.unit, {"conclusion": self.course.story.template.conclusion, "text": text}
        self.write("issue_opinion", unit, self.diary.soon(8, 50), **said)
        method = self.rng.choice(("electronic", "electronic", "direct", "post"))
        self.write("serve", unit, self.diary.soon(10, 120), method=method)
        self.write("close", unit, self.diary.soon(10, 120))

    def works(self) -> None:
        """Log one to three pieces of work within the first half of the time."""
        count = self.rng.randint(1, 3)
        step = max(0, (self.course.pace.answer // 2) // count)
        for kind, note in texts.worked_notes(self.rng, count):
            self.write("log_work", self.course.unit, self.diary.after(step), kind=kind, note=note)

    def _solves(self, moment: datetime) -> None:
        if self.course.story.template.conclusion == "support" and self.course.story.template.purpose != "suggestion":
            self.write("resolve", self.course.unit, moment, note=self.course.story.answer)

    def _is_rated(self) -> None:
        if self.rng.random() > 0.62:  # noqa: PLR2004 - about six in ten petitioners rate
            return
        mild = ("satisfied", "satisfied", "satisfied", "basically")
        harsh = ("satisfied", "basically", "dissatisfied")
        words = harsh if self.course.late or self.course.story.template.conclusion != "support" else mild
        said = {"bureau": self.rng.choice(mild), "unit": self.rng.choice(words)}
        note = self.rng.choice(texts.RATING_NOTES)
        moment = self.diary.at_leisure(self.course.pace.rating)
        self.write("evaluate", "", moment, **said, **({"note": note} if note and said["unit"] == "satisfied" else {}))

    def _when(self, duty: str, limit: Limit, started: date, workdays: int) -> datetime:
        """Return when a duty is met: some working days from now, or after its legal day when it is to be late."""
        if duty not in self.course.late:
            return self.diary.after(workdays)
        last = due(limit, started, national_calendar()).due_legal
        return self.diary.on(national_calendar().workday_after(last, self.rng.randint(1, 6)))

    def _rules(self, agency: str, day: date) -> RuleSet:
        simplified = any(act["step"] == "screen" and act["procedure"] == "simplified" for act in self.written)
        return in_force(day, city.line_of(agency), PILOTS, simplified=simplified)

    def write(self, step: str, agency: str, moment: datetime, **said: object) -> None:
        """Put an act down."""
        act: dict[str, object] = {"case": self.course.case, "step": step, "occurred_at": moment.isoformat()}
        if agency:
            act["agency"] = agency
        self.written.append({**act, **said})


def _day(act: dict[str, object]) -> date:
    return datetime.fromisoformat(str(act["occurred_at"])).date()
