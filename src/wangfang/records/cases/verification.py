"""Does every case still say what its trace says: steps, standing and petition against the lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from django.db.models import Exists, OuterRef

from wangfang.records.agencies.tree import Tree, tree
from wangfang.records.cases.destroying import is_told_destroyed
from wangfang.records.cases.facts import life_of
from wangfang.records.cases.folding import duty_row, settle
from wangfang.records.cases.lines import HEAD, as_written, head_of
from wangfang.records.cases.models import Case, Duty, Paper, StepTaken
from wangfang.records.cases.writing import standing_of
from wangfang.records.ledger.formats import canonical
from wangfang.records.ledger.models import Entry
from wangfang.records.ledger.verify import Finding, broken_lines, broken_looks, still
from wangfang.records.ledger.verify_tree import broken_tree
from wangfang.records.vault.suites import Broken
from wangfang.rules.journey import received_at
from wangfang.rules.refusal import Refused

_Row = TypeVar("_Row")
BATCH = 500
_DUTY = ("owner_id", "county", "started_at", "due_at", "met_at", "in_time", "people")


def verify(number: str = "", folder: Path | None = None, copy: Path | None = None) -> Iterator[Finding]:
    """Yield everything that was altered behind the back of the verbs, for one case or for all.

    With `folder` the anchors in it are held against the tree, with `copy` a mirror of the leaves; both, like the
    tree itself, only when everything is verified. All of it sees the database as it was when the verification began.

    Kinds beside those of `ledger.verify` and `ledger.verify_tree`: `step` (a step differs from its line), `step_missing`,
    `line_missing`, `petition` (the petition or its petitioner differs from the first line), `paper` (a
    paper differs from the line of its step), `state` (the cached standing is not the fold of the
    steps), `duty` (a clock is not what the steps give), `case_missing` (lines without their case), `destroyed` (the
    content is gone, and no destruction list says so).
    Each is yielded once.
    """
    known: set[Finding] = set()
    with still():
        for finding in _findings(number, folder, copy):
            if finding not in known:
                known.add(finding)
                yield finding


def _findings(number: str, folder: Path | None, copy: Path | None) -> Iterator[Finding]:
    yield from broken_lines(number)
    yield from broken_looks(number)
    if not number:
        yield from broken_tree(folder, copy)
    yield from _orphans(number)
    cases = Case.objects.select_related("petitioner").order_by("number")
    if number:
        cases = cases.filter(number=number)
    found = tree()
    stream = cases.iterator(chunk_size=BATCH)
    while batch := list(islice(stream, BATCH)):
        yield from _batch(batch, found)


def count_of(number: str = "") -> int:
    """Return how many cases a verification goes through."""
    cases = Case.objects.filter(number=number) if number else Case.objects.all()
    return cases.count()


def _orphans(number: str) -> Iterator[Finding]:
    """Find lines of cases that are gone: a case's subject is its number, other subjects have a colon or no digit."""
    there = Case.objects.filter(number=OuterRef("subject"))
    firsts = Entry.objects.filter(number=1, subject__regex=r"^[0-9]{8}-").exclude(Exists(there))
    if number:
        firsts = firsts.filter(subject=number)
    for subject in firsts.values_list("subject", flat=True).iterator():
        yield Finding(subject, 1, "case_missing")


def _batch(cases: list[Case], found: Tree) -> Iterator[Finding]:
    keys = [case.pk for case in cases]
    steps = _grouped(StepTaken.objects.filter(case_id__in=keys).order_by("case_id", "number"), "case_id")
    duties = _grouped(Duty.objects.filter(case_id__in=keys).order_by("case_id"), "case_id")
    papers = _grouped(Paper.objects.filter(case_id__in=keys).order_by("case_id", "step", "pk"), "case_id")
    lines = _grouped(
        Entry.objects.filter(subject__in=[c.number for c in cases]).order_by("subject", "number"), "subject"
    )
    for case in cases:
        rows = steps.get(case.pk, [])
        if not case.salt:
            yield from _against_heads(case, rows, lines.get(case.number, []))
            continue
        yield from _against_lines(case, rows, papers.get(case.pk, []), lines.get(case.number, []))
        yield from _against_fold(case, rows, duties.get(case.pk, []), found)


def _against_lines(case: Case, rows: list[StepTaken], papers: list[Paper], lines: list[Entry]) -> Iterator[Finding]:
    said = {entry.number: entry for entry in lines}
    issued = _grouped(papers, "step")
    for row in rows:
        row.case = case  # opened once for all its steps
        entry, mine = said.pop(row.number, None), issued.pop(row.number, [])
        if entry is None:
            yield Finding(case.number, row.number, "line_missing")
        elif unopened := _unopened(case, row, mine):
            yield Finding(case.number, row.number, unopened)
        elif canonical(now := as_written(entry.v, case, row, mine)) != entry.payload:
            yield Finding(case.number, row.number, _what_differs(now, entry))
    yield from (Finding(case.number, number, "step_missing") for number in said)
    yield from (Finding(case.number, paper.step, "paper") for left in issued.values() for paper in left)
    if lines and lines[-1].digest != case.digest:
        yield Finding(case.number, lines[-1].number, "state")


def _against_heads(case: Case, rows: list[StepTaken], lines: list[Entry]) -> Iterator[Finding]:
    """Compare what is left of a case whose content was destroyed: who did what when, and that nothing is missing."""
    said = {entry.number: entry for entry in lines}
    if not is_told_destroyed(case):
        yield Finding(case.number, len(rows), "destroyed")
    for row in rows:
        entry = said.pop(row.number, None)
        if entry is None:
            yield Finding(case.number, row.number, "line_missing")
        elif {key: json.loads(entry.payload).get(key) for key in HEAD} != head_of(row):
            yield Finding(case.number, row.number, "step")
    yield from (Finding(case.number, number, "step_missing") for number in said)
    if lines and lines[-1].digest != case.digest:
        yield Finding(case.number, lines[-1].number, "state")


def _unopened(case: Case, row: StepTaken, papers: Iterable[Paper]) -> str:
    """Tell what of a step does not open at its place: a paper, in the first step petitioner or petition, its own words."""
    opening: dict[str, Callable[[], object]] = {
        "paper": lambda: [paper.body for paper in papers],
        "petition": lambda: row.number > 1 or (case.petitioner.name, case.title),
        "step": lambda: row.detail,
    }
    for kind, opens in opening.items():
        try:
            opens()
        except Broken:
            return kind
    return ""


def _what_differs(now: Mapping[str, object], entry: Entry) -> str:
    """Tell whether the petition or a paper alone differs from the line, or the step itself."""
    try:
        then = json.loads(entry.payload)
    except ValueError:
        return "step"
    differing = {key for key in (*now, *then) if then.get(key) != json.loads(canonical({"v": now.get(key)}))["v"]}
    if differing and differing <= {"paper", "papers"}:
        return "paper"
    return "petition" if differing == {"petition"} else "step"


def _against_fold(case: Case, rows: list[StepTaken], duties: list[Duty], found: Tree) -> Iterator[Finding]:
    cached = standing_of(case)
    try:
        life = life_of(case, found, rows)
        counted = settle(case, life, found)
    except (Refused, AssertionError, KeyError, IndexError):
        yield Finding(case.number, len(rows), "state")
        return
    if standing_of(case) != cached or case.received_at != received_at(life):
        yield Finding(case.number, len(rows), "state")
    stored = {(d.definition, d.indicator, d.number): [getattr(d, name) for name in _DUTY] for d in duties}
    derived = {key: duty_row(case, row, found) for key, row in counted.items()}
    for key in stored.keys() | derived.keys():
        if key not in derived or stored.get(key) != [getattr(derived[key], name) for name in _DUTY]:
            yield Finding(case.number, key[2], "duty")


def _grouped(rows: Iterable[_Row], key: str) -> dict[object, list[_Row]]:
    return {value: list(group) for value, group in groupby(rows, key=attrgetter(key))}
