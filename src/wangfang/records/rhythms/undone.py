"""Which cases are not done yet on which agency's desk at the end of a day, and why?

Only cases count from which nobody at a desk is kept: a board is everybody's there, and a case that is left out of it tells
nothing. Accusations and secret cases have their own lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery

from wangfang.records.agencies.tree import tree
from wangfang.records.cases.models import Arrival, Case, StepTaken
from wangfang.records.notices.models import Notice
from wangfang.records.rhythms.models import Explained
from wangfang.records.walls.context import as_job
from wangfang.rules.cues import urgent
from wangfang.rules.day_boards import Undone
from wangfang.rules.facts import Step, start_of
from wangfang.rules.rhythms import Rhythm, last_due
from wangfang.rules.states import State

Pairs = Iterable[tuple[int, int]]
"""Keys of an agency and of a case that is undone there."""
Found = Mapping[int, Mapping[int, tuple[Undone, ...]]]
"""By the key of an agency and of a case, why it is undone."""

_ARRIVING = (State.SUBMITTED, State.ROUTING, State.AWAITING_UNIT)
_HOPS = (Step.SUBMIT, Step.REGISTER, Step.FORWARD, Step.ASSIGN, Step.ARBITRATE, Step.HAND_OVER, Step.SIGN_IN)
_SIGNED = (Step.REGISTER, Step.SIGN_IN)


def undone(on: date, agency: int | None = None) -> Found:
    """Return what is not done of a day, as it stands now: of one agency by its key, or of all; six queries at most."""
    found: dict[int, dict[int, list[Undone]]] = {}
    with as_job():  # a board is closed whoever looks; what of it somebody sees is asked when it is shown
        for kind, pairs in _all(on, agency):
            for holder, case in pairs:
                found.setdefault(holder, {}).setdefault(case, []).append(kind)
    return {
        holder: {case: tuple(kind for kind in Undone if kind in kinds) for case, kinds in cases.items()}
        for holder, cases in found.items()
    }


def _all(on: date, agency: int | None) -> Iterator[tuple[Undone, Pairs]]:
    rows = Case.objects.filter(marked=False)
    held = rows if agency is None else rows.filter(holder_id=agency)
    late = held.filter(is_open=True, due_on__lte=on).values_list("holder_id", "pk", "due_on")
    dues = list(late)
    yield Undone.OVERDUE, [(holder, case) for holder, case, due_on in dues if due_on < on]
    yield Undone.DUE, [(holder, case) for holder, case, due_on in dues if due_on == on]
    yield Undone.UNSIGNED, _pairs(_unsigned(held))
    yield Undone.RETURNS, _returns(rows, agency)
    yield Undone.MESSAGES, _pairs(_unreached(held))
    likely = Arrival.objects.filter(case__marked=False).exclude(band="")
    likely = likely if agency is None else likely.filter(holder=agency)
    yield Undone.LIKELY, likely.values_list("holder", "case_id")
    yield Undone.URGENT, _urgent(held, on)


def _unsigned(held: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases that came to an agency and that nobody there has signed for, or registered."""
    brought = Q(step__in=_HOPS) | Q(step=Step.DECIDE_RETURN, kept__agree=True)
    last = StepTaken.objects.filter(brought, case=OuterRef("pk")).order_by("-number").values("step")[:1]
    return held.filter(is_open=True, state__in=_ARRIVING).alias(last=Subquery(last)).exclude(last__in=_SIGNED)


def _returns(rows: QuerySet[Case], agency: int | None) -> Pairs:
    waiting = rows.filter(is_open=True, state=State.RETURN_REQUESTED)
    if agency is not None:
        waiting = waiting.filter(asked__contains=[agency])
    asked = waiting.values_list("asked", "pk")
    return [(key, case) for keys, case in asked for key in keys if agency in (None, key)]


def _unreached(held: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases of which the last message failed, unless somebody has said since what was done instead."""
    failed = Notice.objects.filter(sent_at=None).exclude(failed="").values("subject")
    of_case = Notice.objects.filter(subject=OuterRef("number")).order_by("-queued_at", "-pk")
    said = Explained.objects.filter(case=OuterRef("pk"), at__gt=OuterRef("queued"))
    last = held.filter(number__in=failed).annotate(
        queued=Subquery(of_case.values("queued_at")[:1], output_field=DateTimeField()),
        fault=Subquery(of_case.values("failed")[:1]),
    )
    return last.exclude(fault="").filter(~Exists(said))


def _urgent(held: QuerySet[Case], on: date) -> Pairs:
    """Return the cases that came since the last board and whose words somebody must read at once, unless it was reported."""
    since = last_due(Rhythm.DAY, start_of(on), tree().law.calendar).at
    came = held.filter(is_open=True, received_at__gte=since, received_at__lt=start_of(on) + timedelta(days=1))
    told = StepTaken.objects.filter(case=OuterRef("pk"), step=Step.REPORT_URGENT)
    said = Explained.objects.filter(case=OuterRef("pk"))
    rows = came.filter(~Exists(told), ~Exists(said)).values_list("holder_id", "pk", "plain_title", "plain_text")
    return [(holder, case) for holder, case, title, text in rows if urgent(f"{title}\n{text}")]


def _pairs(rows: QuerySet[Case]) -> Pairs:
    return rows.values_list("holder_id", "pk").order_by(F("pk"))
