"""How a county is shown on one sheet: its figures with ranks, twelve months as bars, what is overdue, classes, hot matters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.presenters.cases import Row, row_of
from wangfang.interfaces.desk.presenters.comparisons import change_text, figure_word, mark_words, value_text
from wangfang.interfaces.desk.presenters.figures import ClockLine, heat, people_words, period_word, sees_all
from wangfang.interfaces.desk.presenters.hot_matters import line_of
from wangfang.records.agencies.places import COUNTY
from wangfang.records.cases import lookups
from wangfang.rules.changing import change
from wangfang.rules.comparing import Contender
from wangfang.rules.facts import day_of
from wangfang.rules.indicators import Indicator
from wangfang.rules.rankings import percent_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from wangfang.interfaces.desk.presenters.figures import Scope
    from wangfang.interfaces.desk.presenters.hot_matters import MatterLine
    from wangfang.records.cases.models import Case
    from wangfang.records.hot_matters.lookups import Told as Matter
    from wangfang.records.indicators.county import Placed
    from wangfang.records.indicators.volume import Volume
    from wangfang.rules.indicators import Figure
    from wangfang.rules.periods import Period


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure of the county."""

    word: str
    due: int
    met: str
    people: str
    value: str
    heat: str
    rank: str
    change: str
    marks: list[tuple[str, str]]
    url: str
    met_url: str


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One rate of one month, as its bar and its two numbers."""

    due: int
    met: int
    rate: str
    heat: str
    word: str
    url: str
    met_url: str


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One content class with how many came in."""

    name: str
    cases: int
    people: int
    url: str


def figure_lines(placed: Sequence[Placed], code: str, scope: Scope) -> list[FigureLine]:
    """Return the figures of the period."""
    return [_figure_line(one, code, scope) for one in placed]


def month_lines(
    months: Sequence[tuple[Period, dict[str, Figure]]], code: str, scope: Scope
) -> list[tuple[str, list[MonthCell]]]:
    """Return the months, each with its three rates."""
    return [
        (period_word(period), [_month_cell(found[one], one, code, replace(scope, period=period)) for one in Indicator])
        for period, found in months
    ]


def class_lines(classes: Sequence[Volume], code: str, scope: Scope) -> list[ClassLine]:
    """Return the content classes, linked where the actor may see every case of the county."""
    seen = sees_all(scope.actor, code, "county")
    return [
        ClassLine(
            one.name or _("未分类"),
            one.cases,
            one.people,
            cases_url(code, scope, "class", one.name) if seen else "",
        )
        for one in classes
    ]


def cases_url(code: str, scope: Scope, kind: str, category: str = "") -> str:
    """Return the address of a list of cases of the county."""
    asked = {"period": scope.period.name, "definition": scope.definition.value, "kind": kind, "category": category}
    return f"{reverse('desk:county-cases', args=[int(code)])}?{urlencode(asked)}"


def overdue_lines(cases: Sequence[Case], scope: Scope, now: datetime) -> list[tuple[Row, ClockLine]]:
    """Return overdue cases as a list shows them: who holds each, until when it was due, for how long."""
    shows, today = lookups.shown_in_list(cases, scope.actor, now), day_of(now)
    return [
        (
            row_of(one, today, shows[one.pk]),
            ClockLine(
                one.holder.name, one.due_on.isoformat(), "red", _("超期 %(n)s 天") % {"n": (today - one.due_on).days}
            ),
        )
        for one in cases
    ]


def class_case_lines(cases: Sequence[Case], scope: Scope, now: datetime) -> list[tuple[Row, ClockLine]]:
    """Return the cases of a class as a list shows them: at which bureau each came in, and when."""
    shows, today = lookups.shown_in_list(cases, scope.actor, now), day_of(now)
    return [
        (
            row_of(one, today, shows[one.pk]),
            ClockLine(
                one.first_bureau.name if one.first_bureau else "", day_of(one.received_at).isoformat(), "met", _("计入")
            ),
        )
        for one in cases
    ]


def matter_lines(matters: Sequence[Matter], code: str) -> list[tuple[MatterLine, int]]:
    """Return the matters of which a petition is about the county, each with how many are."""
    counted = [(one, sum(seen.case.region[:COUNTY] == code for seen in one.members)) for one in matters]
    return [(line_of(one), here) for one, here in counted if here]


def _figure_line(one: Placed, code: str, scope: Scope) -> FigureLine:
    told, standing, way = one.told, one.standing, one.way
    url = scope.url(one.figure, code, "due") if told.due else ""
    now = Contender(code, "", told.due, told.met)
    return FigureLine(
        word=figure_word(one.figure),
        due=told.due,
        met=str(told.met),
        people=people_words(told.figure.people_met, told.figure.people_due) if told.due else "",
        value=value_text(now, way),
        heat=heat(told.rate) if isinstance(one.figure, Indicator) else "",
        rank=_("%(rank)s／%(among)s") % {"rank": standing.rank, "among": one.among} if standing else "",
        change=change_text(change(now, one.before, way)),
        marks=mark_words(standing.marks, way) if standing else [],
        url=url,
        met_url=scope.url(one.figure, code, "met") if url else "",
    )


def _month_cell(figure: Figure, indicator: Indicator, code: str, scope: Scope) -> MonthCell:
    url = scope.url(indicator, code, "due") if figure.due else ""
    return MonthCell(
        figure.due,
        figure.met,
        percent_text(figure.met, figure.due),
        heat(figure.rate),
        f"{wording.INDICATORS[indicator]} {period_word(scope.period)}",
        url,
        scope.url(indicator, code, "met") if url else "",
    )
