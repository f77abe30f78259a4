"""How rates are shown: percent, heat, rank, and the address of exactly the cases behind each number."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.interfaces.desk import wording
from wangfang.records.agencies.places import counties
from wangfang.rules.cards import card
from wangfang.rules.facts import CHINA, Kind, day_of
from wangfang.rules.indicators import Indicator
from wangfang.rules.periods import Period
from wangfang.rules.rankings import Entrant, league, percent_text
from wangfang.rules.routing import territory_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from wangfang.records.cases.models import Duty
    from wangfang.records.indicators.lookups import Row
    from wangfang.rules.cards import Card
    from wangfang.rules.facts import Actor
    from wangfang.rules.indicators import Definition
    from wangfang.rules.measures import Measure

_HEAT = ((Fraction(1), "q5"), (Fraction(97, 100), "q4"), (Fraction(93, 100), "q3"), (Fraction(89, 100), "q2"))
_FULL_COUNTIES = gettext_lazy("应办 %(due)s，达标 %(met)s · %(rows)s 个区县中 %(full)s 个达到 100%%")
_FULL_AGENCIES = gettext_lazy("应办 %(due)s，达标 %(met)s · %(rows)s 个单位中 %(full)s 个达到 100%%")
YEARS_OFFERED = 10


@dataclass(frozen=True, slots=True)
class Scope:
    """Which table is shown: its period, definition and rows, and for whom."""

    actor: Actor
    period: Period
    definition: Definition
    by: str
    group: str = "rates"
    as_of: datetime | None = None

    @property
    def then(self) -> dict[str, str]:
        """Return what an address says of the moment, nothing for now."""
        return {"as_of": self.as_of.astimezone(CHINA).replace(tzinfo=None).isoformat()} if self.as_of else {}

    def url(self, indicator: Indicator | Measure, code: str, bucket: str) -> str:
        """Return the address of the cases behind a number, nothing where the actor may not see them all."""
        if not sees_all(self.actor, code, self.by):
            return ""
        asked = {
            "period": self.period.name,
            "definition": self.definition.value,
            "by": self.by,
            "code": code,
            "indicator": indicator.value,
            "bucket": bucket,
            **self.then,
        }
        return f"{reverse('desk:behind')}?{urlencode(asked)}"


def sees_all(actor: Actor, code: str, by: str) -> bool:
    """Tell whether every case behind a number lies in the actor's sight: a bureau sees its territory."""
    agency = actor.agency
    if agency is None or agency.kind is not Kind.BUREAU:
        return False
    territory = territory_of(agency.region)
    if by == "total":
        return len(territory) <= len("2301")
    return code.startswith(territory)


def sheet_url(code: str, scope: Scope) -> str:
    """Return the address of the sheet of a county, nothing for what is no county."""
    if code not in {place.region for place in counties()}:
        return ""
    asked = {"period": scope.period.name, "definition": scope.definition.value}
    return f"{reverse('desk:county', args=[int(code)])}?{urlencode(asked)}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One rate of one row with its two integers."""

    rate: str
    due: int
    met: int
    heat: str
    rank: str
    url: str
    met_url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One county or agency with its three rates."""

    code: str
    name: str
    cells: list[Cell]
    sheet_url: str = ""


@dataclass(frozen=True, slots=True)
class Kpi:
    """One of the three big figures on top, with its people."""

    word: str
    rate: str
    sentence: str
    people: str
    url: str


def heat(rate: Fraction | None) -> str:
    """Return the colour class of a rate; 100 % is decided on the integers."""
    if rate is None:
        return "none"
    return next((name for least, name in _HEAT if rate >= least), "q1")


def lines(rows: Iterable[Row], scope: Scope) -> list[Line]:
    """Return the table: one line for each code, the three rates in their fixed order."""
    grouped: dict[tuple[str, str], dict[Indicator, Row]] = {}
    for row in rows:
        grouped.setdefault((row.code, row.name), {})[row.indicator] = row
    ranks = {indicator: _ranks(grouped.values(), indicator) for indicator in Indicator}
    return [
        Line(
            code,
            name,
            [_cell(found.get(i), ranks[i].get(code, 0), i, scope) for i in Indicator],
            sheet_url(code, scope),
        )
        for (code, name), found in grouped.items()
    ]


def is_compared(code: str) -> bool:
    """Tell whether a row takes part in the ranking: counties and agencies do, a city or province as a whole does not."""
    return not (code.isdigit() and code.endswith("00") and len(code) == len("230100"))


def kpis(totals: Iterable[Row], table: Iterable[Row], scope: Scope) -> list[Kpi]:
    """Return the three figures of the whole, each with how many rows stand at 100 %."""
    by_indicator = {row.indicator: row for row in totals}
    rows = list(table)
    return [_kpi(i, by_indicator.get(i), [r for r in rows if r.indicator is i], scope) for i in Indicator]


def _kpi(indicator: Indicator, total: Row | None, rows: list[Row], scope: Scope) -> Kpi:
    whole = replace(scope, by="total")
    compared = [row for row in rows if row.due and is_compared(row.code)]
    due, met = (total.due, total.met) if total else (0, 0)
    full = sum(1 for row in compared if row.met == row.due)
    said = {"met": met, "due": due, "full": full, "rows": len(compared)}
    return Kpi(
        str(wording.INDICATORS[indicator]),
        percent_text(met, due),
        (_FULL_COUNTIES if scope.by == "county" else _FULL_AGENCIES) % said,
        people_words(total.figure.people_met, total.figure.people_due) if total else "",
        whole.url(indicator, "", "due") if due else "",
    )


def people_words(met: int, due: int) -> str:
    """Return a figure counted in people."""
    return _("人次 %(met)s／%(due)s") % {"met": met, "due": due}


@dataclass(frozen=True, slots=True)
class CardShown:
    """A definition card: how a figure is called, its version, what it says."""

    name: str
    version: str
    says: list[tuple[str, str]]


def card_shown(one: Card, name: str) -> CardShown:
    """Return a definition card as a page shows it."""
    since = one.since.isoformat() if one.since else ""
    version = f"{one.id} v{one.version}" + (f" · {since}" if since else "")
    # what cards say is gathered for the catalogue from their table (scripts/messages.py), not from here
    told: Mapping[str, str] = asdict(one)
    says = [(str(word), translation.gettext(told[field])) for field, word in wording.CARD_WORDS.items()]
    return CardShown(name, version, says)


def rate_cards(definition: Definition) -> list[CardShown]:
    """Return the cards of the three rates under a definition."""
    return [card_shown(card(name, definition), str(word)) for name, word in wording.INDICATORS.items()]


def _cell(row: Row | None, rank: int, indicator: Indicator, scope: Scope) -> Cell:
    if row is None or not row.due:
        return Cell("—", 0, 0, "none", "", "", "")
    return Cell(
        rate=percent_text(row.met, row.due),
        due=row.due,
        met=row.met,
        heat=heat(row.rate),
        rank=_("第 %(n)s") % {"n": rank} if rank else "",
        url=scope.url(indicator, row.code, "due"),
        met_url=scope.url(indicator, row.code, "met"),
    )


def _ranks(groups: Iterable[dict[Indicator, Row]], indicator: Indicator) -> dict[str, int]:
    found = [row for group in groups if (row := group.get(indicator)) and is_compared(row.code)]
    table = league([Entrant(row.code, row.name, row.due, row.met) for row in found])
    return {place.entrant.code: place.rank for place in table.places}


@dataclass(frozen=True, slots=True)
class Option:
    """A period or a definition that can be chosen."""

    name: str
    word: str
    here: bool = False


def quarter_of(day: date) -> Period:
    """Return the quarter in which a day lies."""
    return Period.parse(f"{day.year}Q{(day.month + 2) // 3}")


def periods(today: date, chosen: Period) -> list[tuple[str, list[Option]]]:
    """Return the years that can be chosen, newest first, each with its whole and its quarters.

    A period outside them, as an address may name one, stands in a group of its own.
    """
    years = [str(year) for year in range(today.year, today.year - YEARS_OFFERED, -1)]
    groups = [(year, [_option(f"{year}Q{n}") for n in (4, 3, 2, 1)] + [_option(year)]) for year in years]
    offered = {option.name for _year, options in groups for option in options}
    own = [] if chosen.name in offered else [(_("其他"), [_option(chosen.name)])]
    return [*own, *groups]


def _option(name: str) -> Option:
    return Option(name, period_word(Period.parse(name)))


def period_word(period: Period) -> str:
    """Return a period as the page calls it (2017年第四季度)."""
    year, letter, nth = period.name[:4], period.name[4:5], period.name[5:]
    if letter == "Q":
        return _("{year}年{quarter}").format(year=year, quarter=wording.QUARTERS[int(nth) - 1])
    pattern = {"M": _("{year}年{nth}月"), "W": _("{year}年第{nth}周")}.get(letter, _("{year}年"))
    return pattern.format(year=year, nth=nth)


def definitions(chosen: Definition) -> list[Option]:
    """Return the ways of counting."""
    return [Option(name.value, str(word), name is chosen) for name, word in wording.DEFINITIONS.items()]


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One counted clock in the list behind a number: whose, until when, and whether it was met in time."""

    owner: str
    due: str
    standing: str
    words: str


def clock_line(duty: Duty) -> ClockLine:
    """Return a counted clock as the list shows it."""
    return clock_of(duty.owner.name, duty.due_at, in_time=duty.in_time, is_met=duty.met_at is not None)


def day_word(moment: datetime) -> str:
    """Return the day of a moment as a list shows it."""
    return day_of(moment).isoformat()


def clock_of(owner: str, due_at: datetime, *, in_time: bool, is_met: bool) -> ClockLine:
    """Return a counted clock as the list shows it, from what was known of it."""
    if in_time:
        standing, words = "met", _("按期")
    elif is_met:
        standing, words = "late", _("超期后办到")
    else:
        standing, words = "red", _("没有办到")
    return ClockLine(owner, day_word(due_at), standing, words)
