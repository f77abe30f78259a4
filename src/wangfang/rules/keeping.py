"""How long is a case kept, when may its content be destroyed, and who may not do so alone?"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from wangfang.rules.facts import Act, Actor, Life, Role, Step
from wangfang.rules.refusal import Refused
from wangfang.rules.transitions import ENDED
from wangfang.rules.workflow import state_of

SOURCE = "《机关文件材料归档范围和文书档案保管期限规定》"
BY_TWO = "《档案法》第二十一条"
_TABLE = Path(__file__).parent / "tables" / "keeping.toml"
LEADS = frozenset({Role.BUREAU_LEADER, Role.UNIT_LEADER})
HANDLES = LEADS | {Role.CLERK, Role.OFFICER}
HOLDS = HANDLES | {Role.SUPERVISOR, Role.REVIEWER}


@dataclass(frozen=True, slots=True)
class Keeping:
    """One class of cases (保管期限): how many whole years after that of its end a case is kept, 0 for ever."""

    id: str
    name: str
    years: int
    steps: frozenset[Step]
    source: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept beside cases, and for how many days: no longer, or where it says `at_least` no shorter."""

    id: str
    name: str
    days: int
    at_least: bool
    source: str


@cache
def classes() -> tuple[Keeping, ...]:
    """Return the classes of cases, the first that fits counts."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["case"]
    return tuple(
        Keeping(row["id"], row["name"], row["years"], frozenset(map(Step, row["steps"])), row["source"]) for row in rows
    )


@cache
def others() -> tuple[Kept, ...]:
    """Return what is kept beside cases."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["other"]
    return tuple(Kept(row["id"], row["name"], row["days"], row.get("at_least", False), row["source"]) for row in rows)


def class_of(life: Life) -> Keeping:
    """Return the class of a case: that of the weightiest act in its life.

    Source: 《机关文件材料归档范围和文书档案保管期限规定》第六条至第八条.
    """
    taken = {event.step for event in life.events}
    return next(one for one in classes() if not one.steps or one.steps & taken)


def may_go_on(life: Life) -> date | None:
    """Return the first day on which a case may be destroyed; None as long as it is under way, or kept for ever.

    The years are whole years, counted from the first of January after the last event, so that one more act on an ended case
    (a rating, an answer to a proposal) lets them begin anew.

    Source: 《机关文件材料归档范围和文书档案保管期限规定》第六条.
    """
    years = class_of(life).years
    if not years or state_of(life) not in ENDED:
        return None
    return date(max(event.day for event in life.events).year + 1 + years, 1, 1)


def require_due(life: Life, day: date) -> None:
    """Let a case be destroyed whose time is over.

    Raises:
        Refused: it is under way, is kept for ever, or its years are not over on that day.

    Source: 《机关文件材料归档范围和文书档案保管期限规定》第六条.
    """
    first = may_go_on(life)
    if first is None:
        why = "永久保管" if state_of(life) in ENDED else "还在办理"
        raise Refused(f"{life.case.number} {why}，不能销毁", SOURCE)
    if day < first:
        raise Refused(f"{life.case.number} 的保管期限没有满，{first} 起才能销毁", SOURCE)


def require_lister(actor: Actor) -> None:
    """Let those who handle cases, and nobody else, propose what is destroyed; a nameless one is nobody.

    Raises:
        Refused: the post is another.
    """
    if actor.role not in HANDLES or not actor.login:
        raise Refused("您的岗位不能编制销毁清单", BY_TWO)


def require_approver(act: Act, made_by: str, agency: str) -> None:
    """Let a leader of the agency whose list it is approve it, who did not make it.

    Raises:
        Refused: the post is no leader's of that agency, or it is the same person.

    Source: 《档案法》第二十一条 (nobody destroys archives on their own authority).
    """
    who = act.actor
    if who.role not in LEADS or who.agency is None or who.agency.code != agency:
        raise Refused("销毁清单由本单位负责人批准", BY_TWO)
    _require_another(who.login, made_by, "自己编制的销毁清单，不能自己批准")


def require_holder(actor: Actor) -> None:
    """Let whoever works on cases keep one from being destroyed: that can only ever be too careful.

    Raises:
        Refused: the post is another.
    """
    if actor.role not in HOLDS or not actor.login:
        raise Refused("您的岗位不能办理保全")


def require_lifter(act: Act, put_by: str) -> None:
    """Let a leader lift a hold that somebody else has put on.

    Raises:
        Refused: the post is no leader's, or it is the same person.
    """
    if act.actor.role not in LEADS:
        raise Refused("解除保全由单位负责人办理")
    _require_another(act.actor.login, put_by, "自己办理的保全，不能自己解除")


def _require_another(login: str, first: str, why: str) -> None:
    """Compare logins as the database does: in one case of letters, and nobody is not somebody else."""
    if not login or login.casefold() == first.casefold():
        raise Refused(f"{why}，要由另一个人来", BY_TWO)
