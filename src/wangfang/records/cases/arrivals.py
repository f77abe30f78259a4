"""Which cases that came in are likely here already: looked at once by a job, kept, and counted on the work list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from wangfang.records.agencies.tree import Tree, tree
from wangfang.records.cases import alike, indexing, ties
from wangfang.records.cases.facts import lives_of
from wangfang.records.cases.models import Arrival, Case
from wangfang.rules.facts import Actor, Life, Role
from wangfang.rules.matters import BEFORE_UNIT

MOST = 50
"""How many cases one run looks at, so that it is over before the next one begins."""
_COMPARED = 20
"""How many likely cases are asked for: as many as are compared word by word anyway."""
AGAIN_AFTER = timedelta(days=1)
"""After so long a case is looked at again: an earlier one may have been typed in since."""


_NOTHING = {"other_id": None, "found_id": None, "band": ""}


@dataclass(frozen=True, slots=True)
class Looked:
    """What one run did: cases looked at whose answer was kept, and how many of them are likely here already."""

    cases: int
    likely: int


def look(moment: datetime, most: int = MOST) -> Looked:
    """Look at cases that no unit has yet, those never looked at first and the newest before the others; a job's.

    It is written to be done again without harm.
    """
    found, keys = tree(), _waiting(moment, most)
    rows = indexing.placed().in_bulk(keys)
    cases = [rows[key] for key in keys if key in rows]
    lives = lives_of(cases, found)
    kept = [likely for case in cases if (likely := _look_at(case, lives[case.pk], found, moment)) is not None]
    return Looked(len(kept), sum(kept))


def _waiting(moment: datetime, most: int) -> list[int]:
    """Return the keys of cases to be looked at: in hand of a bureau, nobody kept from them, and in the index."""
    looked = Arrival.objects.filter(case=OuterRef("pk"))
    waiting = indexing.placed().filter(state__in=sorted(BEFORE_UNIT), marked=False).order_by("-pk")
    fresh = list(waiting.filter(~Exists(looked)).values_list("pk", flat=True)[:most])
    old = waiting.filter(Exists(looked.filter(looked_at__lt=moment - AGAIN_AFTER)))
    return fresh + list(old.values_list("pk", flat=True)[: most - len(fresh)])


def _look_at(case: Case, life: Life, found: Tree, moment: datetime) -> bool | None:
    """Look at one case with the eyes of its desk and keep whether it is likely here already; None when it was not kept."""
    desk = Actor("", "", Role.CLERK, found.agency(found.code_of[case.holder_id]))
    best = _earlier(case, life, desk, moment)
    return (best is not None) if _keep(case, best, moment) else None


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The likeliest earlier case: its key, that of the case found (a copy of it, or the same), and the band."""

    other: int
    found: int
    band: str


def _earlier(case: Case, life: Life, desk: Actor, moment: datetime) -> _Earlier | None:
    """Return the likeliest case that is proposed beside one and came in before it, none when there is none.

    Only what nobody at the desk is kept from counts, copies that lead to a first case too: else the mark on the list
    would tell somebody of a case that they must not know of.
    """
    hints = alike.of_case(case, desk, moment, _COMPARED)
    keys = _open_to_all([hint.number for hint in hints])
    proposed = ties.proposed(case, life, [hint for hint in hints if hint.number in keys], desk)
    fit = ((hint, other) for hint, other in proposed if _is_open_to_all(other) and _came_before(other, case))
    return next((_Earlier(other.pk, keys[hint.number], hint.band) for hint, other in fit), None)


def _open_to_all(numbers: Sequence[str]) -> dict[str, int]:
    """Return of some numbers those of cases that nobody is kept from, with their keys."""
    return dict(Case.objects.filter(number__in=numbers, marked=False).values_list("number", "pk"))


def _is_open_to_all(case: Case) -> bool:
    """Tell whether nobody at a desk that sees a case is kept from it: by name, by an accusation, by its label, for good."""
    return not case.marked and not case.destroyed


def _came_before(other: Case, case: Case) -> bool:
    return (other.received_at, other.number) < (case.received_at, case.number)


@transaction.atomic
def _keep(case: Case, best: _Earlier | None, moment: datetime) -> bool:
    """Keep what was found, unless one of the cases has moved meanwhile; it is looked at again then."""
    keys = {case.pk, *((best.other, best.found) if best else ())}
    rows = Case.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    steps = dict(rows.values_list("pk", "steps_taken"))
    if steps[case.pk] != case.steps_taken or (best and not _stands(best, case)):
        return False
    said = {"holder": case.holder_id, "looked_at": moment}
    told = {"other_id": best.other, "found_id": best.found, "band": best.band} if best else _NOTHING
    Arrival.objects.update_or_create(case=case, defaults={**said, **told})
    return True


def _stands(best: _Earlier, case: Case) -> bool:
    """Tell whether what was found may still be proposed beside a case, their rows being locked."""
    keys, settled = {best.other, best.found}, Q(linked__contains=[case.number]) | Q(apart__contains=[case.number])
    rows = Case.objects.filter(pk__in=keys, marked=False, destroyed="").exclude(settled, pk=best.other)
    return rows.count() == len(keys)
