"""Freezes the figures of a period: every rate and further figure, with the clocks and cases behind each, under one digest."""

from __future__ import annotations

from django.db import connection, transaction

from wangfang.records.agencies.directory import issuer_of
from wangfang.records.agencies.tree import tree
from wangfang.records.frozen import counting, summing
from wangfang.records.frozen.digesting import digest_of
from wangfang.records.frozen.lookups import latest_of
from wangfang.records.frozen.models import FrozenCell, FrozenSet
from wangfang.records.ledger.append import append
from wangfang.records.ledger.formats import instant
from wangfang.records.walls.context import as_job
from wangfang.rules.access import require_freezer
from wangfang.rules.cards import card
from wangfang.rules.facts import Act, Agency
from wangfang.rules.indicators import VERSIONS, Definition, Indicator
from wangfang.rules.measures import Measure
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused

_AT_ONCE = 5_000


class Unchanged(Refused):
    """Nothing has changed since the last set of a period."""

    def __init__(self, last: FrozenSet) -> None:
        super().__init__(f"自“{last.number}”冻结以来，这一期的数据没有变化，不用再冻结")
        self.last = last


@transaction.atomic
def freeze(period: Period, definition: Definition, act: Act) -> FrozenSet:
    """Freeze the figures of a period as they are known now (冻结); the next set of the period where there is one already.

    Raises:
        NotYours: the post may not.
        Refused: there is no bureau that compares, the period has not begun, or nothing has changed since the last set.
    """
    comparing = issuer_of(tree())
    if comparing is None:
        raise Refused("还没有信访部门，请先导入机构")
    require_freezer(act.actor, comparing)
    if period.starts_at > act.recorded_at:
        raise Refused("这一期还没有开始，没有数据可以冻结")
    with as_job():  # what a city's figures count is more than one reader may open
        return _frozen(period, definition, comparing, act)


def at_hand(period: Period, definition: Definition, act: Act) -> FrozenSet:
    """Return the set of a period as it stands: freeze it, or return the last one when nothing has changed since.

    Raises:
        NotYours, Refused: see `freeze`, but for what has not changed.
    """
    try:
        return freeze(period, definition, act)
    except Unchanged as same:  # not an answer to anybody: the set that is there is what was asked for
        return same.last


def _frozen(period: Period, definition: Definition, comparing: Agency, act: Act) -> FrozenSet:
    last = _last(period, definition)
    frozen = _begun(period, definition, comparing, act)
    frozen.serial = last.serial + 1 if last else 1
    frozen.number = f"{period.name}-{definition}-{frozen.serial}"
    counting.keep(frozen.pk, counting.statement(period, definition, act.recorded_at))
    FrozenCell.objects.bulk_create(summing.cells(frozen.pk, period), batch_size=_AT_ONCE)
    frozen.digest = digest_of(frozen)
    if last and last.digest == frozen.digest:
        raise Unchanged(last)
    frozen.save(force_insert=True)
    append(f"frozen:{frozen.number}", act.recorded_at, told_of(frozen))
    return frozen


def told_of(frozen: FrozenSet) -> dict[str, object]:
    """Return what the trace says of a set."""
    return {
        "step": "freeze_figures", "actor": frozen.frozen_by, "number": frozen.number, "as_of": instant(frozen.as_of),
        "digest": frozen.digest,
    }  # fmt: skip


def _last(period: Period, definition: Definition) -> FrozenSet | None:
    """Return the last set of a period; whoever freezes the same at the same moment waits here."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"frozen:{period.name}-{definition}"])
    return latest_of(period, definition)


def _begun(period: Period, definition: Definition, comparing: Agency, act: Act) -> FrozenSet:
    """Return a set that is not saved yet: it is written once, when its rows are there and its digest is known."""
    return FrozenSet(
        pk=_next_key(),
        period=period.name,
        definition=definition.value,
        version=VERSIONS[definition],
        cards={
            **{one.value: card(one.value, definition.value).version for one in Indicator},
            **{one.value: one.card.version for one in Measure},
        },
        as_of=act.recorded_at,
        frozen_at=act.recorded_at,
        frozen_by=act.actor.login,
        agency_id=tree().key_of[comparing.code],
    )


def _next_key() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select nextval(pg_get_serial_sequence('frozen_frozenset', 'id'))")
        (key,) = cursor.fetchone() or (0,)
    return int(key)
