"""What the charts of the leader's page show: weeks as lines, classes and days left as bars, each with its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.interfaces.desk.presenters.leading import CITY, Link
from wangfang.records.indicators.classes import NONE
from wangfang.records.indicators.in_hand import LEFT
from wangfang.records.indicators.spans import Sum
from wangfang.rules.measures import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise

    from wangfang.interfaces.desk.presenters.leading import Ways
    from wangfang.records.indicators import overview as records
    from wangfang.records.indicators.classes import Class

LEFT_WORDS: dict[str, StrOrPromise] = {
    "overdue": gettext_lazy("已超期"),
    "today": gettext_lazy("今天到期"),
    "to_3": gettext_lazy("1–3 天"),
    "to_7": gettext_lazy("4–7 天"),
    "to_15": gettext_lazy("8–15 天"),
    "later": gettext_lazy("15 天以上"),
    "soon": gettext_lazy("今天到 3 天内"),
}
_LEFT_TONES = {"overdue": "red", "today": "amber", "to_3": "amber"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its word, number, colour by its role, a remark, and the list behind it."""

    word: str
    n: int
    tone: str
    note: str
    link: Link


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One week: its Monday, what came in and what was closed, each with its list."""

    monday: str
    came: int
    closed: int
    came_link: Link
    closed_link: Link


def weeks(told: records.Overview, ways: Ways) -> list[WeekLine]:
    """Return the weeks, the newest last."""
    return [
        WeekLine(
            f"{one.period.start:%m-%d}",
            one.came,
            one.closed,
            ways.within(one.period).figure(Measure.ONLINE_SHARE, CITY, Sum(one.came, 0, one.came)),
            ways.within(one.period).figure(Measure.AVERAGE_DAYS, CITY, Sum(one.closed, 0, one.closed)),
        )
        for one in told.weeks
    ]


def classes(told: records.Overview, ways: Ways) -> list[Bar]:
    """Return the classes, the largest first; one that has grown beyond the season is amber, and says so."""
    return [_class(one, ways) for one in told.classes]


def left(told: records.Overview, ways: Ways) -> list[Bar]:
    """Return the open cases by the days that are left."""
    counts = told.in_hand.left
    return [
        Bar(
            str(LEFT_WORDS[name]),
            counts[name],
            _LEFT_TONES.get(name, "green"),
            "",
            ways.part("left", name, counts[name]),
        )
        for name in LEFT
    ]


def lines_chart(lines: Sequence[WeekLine]) -> dict[str, object]:
    """Return what the script draws as two lines."""
    return {
        "kind": "lines",
        "labels": [line.monday for line in lines],
        "series": [
            {"name": _("收到"), "tone": "blue", "values": [line.came for line in lines], "urls": [line.came_link.url for line in lines]},
            {"name": _("办结"), "tone": "green", "values": [line.closed for line in lines], "urls": [line.closed_link.url for line in lines]},
        ],
    }  # fmt: skip


def bars_chart(bars: Sequence[Bar]) -> dict[str, object]:
    """Return what the script draws as bars."""
    return {
        "kind": "bars",
        "labels": [bar.word for bar in bars],
        "values": [bar.n for bar in bars],
        "tones": [bar.tone for bar in bars],
        "urls": [bar.link.url for bar in bars],
    }


def class_word(one: Class) -> str:
    """Return what a class is called."""
    if one.is_rest:
        return _("其他")
    return _("未分类") if one.name == NONE else one.name


def _class(one: Class, ways: Ways) -> Bar:
    note = _("上年同期 %(n)s 件") % {"n": one.before}
    link = Link() if one.is_rest else ways.part("class", one.code, one.now)
    unusual = _("异常：%(note)s") % {"note": note}
    return Bar(
        class_word(one), one.now, "amber" if one.is_unusual else "blue", unusual if one.is_unusual else note, link
    )
