"""What does a row of an export say: what the list shows, and where it was granted whose petition it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wangfang.records.cases.models.case import NEVER
from wangfang.rules.facts import day_of
from wangfang.rules.labels import Part
from wangfang.rules.privacy import in_list, is_secret

if TYPE_CHECKING:
    from wangfang.records.cases.models import Case
    from wangfang.records.exporting.models import ExportRequest
    from wangfang.rules.showing import Showing


@dataclass(frozen=True, slots=True)
class Row:
    """One case; `people` are name, number, telephone and address, empty strings where they stay hidden."""

    number: str
    title: str
    who: str
    category: str
    state: str
    received_on: str
    due_on: str
    people: tuple[str, ...]


def row_of(request: ExportRequest, case: Case, shows: Showing) -> Row:
    """Return the row of a case; what the asker does not see of it is empty."""
    named = shows.has(Part.IDENTITY)
    return Row(
        case.number,
        shows.clean(case.title) if shows.has(Part.CONTENT) else "",
        in_list(case.petitioner.masked, case.purpose, case.secrecy) if named else "",
        case.category,
        case.state,
        day_of(case.received_at).isoformat(),
        "" if case.due_on == NEVER else case.due_on.isoformat(),
        _people(case, named=named) if request.with_people else (),
    )


def _people(case: Case, *, named: bool) -> tuple[str, ...]:
    who = case.petitioner
    if not named or is_secret(
        case.purpose, case.secrecy
    ):  # an accusation that was labelled lower hides its petitioner all the same
        return ("", "", "", "")
    return who.name, who.id_number, who.phone, who.address
