"""Writes many lives in few round trips: rows are gathered, numbered and copied in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection

from wangfang.records.cases.announcing import notice_of
from wangfang.records.cases.folding import duty_row, traced
from wangfang.records.cases.models import Case, Duty, Paper, StepTaken
from wangfang.records.cases.papers import numbered, owed
from wangfang.records.cases.sealing import under_seal
from wangfang.records.cases.writing import copy, put_rating_ends, redate, write_many
from wangfang.records.notices.models import Notice
from wangfang.records.people import finding
from wangfang.records.people.models import Petitioner

if TYPE_CHECKING:
    from datetime import date

    from wangfang.records.agencies.tree import Tree
    from wangfang.records.cases.folding import Advance
    from wangfang.rules.facts import Act
    from wangfang.rules.indicators import Reckoned

Cells = dict[tuple[str, str, int], tuple[object, ...]]
"""The counted clocks of one case as rows hold them: definition, indicator and event, then the other columns."""

SERIALS = 500
"""How many case numbers are drawn from the sequence at once."""


def number_of(act: Act, serial: int) -> str:
    """Return a case number: the day of the act and a serial."""
    return f"{act.day:%Y%m%d}-{serial:06d}"


class Batch:
    """Gathers the rows of whole lives and writes them table by table."""

    def __init__(self, found: Tree) -> None:
        self.found = found
        self.cases: list[Case] = []
        self.steps: list[StepTaken] = []
        self.issued: list[list[Paper]] = []
        self.duties: list[Duty] = []
        self.papers: list[Paper] = []
        self.notices: list[Notice] = []
        self._serials: list[int] = []

    def next_number(self, act: Act) -> str:
        """Return a fresh case number."""
        if not self._serials:
            self._serials = _drawn("case_serial", SERIALS)
        return number_of(act, self._serials.pop())

    def add_step(self, case: Case, moved: Advance, act: Act) -> None:
        """Gather one step with its papers and its message."""
        papers = owed(case, moved.life, self.found)
        self.steps.append(moved.row)
        self.issued.append(papers)
        self.papers.extend(papers)
        notice = notice_of(case, moved.life, act)
        if notice:
            self.notices.append(notice)

    def add_case(self, case: Case, duties: Iterable[Duty]) -> None:
        """Gather a case with its clocks as they stand at the end."""
        self.cases.append(case)
        self.duties.extend(duties)

    def write(self) -> int:
        """Write everything and return the number of steps."""
        keys = _drawn("cases_case_id_seq", len(self.cases))
        for case, key in zip(self.cases, keys, strict=True):
            case.pk = key
        owned: tuple[StepTaken | Duty | Paper, ...] = (*self.steps, *self.duties, *self.papers)
        for row in owned:
            row.case = row.case  # takes the key, and keeps the case at hand
        papers = numbered(self.papers, self.found)  # before the lines, which bind what the papers say
        lines = [traced(row.case, row, issued) for row, issued in zip(self.steps, self.issued, strict=True)]
        under_seal(self.cases, self.steps, self.found.by_code)
        for table in (self.cases, self.steps, lines, self.duties, papers, self.notices):
            copy(table)
        return len(self.steps)


@dataclass(slots=True)
class Taken:
    """What came of a batch: cases looked at, steps taken, and the cases that were refused, each with the reason."""

    cases: int = 0
    steps: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: Taken) -> None:
        """Add what came of another batch."""
        self.cases, self.steps = self.cases + other.cases, self.steps + other.steps
        self.refused += other.refused


class Onward:
    """Gathers what one step each has made of many cases that are there already, and what was only derived anew."""

    def __init__(self, found: Tree) -> None:
        self.found = found
        self.steps: list[tuple[StepTaken, list[Paper]]] = []
        self.notices: list[Notice] = []
        self.moved: list[Case] = []
        self.changed: list[Duty] = []
        self.redated: list[tuple[int, int, Reckoned]] = []
        self.gone: list[Duty] = []
        self.rating_ends: list[tuple[int, date | None]] = []

    def add_step(self, case: Case, moved: Advance, act: Act) -> None:
        """Gather one step with its papers and its message."""
        self.steps.append((moved.row, owed(case, moved.life, self.found)))
        notice = notice_of(case, moved.life, act)
        if notice:
            self.notices.append(notice)

    def add_standing(self, case: Case, changed: Iterable[Reckoned], gone: Iterable[tuple[str, str, int]]) -> None:
        """Gather the standing of a case with the clocks of its that changed, and the keys of those that fell away."""
        self.moved.append(case)
        self.add_clocks(case, changed, (), gone)

    def add_clocks(
        self, case: Case, changed: Iterable[Reckoned], redated: Iterable[Reckoned], gone: Iterable[tuple[str, str, int]]
    ) -> None:
        """Gather the clocks of a case: those new or changed, those of which only owner, due day and verdict changed."""
        self.changed.extend(duty_row(case, row, self.found) for row in changed)
        self.redated.extend((case.pk, self.found.key_of[row.owner], row) for row in redated)
        self.gone.extend(
            Duty(case=case, definition=definition, indicator=indicator, number=number)
            for definition, indicator, number in gone
        )

    def write(self) -> None:
        """Write everything; the papers get their numbers first, because the lines bind what they say."""
        papers = numbered([paper for _, issued in self.steps for paper in issued], self.found)
        lines = [traced(row.case, row, issued) for row, issued in self.steps]
        under_seal(self.moved, [row for row, _ in self.steps], self.found.by_code)
        for table in ([row for row, _ in self.steps], lines, papers, self.notices):
            copy(table)
        write_many(self.moved, self.changed, self.gone)
        redate(self.redated)
        put_rating_ends(self.rating_ends)


def stored_cells(keys: Iterable[int]) -> dict[int, Cells]:
    """Return the counted clocks of many cases as they are kept, by the key of the case."""
    found: dict[int, Cells] = {key: {} for key in keys}
    rows = Duty.objects.filter(case_id__in=list(found)).values_list(
        "case_id", "definition", "indicator", "number",
        "owner_id", "county", "started_at", "due_at", "met_at", "in_time", "people",
    )  # fmt: skip
    for key, definition, indicator, number, *cells in rows:
        found[key][definition, indicator, number] = tuple(cells)
    return found


def save_petitioners(petitioners: list[Petitioner]) -> None:
    """Give new petitioners their keys and indexes and copy them in; their cases can then point at them."""
    finding.index(petitioners)
    for person, key in zip(petitioners, _drawn("people_petitioner_id_seq", len(petitioners)), strict=True):
        person.pk = key
    copy(petitioners)


def _drawn(sequence: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("select nextval(%s) from generate_series(1, %s)", [sequence, count])
        return [int(row[0]) for row in reversed(cursor.fetchall())]
