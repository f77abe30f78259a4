"""The further figures as they were known at a moment of the past, and the cases that they counted then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from wangfang.records.agencies.tree import tree
from wangfang.records.cases.lookups import lives_as_of
from wangfang.records.indicators.past import Then, seen_by
from wangfang.records.walls.context import as_job
from wangfang.rules.facts import Actor
from wangfang.rules.indicators import Figure
from wangfang.rules.journey import received_at
from wangfang.rules.labels import Secrecy, marks_of
from wangfang.rules.matters import settled_in
from wangfang.rules.measures import Known, Measure, figures_of, rows_of
from wangfang.rules.outcomes import outcome_of
from wangfang.rules.periods import Period


def figures(wanted: Iterable[Measure], period: Period, by: str, as_of: datetime) -> dict[tuple[str, str], Figure]:
    """Return the figures by code and name as they were known at a moment, from the steps recorded by then."""
    code = _codes(by)
    with as_job():
        cases = list(_known(as_of))
    return {
        (name, one): figure for one in wanted for name, figure in figures_of(cases, one, period, as_of, code).items()
    }


def cases_behind(  # noqa: PLR0913 - a number is named by all of these
    actor: Actor, period: Period, measure: Measure, *, by: str, code: str, as_of: datetime
) -> list[Then]:
    """Return the cases that a figure of the past counts and that the actor sees, the newest first."""
    group = _codes(by)
    with as_job():
        cases = list(_known(as_of))
    return seen_by(
        actor,
        [
            Then(one.number, row.owner, one.received_at, row.value, is_met=bool(row.value))
            for one, row in rows_of(cases, measure, period, as_of)
            if group(row.owner) == code
        ],
    )


def _codes(by: str) -> Callable[[str], str]:
    """Return what makes of the code of an owner that of the row in which it stands."""
    agencies = tree().by_code
    codes: dict[str, Callable[[str], str]] = {
        "county": lambda owner: agencies[owner].region[:6],
        "agency": str,
        "total": lambda _: "",
    }
    return codes[by]


def _known(as_of: datetime) -> Iterator[Known]:
    """Yield what the figures read of every case that was not secret at a moment."""
    calendar = tree().law.calendar
    for life in lives_as_of(as_of):
        outcome = outcome_of(life, calendar)
        if outcome is not None and marks_of(life).secrecy < Secrecy.S2:
            facts, into = life.case, settled_in(life).merged_into
            yield Known(facts.number, facts.form, facts.people, received_at(life), into, outcome)
