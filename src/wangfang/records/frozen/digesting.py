"""The digest of a set: over what it says, in words, codes and numbers, so that two stores with the same lives agree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from wangfang.records.frozen.models import FrozenCase, FrozenCell, FrozenSet
from wangfang.records.ledger.formats import canonical, instant

_CELL = ("by", "code", "indicator", "name", "due", "met", "people_due", "people_met")
_ROW = ("indicator", "case__number", "owner", "county", "counted_at", "value", "people")
_AT_ONCE = 10_000


def digest_of(frozen: FrozenSet) -> str:
    """Return the digest of a set from its rows, asked as a job: period, definition, cards, every cell and every case.

    Neither keys nor the order of rows nor the moment of freezing go into it.
    """
    made = hashlib.sha256()
    for line in _lines(frozen):
        made.update(f"{line}\n".encode())
    return made.hexdigest()


def _lines(frozen: FrozenSet) -> Iterator[str]:
    yield canonical({
        "period": frozen.period, "definition": frozen.definition, "version": frozen.version, "cards": frozen.cards,
    })  # fmt: skip
    cells = FrozenCell.objects.filter(frozen_id=frozen.pk).order_by(*_CELL).values_list(*_CELL)
    for cell in cells.iterator(_AT_ONCE):
        yield canonical({"cell": list(cell)})
    rows = FrozenCase.objects.filter(frozen_id=frozen.pk).order_by(*_ROW).values_list(*_ROW)
    for indicator, number, owner, county, counted_at, value, people in rows.iterator(_AT_ONCE):
        yield canonical({"case": [indicator, number, owner, county, instant(counted_at), value, people]})
