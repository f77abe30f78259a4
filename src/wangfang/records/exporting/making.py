"""Makes the file of an approved export once, hands it to its asker for a day, and takes it away again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from wangfang.records.agencies.tree import tree
from wangfang.records.cases import showing
from wangfang.records.cases.lookups import NotFound
from wangfang.records.cases.models import Case
from wangfang.records.cases.visible import visible_to
from wangfang.records.exporting.asking import consents_of, trace, wish_of
from wangfang.records.exporting.models import ExportRequest
from wangfang.records.exporting.rows import Row, row_of
from wangfang.records.exporting.tracing import word_of
from wangfang.records.files import keep
from wangfang.records.files.models import StoredFile
from wangfang.rules.exporting import FETCHED_WITHIN, LEAST_SECRET_KEPT, is_granted, require_fetcher
from wangfang.rules.facts import Act, Actor
from wangfang.rules.refusal import Refused
from wangfang.rules.row_order import told_by_order

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SUBJECTS = "export:"
Written = Callable[[ExportRequest, Sequence[Row]], bytes]
"""Writes the rows of an export, in the order in which they come, into a workbook."""


@transaction.atomic
def make(key: int, act: Act, write: Written) -> StoredFile:
    """Make the file of an export that has its approvals; what its asker may not see any more is not in it.

    Raises:
        NotFound: there is no such request of this actor.
        Refused: an approval is missing, it was made already, or nothing is left of it.
    """
    request = ExportRequest.objects.select_for_update().filter(pk=key, asked_by=act.actor.login).first()
    if request is None:
        raise NotFound
    if request.made_at:
        raise Refused("文件已经生成过了，需要的请重新申请")
    if not is_granted(wish_of(request, act.day), consents_of(request)):
        raise Refused("还没有批准，不能生成")
    rows = list(still_seen(request, act.actor).select_related("petitioner").order_by("number"))
    if not rows:
        raise Refused("申请的事项您现在都看不到了，没有可以导出的")
    request.made_at, request.made_rows = act.recorded_at, len(rows)
    shows = showing.of_cases(rows, act.actor, act.recorded_at)
    told = [row_of(request, case, shows[case.pk]) for case in told_by_order(rows, word_of(request))]
    body = write(request, told)
    stored = keep.keep_own(f"{request.number}.xlsx", XLSX, body, subject_of(request), act.recorded_at)
    request.save(update_fields=["made_at", "made_rows"])
    trace(request, "export_made", act, rows=len(rows), sha256=stored.sha256)
    return stored


@transaction.atomic
def fetch(key: int, act: Act) -> StoredFile:
    """Return the file of an export to its asker, within 24 hours after it was made.

    Raises:
        NotFound: there is no such request of this actor.
        Refused: it was not made yet, or its time is over.
    """
    request = ExportRequest.objects.filter(pk=key, asked_by=act.actor.login).first()
    if request is None:
        raise NotFound
    require_fetcher(act, wish_of(request, act.day), request.made_at)
    stored = next(iter(keep.kept_for(subject_of(request))), None)
    if stored is None:
        raise NotFound
    trace(request, "export_fetched", act)
    return stored


def take_away(now: datetime) -> int:
    """Take every file off the disk that was made 24 hours ago or earlier; returns how many."""
    return sum(keep.forget(subject) for subject in keep.subjects_before(_SUBJECTS, now - FETCHED_WITHIN))


def still_seen(request: ExportRequest, actor: Actor) -> QuerySet[Case]:
    """Return what the asker may see now of what was asked for.

    With data of petitioners: what the own agency still has or ended.
    """
    rows = visible_to(actor).filter(pk__in=request.keys, secrecy__lt=LEAST_SECRET_KEPT, destroyed="")
    if request.with_people:
        rows = rows.filter(holder_id=tree().key_of[actor.agency.code] if actor.agency else 0)
    return rows


def subject_of(request: ExportRequest) -> str:
    """Return under which subject the file of an export is kept."""
    return f"{_SUBJECTS}{request.number}"
