"""How did a case come out, as far as the further figures ask: who had it first and last, its closing, its ratings?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from wangfang.rules.duties import given_up
from wangfang.rules.evaluation import Target, rateable, window
from wangfang.rules.facts import Event, Kind, Life, Step
from wangfang.rules.journey import Stay, begins_anew, stays_of
from wangfang.rules.workdays import Calendar

_REMEDIES = frozenset({Step.REQUEST_REVIEW, Step.REQUEST_RECHECK})


@dataclass(frozen=True, slots=True)
class Rating:
    """What the petitioner said of one of the two (满意度), and when; both empty before."""

    said: str = ""
    rated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the further figures read of a life.

    `bureau` is the first bureau that had the case, `unit` the last unit; where it was with none of that kind, the
    first or the last agency that had it. `closed_at` is the first closing, `solved` tells whether the problem was
    written down as solved before it, `once` whether that was the end of it (not done anew, no remedy asked for).
    `rates_until` is the last day to rate, none where nothing is to be rated; `rates_unit` whether the unit can be.
    """

    bureau: str
    unit: str
    closed_at: datetime | None = None
    solved: bool = False
    once: bool = False
    rates_until: date | None = None
    rates_unit: bool = False
    of_bureau: Rating = Rating()
    of_unit: Rating = Rating()


def outcome_of(life: Life, calendar: Calendar) -> Outcome | None:
    """Return how a case came out as far as its events go, None before anybody had it.

    Source: docs/rules/measures.md; 国信发〔2014〕16号 for the last day to rate.
    """
    stays = stays_of(life)
    if not stays:
        return None
    closed = next((e for e in life.events if e.step is Step.CLOSE), None)
    solved = closed is not None and _is_solved(life, closed)
    days = None if given_up(life) else window(life, calendar)
    return Outcome(
        bureau=_first(life, stays),
        unit=_last(life, stays),
        closed_at=closed.occurred_at if closed else None,
        solved=solved,
        once=solved and not any(begins_anew(e) or e.step in _REMEDIES for e in life.events),
        rates_until=days.closes_on if days else None,
        rates_unit=Target.UNIT in rateable(life),
        of_bureau=_rating(life, Target.BUREAU),
        of_unit=_rating(life, Target.UNIT),
    )


def _first(life: Life, stays: tuple[Stay, ...]) -> str:
    bureaus = [stay for stay in stays if life.agency(stay.agency).kind is Kind.BUREAU]
    return (bureaus or stays)[0].agency


def _last(life: Life, stays: tuple[Stay, ...]) -> str:
    units = [stay for stay in stays if life.agency(stay.agency).kind is Kind.UNIT]
    return (units or stays)[-1].agency


def _is_solved(life: Life, closed: Event) -> bool:
    return any(e.step is Step.RESOLVE for e in life.events[: closed.number])


def _rating(life: Life, target: Target) -> Rating:
    """Return the first rating of one of the two; each is rated once."""
    rated = (e for e in life.events if e.step is Step.EVALUATE and e.text(target))
    return next((Rating(e.text(target), e.occurred_at) for e in rated), Rating())
