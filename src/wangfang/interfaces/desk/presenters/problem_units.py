"""How a problem unit is shown: its line in the register, the figures as they were found, what was done, what is open now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.presenters.figures import period_word
from wangfang.interfaces.frame.templatetags.frame import china_day, china_moment
from wangfang.records.problem_units import lookups
from wangfang.rules.indicators import Definition, Indicator
from wangfang.rules.periods import Period
from wangfang.rules.problem_units import Ground, Move, Standing, is_overdue, moves_open
from wangfang.rules.rankings import percent_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from wangfang.records.problem_units.models import Entry, Problem
    from wangfang.rules.facts import Actor

GROUNDS = {
    Ground.BELOW_FLOOR: gettext_lazy("指标低于底线"),
    Ground.OVERDUE: gettext_lazy("超期件多"),
    Ground.AGAIN: gettext_lazy("连续两期"),
}
STANDINGS = {
    Standing.FOUND: gettext_lazy("待上报"),
    Standing.REPORTED_UP: gettext_lazy("待报整改措施"),
    Standing.ANSWERED: gettext_lazy("整改中"),
    Standing.PROVED: gettext_lazy("待核查"),
    Standing.SOLVED: gettext_lazy("问题已解决"),
}
MOVES = {
    Move.REPORT_UP: gettext_lazy("上报市联办和主要领导"),
    Move.ANSWER: gettext_lazy("报整改措施"),
    Move.PROVE: gettext_lazy("报解决证明"),
    Move.SOLVE: gettext_lazy("核查：已经解决"),
    Move.REFUSE: gettext_lazy("核查：没有解决"),
}
_WAYS = {
    Move.REPORT_UP: ("problem-unit-report-up", gettext_lazy("上报")),
    Move.ANSWER: ("problem-unit-answer", gettext_lazy("报整改措施")),
    Move.PROVE: ("problem-unit-prove", gettext_lazy("报解决证明")),
    Move.SOLVE: ("problem-unit-verify", gettext_lazy("核查整改")),
}
_COLOURS = {Standing.FOUND: "amber", Standing.PROVED: "amber", Standing.SOLVED: "green"}


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One entry of the register."""

    url: str
    period: str
    agency: str
    ground: str
    figures: str
    due: str
    standing: str
    colour: str
    late: bool


@dataclass(frozen=True, slots=True)
class Done:
    """One move: what, by whom, when, and what was said."""

    word: str
    who: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Way:
    """A move that is open to this person."""

    word: str
    url: str


def line_of(found: Problem, today: date) -> ProblemLine:
    """Return the line of an entry."""
    standing = Standing(found.standing)
    late = is_overdue(standing, found.due_on, today)
    return ProblemLine(
        reverse("desk:problem-unit", args=[found.pk]),
        period_word(Period.parse(found.period)),
        found.agency.name,
        str(GROUNDS[Ground(found.ground)]),
        _("；").join(_figure(row) for row in found.figures),
        china_day(found.due_on) if found.due_on else "",
        _("超期没有解决") if late else str(STANDINGS[standing]),
        "red" if late else _COLOURS.get(standing, "blue"),
        late,
    )


def facts_of(found: Problem) -> list[tuple[str, str]]:
    """Return what an entry says about itself, line by line."""
    rows = [
        (_("依据"), str(GROUNDS[Ground(found.ground)])),
        (_("数据"), _("；").join(_figure(row) for row in found.figures)),
        (_("口径"), str(wording.DEFINITIONS[Definition(found.definition)])),
        (_("查找时间"), china_moment(found.found_at)),
        (_("已上报"), found.office.name if found.office else ""),
        (_("已告知"), found.principals),
        (_("整改期限"), china_day(found.due_on) if found.due_on else ""),
    ]
    return [row for row in rows if row[1]]


def done_lines(found: Sequence[Entry]) -> list[Done]:
    """Return what was done about an entry, the newest first."""
    return [
        Done(
            str(MOVES[Move(one.move)]),
            f"{one.agency.name} {one.name}",
            china_moment(one.occurred_at),
            one.text,
        )
        for one in reversed(found)
    ]


def ways_of(found: Problem, actor: Actor) -> list[Way]:
    """Return the moves that are open to somebody; both ways of verifying are one page."""
    moves = moves_open(actor, Standing(found.standing), lookups.agency_of(found))
    ways = (_WAYS[move] for move in moves if move in _WAYS)
    return [Way(str(word), reverse(f"desk:{name}", args=[found.pk])) for name, word in ways]


def _figure(row: dict[str, object]) -> str:
    due, met = int(str(row["due"])), int(str(row["met"]))
    said = {
        "name": wording.INDICATORS[Indicator(str(row["indicator"]))],
        "rate": percent_text(met, due),
        "late": due - met,
        "due": due,
        "floor": row["floor"],
    }
    if row["floor"] is None:
        return _("%(name)s %(rate)s，%(due)s 件中 %(late)s 件超期") % said
    return _("%(name)s %(rate)s，底线 %(floor)s%%，%(due)s 件中 %(late)s 件超期") % said
