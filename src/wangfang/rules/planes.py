"""Which posts may no one person hold at the same time (三员分立)?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from wangfang.rules.access import NotYours
from wangfang.rules.facts import Actor, PostFacts, Role
from wangfang.rules.refusal import Refused

SOURCE = "GB/T 22239-2019 8.1.5"

THREE = {Role.ADMIN: "系统管理员", Role.SECURITY: "安全保密管理员", Role.AUDITOR: "安全审计员"}
"""Who runs the platform, who guards it, and who checks both."""


def exclude(one: Role, other: Role) -> bool:
    """Tell whether two roles exclude one another: any two of the three, and one of them with any business post."""
    return one is not other and (one in THREE or other in THREE)


def require_seat(actor: Actor, role: Role) -> None:
    """Let only one of the three go on to a page of its own.

    Raises:
        NotYours: the worn post is another.

    Source: GB/T 22239-2019 8.1.5 (系统管理、审计管理、安全管理 each by its own).
    """
    if actor.role is not role:
        raise NotYours(f"这一页只给{THREE[role]}用，您的岗位不能打开", SOURCE)


def overlap(one: PostFacts, other: PostFacts) -> bool:
    """Tell whether there is a day on which both posts are held; first and last days count, an unknown end is none."""
    return (one.starts_on or date.min) <= (other.ends_on or date.max) and (other.starts_on or date.min) <= (
        one.ends_on or date.max
    )


def require_apart(posts: Sequence[PostFacts]) -> None:
    """Let one person hold these posts.

    Raises:
        Refused: two of them exclude one another on some day.

    Source: GB/T 22239-2019 8.1.5 (系统管理、审计管理、安全管理 are apart from one another and from the business).
    """
    for one, other in combinations(posts, 2):
        if exclude(one.role, other.role) and overlap(one, other):
            name = THREE.get(one.role) or THREE[other.role]
            raise Refused(f"{name}不能同时担任另一员，也不能兼任业务岗位，请先结束原来的岗位", SOURCE)
