"""What must somebody who leads look at first: three sentences from the figures of now and before, the worst first."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from wangfang.rules.access import NotYours
from wangfang.rules.facts import Actor, Role
from wangfang.rules.rankings import Entrant, growth, percent, points

READERS = frozenset({Role.LEADER, Role.SUPERVISOR, Role.BUREAU_LEADER, Role.ANALYST})
"""Who is shown how things stand: those who lead, those who supervise, and who makes their figures."""
MOST = 3
"""So many sentences: what somebody reads who has two minutes."""
NAMED = 2
"""So many places are named in a sentence, those with most of it."""
_TABLE = Path(__file__).parent / "tables" / "attention.toml"
_HUNDRED = 100


class Level(StrEnum):
    """How bad it is, the worst first."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Sign:
    """A row of the table: when something is said, and how bad it is; `days` and `least` are whole numbers."""

    id: str
    level: Level
    why: str
    least: int = 0
    below: int = 0
    points: Decimal = Decimal(0)
    times: Decimal = Decimal(0)
    days: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """Something with a name and how many cases it has now, and had before where that is compared."""

    code: str
    name: str
    now: int
    before: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """A rate over several periods, the newest last; `name` is the word of the rate."""

    name: str
    points: Sequence[Entrant]

    @property
    def now(self) -> Entrant:
        """Return the newest period."""
        return self.points[-1]

    @property
    def change(self) -> Decimal | None:
        """Return the change against the period before, in points; None when one of the two has no rate."""
        return points(self.points[-1], self.points[-2])

    @property
    def rises(self) -> int:
        """Return for how many periods in a row, up to the newest, the rate has risen."""
        pairs = list(zip(self.points[:-1], self.points[1:], strict=True))[::-1]
        for nth, (before, after) in enumerate(pairs):
            if (points(after, before) or 0) <= 0:
                return nth
        return len(pairs)


@dataclass(frozen=True, slots=True)
class Standing:
    """The figures that are judged.

    `overdue` are the open cases past their due day by place, `long` how many of them are so by more than the days of
    the table, `soon` those due within its days from today on. `came` is what came in, now and before.
    """

    overdue: Sequence[Counted]
    long: int
    soon: int
    in_hand: int
    rates: Sequence[Course]
    repeats: Course
    classes: Sequence[Counted]
    came: Counted


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is to be said, not yet in words: the sign, what it is about, and its numbers.

    `about` is the word of a rate or of a class, `names` are places. `change` is in points or in percent, as the sign has it.
    """

    sign: str
    level: Level
    about: str = ""
    names: tuple[str, ...] = ()
    cases: int = 0
    further: int = 0
    change: Decimal | None = None


@cache
def signs() -> tuple[Sign, ...]:
    """Return the rows of the table, the worst level first."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["sign"]
    return tuple(sorted((_sign(row) for row in rows), key=lambda sign: list(Level).index(sign.level)))


@cache
def sign(name: str) -> Sign:
    """Return one row of the table.

    Raises:
        ValueError: there is none of that name.
    """
    found = next((one for one in signs() if one.id == name), None)
    if found is None:
        msg = f"no sign is called {name}"
        raise ValueError(msg)
    return found


def require_reader(actor: Actor) -> None:
    """Let those see how things stand who lead or supervise.

    Raises:
        NotYours: the post is another.
    """
    if actor.role not in READERS:
        raise NotYours("您的岗位不看运行情况")


def sentences(standing: Standing) -> tuple[Sentence, ...]:
    """Return the three sentences, the worst first.

    There are always three: that nothing is overdue, what came in and what is in hand are said where nothing worse is.

    Source: docs/rules/attention.md (a rule of this product).
    """
    said = (_JUDGES[one.id](standing, one) for one in signs())
    return tuple(one for one in said if one is not None)[:MOST]


def is_unusual(one: Counted) -> bool:
    """Tell whether a class has grown so much against a year before that it is marked; nothing before is more than any growth.

    Source: docs/rules/attention.md (a rule of this product).
    """
    row = sign("class_rose")
    return one.now >= row.least and one.now >= row.times * one.before


def _sign(row: Mapping[str, object]) -> Sign:
    exact = {name: Decimal(str(row[name])) for name in ("points", "times") if name in row}
    return Sign(**{**row, **exact, "level": Level(str(row["level"]))})  # type: ignore[arg-type]  # the table is ours


def _overdue(one: Standing, row: Sign) -> Sentence | None:
    cases = sum(place.now for place in one.overdue)
    if cases < row.least:
        return None
    most = sorted(one.overdue, key=lambda place: (-place.now, place.code))[:NAMED]
    return Sentence(row.id, row.level, names=tuple(place.name for place in most), cases=cases, further=one.long)


def _low(one: Standing, row: Sign) -> Sentence | None:
    low = [
        course
        for course in one.rates
        if course.now.due >= row.least and course.now.met * _HUNDRED < row.below * course.now.due
    ]
    if not low:
        return None
    worst = min(low, key=lambda course: course.now.rate or 0)
    now = worst.now
    return Sentence(row.id, row.level, worst.name, cases=now.due - now.met, change=percent(now.met, now.due))


def _fell(one: Standing, row: Sign) -> Sentence | None:
    fallen = [
        (change, course)
        for course in _of_enough(one.rates, row.least)
        if (change := course.change) is not None and change <= -row.points
    ]
    if not fallen:
        return None
    change, worst = min(fallen, key=lambda pair: pair[0])
    return Sentence(row.id, row.level, worst.name, cases=worst.now.due - worst.now.met, change=-change)


def _class_rose(one: Standing, row: Sign) -> Sentence | None:
    risen = [kind for kind in one.classes if is_unusual(kind)]
    if not risen:
        return None
    most = min(risen, key=lambda kind: (kind.before - kind.now, kind.code))
    return Sentence(row.id, row.level, most.name, cases=most.now, change=growth(most.now, most.before))


def _repeated(one: Standing, row: Sign) -> Sentence | None:
    change = one.repeats.change
    if change is None or change < row.points or one.repeats.now.met < row.least:
        return None
    return Sentence(row.id, row.level, one.repeats.name, cases=one.repeats.now.met, change=change)


def _soon(one: Standing, row: Sign) -> Sentence | None:
    return Sentence(row.id, row.level, cases=one.soon, further=row.days) if one.soon >= row.least else None


def _rose(one: Standing, row: Sign) -> Sentence | None:
    in_a_row = min((course.rises for course in one.rates), default=0)
    if not in_a_row or len(_of_enough(one.rates, row.least)) < len(one.rates):
        return None
    return Sentence(row.id, row.level, further=in_a_row)


def _calm(one: Standing, row: Sign) -> Sentence | None:
    return None if one.overdue else Sentence(row.id, row.level, cases=one.in_hand)


def _came(one: Standing, row: Sign) -> Sentence | None:
    return Sentence(row.id, row.level, cases=one.came.now, change=growth(one.came.now, one.came.before))


def _in_hand(one: Standing, row: Sign) -> Sentence | None:
    return Sentence(row.id, row.level, cases=one.in_hand, further=one.soon)


def _of_enough(rates: Iterable[Course], least: int) -> list[Course]:
    """Return the rates that stand on enough duties now and before."""
    return [course for course in rates if min(course.now.due, course.points[-2].due) >= least]


_JUDGES: Mapping[str, Callable[[Standing, Sign], Sentence | None]] = {
    "overdue": _overdue,
    "low": _low,
    "fell": _fell,
    "class_rose": _class_rose,
    "repeated": _repeated,
    "soon": _soon,
    "rose": _rose,
    "calm": _calm,
    "came": _came,
    "in_hand": _in_hand,
}
