"""The further figures beside the three rates: which cases each counts in a period, and how much of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wangfang.rules.cards import Card, card
from wangfang.rules.evaluation import Satisfaction
from wangfang.rules.facts import Form, day_of, start_of
from wangfang.rules.indicators import Figure
from wangfang.rules.outcomes import Outcome, Rating
from wangfang.rules.periods import Period
from wangfang.rules.rankings import mean_text, percent_text


class Measure(StrEnum):
    """A figure beside the three rates (其他指标), in the order in which they are shown."""

    PARTICIPATION_BUREAU = "participation_bureau"
    PARTICIPATION_UNIT = "participation_unit"
    SATISFACTION_BUREAU = "satisfaction_bureau"
    SATISFIED_BUREAU = "satisfied_bureau"
    SATISFACTION_UNIT = "satisfaction_unit"
    SATISFIED_UNIT = "satisfied_unit"
    ONLINE_SHARE = "online_share"
    REPEAT_SHARE = "repeat_share"
    RESOLVED_ONCE = "resolved_once"
    RESOLVED_SHARE = "resolved_share"
    AVERAGE_DAYS = "average_days"
    RECURRENCE_90 = "recurrence_90"
    RECURRENCE_180 = "recurrence_180"

    @property
    def card(self) -> Card:
        """Return how it is defined."""
        return card(self.value)


def value_text(measure: Measure, figure: Figure) -> str:
    """Return a figure as it is printed: a share in percent, days with two decimals, or — when nothing is counted.

    Source: docs/rules/measures.md.
    """
    if measure.card.met_when == Numerator.DAYS:
        return mean_text(figure.met, figure.due)
    return percent_text(figure.met, figure.due)


class Basis(StrEnum):
    """Which moment of a case puts it into a period."""

    RECEIVED = "received"
    CLOSED = "closed"
    COMES_AGAIN = "comes_again"
    RATING_ENDS = "rating_ends"
    RATED = "rated"


class Numerator(StrEnum):
    """What makes a counted case one of the numerator; of `days` it is the number of days."""

    RATED = "rated"
    CONTENT = "content"
    SATISFIED = "satisfied"
    ONLINE = "online"
    REPEAT = "repeat"
    ONCE = "once"
    SOLVED = "solved"
    DAYS = "days"
    AGAIN = "again"


CONTENT = frozenset({Satisfaction.SATISFIED.value, Satisfaction.BASICALLY.value})


@dataclass(frozen=True, slots=True)
class Known:
    """A case as it was known at a moment: what came in, what it was merged into, and how it came out."""

    number: str
    form: Form
    people: int
    received_at: datetime
    merged_into: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Counted:
    """One case that a figure counts: whose, at which moment, and how much of it stands in the numerator."""

    owner: str
    counted_at: datetime
    value: int
    people: int


def figures_of(
    cases: Iterable[Known], measure: Measure, period: Period, as_of: datetime, group: Callable[[str], str]
) -> dict[str, Figure]:
    """Return a figure of a period as known at `as_of`, by what `group` makes of the code of an owner.

    Of a case that is merged into another the other counts it as having come again.
    """
    found: dict[str, list[Counted]] = defaultdict(list)
    for _, row in rows_of(cases, measure, period, as_of):
        found[group(row.owner)].append(row)
    return {code: _sum(rows) for code, rows in found.items()}


def rows_of(
    cases: Iterable[Known], measure: Measure, period: Period, as_of: datetime
) -> Iterator[tuple[Known, Counted]]:
    """Yield each case that a figure of a period counts as known at `as_of`, with what it counts of it."""
    cases = list(cases)
    copies = copies_of(cases)
    for one in cases:
        row = counted(one, measure.card, copies.get(one.number, ()), as_of)
        if row is not None and row.counted_at in period:
            yield one, row


def copies_of(cases: Iterable[Known]) -> Mapping[str, Sequence[datetime]]:
    """Return when the petitions came in that stand merged into a case, by the number of that case."""
    found: dict[str, list[datetime]] = defaultdict(list)
    for one in cases:
        if one.merged_into:
            found[one.merged_into].append(one.received_at)
    return found


def counted(one: Known, by: Card, copies: Sequence[datetime], as_of: datetime) -> Counted | None:
    """Return what a figure counts of a case, None when it does not count it, or not yet.

    A case that may still be rated, or whose days to come again are not over, waits until one of the two has happened.

    Source: docs/rules/measures.md.
    """
    moment = _moment(one, by)
    value = 0 if moment is None else _value(one, by, copies)
    if moment is None or _waits(by, moment, value, as_of):
        return None
    owner = one.outcome.bureau if by.owner_is == "bureau" else one.outcome.unit
    return Counted(owner, moment, value, one.people)


def _moment(one: Known, by: Card) -> datetime | None:
    """Return the moment that puts a case into a period, None when the figure leaves it out."""
    ended = None if one.merged_into else one.outcome.closed_at
    basis = Basis(by.counted_on)
    if basis is Basis.RATING_ENDS:
        return _last_day_to_rate(one.outcome, by)
    if basis is Basis.COMES_AGAIN:
        return ended + timedelta(days=by.days) if ended else None
    return {Basis.RECEIVED: one.received_at, Basis.CLOSED: ended, Basis.RATED: _rating(one, by).rated_at}[basis]


def _last_day_to_rate(outcome: Outcome, by: Card) -> datetime | None:
    if outcome.rates_until is None or (by.owner_is == "unit" and not outcome.rates_unit):
        return None
    return start_of(outcome.rates_until)


def _waits(by: Card, moment: datetime, value: int, as_of: datetime) -> bool:
    """Tell whether the figure does not count the case yet, because it may still come into the numerator."""
    if value:
        return False
    ends = {Basis.RATING_ENDS: start_of(day_of(as_of)), Basis.COMES_AGAIN: as_of}.get(Basis(by.counted_on))
    return ends is not None and moment >= ends


def _value(one: Known, by: Card, copies: Sequence[datetime]) -> int:
    """Return how much of a case stands in the numerator: none or one, or its days."""
    said, closed = _rating(one, by).said, one.outcome.closed_at
    later = [came for came in copies if closed and came > closed]
    tests: dict[Numerator, int] = {
        Numerator.RATED: bool(said),
        Numerator.CONTENT: said in CONTENT,
        Numerator.SATISFIED: said == Satisfaction.SATISFIED,
        Numerator.ONLINE: one.form is Form.ONLINE,
        Numerator.REPEAT: bool(one.merged_into),
        Numerator.ONCE: one.outcome.once and not later,
        Numerator.SOLVED: one.outcome.solved,
        Numerator.DAYS: (day_of(closed) - day_of(one.received_at)).days if closed else 0,
        Numerator.AGAIN: any(closed and came <= closed + timedelta(days=by.days) for came in later),
    }
    return int(tests[Numerator(by.met_when)])


def _rating(one: Known, by: Card) -> Rating:
    return one.outcome.of_bureau if by.owner_is == "bureau" else one.outcome.of_unit


def _sum(rows: Iterable[Counted]) -> Figure:
    told = list(rows)
    return Figure(
        len(told),
        sum(row.value for row in told),
        sum(row.people for row in told),
        sum(row.value * row.people for row in told),
    )
