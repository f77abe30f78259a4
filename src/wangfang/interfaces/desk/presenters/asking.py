"""What a case asks of an agency that does not hold it, and until when: a decision, an answer, a review."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.presenters.cases import Flag
from wangfang.interfaces.desk.presenters.clocks import Light, running
from wangfang.rules.deadlines import Standing
from wangfang.rules.duties import NEVER, DutyKind, duties_of
from wangfang.rules.facts import day_of
from wangfang.rules.returns import needs_arbiter
from wangfang.rules.strands import strands_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from wangfang.interfaces.desk.presenters.cases import Row
    from wangfang.rules.duties import Duty, Law
    from wangfang.rules.facts import Life
    from wangfang.rules.strands import Strand


def asked_row(row: Row, life: Life, code: str, today: date, law: Law) -> tuple[date, Row]:
    """Return the row of a case with what it asks of the agency of a code, and the day by which."""
    clocks = {(str(d.kind), d.number): d for d in duties_of(life, law) if d.owner == code and d.is_open}
    owed = [s for s in strands_of(life) if s.met is None and s.owner == code]
    told = sorted(((_due(strand, clocks), strand) for strand in owed), key=lambda one: one[0])
    flags = [Flag("purple", _word(life, strand)) for _day, strand in told]
    if not told:
        return NEVER, row
    due, first = told[0]
    return due, replace(
        row, flags=[*flags, *row.flags], light=_light(clocks.get((first.kind, first.start.number)), today)
    )


def _due(strand: Strand, clocks: Mapping[tuple[str, int], Duty]) -> date:
    clock = clocks.get((strand.kind, strand.start.number))
    return clock.due_legal if clock else NEVER


def _light(clock: Duty | None, today: date) -> Light:
    if clock is None or clock.due_legal == NEVER:
        return Light(Standing.GREY, _("没有规定期限"))
    return running(clock.due_legal, today, clock.limit, day_of(clock.started_at))


def _word(life: Life, strand: Strand) -> str:
    if strand.kind == DutyKind.DECIDE_RETURN and needs_arbiter(life):
        return _("裁决归属")
    return str(wording.DUTIES[DutyKind(strand.kind)])
