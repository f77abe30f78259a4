"""What does the bureau learn from: its own closed cases, without the accusations among them."""

from __future__ import annotations

from collections.abc import Iterator

from wangfang.records.cases.models import Case
from wangfang.records.suggesting.shelf import What
from wangfang.records.suggesting.training import Row
from wangfang.rules.facts import Kind, Purpose
from wangfang.rules.labels import Secrecy

MOST = 60_000
"""The newest cases that are read: older ones say how things were called then."""
_LABEL = {What.CATEGORY: "category", What.UNIT: "holder__code"}


def rows(what: What) -> list[Row]:
    """Return title and text of closed cases with the class they were registered under, or the code of who had them.

    For classes the newest registration counts; for units only what a unit has ended, since what a bureau files itself
    says nothing about units. Accusations, whatever their label, and destroyed cases are not read.
    """
    return list(_read(what))


def _read(what: What) -> Iterator[Row]:
    told = Case.objects.filter(is_open=False, destroyed="", secrecy__lt=Secrecy.S2)
    told = told.exclude(purpose=Purpose.ACCUSATION).exclude(plain_text="")  # what was once secret stays under seal
    told = told.filter(holder__kind=Kind.UNIT) if what is What.UNIT else told.exclude(category="")
    newest = told.order_by("-received_at", "-id").values_list("plain_title", "plain_text", _LABEL[what])[:MOST]
    for title, text, label in newest.iterator(chunk_size=2000):
        yield Row(f"{title}\n{text}", label)
