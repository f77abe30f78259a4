"""Does a set still say what was frozen: its digest, its sums and its line of the trace are asked anew."""

from __future__ import annotations

from collections.abc import Iterator

from wangfang.records.frozen import summing
from wangfang.records.frozen.digesting import digest_of
from wangfang.records.frozen.freezing import told_of
from wangfang.records.frozen.models import FrozenCell, FrozenSet
from wangfang.records.ledger.formats import canonical
from wangfang.records.ledger.models import Entry
from wangfang.records.walls.context import as_job
from wangfang.rules.indicators import Figure


def altered(frozen: FrozenSet) -> list[str]:
    """Return what of a set is not as it was frozen, one sentence each; nothing when all of it is."""
    with as_job():
        return [*_by_digest(frozen), *_by_sums(frozen), *_by_trace(frozen)]


def _by_digest(frozen: FrozenSet) -> Iterator[str]:
    if digest_of(frozen) != frozen.digest:
        yield "冻结的数字和名单与摘要不一致"


def _by_sums(frozen: FrozenSet) -> Iterator[str]:
    """Hold the cells against what the rows add up to."""
    rows = FrozenCell.objects.filter(frozen=frozen)
    kept = {(c.by, c.code, c.indicator): Figure(c.due, c.met, c.people_due, c.people_met) for c in rows}
    added = dict(summing.sums(frozen.pk))
    for by, code, indicator in sorted({*kept, *added}):
        said, summed = (found.get((by, code, indicator), Figure(0, 0)) for found in (kept, added))
        if said != summed:
            yield f"{by} {code} {indicator}：表上 {said.met}/{said.due}，名单合计 {summed.met}/{summed.due}"


def _by_trace(frozen: FrozenSet) -> Iterator[str]:
    lines = Entry.objects.filter(subject=f"frozen:{frozen.number}").values_list("payload", flat=True)
    if list(lines) != [canonical(told_of(frozen))]:
        yield "留痕里记的这次冻结与这里不一致"
