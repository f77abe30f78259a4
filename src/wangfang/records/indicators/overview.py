"""How things stand (运行情况), composed for who leads: six figures, the counties side by side, weeks, classes, days left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wangfang.records.agencies.places import counties
from wangfang.records.agencies.tree import tree
from wangfang.records.indicators import spans
from wangfang.records.indicators.classes import Class, classes_of
from wangfang.records.indicators.in_hand import InHand, in_hand_on
from wangfang.records.indicators.lookups import name_of
from wangfang.records.indicators.spans import Spans, Sum
from wangfang.records.walls.context import as_job
from wangfang.rules import attention
from wangfang.rules.facts import day_of
from wangfang.rules.indicators import Definition, Indicator
from wangfang.rules.measures import Measure
from wangfang.rules.periods import Period
from wangfang.rules.rankings import Entrant, League, Place, at_hundred, league

POINTS = 12
"""So many periods a figure is followed through, the newest last."""
WEEKS = 26
"""So many weeks of what came in and what was closed."""
SHOWN = (*Indicator, Measure.SATISFACTION_UNIT)
"""What counties are compared by, in this order."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the six figures: its sums period by period, the newest last, and how many counties stand at 100 %."""

    name: str
    sums: Sequence[Sum]
    full: int = 0

    @property
    def course(self) -> attention.Course:
        """Return it as rates."""
        return attention.Course(self.name, [Entrant("", "", one.due, one.met) for one in self.sums])


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a county: its sums and its place among the others, None where nothing was due."""

    sum: Sum
    place: Place | None


@dataclass(frozen=True, slots=True)
class County:
    """A row of the comparison; `came` is what came in. A city as a whole stands in no ranking."""

    code: str
    name: str
    cells: Mapping[str, Cell]
    came: Sum


@dataclass(frozen=True, slots=True)
class Week:
    """What came in and what was closed in a week."""

    period: Period
    came: int
    closed: int


@dataclass(frozen=True, slots=True)
class Overview:
    """How things stand in the last of `periods`; `before` is what had come in of the period before, in as many days while this one `is_over` not yet."""

    periods: Sequence[Period]
    headlines: Sequence[Headline]
    before: int
    is_over: bool
    counties: Sequence[County]
    weeks: Sequence[Week]
    classes: Sequence[Class]
    in_hand: InHand
    sentences: Sequence[attention.Sentence]


def overview(period: Period, definition: Definition, now: datetime) -> Overview:
    """Return how things stand in a period, as of now; the number of queries is the same whatever is there.

    Open cases are those of now, whatever the period. Secret cases count in the rates where five come together, and in
    nothing else.
    """
    with as_job():  # the figures of a city are not those of the cases that one reader may open
        return _composed(_twelve(period), definition, now)


def _composed(periods: Sequence[Period], definition: Definition, now: datetime) -> Overview:
    period, today = periods[-1], day_of(now)
    rates = spans.rates(periods, definition, now)
    came, rated = spans.volumes(periods, now), spans.ratings(periods, now)
    classes, before = classes_of(period, today)
    headlines, in_hand = _headlines(rates, came, rated), in_hand_on(today)
    return Overview(
        periods=periods,
        headlines=headlines,
        before=before,
        is_over=today >= period.last_day,
        counties=_counties(rates, came, rated),
        weeks=_weeks(period, now),
        classes=classes,
        in_hand=in_hand,
        sentences=attention.sentences(_standing(headlines, in_hand, classes, before)),
    )


def _standing(
    headlines: Sequence[Headline], in_hand: InHand, classes: Sequence[Class], before: int
) -> attention.Standing:
    return attention.Standing(
        overdue=in_hand.overdue,
        long=in_hand.long,
        soon=in_hand.left["today"] + in_hand.left["to_3"],
        in_hand=in_hand.cases,
        rates=[one.course for one in headlines[1:4]],
        repeats=headlines[5].course,
        classes=[attention.Counted(one.code, one.name, one.now, one.before) for one in classes if not one.is_rest],
        came=attention.Counted("", "", headlines[0].sums[-1].due, before),
    )


def _twelve(period: Period) -> list[Period]:
    found = [period]
    while len(found) < POINTS:
        found.append(found[-1].before())
    return found[::-1]


def _headlines(rates: Spans, came: Spans, rated: Spans) -> list[Headline]:
    """Return the six figures in the order in which they are shown."""
    three = [_headline(rates, one) for one in Indicator]
    again = came.whole(Measure.REPEAT_SHARE)
    return [
        Headline(Measure.ONLINE_SHARE, again),
        *three,
        _headline(rated, Measure.SATISFACTION_UNIT),
        Headline(Measure.REPEAT_SHARE, again),
    ]


def _headline(found: Spans, name: str) -> Headline:
    entrants = [_entrant(found, name, county) for county in sorted(found.counties()) if is_county(county)]
    return Headline(name, found.whole(name), len(at_hundred(entrants)))


def is_county(code: str) -> bool:
    """Tell whether a place takes part in the ranking: a city or a province as a whole does not."""
    return not code.endswith("00")


def _entrant(found: Spans, name: str, county: str) -> Entrant:
    one = found.of(name, len(found.periods) - 1, county)
    return Entrant(county, county, one.due, one.met)


def _counties(rates: Spans, came: Spans, rated: Spans) -> list[County]:
    """Return the counties side by side, the worst first: by all three rates together, those with nothing due last."""
    found, day, newest = tree(), rates.periods[-1].last_day, len(rates.periods) - 1
    there = {place.region for place in counties(day)} | rates.counties() | came.counties() | rated.counties()
    codes = sorted(there)
    ranked = [code for code in codes if is_county(code)]
    of = {name: rated if name in set(Measure) else rates for name in SHOWN}
    places = {name: _places(league([_entrant(of[name], name, code) for code in ranked])) for name in SHOWN}
    order = league([_together(rates, code) for code in ranked])
    worst_first = [place.entrant.code for place in reversed(order.places)] + [one.code for one in order.idle]
    return [
        County(
            code,
            name_of(code, "county", found, day),
            {name: Cell(of[name].of(name, newest, code), places[name].get(code)) for name in SHOWN},
            came.of(Measure.REPEAT_SHARE, newest, code),
        )
        for code in [*worst_first, *(code for code in codes if not is_county(code))]
    ]


def _together(rates: Spans, county: str) -> Entrant:
    three = [_entrant(rates, one, county) for one in Indicator]
    return Entrant(county, county, sum(one.due for one in three), sum(one.met for one in three))


def _places(found: League) -> dict[str, Place]:
    return {place.entrant.code: place for place in found.places}


def _weeks(period: Period, now: datetime) -> list[Week]:
    """Return the weeks up to the one of today, or of the last day of a period that is over, the newest last."""
    last = min(day_of(now), period.last_day)
    weeks = [Period.parse("{}W{}".format(*last.isocalendar()[:2]))]
    while len(weeks) < WEEKS:
        weeks.append(weeks[-1].before())
    weeks.reverse()
    came = spans.numbers(Measure.ONLINE_SHARE, "received_at", weeks, now)
    closed = spans.numbers(Measure.AVERAGE_DAYS, "closed_at", weeks, now)
    return [Week(*told) for told in zip(weeks, came, closed, strict=True)]
