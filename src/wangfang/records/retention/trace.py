"""What does the trace say of holds and destruction lists, and do the rows still say the same?"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from wangfang.records.cases.destroying import DESTROYED, subject_of
from wangfang.records.cases.models import Case
from wangfang.records.ledger.append import append
from wangfang.records.ledger.formats import canonical
from wangfang.records.ledger.models import Entry
from wangfang.records.ledger.verify import broken_lines
from wangfang.records.retention.models import DestructionList
from wangfang.rules.refusal import Refused

MADE, APPROVED = "list_made", "list_approved"
PUT, LIFTED = "hold_put", "hold_lifted"


def note_list(listed: DestructionList, step: str, at: datetime, **said: object) -> None:
    """Write one line on a destruction list."""
    append(subject_of(listed.number), at, {"step": step, **said})


def note_hold(case: Case, step: str, actor: str, why: str, at: datetime) -> None:
    """Write one line on the holds of a case; the reason, which may name people, as a digest under the salt of the case."""
    reason = hmac.digest(bytes.fromhex(case.salt), why.encode(), "sha256").hex()
    append(f"hold:{case.number}", at, {"step": step, "actor": actor, "why": reason})


def digest_of(numbers: Iterable[str]) -> str:
    """Return the one digest of the cases of a list, in whatever order they come."""
    return hashlib.sha256("\n".join(sorted(numbers)).encode()).hexdigest()


def require_as_written(listed: DestructionList, numbers: Sequence[str]) -> None:
    """Let a list be carried out whose rows say what its trace says: who made it, who approved it, which cases.

    The database alone could be made to say so; the keyed digests of the lines could not.

    Raises:
        Refused: a row was changed, a line is missing, or the lines themselves were altered.
    """
    subject = subject_of(listed.number)
    lines = [json.loads(entry.payload) for entry in Entry.objects.filter(subject=subject).order_by("number")]
    digest = digest_of(numbers)
    told = [line for line in lines if line["step"] != DESTROYED]
    should = [
        {"step": MADE, "actor": listed.made_by, "agency": listed.agency.code, "cases": len(numbers), "digest": digest},
        {"step": APPROVED, "actor": listed.approved_by, "digest": digest},
    ]
    if canonical({"lines": told}) != canonical({"lines": should}) or next(broken_lines(subject), None):
        raise Refused(f"销毁清单 {listed.number} 和留痕对不上，不能执行，请安全审计员核对")


def is_held(case: Case) -> bool:
    """Tell whether by its trace a case is held, whatever the rows say."""
    last = Entry.objects.filter(subject=f"hold:{case.number}").order_by("-number").first()
    return last is not None and json.loads(last.payload)["step"] == PUT
