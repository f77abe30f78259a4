"""The tree of agencies as facts, kept in memory and thrown away when it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID, uuid4

from wangfang.records.agencies import models
from wangfang.rules.duties import Law
from wangfang.rules.facts import Agency, Kind
from wangfang.rules.limits import Pilot
from wangfang.rules.refusal import Refused


@dataclass(frozen=True)
class Tree:
    """Every agency by code and by key, and the law with its pilots, at one revision."""

    by_code: Mapping[str, Agency]
    code_of: Mapping[int, str]
    key_of: Mapping[str, int]
    law: Law

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


@lru_cache(maxsize=2)
def at_revision(stamp: UUID | None) -> Tree:  # noqa: ARG001 - the stamp is the key of the memory
    """Return the tree of a revision, read once per process."""
    rows = list(models.Agency.objects.order_by("pk"))
    facts = {row.code: facts_of(row) for row in rows}
    pilots = [
        Pilot(agency=p.agency.code, rules=p.rules, starts_on=p.starts_on, ends_on=p.ends_on)
        for p in models.Pilot.objects.select_related("agency").order_by("pk")
    ]
    keys = {row.code: row.pk for row in rows}
    return Tree(facts, {pk: code for code, pk in keys.items()}, keys, Law(pilots))


def facts_of(row: models.Agency) -> Agency:
    """Return a row as the noun that rules speak."""
    return Agency(row.code, row.name, Kind(row.kind), row.region, tuple(row.path.strip(".").split(".")))


def changed() -> None:
    """Tell every process that the tree or a pilot has changed."""
    stamp = uuid4()
    if not models.Revision.objects.update(stamp=stamp):
        models.Revision.objects.create(stamp=stamp)
    held = _held.get()
    if held:
        held.clear()


def keys_above(codes: Iterable[str], found: Tree) -> set[int]:
    """Return the keys of agencies and of every bureau above them: who may follow a case."""
    keys: set[int] = set()
    for code in codes:
        agency = found.agency(code)
        above = (c for c in agency.line if found.by_code[c].kind is Kind.BUREAU)
        keys.update(found.key_of[c] for c in (*above, code))
    return keys
