"""How a comparison is shown: ranks, groups of like size, changes and marks, each number with the address of its cases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.presenters.figures import Option, heat, people_words, period_word, sees_all, sheet_url
from wangfang.records.indicators.comparing import Part
from wangfang.rules.changing import change, grown
from wangfang.rules.comparing import Contender, Mark
from wangfang.rules.indicators import Figure, Indicator
from wangfang.rules.measures import Measure
from wangfang.rules.rankings import NOTHING_DUE, mean_text, percent_text

if TYPE_CHECKING:
    from decimal import Decimal

    from wangfang.interfaces.desk.presenters.figures import Scope
    from wangfang.records.indicators.comparing import Asked, Found
    from wangfang.records.indicators.lookups import Told
    from wangfang.rules.changing import Side
    from wangfang.rules.comparing import Standing, Way
    from wangfang.rules.periods import Period


@dataclass(frozen=True, slots=True)
class Line:
    """One who is compared; `met` is empty where the numerator is no number of cases."""

    name: str
    sheet_url: str
    due: int
    met: str
    people: str
    value: str
    heat: str
    rank: str
    size: str
    within: str
    last: str
    year: str
    grown_last: str
    grown_year: str
    marks: list[tuple[str, str]]
    url: str
    met_url: str


@dataclass(frozen=True, slots=True)
class SideLine:
    """The pilots or the others, before and after."""

    word: str
    cells: list[Counted]
    change: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure of a side with its two numbers."""

    due: int
    met: str
    value: str
    url: str
    met_url: str


def figure_word(figure: Indicator | Measure) -> str:
    """Return what a figure is called."""
    return str(wording.INDICATORS[figure] if isinstance(figure, Indicator) else wording.MEASURES[figure])


def figure_options(chosen: Indicator | Measure) -> list[tuple[str, list[Option]]]:
    """Return the figures that can be chosen, in their groups."""
    groups: dict[str, list[Option]] = {name: [] for name in wording.FIGURE_GROUPS}
    for one in (*Indicator, *Measure):
        group = one.card.group if isinstance(one, Measure) else "rates"
        groups[group].append(Option(one.value, figure_word(one), one is chosen))
    return [(str(wording.FIGURE_GROUPS[name]), options) for name, options in groups.items()]


def split_options(chosen: str) -> list[Option]:
    """Return by what can be compared."""
    return [Option(name, str(word), name == chosen) for name, word in wording.SPLITS.items()]


def value_text(value: Contender | Told, way: Way) -> str:
    """Return a value as it is printed: a rate in percent, a mean in days, or a dash."""
    return mean_text(value.met, value.due) if way.days else percent_text(value.met, value.due)


def change_text(value: Decimal | None, unit: str = "") -> str:
    """Return a change with its sign, a dash where there is none to tell."""
    if value is None:
        return NOTHING_DUE
    return f"{value:+}{unit}" if value else f"{abs(value)}{unit}"


def lines(found: Found, scope: Scope) -> list[Line]:
    """Return the table: the whole where it is one, then by rank, then what stands for the city itself, then who had nothing."""
    by_rank = [_line(found, scope, one.contender.code, one) for one in found.comparison.standings]
    rest = [_line(found, scope, row.code) for row in found.apart]
    idle = [_line(found, scope, one.code) for one in found.comparison.idle]
    return [*_whole(found, scope), *by_rank, *rest, *idle]


def mark_words(marks: tuple[Mark, ...], way: Way) -> list[tuple[str, str]]:
    """Return the marks of a line, each with its colour."""
    words = {
        Mark.FULL: ("green", "100%"),
        Mark.BEHIND: ("amber", _("高于均值") if way.less else _("低于均值")),
        Mark.OUTLIER: ("purple", _("离群")),
        Mark.FEW: ("grey", _("样本小")),
    }
    return [words[mark] for mark in marks]


def listed(found: Found) -> list[tuple[str, list[str]]]:
    """Return the lists beside the table: at 100 %, behind the mean, apart, with nothing due."""
    comparison, way = found.comparison, found.way
    behind = _("高于平均水平的") if way.less else _("低于平均水平的")
    full = [] if way.less or way.days else [(_("达到 100% 的"), _names(comparison.marked(Mark.FULL)))]
    return [
        *full,
        (behind, _names(comparison.marked(Mark.BEHIND))),
        (_("离群的"), _names(comparison.marked(Mark.OUTLIER))),
        (_("无应办件的"), [one.name for one in comparison.idle]),
    ]


def mean_words(found: Found) -> str:
    """Return the mean of all compared as it is printed."""
    comparison = found.comparison
    due = sum(one.contender.due for one in comparison.standings)
    met = sum(one.contender.met for one in comparison.standings)
    return value_text(Contender("", "", due, met), found.way)


def pilots_shown(found: Found, scope: Scope) -> list[SideLine]:
    """Return the two sides of the pilots, nothing where there are none to be told."""
    if found.effect is None or found.before is None:
        return []
    sides = (("pilots", _("试点"), found.effect.pilots), ("others", _("其他"), found.effect.others))
    return [_side(found, scope, *one) for one in sides]


def _side(found: Found, scope: Scope, name: str, word: str, side: Side) -> SideLine:
    assert found.before is not None  # noqa: S101 - the caller has asked
    cells = [
        _counted(found, scope, name, found.before, side.before),
        _counted(found, scope, name, found.period, side.after),
    ]
    return SideLine(word, cells, change_text(side.change))


def _counted(found: Found, scope: Scope, name: str, period: Period, one: Contender) -> Counted:
    seen = one.due and sees_all(scope.actor, "", "total")
    part = Part(found.asked, period, name, found.period.last_day, "due")
    return Counted(
        one.due,
        _met(one, found.way),
        value_text(one, found.way),
        side_url(part, found.period) if seen else "",
        side_url(replace(part, bucket="met"), found.period) if seen and not found.way.days else "",
    )


def side_url(part: Part, on: Period) -> str:
    """Return the address of the cases of a side, the pilots being those of the last day of the period `on`."""
    words = {"period": part.period.name, "on": on.name, "side": part.side, "bucket": part.bucket}
    return f"{reverse('desk:compare-cases')}?{urlencode({**asked_words(part.asked), **words})}"


def column_words(found: Found) -> dict[str, str]:
    """Return the heads of the columns that depend on the figure."""
    if isinstance(found.asked.figure, Indicator):
        return {"due": _("应办"), "met": _("按期"), "value": _("率"), "unit": _("百分点")}
    if found.way.days:
        return {"due": _("计入"), "met": _("天数"), "value": _("平均天数"), "unit": _("天")}
    return {"due": _("计入"), "met": _("在分子里的"), "value": _("率"), "unit": _("百分点")}


def asked_words(asked: Asked) -> dict[str, str]:
    """Return what is compared in the words of an address."""
    return {"indicator": asked.figure.value, "definition": asked.definition.value, "by": asked.split}


def _whole(found: Found, scope: Scope) -> list[Line]:
    """Return the line of all rows together, nothing where they are a choice among others."""
    if found.asked.split == "department" or not found.rows:
        return []
    told = [row.figure for row in found.rows.values()]
    due, met = sum(one.due for one in told), sum(one.met for one in told)
    people = Figure(due, met, sum(one.people_due for one in told), sum(one.people_met for one in told))
    whole = replace(scope, by="total")
    return [_shown(found, whole, ("", _("合计")), people)]


def _line(found: Found, scope: Scope, code: str, standing: Standing | None = None) -> Line:
    row = found.rows[code]
    plain = replace(_shown(found, scope, (code, row.name), row.figure), sheet_url=sheet_url(code, scope))
    if standing is None:
        return plain
    now, last, year, way = standing.contender, found.last.get(code), found.year.get(code), found.way
    return replace(
        plain,
        rank=str(standing.rank),
        size=str(wording.SIZES[standing.size]),
        within=str(standing.rank_within),
        last=change_text(change(now, last, way)),
        year=change_text(change(now, year, way)),
        grown_last=change_text(grown(now, last), "%"),
        grown_year=change_text(grown(now, year), "%"),
        marks=mark_words(standing.marks, way),
    )


def _shown(found: Found, scope: Scope, named: tuple[str, str], figure: Figure) -> Line:
    """Return a line with its figure alone."""
    code, name = named
    one, way = Contender(code, name, figure.due, figure.met), found.way
    url = scope.url(found.asked.figure, code, "due") if figure.due else ""
    return Line(
        name=name,
        sheet_url="",
        due=figure.due,
        met=_met(one, way),
        people=_people(figure, way),
        value=value_text(one, way),
        heat=heat(one.value) if isinstance(found.asked.figure, Indicator) else "",
        rank="", size="", within="", last="", year="", grown_last="", grown_year="", marks=[],
        url=url,
        met_url=scope.url(found.asked.figure, code, "met") if url and not way.days else "",
    )  # fmt: skip


def _met(one: Contender, way: Way) -> str:
    return _("共 %(n)s 天") % {"n": one.met} if way.days else str(one.met)


def _people(figure: Figure, way: Way) -> str:
    if not figure.due:
        return ""
    return (
        _("人次 %(n)s") % {"n": figure.people_due} if way.days else people_words(figure.people_met, figure.people_due)
    )


def _names(standings: tuple[Standing, ...]) -> list[str]:
    return [one.contender.name for one in standings]


def sentence(found: Found) -> str:
    """Return in a line what is compared: period, figure, definition where there are several, of whom."""
    asked = found.asked
    said = [period_word(found.period), figure_word(asked.figure)]
    said += [str(wording.DEFINITIONS[asked.definition])] if isinstance(asked.figure, Indicator) else []
    return " · ".join([*said, str(wording.SPLITS[asked.split])])
