"""Brings cases to whoever goes on with the work of an agency that was merged, split or abolished (机构调整移交)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Q

from wangfang.records.agencies import succession
from wangfang.records.agencies.tree import Tree, tree
from wangfang.records.cases import steps
from wangfang.records.cases.bulk import Taken
from wangfang.records.cases.models import Case
from wangfang.records.cases.rebuilding import rebuild
from wangfang.records.people.posts import end_posts
from wangfang.rules.facts import Act, Life, Step
from wangfang.rules.journey import holder_of
from wangfang.rules.strands import strands_of
from wangfang.rules.succession import CHANGE_WORDS, Change, Succession, heir_on

BATCH = 200
Said = tuple[Step, Act, Mapping[str, object]]


@dataclass(slots=True)
class Moved:
    """What a reorganisation has done: changes put into effect, posts that ended, cases handed over, those refused."""

    changes: int = 0
    posts: list[str] = field(default_factory=list)
    cases: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def put_into_effect(act: Act) -> Moved:
    """Put into effect what is due: last days, names, places in the tree, posts. Cases are moved by `move`.

    The standing of every case below a bureau that went to another is derived anew, because its sight changes.
    """
    done = Moved()
    with transaction.atomic():
        changes = succession.apply_due(act)
        ended = {one.predecessor: one.day for one in changes if one.kind is not Change.RENAME}
        gone = {code: day for code, day in ended.items() if not tree().agency(code).exists_on(day)}
        for code, day in gone.items():
            done.posts += end_posts(code, day - timedelta(days=1), act)
        for heir in _with_new_children(changes, gone):
            rebuild(heir)
    done.changes = len(changes)
    return done


def _with_new_children(changes: Iterable[Succession], gone: Mapping[str, date]) -> list[str]:
    """Return the heirs under whom other agencies have come to stand."""
    found = tree()
    moved = {
        agency.line[-2]
        for agency in found.by_code.values()
        for former in agency.earlier
        if len(agency.line) > 1 and former.line[-2:-1] != agency.line[-2:-1]
    }
    return sorted(moved.intersection(one.successor for one in changes if one.predecessor in gone))


def left_behind(day: date, only: Iterable[str] = ()) -> list[int]:
    """Return the keys of cases that a predecessor still holds, or owes something in, and another should have.

    `only` are the codes of predecessors to look at, all of them when empty.
    """
    found = tree()
    return [key for key, _ in _waiting(found, day, tuple(only))]


def _waiting(found: Tree, day: date, only: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    codes = {
        c.predecessor for c in found.changes if c.kind is not Change.RENAME and (not only or c.predecessor in only)
    }
    for code in sorted(codes):
        key = found.key_of[code]
        rows = Case.objects.filter(Q(holder_id=key, is_open=True) | Q(asked__contains=[key])).order_by("pk")
        for case, region in rows.values_list("pk", "region"):
            if heir_on(code, region, day, found.by_code, found.changes) not in ("", code):
                yield case, code


def move(keys: Iterable[int], act: Act) -> Iterator[Taken]:
    """Hand cases over to whoever follows, batch by batch; each batch is one transaction, and a second run finds nothing.

    A case that may not go there (its successor is whom it accuses) stays where it is, and is reported.
    """
    stream = iter(dict.fromkeys(keys))
    while batch := list(islice(stream, BATCH)):
        yield steps.take_many(batch, lambda case, life: _handing_over(case, life, act))


def _handing_over(case: Case, life: Life, act: Act) -> Said | None:
    """Return the hand-over that a case waits for: of the case itself first, else of something that is owed in it."""
    found, holder = tree(), holder_of(life)
    open_strands = [s.owner for s in strands_of(life) if s.met is None and (case.is_open or s.kind == "proposal")]
    for code in ([holder] if case.is_open else []) + open_strands:
        heir = heir_on(code, case.region, act.day, found.by_code, found.changes)
        if heir and heir != code:
            leaving = {} if code == holder else {"from": code}
            return Step.HAND_OVER, act, {"to": heir, "why": _why(code, found), **leaving}
    return None


def _why(code: str, found: Tree) -> str:
    change = next(one for one in reversed(found.changes) if one.predecessor == code)
    return f"{found.agency(code).name}自{change.day}起{CHANGE_WORDS[change.kind]}（{change.source}）"
