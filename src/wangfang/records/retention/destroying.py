"""Carries out an approved destruction list: case by case, and a hold that came in the meantime stops its case."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction

from wangfang.records.cases.destroying import destroy, says_its_content
from wangfang.records.cases.lookups import NotFound
from wangfang.records.cases.models import Case
from wangfang.records.retention.lists import cases_of, require_may_go
from wangfang.records.retention.models import DestructionList
from wangfang.records.retention.trace import require_as_written
from wangfang.rules.facts import Act
from wangfang.rules.keeping import BY_TWO
from wangfang.rules.refusal import Refused


@dataclass(slots=True)
class Carried:
    """What came of a list: cases destroyed, those that had been before, and those left, each with the reason."""

    destroyed: list[str] = field(default_factory=list)
    before: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)


def carry_out(number: str, act: Act, *, dry: bool) -> Carried:
    """Destroy the content of the cases on an approved list, each in a transaction of its own; `dry` only looks.

    It can be broken off and taken up again. A case that is held by now, or goes on again, is left and told.

    Raises:
        NotFound: there is no such list.
        Refused: it is not approved, or its rows do not say what its trace says.
    """
    listed = DestructionList.objects.select_related("agency").filter(number=number[:20]).first()
    if listed is None:
        raise NotFound
    if not listed.approved_by:
        raise Refused(f"销毁清单 {listed.number} 还没有批准", BY_TWO)
    cases, done = cases_of(listed), Carried()
    require_as_written(listed, [case.number for case in cases])
    for case in cases:
        if case.destroyed:
            done.before += 1
            continue
        try:
            _one(case, act, dry=dry)
            done.destroyed.append(case.number)
        except Refused as why:  # told beside its case; the others go on
            done.left.append((case.number, why.sentence()))
    return done


@transaction.atomic
def _one(case: Case, act: Act, *, dry: bool) -> None:
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require_may_go(locked, act)
    if dry:
        if says_its_content(locked):
            raise Refused("留痕是第一版的，里面有内容，不能销毁")
        return
    destroy(locked, act.recorded_at)
