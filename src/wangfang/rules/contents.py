"""Which classes of content, purpose and form a petition may be put into, on which day, and what became of each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from wangfang.rules.refusal import Refused

BETWEEN = "/"
"""Stands between the names of a path, from the first level down: 城乡建设/住房与房地产/质量与维修."""


class Table(StrEnum):
    """The tables that there are; each is a file in `tables/contents`."""

    CONTENTS = "national"  # 全国信访内容分类
    MAILBOX = "mailbox"  # 信箱系统的十八类
    PURPOSES = "purposes"  # 信访目的
    FORMS = "forms"  # 信访形式


@dataclass(frozen=True, slots=True)
class Term:
    """One class under the name it had from `valid_from` to `valid_to`, both included, None where nobody names a day.

    A class that is renamed keeps its code and becomes a second term. `successors` are the codes of
    the classes that took its place; `word` is the purpose or form of a case that it stands for.
    """

    code: str
    name: str
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    word: str = ""

    def is_in_force(self, day: date) -> bool:
        """Tell whether the class may be used on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@cache
def every(table: Table = Table.CONTENTS) -> tuple[Term, ...]:
    """Return every term of a table, of the past too, in the order of the codes."""
    rows = _written(table)["terms"]
    assert isinstance(rows, list)  # noqa: S101 - tells the type checker what the file holds
    return tuple(_term(row) for row in rows)


@cache
def source_of(table: Table) -> str:
    """Return where a table comes from."""
    return str(_written(table)["source"])


def on(day: date, table: Table = Table.CONTENTS) -> tuple[Term, ...]:
    """Return the terms in force on a day, in the order of the codes."""
    return tuple(term for term in every(table) if term.is_in_force(day))


def find(said: str, day: date, table: Table = Table.CONTENTS) -> Term | None:
    """Return the class that a code, a name or a path means on a day, none when nobody can tell.

    A class that was not in force on the day is found all the same, because old petitions are typed in
    late. A name of the first level goes before the same name below; a name that several lower
    classes share means none of them, and has to come as a path.
    """
    words = said.strip()
    named = [term for term in every(table) if term.code in _called(table).get(words, ())]
    highest = [term for term in named if not term.parent or term.code == words] or named
    return _best(highest, day) if len({term.code for term in highest}) == 1 else None


def require(code: str, day: date) -> Term:
    """Return the class of content of a code, of the national table or of the mailboxes'.

    Raises:
        NoSuchClass: neither has such a code.
    """
    found = find(code, day) or find(code, day, Table.MAILBOX)
    if found is None or found.code != code:
        raise NoSuchClass(code)
    return found


class NoSuchClass(Refused):
    """A code of content is in no table."""

    def __init__(self, code: str) -> None:
        super().__init__(f"没有内容分类代码“{code[:20]}”，请从分类表里选")


def line_of(term: Term, day: date, table: Table = Table.CONTENTS) -> tuple[Term, ...]:
    """Return a term with all above it, the first level first, under their names of that day."""
    above = _best([up for up in every(table) if up.code == term.parent], day) if term.parent else None
    return (*line_of(above, day, table), term) if above else (term,)


def path_of(term: Term, day: date, table: Table = Table.CONTENTS) -> str:
    """Return the names from the first level down, under their names of that day."""
    return BETWEEN.join(step.name for step in line_of(term, day, table))


def successors_of(term: Term, day: date, table: Table = Table.CONTENTS) -> tuple[Term, ...]:
    """Return what a class has become by a day: itself while in force, else its successors' terms.

    Several mean that it was split, and that a person has to choose; none means that it ended. The
    classes of the mailboxes lead into the national table.
    """
    if table is not Table.MAILBOX:
        now = [own for own in every(table) if own.code == term.code and own.is_in_force(day)]
        if now:
            return tuple(now)
    into = Table.CONTENTS if table is Table.MAILBOX else table
    heirs = [_best([t for t in every(into) if t.code == code], day) for code in term.successors]
    return tuple(heir for first in heirs for heir in successors_of(first, day, into))


@cache
def words(table: Table) -> Mapping[str, str]:
    """Return what every name of a table stands for: 求决 → request, 微信 → online."""
    return MappingProxyType({term.name: term.word for term in every(table)})


@cache
def _called(table: Table) -> Mapping[str, frozenset[str]]:
    """Return the codes that a code, a name or a path may mean, a path in the names of then and of now."""
    found: dict[str, set[str]] = {}
    for term in every(table):
        paths = (path_of(term, day, table) for day in (date.min, date.max))
        for words in (term.code, term.name, *paths):
            found.setdefault(words, set()).add(term.code)
    return MappingProxyType({words: frozenset(codes) for words, codes in found.items()})


def _best(terms: Iterable[Term], day: date) -> Term:
    """Return the term in force on the day, else the newest of them."""
    return max(terms, key=lambda term: (term.is_in_force(day), term.valid_from or date.min))


def _term(row: Mapping[str, object]) -> Term:
    successors = row.get("successors", [])
    assert isinstance(successors, list)  # noqa: S101 - tells the type checker what the file holds
    valid_from, valid_to = row.get("valid_from"), row.get("valid_to")
    return Term(
        code=str(row["code"]),
        name=str(row["name"]),
        parent=str(row.get("parent", "")),
        valid_from=valid_from if isinstance(valid_from, date) else None,
        valid_to=valid_to if isinstance(valid_to, date) else None,
        successors=tuple(map(str, successors)),
        word=str(row.get("word", "")),
    )


@cache
def _written(table: Table) -> Mapping[str, object]:
    found = files("wangfang.rules") / "tables" / "contents" / f"{table}.toml"
    return tomllib.loads(found.read_text(encoding="utf-8"))
