"""The whole set of a period in one statement: three rates of every agency and county, with the period before and the ranks.

The answer is that of `lookups.table` and `rules.rankings.league`, row by row; what it counts, an archive of Parquet
files counts with the same question (`indicators.archive`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from wangfang.records.agencies.tree import tree
from wangfang.records.indicators.discretion import Clock, clocks_withheld, secret_clocks
from wangfang.records.indicators.lookups import counted_clocks, name_of
from wangfang.records.walls.context import as_job
from wangfang.rules.facts import day_of, start_of
from wangfang.rules.indicators import Definition, Figure, Indicator
from wangfang.rules.periods import Period

SIDES = ("county", "agency")
_RATES = tuple(Indicator)
_NOTHING = (*(0,) * 8, None, None)

STANDINGS = """
    with cells as ({cells}),
    told as (
        select 0 as side, county as code, rate, back, due, met, people_due, people_met from cells
        union all
        select 1 as side, agency as code, rate, back, due, met, people_due, people_met from cells
    ), sums as (
        select side, code, rate,
            cast(sum(case when back = 0 then due else 0 end) as bigint) as due,
            cast(sum(case when back = 0 then met else 0 end) as bigint) as met,
            cast(sum(case when back = 0 then people_due else 0 end) as bigint) as people_due,
            cast(sum(case when back = 0 then people_met else 0 end) as bigint) as people_met,
            cast(sum(case when back = 1 then due else 0 end) as bigint) as due_then,
            cast(sum(case when back = 1 then met else 0 end) as bigint) as met_then,
            cast(sum(case when back = 1 then people_due else 0 end) as bigint) as people_due_then,
            cast(sum(case when back = 1 then people_met else 0 end) as bigint) as people_met_then
        from told group by side, code, rate
    )
    select side, code, rate, due, met, people_due, people_met, due_then, met_then, people_due_then, people_met_then,
        case when due > 0 then rank() over (
            partition by side, rate order by cast(met as {double}) / nullif(due, 0) desc nulls last
        ) end as place,
        case when due_then > 0 then rank() over (
            partition by side, rate order by cast(met_then as {double}) / nullif(due_then, 0) desc nulls last
        ) end as place_then
    from sums where due > 0 or due_then > 0
"""
"""What PostgreSQL, DuckDB and Spark answer alike, over cells of agency, county, rate (as its place among `Indicator`) and period (`back` is 1 for the one before).

Quotients of doubles rank as the fractions themselves: of equal fractions they are the same, and of different ones
with denominators under 67 million they differ by more than they are rounded.
"""

_COUNTED = """
    select owner_id, county, {rate} as rate, {back} as back, cast(count(*) as integer) as due,
        cast(count(*) filter (where in_time) as integer) as met, sum(people) as people_due,
        coalesce(sum(people) filter (where in_time), 0) as people_met
    from cases_duty
    where definition = %s and indicator = '{indicator}' and due_at >= %s and due_at < %s{waits}
    group by owner_id, county
"""
"""One rate of one period: a stretch of the index `duty_figures`, grouped by what is left when rate and period are known."""
_WAITS = " and (met_at is not null or due_at < %s)"
_WITHHELD = """
    select agency, county, rate, back, -1, -met, -people, -people * met
    from unnest(%s::text[], %s::text[], %s::integer[], %s::integer[], %s::integer[], %s::bigint[])
        as gone (agency, county, rate, back, met, people)
"""

Answered = Sequence[Any]  # codes, whole numbers, and no rank where nothing was due
"""A row of the answer, in the order of its columns."""


class Standing(NamedTuple):
    """One rate of a county or an agency in a period and the one before; the rank is none where nothing was due.

    It is a tuple, since there are six thousand of them in a set that is wanted in a tenth of a second.
    """

    by: str
    code: str
    indicator: Indicator
    due: int
    met: int
    people_due: int
    people_met: int
    due_before: int
    met_before: int
    people_due_before: int
    people_met_before: int
    rank: int | None
    rank_before: int | None
    name: str

    @property
    def figure(self) -> Figure:
        """Return the figure of the period."""
        return Figure(self.due, self.met, self.people_due, self.people_met)

    @property
    def before(self) -> Figure:
        """Return the figure of the period before."""
        return Figure(self.due_before, self.met_before, self.people_due_before, self.people_met_before)


def standings(period: Period, definition: Definition, *, now: datetime) -> list[Standing]:
    """Return the whole set of a period as seen at `now`: counties first, then agencies, in code order.

    A code with anything due in the period or the one before has all three rates. Equal rates share a rank, and the
    next is skipped. Secret cases count where five of them come together (`rules.small_cells`).
    """
    asked, said = question(period, definition, now)
    with as_job(), connection.cursor() as cursor:  # figures count every case, whoever asks
        cursor.execute(asked, said)
        rows = cursor.fetchall()
    return told(rows, period)


def told(rows: Iterable[Answered], period: Period) -> list[Standing]:
    """Return the rows of an answer under their names of the period's last day, with what has nothing due between them."""
    found: dict[tuple[int, str], dict[int, Answered]] = {}
    for row in rows:
        found.setdefault((row[0], row[1]), {})[row[2]] = row[3:]
    at, day, made = tree(), period.last_day, list[Standing]()
    for side, code in sorted(found):
        three, by = found[side, code], SIDES[side]
        name = name_of(code, by, at, day)
        made += [Standing._make((by, code, rate, *three.get(nth, _NOTHING), name)) for nth, rate in enumerate(_RATES)]
    return made


def question(
    period: Period, definition: Definition, now: datetime
) -> tuple[str, list[Any]]:  # what fills a place has many types
    """Return the statement and what fills its places."""
    parts, said, today = [], list[Any](), start_of(day_of(now))
    for back, one in enumerate((period, period.before())):
        waits = definition is not Definition.GD2020 and one.ends_at > today
        for rate, indicator in enumerate(Indicator):
            parts.append(_COUNTED.format(indicator=indicator, rate=rate, back=back, waits=_WAITS if waits else ""))
            said += [definition, one.starts_at, one.ends_at, *([today] if waits else [])]
    cells = f"""
        select owner.code as agency, county, rate, back, due, met, people_due, people_met
        from ({" union all ".join(parts)}) counted join agencies_agency owner on owner.id = owner_id
    """  # noqa: S608 - words of ours
    gone = list(_gone(period, definition, now))
    if gone:
        cells += f" union all {_WITHHELD}"
        said += [list(column) for column in zip(*gone, strict=True)]
    return STANDINGS.format(cells=cells, double="double precision"), said


def _gone(period: Period, definition: Definition, now: datetime) -> Iterator[tuple[object, ...]]:
    """Yield the clocks that neither period counts, as the cells have them: one query for both, over secret cases alone."""
    before = period.before()
    secret = secret_clocks(counted_clocks(Period("", before.start, period.end), definition, now))
    for back, one in enumerate((period, before)):
        inside: list[Clock] = [clock for clock in secret if clock.due_at in one]
        for clock in clocks_withheld(inside, one):
            yield (
                clock.agency,
                clock.county,
                _RATES.index(Indicator(clock.indicator)),
                back,
                int(clock.in_time),
                clock.people,
            )
