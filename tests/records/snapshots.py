"""Figures of a bulletin made up for a test: a blank quarter of the small city, to be filled by `dataclasses.replace`."""

from __future__ import annotations

from datetime import date

from tests.moments import at
from wangfang.records.agencies.tree import tree
from wangfang.records.bulletins.figures import Snapshot, Volumes
from wangfang.records.indicators.volume import FORM_WORDS, Volume
from wangfang.rules.indicators import Definition, Figure, Indicator
from wangfang.rules.measures import Measure
from wangfang.rules.periods import Period
from wangfang.rules.rankings import Entrant

COUNTIES = {"230102": "道里区", "230103": "南岗区", "230111": "呼兰区"}


def forms(*cases: int) -> list[Volume]:
    """Return what came in by form, two people to a case; forms that are left out are none."""
    counted = (*cases, 0, 0, 0, 0)
    return [Volume(word, n, 2 * n) for word, n in zip(FORM_WORDS.values(), counted, strict=False)]


def counties(*rates: tuple[int, int]) -> list[Entrant]:
    """Return the three counties with (met, due) each, in official order; those left out have nothing due."""
    given = (*rates, (0, 0), (0, 0), (0, 0))
    return [Entrant(c, name, due, met) for (c, name), (met, due) in zip(COUNTIES.items(), given, strict=False)]


def same(rates: list[Entrant]) -> dict[Indicator, list[Entrant]]:
    """Return the same figures for each of the three rates."""
    return dict.fromkeys(Indicator, rates)


def blank() -> Snapshot:
    """Return a quarter in which nothing came in and nothing was due."""
    return Snapshot(
        period=Period.parse("2017Q4"),
        definition=Definition.LEGAL,
        issuer=tree().agency("HRB"),
        day=date(2018, 1, 31),
        taken_at=at("2018-01-31"),
        counties=same(counties()),
        before=same(counties()),
        agencies={indicator: {} for indicator in Indicator},
        whole={indicator: Entrant("", "合计", 0, 0) for indicator in Indicator},
        whole_before={indicator: Entrant("", "合计", 0, 0) for indicator in Indicator},
        volumes=Volumes(forms(), forms(), forms(), []),
        shares=dict.fromkeys(Measure, Figure(0, 0)),
        shares_before=dict.fromkeys(Measure, Figure(0, 0)),
        rated={one: counties() for one in Measure},
        cleaning=[],
        watched=[],
    )
