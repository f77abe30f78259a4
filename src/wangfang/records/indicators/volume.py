"""How many petitions came in during a period, by form and by content class, in cases and in people."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Sum

from wangfang.records.cases.models import Case
from wangfang.records.indicators.discretion import cases_left_out
from wangfang.records.walls.context import as_job
from wangfang.rules.facts import Form
from wangfang.rules.periods import Period

FORM_WORDS = {Form.ONLINE: "网上信访", Form.LETTER: "来信", Form.VISIT: "来访", Form.CALL: "来电"}


@dataclass(frozen=True, slots=True)
class Volume:
    """How many cases (件次) and people (人次)."""

    name: str
    cases: int
    people: int


def by_form(period: Period) -> list[Volume]:
    """Return what came in during a period by form of petition, in the fixed order of forms."""
    found = {row.name: row for row in _grouped(period, "form")}
    return [Volume(word, *_both(found.get(form))) for form, word in FORM_WORDS.items()]


def by_category(period: Period, most: int = 10) -> list[Volume]:
    """Return the content classes of a period, the largest first; a case without one counts as 未分类."""
    rows = [Volume(row.name or "未分类", row.cases, row.people) for row in _grouped(period, "category")]
    return sorted(rows, key=lambda row: (-row.cases, row.name))[:most]


def _grouped(period: Period, column: str) -> list[Volume]:
    """Return the sums of a period by form or class, without the secret cases that are too few to be counted."""
    left = cases_left_out(period, column)
    with as_job():  # the figures of a city are not those of the cases that one reader may open
        whole = _counted(period, column)
    rows = ((row, *left.get(row.name, (0, 0))) for row in whole)
    return [Volume(row.name, row.cases - few, row.people - crowd) for row, few, crowd in rows if row.cases > few]


def _counted(period: Period, column: str) -> list[Volume]:
    received = Case.objects.filter(received_at__gte=period.starts_at, received_at__lt=period.ends_at)
    rows = received.values(column).annotate(n=Count("pk"), crowd=Sum("people")).order_by()
    return [Volume(row[column], row["n"], row["crowd"]) for row in rows]


def _both(found: Volume | None) -> tuple[int, int]:
    return (found.cases, found.people) if found else (0, 0)
