"""Random limits on random calendars, stopped and extended: the product's due days are those that a walk finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from random import Random

import pytest

from tests.oracle.ticking import Question, feasts, last_day, published, questions, table_of
from wangfang.rules.deadlines import due
from wangfang.rules.limits import Limit, Unit, rule_sets
from wangfang.rules.workdays import Calendar, Holiday, Notice, national_calendar

LAW = sorted({
    (limit.count, limit.unit is Unit.WORKING_DAYS)
    for rules in rule_sets().values()
    for limit in rules.limits.values()
    if limit.count
})  # fmt: skip
"""The lengths that the law knows; what has no number of days (“at once”) is no limit to count."""

ROWS = 25_000
CALENDARS = 40


def calendars(seed: int, many: int) -> Iterator[tuple[Calendar, bytearray]]:
    """Give calendars with the oracle's table of the same days: the national one first, then made-up ones."""
    yield national_calendar(), published()
    chance = Random(seed)
    for _ in range(many - 1):
        made = feasts(chance)
        notices = [
            Notice(year, f"{year}", "x", date(year - 1, 12, 1), tuple(
                Holiday("节", feast.first, feast.last, feast.at_work) for feast in made if feast.first.year == year
            ))
            for year in range(2012, 2027)
        ]  # fmt: skip
        yield Calendar(notices, {}), table_of(made)


def differing(seed: int, many: int, rows: int) -> tuple[int, list[object], Counter[str]]:
    """Ask both sides; gives how many questions there were, those with two answers, and what kinds came up."""
    kinds: Counter[str] = Counter()
    wrong: list[object] = []
    count = 0
    limits: dict[tuple[int, bool], Limit] = {}
    for number, (calendar, works) in enumerate(calendars(seed, many)):
        for asked in questions(Random(seed * 1000 + number), rows, LAW):
            limit = limits.setdefault((asked.count, asked.working), _limit(asked))
            found = due(limit, asked.start, calendar, asked.more, asked.pauses)
            wanted = last_day(asked, works)
            count += 1
            kinds.update(_kinds(asked, wanted))
            if (found.due_stat, found.due_legal) != wanted:
                wrong.append((number, asked, found, wanted))
    return count, wrong, kinds


def _limit(asked: Question) -> Limit:
    unit = Unit.WORKING_DAYS if asked.working else Unit.CALENDAR_DAYS
    return Limit("DL", "x", asked.count, unit, "x", "x", "《x》")


def _kinds(asked: Question, wanted: tuple[date, date]) -> Iterator[str]:
    yield "working days" if asked.working else "calendar days"
    if asked.more:
        yield "extended"
    if asked.pauses:
        yield "stopped" if len(asked.pauses) == 1 else "stopped more than once"
    if wanted[0] != wanted[1]:
        yield "rolled"


def test_a_sample_of_clocks_falls_due_where_a_walk_ends() -> None:
    count, wrong, kinds = differing(seed=1, many=4, rows=6_000)

    assert (count, wrong) == (24_000, [])
    assert min(kinds.values()) > 700, kinds
    assert len(kinds) == 6


@pytest.mark.nightly
def test_a_million_clocks_fall_due_where_a_walk_ends() -> None:
    count, wrong, _ = differing(seed=2017, many=CALENDARS, rows=ROWS)

    assert (count, wrong) == (1_000_000, [])


def test_the_walk_finds_what_a_clerk_finds_with_a_calendar() -> None:
    works = published()
    plain = Question(60, working=False, start=date(2017, 8, 23), more=0, pauses=())
    assert last_day(plain, works) == (date(2017, 10, 22), date(2017, 10, 23))  # a Sunday, rolled
    stopped = Question(
        60, working=False, start=date(2017, 8, 23), more=0, pauses=((date(2017, 8, 28), date(2017, 9, 4)),)
    )
    assert last_day(stopped, works)[1] == date(2017, 10, 30)
    short = Question(3, working=True, start=date(2017, 9, 28), more=0, pauses=())
    assert last_day(short, works) == (
        date(2017, 10, 9),
        date(2017, 10, 9),
    )  # the 29th, Saturday the 30th, then the feast
