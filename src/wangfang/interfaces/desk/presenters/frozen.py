"""How frozen figures are shown: sets in a list, numbers with the address of their frozen cases, corrections with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.presenters import figures
from wangfang.interfaces.desk.presenters.worklist import Tab
from wangfang.records.frozen.corrections import Why
from wangfang.rules.facts import CHINA
from wangfang.rules.indicators import Definition, Indicator
from wangfang.rules.measures import value_text
from wangfang.rules.periods import Period
from wangfang.rules.rankings import percent_text

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from wangfang.records.frozen.corrections import Changed, Correction
    from wangfang.records.frozen.models import FrozenCase, FrozenSet
    from wangfang.rules.indicators import Figure
    from wangfang.rules.measures import Measure

MOST_CASES = 20
"""Cases that a correction names."""


@dataclass(frozen=True, slots=True)
class FrozenScope(figures.Scope):
    """A table of a frozen set; its numbers lead to what was frozen with them."""

    number: str = ""

    def url(self, indicator: Indicator | Measure, code: str, bucket: str) -> str:
        """Return the address of the cases behind a frozen number; each reader finds there those that they may open."""
        asked = {"by": self.by, "code": code, "indicator": indicator.value, "bucket": bucket}
        return f"{reverse('desk:frozen-behind', args=[self.number])}?{urlencode(asked)}"

    def group_url(self, group: str, by: str = "") -> str:
        """Return the address of a group of figures of the set."""
        return f"{reverse('desk:frozen', args=[self.number])}?{urlencode({'by': by or self.by, 'group': group})}"


@dataclass(frozen=True, slots=True)
class SetLine:
    """A set in a list."""

    number: str
    sentence: str
    digest: str
    url: str


def set_line(frozen: FrozenSet) -> SetLine:
    """Return a set as a list shows it: what it freezes, by whom, as of when."""
    said = {
        "agency": frozen.agency.name,
        "period": figures.period_word(Period.parse(frozen.period)),
        "definition": f"{wording.DEFINITIONS[Definition(frozen.definition)]} v{frozen.version}",
        "at": f"{frozen.as_of.astimezone(CHINA):%Y-%m-%d %H:%M}",
    }
    sentence = _("%(agency)s · %(period)s · 口径：%(definition)s · 数据截至 %(at)s") % said
    return SetLine(frozen.number, sentence, frozen.digest, reverse("desk:frozen", args=[frozen.number]))


def groups(scope: FrozenScope) -> list[Tab]:
    """Return the groups of figures of a set to choose from."""
    return [Tab(str(word), scope.group_url(name), name == scope.group) for name, word in wording.FIGURE_GROUPS.items()]


def splits(scope: FrozenScope) -> list[Tab]:
    """Return by what the table of a set may be split."""
    words = {"county": _("按区县"), "agency": _("按单位")}
    return [Tab(word, scope.group_url(scope.group, by), by == scope.by) for by, word in words.items()]


def case_line(row: FrozenCase, owner: str, figure: Indicator | Measure, word: str) -> figures.ClockLine:
    """Return a frozen clock or case as the list behind a number shows it."""
    day = figures.day_word(row.counted_at)
    if isinstance(figure, Indicator):
        standing, words = ("met", _("按期")) if row.value else ("late", _("没有按期"))
        return figures.ClockLine(owner, day, standing, words)
    return figures.ClockLine(owner, day, "met", word)


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A cell that reads otherwise now: what it was, what it reads, and the cases that make the difference."""

    name: str
    figure: str
    was: str
    reads: str
    cases: list[tuple[str, str, str]]
    further: str


def correction_lines(found: Iterable[Correction], seen: Container[str]) -> list[CorrectionLine]:
    """Return the corrections of a set; of the cases only those that the reader sees."""
    return [_correction_line(one, [case for case in one.cases if case.number in seen]) for one in found]


def _correction_line(one: Correction, cases: list[Changed]) -> CorrectionLine:
    more = len(cases) - MOST_CASES
    return CorrectionLine(
        name=one.name if one.code else _("合计"),
        figure=figure_word(one.indicator),
        was=_value(one.indicator, one.was),
        reads=_value(one.indicator, one.reads),
        cases=[
            (case.number, reverse("desk:case", args=[case.number]), why_word(case.why)) for case in cases[:MOST_CASES]
        ],
        further=_("另有 %(n)s 件") % {"n": more} if more > 0 else "",
    )


def figure_word(figure: Indicator | Measure) -> str:
    """Return what a figure is called."""
    return str(wording.INDICATORS[figure] if isinstance(figure, Indicator) else wording.MEASURES[figure])


def why_word(why: Why) -> str:
    """Return why a case is counted otherwise."""
    words = {Why.LATE: _("补录"), Why.SINCE: _("冻结以后办理"), Why.TIME: _("没有新的办理：时限到了，或者又有关联件")}
    return words[why]


def _value(figure: Indicator | Measure, told: Figure) -> str:
    """Return a figure with its integers: 66.67%（2／3，人次 2／3）."""
    rate = percent_text(told.met, told.due) if isinstance(figure, Indicator) else value_text(figure, told)
    people = figures.people_words(told.people_met, told.people_due)
    return _("%(rate)s（%(met)s／%(due)s，%(people)s）") % {
        "rate": rate, "met": told.met, "due": told.due, "people": people,
    }  # fmt: skip
