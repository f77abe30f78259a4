"""Who may see which part of a case: every denial first, then what a name or a post allows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from wangfang.rules.allowing import allowed
from wangfang.rules.facts import Actor, Agency, Life, Role, day_of
from wangfang.rules.labels import Marks, Part, Secrecy, marks_of, stands_accused
from wangfang.rules.planes import THREE
from wangfang.rules.reach import Reach, Stand, reach_of
from wangfang.rules.refusal import Refused

SECRECY = "《信访工作条例》第三十条、第四十六条"
WITHDRAWAL = "《信访工作条例》第二十八条"

SEES_NO_CASE = frozenset({*THREE, Role.ANALYST, Role.PETITIONER})
"""Roles that no post lets into a case; the petitioner comes in by number and code."""
CASE_PARTS = frozenset({Part.METADATA, Part.CONTENT, Part.IDENTITY, Part.VAULT, Part.INTERNAL})

SHARED_PARTS = frozenset({Part.CONTENT, Part.INTERNAL})
"""Parts of which who assists sees only what is shared; the rest it sees whole or not at all."""

SYSTEM, BROKEN = 0, -1
"""Clauses beside the eight: the system sees all, and what cannot be decided is denied."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """A written task of inspection (督查任务): who, what lies under which agency, from and to which day, on what.

    `topic` is the word of a purpose, empty for every one. It holds only when somebody else has approved it.
    """

    login: str
    agency: str
    since: date
    until: date
    topic: str = ""
    approved_by: str = ""

    def holds(self, login: str, day: date) -> bool:
        """Tell whether the person has this task on a day; its first and its last day count."""
        approved = self.approved_by not in ("", self.login)
        return login == self.login and approved and self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a part is seen, by which clause, and why; `masked` and `unmask` are about the identity alone.

    `shared` lets through of content and internal opinions only what is shared with who assists (`rules.showing`).
    """

    allowed: bool
    clause: int
    why: str
    masked: bool = False
    unmask: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Who wants to see which part of which case at which moment; `own` is the petitioner with number and code."""

    person: Actor
    marks: Marks
    reach: Reach
    part: Part
    moment: datetime
    mandates: tuple[Mandate, ...] = ()
    own: bool = False

    @property
    def day(self) -> date:
        """Return the day in China on which it is asked."""
        return day_of(self.moment)


def decide(question: Question) -> Verdict:
    """Decide on one part of one case; the first clause that speaks decides, and an error denies.

    Source: 《信访工作条例》第三十条、第四十六条 (whom it accuses), 第二十八条 (回避); GB/T 22239-2019 8.1.4.2.
    """
    if question.person.role is Role.SYSTEM:
        return Verdict(allowed=True, clause=SYSTEM, why="系统按记录办理")
    try:
        return next(said for clause in CLAUSES if (said := clause(question)))
    except Exception:  # noqa: BLE001 - whatever went wrong: nobody sees what could not be decided
        return Verdict(allowed=False, clause=BROKEN, why="权限判断出错，按不可见处理")


def parts_seen(
    person: Actor, life: Life, moment: datetime, mandates: Iterable[Mandate] = (), *, own: bool = False
) -> dict[Part, Verdict]:
    """Return the parts of a whole case that a person sees, each with its verdict."""
    return parts_from(person, (marks_of(life), reach_of(life)), moment, mandates, own=own)


def parts_from(
    person: Actor,
    standing: tuple[Marks, Reach],
    moment: datetime,
    mandates: Iterable[Mandate] = (),
    *,
    own: bool = False,
) -> dict[Part, Verdict]:
    """Return the parts that a person sees of a case with these marks and this reach."""
    asked = (Question(person, *standing, part, moment, tuple(mandates), own) for part in Part)
    return {question.part: said for question in asked if (said := decide(question)).allowed}


class Barred(Refused):
    """Who has withdrawn from a case, or is accused by it, takes no step on it."""


def require_unbarred(person: Actor, marks: Marks, day: date) -> None:
    """Let a step be taken by a person that neither withdrew nor is accused, in any post of that day.

    Raises:
        Barred: with the reason; a replayed past (role `system`) is not asked.

    Source: 《信访工作条例》第二十八条、第三十条.
    """
    if person.role in (Role.SYSTEM, Role.PETITIONER):
        return
    if person.login in marks.recused:
        raise Barred("您已经回避这件事，不能办理", WITHDRAWAL)
    if person.login in marks.accused_people or _is_of_the_accused(person, marks, day):
        raise Barred("没有找到这件事", SECRECY)


def _is_of_the_accused(person: Actor, marks: Marks, day: date) -> bool:
    return any(stands_accused(agency, marks.accused) for agency in agencies_worn(person, day))


def agencies_worn(person: Actor, day: date) -> Iterator[Agency]:
    """Give the agency of every post that a person holds on a day, the worn one first."""
    if person.agency:
        yield person.agency
    for post in person.others:
        if post.is_held_on(day):
            yield post.agency


def _post(asked: Question) -> Verdict | None:
    person = asked.person
    if not person.is_active or (person.ends_on is not None and person.ends_on < asked.day):
        return _denied(1, "账号停用，或者岗位已经到期")
    roles = {person.role, *(post.role for post in person.others if post.is_held_on(asked.day))}
    if asked.part in CASE_PARTS and not roles.isdisjoint(THREE):
        return _denied(1, "系统管理、安全保密、安全审计人员不看案件内容")
    return None


def _person(asked: Question) -> Verdict | None:
    if asked.person.login in asked.marks.recused:
        return _denied(2, f"您已经回避这件事（{WITHDRAWAL}）")
    if asked.person.login in asked.marks.accused_people:
        return _denied(2, f"没有找到这件事（{SECRECY}）")
    return None


def _unit(asked: Question) -> Verdict | None:
    if _is_of_the_accused(asked.person, asked.marks, asked.day):
        return _denied(3, f"没有找到这件事（{SECRECY}）")
    return None


def _label(asked: Question) -> Verdict | None:
    if asked.person.clearance < asked.marks.secrecy and not asked.own:
        return _denied(4, "这件事的密级高于您岗位的知悉范围")
    return None


def _name(asked: Question) -> Verdict | None:
    login = asked.person.login
    mine = (grant for grant in asked.marks.grants if grant.login == login and grant.approved_by != login)
    if any(asked.part in grant.parts and grant.holds(asked.moment) for grant in mine):
        return Verdict(allowed=True, clause=5, why="点名授权")
    return None


def _compartment(asked: Question) -> Verdict | None:
    if asked.marks.secrecy >= Secrecy.S2 and not asked.own:
        return _denied(6, f"检举控告件只有点名授权的人能看（{SECRECY}）")
    return None


def _table(asked: Question) -> Verdict | None:
    row = allowed(asked.person.role, _stands(asked), asked.part)
    if row is None:
        return None
    identity = asked.part is Part.IDENTITY
    return Verdict(
        allowed=True,
        clause=7,
        why="岗位职责",
        masked=identity and row.masked,
        unmask=identity and row.unmask,
        shared=row.shared and asked.part in SHARED_PARTS,
    )


def _rest(_asked: Question) -> Verdict:
    return _denied(8, "这件事不在您岗位的范围内")


CLAUSES: tuple[Callable[[Question], Verdict | None], ...] = (
    _post, _person, _unit, _label, _name, _compartment, _table, _rest,
)  # fmt: skip
"""The clauses in the order in which they are asked; the order is the rule."""


def _stands(asked: Question) -> set[Stand | None]:
    if asked.own:
        return {Stand.OWN}
    agency = asked.person.agency
    stands: set[Stand | None] = {asked.reach.stand_of(agency) if agency else None}
    if any(_is_on_task(mandate, asked) for mandate in asked.mandates):
        stands.add(Stand.MANDATE)
    return stands


def _is_on_task(mandate: Mandate, asked: Question) -> bool:
    on_topic = mandate.topic in ("", asked.reach.purpose)
    return on_topic and mandate.holds(asked.person.login, asked.day) and asked.reach.covers(mandate.agency)


def _denied(clause: int, why: str) -> Verdict:
    return Verdict(allowed=False, clause=clause, why=why)
