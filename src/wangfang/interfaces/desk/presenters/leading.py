"""How the page of who leads is put together (运行情况): three sentences, six figures, the counties, each with its list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.presenters.figures import heat, people_words, period_word, sees_all
from wangfang.rules.indicators import Indicator
from wangfang.rules.measures import Measure
from wangfang.rules.periods import Period
from wangfang.rules.rankings import growth, percent_text
from wangfang.rules.seeing import SEES_NO_CASE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from django_stubs_ext import StrOrPromise

    from wangfang.interfaces.desk.presenters.figures import Scope
    from wangfang.records.indicators import overview as records
    from wangfang.records.indicators.spans import Sum

CITY = ""
_WIDTH, _HIGH, _LOW = 100, 4, 26
_UP_IS_BAD = frozenset({Measure.REPEAT_SHARE.value})


@dataclass(frozen=True, slots=True)
class Link:
    """The list behind a number: its address, empty where there is none, and how many cases it has."""

    url: str = ""
    n: int = 0


NOWHERE = Link()


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the numbers of a page lead: nowhere on the wall, and for who opens no case."""

    scope: Scope
    is_linked: bool

    @classmethod
    def of(cls, scope: Scope, *, is_wall: bool) -> Ways:
        """Return the ways of whoever looks."""
        return cls(scope, not is_wall and scope.actor.role not in SEES_NO_CASE)

    def figure(self, name: str, code: str, sum_: Sum, bucket: str = "due") -> Link:
        """Return the list behind a figure of a county, or of all (`CITY`)."""
        n = {"due": sum_.listed, "met": sum_.met, "late": sum_.due - sum_.met}[bucket]
        if not self.is_linked or not sum_.due or (bucket != "due" and sum_.listed != sum_.due):
            return NOWHERE
        scope = self.scope if code else replace(self.scope, by="total")
        found: Indicator | Measure = Measure(name) if name in set(Measure) else Indicator(name)
        return Link(scope.url(found, code, bucket), n)

    def within(self, period: Period) -> Ways:
        """Return the same ways in another period."""
        return Ways(replace(self.scope, period=period), self.is_linked)

    def part(self, part: str, name: str, n: int) -> Link:
        """Return the list behind a bar: the cases of a class, or those with so many days left."""
        if not self.is_linked or not n or not sees_all(self.scope.actor, CITY, "total"):
            return NOWHERE
        asked = {"period": self.scope.period.name, "part": part, "name": name}
        return Link(f"{reverse('desk:leading-cases')}?{urlencode(asked)}", n)


@dataclass(frozen=True, slots=True)
class Kpi:
    """One of the six big figures: what has changed, which way, and the line of twelve periods."""

    word: str
    value: str
    unit: str
    change: str
    tone: str
    note: str
    spark: str
    link: Link


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a county: its rate, colour, place, and whether it stands on few duties."""

    rate: str
    heat: str
    rank: int
    few: bool
    link: Link


@dataclass(frozen=True, slots=True)
class Row:
    """One county."""

    name: str
    cells: list[Cell]
    came: int
    link: Link


@dataclass(frozen=True, slots=True)
class Past:
    """The six figures of one of the twelve periods."""

    word: str
    values: list[str]


def kpis(told: records.Overview, ways: Ways) -> list[Kpi]:
    """Return the six figures."""
    return [_came(told, ways), *(_kpi(one, ways) for one in told.headlines[1:])]


def words() -> list[str]:
    """Return what the six figures are called."""
    return [_("收到"), *(_word(one) for one in (*Indicator, Measure.SATISFACTION_UNIT, Measure.REPEAT_SHARE))]


def columns() -> list[str]:
    """Return what counties are compared by."""
    return words()[1:5]


def past(told: records.Overview) -> list[Past]:
    """Return the twelve periods, the newest first, as the table that says what the small lines show."""
    return [
        Past(
            period_word(period),
            [str(told.headlines[0].sums[nth].due), *(_rate(one.sums[nth]) for one in told.headlines[1:])],
        )
        for nth, period in reversed(list(enumerate(told.periods)))
    ]


def rows(told: records.Overview, ways: Ways) -> list[Row]:
    """Return the counties, the worst first."""
    return [
        Row(
            one.name,
            [_cell(name, one.code, cell, ways) for name, cell in one.cells.items()],
            one.came.due,
            ways.figure(Measure.ONLINE_SHARE, one.code, one.came),
        )
        for one in told.counties
    ]


def spark(values: Sequence[float | None]) -> str:
    """Return the points of a small line in a field of 100 by 30; what has no value is left out, one value is no line."""
    there = [(nth, value) for nth, value in enumerate(values) if value is not None]
    if len(there) <= 1:
        return ""
    low, high = min(value for _nth, value in there), max(value for _nth, value in there)
    step = _WIDTH / (len(values) - 1)
    scale = (_LOW - _HIGH) / (high - low) if high > low else 0.0
    return " ".join(f"{nth * step:.1f},{_LOW - (value - low) * scale:.1f}" for nth, value in there)


def spans(today: date, chosen: Period) -> list[tuple[StrOrPromise, str, bool]]:
    """Return the periods of today that can be chosen: week, month, quarter, year."""
    week = "{}W{}".format(*today.isocalendar()[:2])
    names = {
        week: _("本周"),
        f"{today.year}M{today.month}": _("本月"),
        f"{today.year}Q{(today.month + 2) // 3}": _("本季"),
        str(today.year): _("全年"),
    }
    return [(word, name, name == chosen.name) for name, word in names.items()]


def _came(told: records.Overview, ways: Ways) -> Kpi:
    first = told.headlines[0]
    now = first.sums[-1]
    return Kpi(
        word=words()[0],
        value=f"{now.due:,}",
        unit="",
        change=grown(growth(now.due, told.before), is_over=told.is_over),
        tone="",
        note=_("人次 %(n)s") % {"n": f"{now.people:,}"},
        spark=spark([float(one.due) for one in first.sums]),
        link=ways.figure(first.name, CITY, now),
    )


def grown(change: Decimal | None, *, is_over: bool) -> str:
    """Return a growth against the period before, in as many days while this one is under way."""
    if change is None:
        return _("上期没有来件")
    said = {"n": f"{change:+}%"}
    return _("比上期 %(n)s") % said if is_over else _("比上期同样天数 %(n)s") % said


def _kpi(one: records.Headline, ways: Ways) -> Kpi:
    now, change = one.sums[-1], one.course.change
    rate = percent_text(now.met, now.due)
    is_rate = one.name in set(Indicator) or one.name == Measure.SATISFACTION_UNIT
    return Kpi(
        word=_word(one.name),
        value=rate.removesuffix("%"),
        unit="%" if rate.endswith("%") else "",
        change=_moved(change),
        tone=_tone(one.name, change),
        note=_("%(n)s 个区县 100%%") % {"n": one.full} if is_rate else people_words(now.people_met, now.people),
        spark=spark([float(point.rate) if point.rate is not None else None for point in one.course.points]),
        link=ways.figure(one.name, CITY, now),
    )


def _moved(change: Decimal | None) -> str:
    if change is None:
        return _("上期没有数")
    sign = "▲" if change > 0 else "▼" if change < 0 else "="
    return f"{sign} {abs(change)}"


def _tone(name: str, change: Decimal | None) -> str:
    """Return the colour of a change: that more people come again is no good news."""
    if not change:
        return ""
    return "up" if (change > 0) is (name not in _UP_IS_BAD) else "dn"


def _cell(name: str, code: str, cell: records.Cell, ways: Ways) -> Cell:
    one, place = cell.sum, cell.place
    rate = place.entrant.rate if place else None
    return Cell(
        _rate(one),
        heat(rate) if place else ("q0" if not one.due else ""),
        place.rank if place else 0,
        place.few if place else False,
        ways.figure(name, code, one),
    )


def _rate(one: Sum) -> str:
    return percent_text(one.met, one.due)


def _word(name: str) -> str:
    short = {
        Measure.SATISFACTION_UNIT.value: _("群众满意率"),
        Measure.REPEAT_SHARE.value: str(wording.MEASURES[Measure.REPEAT_SHARE]),
    }
    return short.get(name) or str(wording.INDICATORS[Indicator(name)])
