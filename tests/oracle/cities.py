"""Cities by chance, with agencies, trials and histories of their own, and what the rules alone make of a history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import product
from random import Random

from tests.oracle.days import ZONE, day
from tests.oracle.lives import Teller
from tests.oracle.measures import City, Sums, enlivened, people
from tests.oracle.oracle import DEFINITIONS, added_up, counted_in, stories
from tests.oracle.stories import Json, Story, at
from tests.oracle.world import OnTrial, Organ, World, world
from wangfang.rules.duties import Law, duties_of
from wangfang.rules.facts import Agency, CaseFacts, Event, Form, Kind, Life, Purpose, Step
from wangfang.rules.indicators import Reckoned, measure, reckon
from wangfang.rules.journey import received_at
from wangfang.rules.limits import Pilot
from wangfang.rules.matters import settled_in
from wangfang.rules.measures import Known, Measure, figures_of
from wangfang.rules.outcomes import outcome_of
from wangfang.rules.periods import Period

BY = ("total", "county", "agency")
PERIODS = ("2017Q2", "2017Q3", "2017Q4", "2018Q1", "2018Q2", "2018Q3")
DISTRICTS = ("230102", "230103", "230104", "230108")
LIVES = 12
FIRST = datetime(2017, 7, 1, tzinfo=ZONE)
MINUTES = 700_000
"""Cities are asked as of a minute between the middle of 2017 and the end of 2018."""

Table = dict[tuple[str, str], Sums]


def drawn(chance: Random) -> World:
    """Give a city of one to four districts, each with a bureau and up to three units, and up to three trials."""
    organs = [
        Organ("P", "省信访局", "bureau", "230000"),
        Organ("C", "市信访局", "bureau", "230100", "P"),
        Organ("R", "市复查复核办公室", "review_body", "230100", "C"),
        *(Organ(f"CU{n}", f"市直单位{n}", "unit", "230100", "C") for n in range(chance.choice((1, 1, 2)))),
        *(Organ("PU", "省直单位", "unit", "230000", "P") for _ in range(chance.randrange(2))),
    ]
    for region in chance.sample(DISTRICTS, chance.randrange(1, 5)):
        organs.append(Organ(f"B{region}", f"{region}信访局", "bureau", region, "C"))
        for nth in range(chance.choice((1, 2, 3))):
            own = chance.choice((region, f"{region}{nth:03}"))
            organs.append(Organ(f"U{region}{nth}", f"{region}单位{nth}", "unit", own, f"B{region}"))
    return world(organs, *_trials(chance, organs))


def _trials(chance: Random, organs: list[Organ]) -> list[OnTrial]:
    on_it = chance.sample([organ.code for organ in organs if organ.kind != "review_body"], chance.randrange(4))
    found = []
    for code in on_it:
        first = date(2017, 5, 1) + timedelta(days=chance.randrange(300))
        found.append(OnTrial(code, first, chance.choice((None, first + timedelta(days=chance.randrange(20, 250))))))
    return found


@dataclass
class Drawn:
    """One city with its history, the same for a seed."""

    seed: int
    world: World = field(init=False)
    acts: list[Json] = field(init=False)
    moments: list[datetime] = field(init=False)

    def __post_init__(self) -> None:
        chance = Random(f"city {self.seed}")
        self.world = drawn(chance)
        lives = Teller(self.seed, self.world, contested=self.seed % 3 == 0, direct=self.seed % 5 == 0).tell(LIVES)
        self.acts = enlivened(lives, self.seed)
        self.moments = [FIRST + timedelta(minutes=chance.randrange(MINUTES)) for _ in range(2)]

    def differs(self) -> list[tuple[object, ...]]:
        """Tell which tables the rules fill otherwise than the oracle, as of random moments."""
        return [found for moment in self.moments for found in self._differs(moment)]

    def _differs(self, moment: datetime) -> Iterable[tuple[object, ...]]:
        told = stories(self.acts, self.world, moment)
        folded, city = Folded(told, self.world, moment), City(told, moment)
        counted = {definition: counted_in(told, definition) for definition in DEFINITIONS}
        for period, by in product(PERIODS, BY):
            for definition, rows in counted.items():
                if added_up(rows, period, by, day(moment)) != folded.rates(definition, period, by):
                    yield self.seed, definition, period, by, moment
            if city.figures(period, by) != folded.measures(period, by):
                yield self.seed, "measures", period, by, moment


class Folded:
    """What the rules make of the acts recorded by a moment, without any store."""

    def __init__(self, told: Iterable[Story], at_home: World, moment: datetime) -> None:
        self.moment = moment
        self.agencies = {organ.code: agency(organ, at_home) for organ in at_home.organs.values()}
        law = Law([Pilot(trial.code, "harbin-315", trial.first, trial.last) for trial in at_home.trials])
        self.known: list[Known] = []
        self.rows: dict[str, list[Reckoned]] = defaultdict(list)
        for story in told:
            life = life_of(story, self.agencies)
            self.known += known(life, law)
            for row in reckon(life, law, duties_of(life, law)):
                self.rows[row.definition].append(row)

    def rates(self, definition: str, period: str, by: str) -> Table:
        """Return the three rates, rows with nothing due left out."""
        groups: dict[tuple[str, str], list[Reckoned]] = defaultdict(list)
        for row in self.rows[definition]:
            groups[{"total": "", "agency": row.owner, "county": row.county}[by], row.indicator.value].append(row)
        found = {key: measure(rows, Period.parse(period), self.moment) for key, rows in groups.items()}
        return {key: (one.due, one.met, one.people_due, one.people_met) for key, one in found.items() if one.due}

    def measures(self, period: str, by: str) -> Table:
        """Return the further figures."""
        code: dict[str, Callable[[str], str]] = {
            "total": lambda _: "",
            "agency": str,
            "county": lambda owner: self.agencies[owner].region[:6],
        }
        return {
            (name, one.value): (figure.due, figure.met, figure.people_due, figure.people_met)
            for one in Measure
            for name, figure in figures_of(self.known, one, Period.parse(period), self.moment, code[by]).items()
        }


def agency(organ: Organ, at_home: World) -> Agency:
    """Return an agency as the rules know it."""
    return Agency(organ.code, organ.name, Kind(organ.kind), organ.region, tuple(reversed(at_home.above(organ.code))))


def life_of(story: Story, agencies: Mapping[str, Agency]) -> Life:
    """Return a case as the rules read it."""
    events = tuple(
        Event(number, Step(act["step"]), at(act), at(act), act.get("agency", ""), act)
        for number, act in enumerate(story.acts, start=1)
    )
    first = story.first
    facts = CaseFacts(first["case"], Form(first["form"]), Purpose(first["purpose"]), first["region"], people(story))
    return Life(facts, events, agencies)


def known(life: Life, law: Law) -> list[Known]:
    """Return what the further figures read of a case, nothing when it has no outcome yet."""
    outcome = outcome_of(life, law.calendar)
    facts, into = life.case, settled_in(life).merged_into
    return [Known(facts.number, facts.form, facts.people, received_at(life), into, outcome)] if outcome else []
