"""Who may see a case at most, and who must see it at least? Read from the bare rows, in straight lines.

Between the two lies what labels, grants and mandates may take away; nothing may add to the most.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db import connection

from wangfang.rules.facts import Role

HANDLING = frozenset({Role.CLERK, Role.BUREAU_LEADER, Role.OFFICER, Role.UNIT_LEADER})
LOOKING = HANDLING | {Role.SUPERVISOR, Role.LEADER, Role.REVIEWER}
"""Roles that may come to see a case at all; a new role that may is added here."""
NAMES_WHO_GETS_IT = frozenset({
    "submit", "register", "forward", "assign", "arbitrate", "hand_over", "request_review", "request_recheck", "divert",
    "propose",
})  # fmt: skip
"""Steps whose `to` is somebody who then sees the case; an agreed return is the only other one."""


@dataclass(frozen=True)
class Tree:
    """The agencies as their rows stand."""

    superior: dict[str, str]
    kind: dict[str, str]
    code: dict[int, str]

    def line(self, code: str) -> list[str]:
        """Return an agency and all above it."""
        found = [code]
        while self.superior.get(found[-1]):
            found.append(self.superior[found[-1]])
        return found


@dataclass(frozen=True)
class Reading:
    """One case as its rows tell it: who had it, who has it, whom it accuses."""

    touched: frozenset[str]
    holder: str
    accused: str


def read_tree() -> Tree:
    """Return the agencies."""
    rows = _rows(
        "select a.id, a.code, a.kind, b.code from agencies_agency a left join agencies_agency b on b.id = a.parent_id"
    )
    return Tree(
        {c: above or "" for _, c, _, above in rows}, {c: k for _, c, k, _ in rows}, {i: c for i, c, _, _ in rows}
    )


def read_case(number: str, tree: Tree) -> Reading:
    """Return what the rows of a case tell."""
    key, holder, purpose, accused = _rows(
        "select id, holder_id, purpose, respondent_code from cases_case where number = %s", number
    )[0]
    touched = {tree.code[holder]}
    for step, agency, said in _rows("select step, agency, detail from cases_steptaken where case_id = %s", key):
        detail = json.loads(said) if isinstance(said, str) else said
        touched |= {agency, *detail.get("co", [])}
        if step in NAMES_WHO_GETS_IT or (step == "decide_return" and detail.get("agree") is True):
            touched.add(str(detail.get("to", "")))
    return Reading(frozenset(touched - {""}), tree.code[holder], accused if purpose == "accusation" else "")


def may_see_at_most(agency: str, role: Role, case: Reading, tree: Tree) -> bool:
    """Tell whether somebody could be let see a case: it came by them or below them, and does not accuse them."""
    if role not in LOOKING or (case.accused and case.accused in tree.line(agency)):
        return False
    watched = tree.superior[agency] if tree.kind[agency] == "joint_office" else agency
    under = {code for one in case.touched for code in tree.line(one)}
    return agency in case.touched or (tree.kind[watched] == "bureau" and watched in under)


def must_see_at_least(agency: str, role: Role, case: Reading, tree: Tree) -> bool:
    """Tell whether somebody has to see a case: it accuses nobody, and they handle it or stand above who does."""
    if case.accused or role not in HANDLING:
        return False
    return agency == case.holder or (tree.kind[agency] == "bureau" and agency in tree.line(case.holder))


def _rows(question: str, *given: str) -> list[tuple[Any, ...]]:  # what stands in a row is known to who asks
    with connection.cursor() as cursor:
        cursor.execute(question, given)
        return list(cursor.fetchall())
