"""Who may follow a case, from whom is it kept, who was let in by name, and which agencies are asked for something?

What the rules say of a life (`rules.labels`, `rules.reach`) becomes columns of the case; the policies of the database
and `visible` read nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from wangfang.records.agencies.tree import Tree, keys_above
from wangfang.records.cases.models import Case
from wangfang.rules.facts import Life
from wangfang.rules.labels import Grant, Marks, marks_of, stands_accused
from wangfang.rules.reach import codes_in
from wangfang.rules.seeing import CASE_PARTS
from wangfang.rules.strands import strands_of

FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)
"""Until when a grant without an end holds; functions of the database know the year."""


@dataclass(frozen=True, slots=True)
class Barring:
    """What keeps people from a case: its label, the accused agencies, the people accused or stood aside."""

    secrecy: int
    agencies: list[int]
    people: list[str]


def set_sight(case: Case, life: Life, found: Tree) -> None:
    """Set the columns of a case that say who may see it."""
    marks = marks_of(life)
    kept = barring(marks, found)
    case.seen_by = seen_by(life, found)
    case.asked = asked(life, found, marks, is_open=case.is_open)
    case.secrecy, case.barred, case.barred_people = kept.secrecy, kept.agencies, kept.people
    grants = granted(marks)
    case.granted_to = [grant.login for grant in grants]
    case.granted_until = [grant.until or FOR_GOOD for grant in grants]
    case.marked = bool(kept.secrecy or kept.agencies or kept.people)


def seen_by(life: Life, found: Tree) -> list[int]:
    """Return the keys of whoever the case passed through or was brought to, with every bureau above them.

    Among them may be whom it accuses: `barring` keeps those out, and whoever stands below.

    Source: 《信访工作条例》第三十条、第四十六条.
    """
    return sorted(keys_above({code for code in codes_in(life) if code in found.by_code}, found))


def barring(marks: Marks, found: Tree) -> Barring:
    """Return what keeps people from a case."""
    keys = sorted(found.key_of[code] for code in marks.accused if code in found.key_of)
    return Barring(int(marks.secrecy), keys, sorted(marks.accused_people | marks.recused))


def granted(marks: Marks) -> list[Grant]:
    """Return the grants that open a part of the case; nobody lets themselves in."""
    opening = (one for one in marks.grants if one.parts & CASE_PARTS and one.approved_by != one.login)
    return sorted(opening, key=lambda one: (one.login, one.until or FOR_GOOD, one.number))


def asked(life: Life, found: Tree, marks: Marks, *, is_open: bool) -> list[int]:
    """Return the keys of agencies that owe something beside the main way: a decision, an answer, a review."""
    owing = {s.owner for s in strands_of(life) if s.met is None and (is_open or s.kind == "proposal")}
    known = (code for code in owing if code in found.key_of)
    return sorted(found.key_of[code] for code in known if not stands_accused(found.by_code[code], marks.accused))
