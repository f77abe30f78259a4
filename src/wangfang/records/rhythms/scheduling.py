"""Makes what has fallen due of the four rhythms: each period once, in order, whoever asks and whatever broke off before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.bulletins import drafting
from wangfang.records.ledger.append import append
from wangfang.records.rhythms import clearing, composing
from wangfang.records.rhythms.models import Run, Since
from wangfang.rules.facts import Act, day_of
from wangfang.rules.refusal import Refused
from wangfang.rules.rhythms import Due, Rhythm, due_of, last_due, missed, require_over

Outcome = Mapping[str, object]
"""What came of a period: boards and items, briefs, the key of a bulletin, or why it was refused."""


@dataclass(frozen=True, slots=True)
class Made:
    """One period that was made, with what came of it."""

    due: Due
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Status:
    """How a rhythm stands: the run that was done last, and what has fallen due without being done."""

    rhythm: Rhythm
    last: Run | None
    waiting: list[Due]


def run_due(act: Act) -> list[Made]:
    """Make what has fallen due and was not made, in the order of falling due; returns what was made.

    The first time it only notes the moment: what fell due before is not made up. It stops where somebody else is at a
    period, so that none is made before an earlier one.
    """
    since = _since(act)
    made: list[Made] = []
    for due in missed(since, act.recorded_at, _done(since), tree().law.calendar):
        one = _once(due, act)
        if one is None:
            break
        made.append(one)
    return made


def run_one(rhythm: Rhythm, period: str, act: Act) -> Made:
    """Make one period by hand, the one that fell due last when none is named; before its turn too, once it is over.

    Raises:
        Refused: it is no period of the rhythm, is not due yet, was made already, or somebody is at it.
    """
    calendar = tree().law.calendar
    due = due_of(rhythm, period, calendar) if period else last_due(rhythm, act.recorded_at, calendar)
    require_over(due, act.recorded_at)
    _since(act)
    made = _once(due, act)
    if made is None:
        raise Refused(f"{rhythm.word} {due.name} 已经做过，或者正在做")
    return made


def status(moment: datetime) -> list[Status]:
    """Return how each rhythm stands at a moment; nothing waits where the clock has not begun."""
    since = Since.objects.values_list("at", flat=True).first()
    waiting = missed(since, moment, _done(since), tree().law.calendar) if since else []
    done = Run.objects.filter(done_at__isnull=False).order_by("rhythm", "-due_on", "-pk").distinct("rhythm")
    last = {run.rhythm: run for run in done}
    return [Status(one, last.get(one), [due for due in waiting if due.rhythm is one]) for one in Rhythm]


def _since(act: Act) -> datetime:
    """Return when the clock began here; it begins now when it never has."""
    Since.objects.bulk_create([Since(pk=1, at=act.recorded_at)], ignore_conflicts=True)
    return Since.objects.get(pk=1).at


def _done(since: datetime) -> dict[Rhythm, set[str]]:
    found: dict[Rhythm, set[str]] = {rhythm: set() for rhythm in Rhythm}
    rows = Run.objects.filter(done_at__isnull=False, due_on__gte=day_of(since))
    for rhythm, period in rows.values_list("rhythm", "period"):
        found[Rhythm(rhythm)].add(period)
    return found


def _once(due: Due, act: Act) -> Made | None:
    """Make a period unless it was made, or somebody is at it, who holds its row until the work is written or lost.

    The row is begun in a transaction of its own, the work and its end are one: who breaks off leaves a row that is begun
    and not done, and the next one makes it up.
    """
    row = Run(rhythm=due.rhythm, period=due.name, due_on=due.on, begun_at=act.recorded_at)
    Run.objects.bulk_create([row], ignore_conflicts=True)
    with transaction.atomic():
        waiting = Run.objects.select_for_update(skip_locked=True).filter(done_at=None)
        run = waiting.filter(rhythm=due.rhythm, period=due.name).first()
        if run is None:
            return None
        run.outcome = dict(_work(run, due, act))
        run.done_at = act.recorded_at
        run.save(update_fields=["outcome", "done_at"])
        said = {"step": "rhythm_made", "actor": act.actor.login, "period": due.name, **run.outcome}
        append(f"rhythm:{due.rhythm}", act.recorded_at, said)
    return Made(due, run.outcome)


def _work(run: Run, due: Due, act: Act) -> Outcome:
    """Do the work of a period; a rule that forbids it is what came of it, and later periods are not held up."""
    ways: Mapping[Rhythm, Callable[[], Outcome]] = {
        Rhythm.DAY: lambda: clearing.close(due.start, act),
        Rhythm.WEEK: lambda: {"briefs": composing.compose(run, due, act)},
        Rhythm.MONTH: lambda: {"briefs": composing.compose(run, due, act)},
        Rhythm.QUARTER: lambda: {"bulletin": _drafted(due, act)},
    }
    try:
        with transaction.atomic():
            return ways[due.rhythm]()
    except Refused as refusal:
        return {"refused": refusal.why}


def _drafted(due: Due, act: Act) -> int:
    return drafting.draft(due.span, settings.WANGFANG_BULLETIN_DEFINITION, act).pk
