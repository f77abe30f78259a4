"""Which accusations has nobody been let in to, and who is: those at the post for accusations, by a step of the house."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from wangfang.records.agencies.tree import tree
from wangfang.records.cases import steps
from wangfang.records.cases.bulk import Taken
from wangfang.records.cases.models import Case
from wangfang.records.people.posts import cleared_at
from wangfang.rules.facts import Act, Agency, Kind, Life, Step
from wangfang.rules.journey import holder_of
from wangfang.rules.labels import SECRECIES, Secrecy, marks_of, stands_accused

BATCH = 200
WHY = "没有人获准看这件检举控告件，由举报受理岗知悉"
_WORDS = {secrecy: word for word, secrecy in SECRECIES.items()}


def unread(act: Act) -> list[int]:  # noqa: ARG001 - every job is asked alike
    """Return the keys of cases of S2 and above that nobody was ever let in to.

    They came before posts had a clearance, or when no bureau had anybody who takes accusations.
    """
    return list(Case.objects.filter(secrecy__gte=Secrecy.S2, granted_to=[]).order_by("pk").values_list("pk", flat=True))


def let_in(keys: Iterable[int], act: Act) -> Iterator[Taken]:
    """Label such cases once more as they are labelled: the step lets in whoever takes accusations, at the nearest bureau.

    A case for which no bureau has anybody is left as it is, without a step, until one has.
    """

    def choose(_case: Case, life: Life) -> tuple[Step, Act, Mapping[str, object]] | None:
        bureau, marks = _reader(life, act), marks_of(life)
        if bureau is None or marks.secrecy < Secrecy.S2 or marks.grants:
            return None
        by = replace(act, actor=replace(act.actor, agency=bureau))
        return Step.LABEL, by, {"secrecy": _WORDS[marks.secrecy], "why": WHY}

    stream = iter(keys)
    while batch := list(islice(stream, BATCH)):
        yield steps.take_many(batch, choose)


def _reader(life: Life, act: Act) -> Agency | None:
    """Return the nearest bureau at or above the holder that is not accused and has somebody who takes accusations."""
    known, accused = tree().by_code, marks_of(life).accused
    line = (known[code] for code in reversed(life.agency(holder_of(life)).line) if code in known)
    bureaus = (a for a in line if a.kind is Kind.BUREAU and not stands_accused(a, accused))
    return next((a for a in bureaus if cleared_at(a.code, act.day, Secrecy.S2)), None)
