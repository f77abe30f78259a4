"""Sweeps the whole store and keeps the groups that were found: a group goes on under the number of the matter that it continues."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.db import connection, transaction

from wangfang.records.cases import indexing, sweeping
from wangfang.records.cases.sweeping import Found
from wangfang.records.hot_matters.models import Matter, Member
from wangfang.rules.hot_matters import FEWEST, continued
from wangfang.rules.refusal import Refused

AT_ONCE = 5_000
"""Rows asked for, written or deleted in one statement."""
SWEEPING = 5_208_147
"""The key of the lock that one sweep at a time holds."""
_ALONE = "lock table hot_matters_member in share row exclusive mode"
"""Whoever makes a case secret meanwhile waits until the groups are kept, and then takes its row away; or came first, and it is not kept."""

T = TypeVar("T", int, str)


@dataclass(frozen=True, slots=True)
class Kept:
    """How many matters a sweep left, and how many of them are new."""

    matters: int
    new: int


def sweep(data: Path, engine: str, told: Callable[[int, int], None], moment: datetime) -> tuple[Found, Kept]:
    """Look through the whole store, keep what was found, and return the groups as `sweeping.sweep` gives them.

    Raises:
        Refused: a sweep is under way, or the engine is not there.
    """
    with _alone():
        groups = sweeping.sweep(data, engine, told)
        return groups, keep(groups, moment)


@transaction.atomic
def keep(groups: Iterable[Iterable[str]], moment: datetime) -> Kept:
    """Keep groups of case numbers as the matters that there are now; again does no harm."""
    with connection.cursor() as cursor:
        cursor.execute(_ALONE)
    now, before = _keyed(groups), _kept()
    numbers = continued(before, now)
    fresh = Matter.objects.bulk_create((Matter(found_at=moment) for number in numbers if number is None), AT_ONCE)
    new = iter([matter.pk for matter in fresh])
    given = [next(new) if number is None else number for number in numbers]
    _write(before, {case: number for number, group in zip(given, now, strict=True) for case in group})
    return Kept(len(now), len(fresh))


def is_empty() -> bool:
    """Tell whether no matter is kept: nothing was ever swept, or nothing found."""
    return not Member.objects.exists()


def _write(before: Mapping[int, frozenset[int]], wanted: Mapping[int, int]) -> None:
    """Bring the rows from what they are to what they are to be, and touch no other."""
    there = {case: number for number, cases in before.items() for case in cases}
    for gone in _parts(case for case, number in there.items() if wanted.get(case) != number):
        Member.objects.filter(case__in=gone).delete()
    rows = (Member(matter_id=number, case_id=case) for case, number in wanted.items() if there.get(case) != number)
    Member.objects.bulk_create(rows, AT_ONCE)


def _kept() -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for number, case in Member.objects.values_list("matter", "case").iterator(chunk_size=AT_ONCE):
        found.setdefault(number, set()).add(case)
    return {number: frozenset(cases) for number, cases in found.items()}


def _keyed(groups: Iterable[Iterable[str]]) -> list[frozenset[int]]:
    """Return the groups by keys, without what has no place in the index any more, and without what is no group then."""
    named = [list(group) for group in groups]
    keys: dict[str, int] = {}
    for some in _parts(number for group in named for number in group):
        keys.update(indexing.placed().filter(number__in=some).values_list("number", "pk"))
    found = [frozenset(keys[number] for number in group if number in keys) for group in named]
    return [group for group in found if len(group) >= FEWEST]


def _parts(some: Iterable[T]) -> Iterator[list[T]]:
    left = iter(some)
    while part := list(islice(left, AT_ONCE)):
        yield part


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock of sweeps for as long as this takes; it goes with the connection should the process die.

    Raises:
        Refused: somebody else holds it.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [SWEEPING])
        if cursor.fetchone() != (True,):
            raise Refused("正在全库比对，等它做完再运行")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [SWEEPING])
