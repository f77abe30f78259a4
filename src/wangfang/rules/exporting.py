"""How many people must agree before a list of cases leaves as a file, who may ask, and until when may it be fetched?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from wangfang.rules.facts import Act, Actor, Role
from wangfang.rules.refusal import Refused

SOURCE = "《个人信息保护法》第五十一条"
WITHOUT_APPROVAL = 50
"""Rows with data of petitioners that one person may take on a reason alone."""
BY_ONE = 500
"""Rows that one approval is enough for; more need two."""
MOST = 10_000
"""Rows of one file."""
FETCHED_WITHIN = timedelta(hours=24)
LEAST_SECRET_KEPT = 2
"""From this label on (检举控告) no case is in any export."""
LEADS = frozenset({Role.BUREAU_LEADER, Role.UNIT_LEADER})
HANDLES = LEADS | {Role.CLERK, Role.OFFICER}
ASKS = HANDLES | {Role.SUPERVISOR}


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for: by whom, at which agency with all above it, how many approvals it needs.

    `guarded` tells whether there is anybody who guards the platform (安全保密管理员).
    """

    asker: str
    line: tuple[str, ...]
    needed: int
    guarded: bool


@dataclass(frozen=True, slots=True)
class Consent:
    """One approval: who, in which role."""

    login: str
    role: Role


def needed(rows: int, *, with_people: bool) -> int:
    """Return how many people must approve an export of so many rows.

    With data of petitioners (name, number, telephone, address): none up to 50, one up to 500, two above. Without:
    none up to 500, two above.

    Source: 《个人信息保护法》第五十一条 (operating rights that fit the risk); the figures are the house's own.
    """
    if rows > BY_ONE:
        return 2
    return 1 if with_people and rows > WITHOUT_APPROVAL else 0


def require_asker(actor: Actor, rows: int, *, with_people: bool) -> None:
    """Let somebody ask for an export.

    Raises:
        Refused: the post may not, or not with data of petitioners; there is nothing, or more than 10,000 rows.
    """
    if actor.role not in (HANDLES if with_people else ASKS) or not actor.login:
        raise Refused("您的岗位不能导出含信访人信息的清单" if with_people else "您的岗位不能导出清单", SOURCE)
    if not rows:
        raise Refused("没有可以导出的事项；检举控告件不导出，含信访人信息的只导出本单位的")
    if rows > MOST:
        raise Refused(f"一次最多导出 {MOST} 件，先缩小范围", SOURCE)


def require_approver(act: Act, wish: Wish, given: Sequence[Consent]) -> None:
    """Let somebody approve: a leader of the asker's agency or of one above it, or, as one of two, who guards the platform.

    Raises:
        Refused: it needs no more; the post may not; it is the asker, or has approved already; of two approvals one must
            come from whoever guards the platform, and this would be the second without.
    """
    who = act.actor
    if is_granted(wish, given):
        raise Refused("这次导出不用再批准")
    if not _may(who, wish):
        raise Refused("导出由申请人所在单位或者上级单位的负责人批准", SOURCE)
    if not who.login or who.login.casefold() in {wish.asker.casefold(), *(one.login.casefold() for one in given)}:
        raise Refused("自己申请的不能自己批准，同一个人也不能批准两次", SOURCE)
    if _lacks_guard(wish, [*given, Consent(who.login, who.role)]):
        raise Refused(f"超过 {BY_ONE} 件的，其中一位批准人要是安全保密管理员", SOURCE)


def is_granted(wish: Wish, given: Sequence[Consent]) -> bool:
    """Tell whether an export may be made."""
    return len(given) >= wish.needed and not _lacks_guard(wish, given)


def require_fetcher(act: Act, wish: Wish, made_at: datetime | None) -> None:
    """Let the asker, and nobody else, fetch the file within 24 hours after it was made.

    Raises:
        Refused: it is somebody else, it was not made yet, or its time is over.
    """
    if act.actor.login != wish.asker:
        raise Refused("导出的文件只有申请人能下载", SOURCE)
    if made_at is None:
        raise Refused("文件还没有生成")
    if act.occurred_at >= made_at + FETCHED_WITHIN:
        raise Refused("文件只保留 24 小时，已经删除，需要的请重新申请", SOURCE)


def _may(who: Actor, wish: Wish) -> bool:
    if who.role is Role.SECURITY:
        return wish.needed > 1
    return who.role in LEADS and who.agency is not None and who.agency.code in wish.line


def _lacks_guard(wish: Wish, given: Sequence[Consent]) -> bool:
    """Tell whether both approvals of two are there and neither comes from whoever guards the platform, though somebody does."""
    full = wish.needed > 1 and len(given) >= wish.needed
    return full and wish.guarded and all(one.role is not Role.SECURITY for one in given)
