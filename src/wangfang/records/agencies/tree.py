"""The tree of agencies as facts, kept in memory and thrown away when it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID, uuid4

from wangfang.records.agencies import models
from wangfang.rules.duties import Law
from wangfang.rules.facts import Agency, Former, Kind
from wangfang.rules.limits import Pilot
from wangfang.rules.refusal import Refused
from wangfang.rules.succession import Change, Succession


@dataclass(frozen=True, eq=False)
class Tree:
    """Every agency by code and by key, the law with its pilots, and joint offices by their bureau, at one revision.

    Two trees are the same when they are one object, so that what follows from a tree can be remembered with it.
    `changes` are the reorganisations that have taken effect, in their order.
    """

    by_code: Mapping[str, Agency]
    code_of: Mapping[int, str]
    key_of: Mapping[str, int]
    law: Law
    offices_at: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    changes: tuple[Succession, ...] = ()

    def agency(self, code: str) -> Agency:
        """Return an agency by its code.

        Raises:
            Refused: there is none of that code.
        """
        found = self.by_code.get(code)
        if found is None:
            raise Refused(f"没有代码为“{code[:40]}”的单位，请核对机构代码")
        return found

    def under(self, code: str) -> list[Agency]:
        """Return the agency and all below it, in code order."""
        return sorted((a for a in self.by_code.values() if a.stands_under(code)), key=lambda a: a.code)


_held: ContextVar[list[Tree] | None] = ContextVar("held", default=None)
"""The tree of the page being made, once it was asked for; none outside `steady`."""


@contextmanager
def steady() -> Iterator[None]:
    """Ask for the tree only once while inside: a page sees one revision from its first line to its last."""
    token = _held.set([])
    try:
        yield
    finally:
        _held.reset(token)


def tree() -> Tree:
    """Return the tree as it is now; one cheap query when it has not changed, none within `steady`."""
    held = _held.get()
    if held:
        return held[0]
    found = at_revision(models.Revision.objects.values_list("stamp", flat=True).first())
    if held is not None:
        held.append(found)
    return found


def hold(stamp: UUID | None) -> None:
    """Take the tree of a revision that was read along with something else; nothing outside `steady`, or once it is held."""
    held = _held.get()
    if held is not None and not held:
        held.append(at_revision(stamp))


@lru_cache(maxsize=2)
def at_revision(stamp: UUID | None) -> Tree:  # noqa: ARG001 - the stamp is the key of the memory
    """Return the tree of a revision, read once per process."""
    rows = list(models.Agency.objects.order_by("pk"))
    earlier = _earlier()
    facts = {row.code: facts_of(row, earlier.get(row.pk, ())) for row in rows}
    pilots = [
        Pilot(agency=p.agency.code, rules=p.rules, starts_on=p.starts_on, ends_on=p.ends_on)
        for p in models.Pilot.objects.select_related("agency").order_by("pk")
    ]
    keys = {row.code: row.pk for row in rows}
    codes = {pk: code for code, pk in keys.items()}
    return Tree(facts, codes, keys, Law(pilots), _offices(facts, keys), _changes(codes))


def _earlier() -> dict[int, tuple[Former, ...]]:
    """Return what reorganisations have changed of each agency, by its key, oldest first."""
    found: dict[int, tuple[Former, ...]] = {}
    for row in models.Former.objects.order_by("agency_id", "until"):
        found[row.agency_id] = (*found.get(row.agency_id, ()), Former(row.until, row.name, _line(row.path)))
    return found


def _changes(codes: Mapping[int, str]) -> tuple[Succession, ...]:
    rows = models.Succession.objects.exclude(applied_on=None).order_by("day", "pk")
    return tuple(
        Succession(
            codes[row.predecessor_id],
            codes.get(row.successor_id or 0, ""),
            row.day,
            Change(row.kind),
            row.source,
            row.rest,
        )
        for row in rows
    )


def _offices(facts: Mapping[str, Agency], keys: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """Return the keys of the joint offices that stand at each bureau, by the code of the bureau."""
    found: dict[str, tuple[int, ...]] = {}
    for agency in facts.values():
        if agency.kind is Kind.JOINT_OFFICE and len(agency.line) > 1:
            found[agency.line[-2]] = (*found.get(agency.line[-2], ()), keys[agency.code])
    return found


def facts_of(row: models.Agency, earlier: tuple[Former, ...] = ()) -> Agency:
    """Return a row as the noun that rules speak."""
    line = _line(row.path)
    return Agency(row.code, row.name, Kind(row.kind), row.region, line, row.valid_from, row.valid_to, earlier)


def _line(path: str) -> tuple[str, ...]:
    return tuple(path.strip(".").split("."))


def changed() -> None:
    """Tell every process that the tree or a pilot has changed."""
    stamp = uuid4()
    if not models.Revision.objects.update(stamp=stamp):
        models.Revision.objects.create(stamp=stamp)
    held = _held.get()
    if held:
        held.clear()


def keys_above(codes: Iterable[str], found: Tree) -> set[int]:
    """Return the keys of agencies, of every bureau above them, and of the joint offices there: who may follow a case."""
    keys: set[int] = set()
    for code in codes:
        agency = found.agency(code)
        above = [c for c in agency.line if found.by_code[c].kind is Kind.BUREAU]
        keys.update(found.key_of[c] for c in (*above, code))
        keys.update(key for c in above for key in found.offices_at.get(c, ()))
    return keys
