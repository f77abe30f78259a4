"""Which due days was somebody told, that no new calendar and no new rule-set may bring forward (已告知的期限)?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from wangfang.rules.facts import Life, Step

if TYPE_CHECKING:
    from wangfang.rules.duties import Duty


def name_of(duty: Duty) -> str:
    """Return by which name a recomputation speaks of a clock: its kind and the event that began it.

    Not its owner: a clock that is handed over stays the same.
    """
    return f"{duty.kind}:{duty.number}"


def kept_in(life: Life) -> dict[str, date]:
    """Return the due days that people had been told before a calendar or a rule-set changed (重算期限), by name of clock."""
    kept: dict[str, date] = {}
    for event in life.events:
        told = event.detail.get("kept") if event.step is Step.RECOMPUTE else None
        if isinstance(told, Mapping):
            kept.update({str(name): date.fromisoformat(str(day)) for name, day in told.items()})
    return kept


def no_earlier(duty: Duty, kept: Mapping[str, date]) -> Duty:
    """Return the clock, never with a limit shorter than the one already notified."""
    told = kept.get(name_of(duty)) if kept else None
    if told is None or told <= duty.due_legal:
        return duty
    return replace(duty, due_legal=told, due_stat=max(duty.due_stat, told))
