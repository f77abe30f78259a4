"""How the tables of figures leave as workbooks: with what they are, who took them and when, and how each figure is defined."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.presenters import comparisons, figures, measures
from wangfang.interfaces.frame.books import Share, Table, book
from wangfang.interfaces.frame.templatetags.frame import china_moment
from wangfang.records.indicators import comparing as records
from wangfang.rules.changing import change, grown
from wangfang.rules.comparing import Contender, Way, compared, way_of
from wangfang.rules.indicators import Indicator
from wangfang.rules.rankings import mean_text, percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from wangfang.interfaces.desk.presenters.figures import CardShown, Scope
    from wangfang.interfaces.frame.books import Value
    from wangfang.records.indicators.comparing import Found
    from wangfang.records.indicators.county import Placed
    from wangfang.records.indicators.lookups import Row, Told
    from wangfang.records.indicators.measures import Taken
    from wangfang.records.indicators.volume import Volume
    from wangfang.rules.comparing import Standing
    from wangfang.rules.facts import Actor
    from wangfang.rules.indicators import Figure
    from wangfang.rules.periods import Period


_UP_TO_VALUE, _AFTER_VALUE = 6, 8
"""The columns of a comparison up to the value, and those behind it."""


@dataclass(frozen=True, slots=True)
class Issued:
    """Who takes a table away, and when."""

    actor: Actor
    at: datetime


def rates(rows: Sequence[Row], scope: Scope, issued: Issued) -> bytes:
    """Return the three rates of a period as the page of figures shows them."""
    heads = [_split_word(scope.by), *_headed(wording.INDICATORS.values(), _rate_words())]
    ranks = {one: _ranks([row for row in rows if row.indicator is one]) for one in Indicator}
    lines: dict[str, list[Value]] = {}
    for row in rows:
        cells = [*_numbers(row.figure), Share(percent(row.met, row.due)), ranks[row.indicator].get(row.code)]
        lines.setdefault(row.code, [row.name]).extend(cells)
    said = f"{_said(scope)} · {_split_said(scope.by)}"
    return _book(
        [Table(_("三率对比"), heads, list(lines.values()))], said, figures.rate_cards(scope.definition), issued
    )


def further(rows: Iterable[Taken], scope: Scope, issued: Issued) -> bytes:
    """Return a group of the further figures of a period as its page shows them, the whole first."""
    group = str(wording.FIGURE_GROUPS[scope.group])
    heads = [_split_word(scope.by), *_headed(measures.names(scope.group), _further_words())]
    lines: dict[str, list[Value]] = {}
    for row in rows:
        way = way_of(row.measure, row.measure.card.met_when)
        name = row.name if row.code else _("合计")
        lines.setdefault(row.code, [name]).extend([*_numbers(row.figure), _value(row, way)])
    said = f"{figures.period_word(scope.period)} · {group} · {_split_said(scope.by)}"
    return _book([Table(group, heads, list(lines.values()))], said, measures.cards(scope.group), issued)


def comparison(found: Found, issued: Issued) -> bytes:
    """Return a comparison: by rank, then what takes no part in it, then who had nothing."""
    words = comparisons.column_words(found)
    unit = {"unit": words["unit"]}
    heads = [
        _("名称"), words["due"], words["met"], _("计入人次"), _("分子人次"), words["value"], _("名次"), _("组"), _("组内名次"),
        _("环比（%(unit)s）") % unit, _("件数环比"), _("同比（%(unit)s）") % unit, _("件数同比"), _("标记"),
    ]  # fmt: skip
    rows = [_standing(found, one) for one in found.comparison.standings]
    rows += [_plain(found, row) for row in found.apart]
    rows += [_plain(found, found.rows[one.code]) for one in found.comparison.idle]
    card = figures.card_shown(found.asked.card, comparisons.figure_word(found.asked.figure))
    return _book([Table(_("对比分析"), heads, rows)], comparisons.sentence(found), [card], issued)


@dataclass(frozen=True, slots=True)
class OfCounty:
    """What leaves of the sheet of a county: its figures, its months, its classes, and none of its cases."""

    name: str
    placed: Sequence[Placed]
    months: Sequence[tuple[Period, dict[str, Figure]]]
    classes: Sequence[Volume]


def county(sheet: OfCounty, scope: Scope, issued: Issued) -> bytes:
    """Return the tables of the sheet of a county."""
    classes: list[list[Value]] = [[one.name or _("未分类"), one.cases, one.people] for one in sheet.classes]
    sheets = [
        _figures(sheet.placed),
        _months(sheet.months),
        Table(_("来件类别"), [_("类别"), _("件次"), _("人次")], classes),
    ]
    cards = [
        figures.card_shown(records.card_of(one.figure, scope.definition), comparisons.figure_word(one.figure))
        for one in sheet.placed
    ]
    return _book(sheets, f"{sheet.name} · {_said(scope)}", cards, issued)


def _book(sheets: Sequence[Table], said: str, cards: Sequence[CardShown], issued: Issued) -> bytes:
    """Return a workbook with who took it and when above each table, and the definition cards behind them."""
    agency = issued.actor.agency.name if issued.actor.agency else ""
    above = [
        said,
        _("%(who)s　%(at)s 导出") % {"who": f"{agency} {issued.actor.name}".strip(), "at": china_moment(issued.at)},
        _("口径：%(cards)s") % {"cards": _("；").join(f"{one.name} {one.version}" for one in cards)},
    ]
    notes: list[list[Value]] = [[_("范围"), "", said]]
    for one in cards:
        notes.append([one.name, _("版本"), one.version])
        notes += [[one.name, word, says] for word, says in one.says if says]
    return book(sheets, above, Table(_("口径"), [_("指标"), _("项目"), _("内容")], notes))


def _standing(found: Found, one: Standing) -> list[Value]:
    row, code, way = found.rows[one.contender.code], one.contender.code, found.way
    last, year = found.last.get(code), found.year.get(code)
    return [
        *_plain(found, row)[:_UP_TO_VALUE],
        one.rank,
        str(wording.SIZES[one.size]),
        one.rank_within,
        change(one.contender, last, way),
        _growth(grown(one.contender, last)),
        change(one.contender, year, way),
        _growth(grown(one.contender, year)),
        _("、").join(word for _colour, word in comparisons.mark_words(one.marks, way)),
    ]


def _plain(found: Found, row: Told) -> list[Value]:
    return [row.name, *_numbers(row.figure), _value(row, found.way), *[None] * _AFTER_VALUE]


def _numbers(figure: Figure) -> list[Value]:
    return [figure.due, figure.met, figure.people_due, figure.people_met]


def _value(row: Told | Contender, way: Way) -> Value:
    if not way.days:
        return Share(percent(row.met, row.due))
    return Decimal(mean_text(row.met, row.due)) if row.due else None


def _growth(value: Decimal | None) -> Value:
    return None if value is None else Share(value)


def _ranks(rows: Sequence[Row]) -> dict[str, int]:
    found = [Contender(row.code, row.name, row.due, row.met) for row in rows if figures.is_compared(row.code)]
    return {one.contender.code: one.rank for one in compared(found, Way()).standings}


def _figures(placed: Sequence[Placed]) -> Table:
    heads = [_("指标"), *_further_words(), _("名次"), _("参比"), _("环比（百分点）")]
    rows: list[list[Value]] = [
        [
            comparisons.figure_word(one.figure),
            *_numbers(one.told.figure),
            _value(one.told, one.way),
            one.standing.rank if one.standing else None,
            one.among,
            change(one.standing.contender, one.before, one.way) if one.standing else None,
        ]
        for one in placed
    ]
    return Table(_("指标"), heads, rows)


def _months(months: Sequence[tuple[Period, dict[str, Figure]]]) -> Table:
    rows: list[list[Value]] = []
    for period, found in months:
        cells = [[*_numbers(one), Share(percent(one.met, one.due))] for one in (found[name] for name in Indicator)]
        rows.append([figures.period_word(period), *(cell for three in cells for cell in three)])
    return Table(_("近十二个月"), [_("月份"), *_headed(wording.INDICATORS.values(), _rate_words()[:-1])], rows)


def _headed(names: Iterable[StrOrPromise], words: Sequence[str]) -> list[str]:
    return [f"{name} {word}" for name in names for word in words]


def _rate_words() -> list[str]:
    return [_("应办"), _("按期"), _("应办人次"), _("按期人次"), _("率"), _("名次")]


def _further_words() -> list[str]:
    return [_("计入"), _("在分子里的"), _("计入人次"), _("分子人次"), _("值")]


def _split_word(by: str) -> str:
    return _("区县（市）") if by == "county" else _("单位")


def _split_said(by: str) -> str:
    return str(wording.SPLITS.get(by, _("合计")))


def _said(scope: Scope) -> str:
    return f"{figures.period_word(scope.period)} · {wording.DEFINITIONS[scope.definition]}"
