"""Takes whole past lives in at once: the door through which imports and synthetic cities come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.cases import bulk, steps
from wangfang.records.cases.petitions import Petition, case_of
from wangfang.rules.facts import Act, Step

Said = tuple[Step, Act, Mapping[str, object]]
"""A step, the act it came with, and what it says."""


@dataclass(frozen=True, slots=True)
class PastLife:
    """A petition and everything that was done about it, in order; the first step submits or registers it."""

    petition: Petition
    acts: Sequence[Said]


@transaction.atomic
def take_in(lives: Iterable[PastLife]) -> int:
    """Write new cases with their whole lives, each act checked by the rules of the single verbs.

    Returns the number of acts. All of them are written, or none: one refused act refuses the batch,
    so a caller that wants to know which life is at fault takes the lives in one by one.

    Raises:
        Refused: see `steps.take`, `petitions.case_of`.
    """
    found = tree()
    lived = [steps.Lived(case_of(life.petition, found), life.acts) for life in lives]
    bulk.save_petitioners([one.case.petitioner for one in lived])
    for one in lived:
        one.case.petitioner = one.case.petitioner  # takes the key, and keeps the row at hand
    return steps.live(lived)
