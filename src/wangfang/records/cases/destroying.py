"""How is the content of a case destroyed so that number, days, states and figures stay, and nothing can be read any more?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from wangfang.records.cases.models import Case
from wangfang.records.files.keep import unlink_all, where_kept
from wangfang.records.ledger.append import append
from wangfang.records.ledger.formats import PLAIN, canonical
from wangfang.records.ledger.models import Entry
from wangfang.rules.refusal import Refused

DESTROYED = "destroyed"
"""The word of the line that says so."""


def says_its_content(case: Case) -> bool:
    """Tell whether the trace of a case has lines of the first edition, which say in full what a step said."""
    return bool(saying_their_content([case]))


def saying_their_content(cases: Sequence[Case]) -> set[str]:
    """Return the numbers of those of many cases of which that is so."""
    lines = Entry.objects.filter(subject__in=[case.number for case in cases], v=PLAIN)
    return set(lines.values_list("subject", flat=True))


@transaction.atomic
def destroy(case: Case, at: datetime) -> str:
    """Destroy the content of a case that is on an approved list and not held; returns the number of that list.

    The database asks once more (`retention_destroy`), and lets nobody else change a step. Salt, sealed cells,
    indexes, messages, attachments and free words go, with a line on the list; files leave the disk when the transaction ends.

    Raises:
        Refused: the trace of the case says its content in words that cannot be destroyed.
        DatabaseError: it is on no approved list, or is held; the caller has asked before.
    """
    if says_its_content(case):
        raise Refused(f"{case.number} 的留痕是第一版的，里面有内容，不能销毁")
    paths = where_kept(case.number)
    with connection.cursor() as cursor:
        cursor.execute("select retention_destroy(%s, %s)", [case.pk, at])
        (listed,) = cursor.fetchone()
    append(subject_of(listed), at, line_of(case))
    transaction.on_commit(lambda: unlink_all(paths))
    return str(listed)


def subject_of(listed: str) -> str:
    """Return under which subject the trace keeps the lines of a destruction list."""
    return f"list:{listed}"


def line_of(case: Case) -> dict[str, object]:
    """Return what the line of a destroyed case says on its list."""
    return {"step": DESTROYED, "case": case.number}


def is_told_destroyed(case: Case) -> bool:
    """Tell whether the trace of the list that a case names says that its content was destroyed."""
    told = Entry.objects.filter(subject=subject_of(case.destroyed), payload=canonical(line_of(case)))
    return bool(case.destroyed) and told.exists()
