"""Writes many lives in few round trips: rows are gathered, numbered and copied in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import connection

from wangfang.records.cases.announcing import notice_of
from wangfang.records.cases.folding import traced
from wangfang.records.cases.models import Case, Duty, Paper, StepTaken
from wangfang.records.cases.papers import numbered, owed
from wangfang.records.cases.writing import copy
from wangfang.records.notices.models import Notice
from wangfang.records.people.models import Petitioner

if TYPE_CHECKING:
    from wangfang.records.agencies.tree import Tree
    from wangfang.records.cases.folding import Advance
    from wangfang.rules.facts import Act

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
        self.issued: list[Paper | None] = []
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
        """Gather one step with its paper and its message."""
        paper = owed(case, moved.life, self.found)
        self.steps.append(moved.row)
        self.issued.append(paper)
        if paper:
            self.papers.append(paper)
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
        lines = [traced(row.case, row, paper) for row, paper in zip(self.steps, self.issued, strict=True)]
        for table in (self.cases, self.steps, lines, self.duties, papers, self.notices):
            copy(table)
        return len(self.steps)


def save_petitioners(petitioners: list[Petitioner]) -> None:
    """Give new petitioners their keys and copy them in; their cases can then point at them."""
    for person, key in zip(petitioners, _drawn("people_petitioner_id_seq", len(petitioners)), strict=True):
        person.pk = key
    copy(petitioners)


def _drawn(sequence: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("select nextval(%s) from generate_series(1, %s)", [sequence, count])
        return [int(row[0]) for row in reversed(cursor.fetchall())]
