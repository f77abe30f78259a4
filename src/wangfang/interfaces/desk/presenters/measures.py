"""How the further figures are shown: value, cases and people, each with the address of exactly the cases behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.presenters.figures import ClockLine, card_shown, people_words, sheet_url
from wangfang.interfaces.desk.presenters.worklist import Tab
from wangfang.rules.facts import day_of
from wangfang.rules.measures import Measure, Numerator, value_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wangfang.interfaces.desk.presenters.figures import CardShown, Scope
    from wangfang.records.cases.models import Case
    from wangfang.records.indicators.measures import Taken


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one row; `met` is empty where the numerator is no number of cases."""

    value: str
    due: int
    met: str
    people: str
    url: str
    met_url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One county or agency, or the whole, with the figures of a group."""

    name: str
    cells: list[Cell]
    sheet_url: str = ""


def groups(scope: Scope) -> list[Tab]:
    """Return the groups of figures to choose from."""
    return [Tab(str(word), group_url(scope, name), name == scope.group) for name, word in wording.FIGURE_GROUPS.items()]


def group_url(scope: Scope, group: str) -> str:
    """Return the address of a group of figures, of the same period and split the same way."""
    asked = {
        "period": scope.period.name,
        "definition": scope.definition.value,
        "by": scope.by,
        "group": group,
        **scope.then,
    }
    return f"{reverse('desk:indicators')}?{urlencode(asked)}"


def measures_of(group: str) -> list[Measure]:
    """Return the figures of a group in their order."""
    return [one for one in Measure if one.card.group == group]


def names(group: str) -> list[str]:
    """Return what the figures of a group are called."""
    return [str(wording.MEASURES[one]) for one in measures_of(group)]


def cards(group: str) -> list[CardShown]:
    """Return the definition cards of a group."""
    return [card_shown(one.card, str(wording.MEASURES[one])) for one in measures_of(group)]


def lines(totals: Iterable[Taken], rows: Iterable[Taken], scope: Scope) -> list[Line]:
    """Return the table of a group: the whole first, then one line for each code."""
    return [*_lines(totals, replace(scope, by="total")), *_lines(rows, scope)]


def _lines(rows: Iterable[Taken], scope: Scope) -> list[Line]:
    found: dict[tuple[str, str], list[Cell]] = {}
    for row in rows:
        found.setdefault((row.code, row.name), []).append(_cell(row, scope))
    return [Line(name if code else _("合计"), cells, sheet_url(code, scope)) for (code, name), cells in found.items()]


def _cell(row: Taken, scope: Scope) -> Cell:
    if not row.due:
        return Cell("—", 0, "", "", "", "")
    of_days, figure = is_mean(row.measure), row.figure
    return Cell(
        value=value_text(row.measure, figure),
        due=row.due,
        met="" if of_days else str(row.met),
        people=_("人次 %(n)s") % {"n": figure.people_due}
        if of_days
        else people_words(figure.people_met, figure.people_due),
        url=scope.url(row.measure, row.code, "due"),
        met_url=scope.url(row.measure, row.code, "met"),
    )


def is_mean(measure: Measure) -> bool:
    """Tell whether a figure is a mean, so that none of its cases is in or out of a numerator."""
    return measure.card.met_when == Numerator.DAYS


def case_line(case: Case, measure: Measure, counted: str) -> ClockLine:
    """Return a counted case as the list behind a number shows it."""
    owner = case.first_bureau if measure.card.owner_is == "bureau" else case.last_unit
    return ClockLine(owner.name if owner else "", day_of(case.received_at).isoformat(), "met", counted)
