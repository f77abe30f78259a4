"""Which turns does a case take beside the straight way, and how often?"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from random import Random
from types import MappingProxyType

from wangfang.interfaces.console.demo.courses import Course


class Turn(StrEnum):
    """Something that happens to some cases and not to others."""

    FAILED = "failed"  # 审核不通过
    FILED = "filed"  # 存查
    KNOWN = "known"  # 不再受理
    DIVERTED = "diverted"  # 导入其他程序
    ACCUSED = "accused"  # 检举控告, 移送纪检监察
    HELPED = "helped"  # 主办、协办
    RETURNED = "returned"  # 退回一次
    KEPT = "kept"  # 退回不获同意
    BOUNCED = "bounced"  # 退回两次, 裁决归属
    MOVED = "moved"  # 移交
    REPORTED = "reported"  # 紧急报告
    URGED = "urged"  # 催办
    SUPERVISED = "supervised"  # 督办
    LISTED = "listed"  # 挂牌、摘牌
    PROPOSED = "proposed"  # 三项建议
    PAUSED = "paused"  # 中止计时
    EXTENDED = "extended"  # 延期
    RECKONED = "reckoned"  # 重算期限
    SETTLED = "settled"  # 达成协议
    WITHDRAWN = "withdrawn"  # 撤回
    DRAFTED = "drafted"  # 拟稿、审核、签发
    SENT_BACK = "sent_back"  # 退回修改
    SUPPLEMENTED = "supplemented"  # 补录
    REOPENED = "reopened"  # 退回重办
    REVIEWED = "reviewed"  # 复查
    RECHECKED = "rechecked"  # 复核
    REDONE = "redone"  # 责令重新办理
    LAPSED = "lapsed"  # 期满终结


SHARES: Mapping[Turn, int] = MappingProxyType({
    Turn.FAILED: 8, Turn.FILED: 10, Turn.KNOWN: 5, Turn.DIVERTED: 15, Turn.ACCUSED: 10, Turn.HELPED: 60,
    Turn.RETURNED: 50, Turn.KEPT: 10, Turn.BOUNCED: 5, Turn.MOVED: 3, Turn.REPORTED: 5, Turn.URGED: 80,
    Turn.SUPERVISED: 20, Turn.LISTED: 5, Turn.PROPOSED: 8, Turn.PAUSED: 15, Turn.EXTENDED: 40, Turn.RECKONED: 5,
    Turn.SETTLED: 40, Turn.WITHDRAWN: 15, Turn.DRAFTED: 700, Turn.SENT_BACK: 100, Turn.SUPPLEMENTED: 30,
    Turn.REOPENED: 10, Turn.REVIEWED: 25, Turn.RECHECKED: 350, Turn.REDONE: 150, Turn.LAPSED: 200,
})  # fmt: skip
"""Of a thousand cases, how many take each turn; ours, since no source tells it.

A turn behind another (sent back, rechecked, redone) counts among a thousand cases that take that one.
"""

ENDS = (Turn.FAILED, Turn.FILED, Turn.KNOWN, Turn.ACCUSED, Turn.DIVERTED)
"""Turns with which a bureau ends a case; of several drawn the first is taken."""

_SIMPLE = frozenset({Turn.DRAFTED, Turn.SENT_BACK, Turn.URGED, Turn.SUPPLEMENTED, Turn.LAPSED, Turn.REVIEWED})
"""What also happens to a case of the simple way, or one that a unit does not accept."""


def drawn(course: Course, rng: Random) -> frozenset[Turn]:
    """Return the turns of a case; one with a late step goes straight, so that it is late with that step alone."""
    found = frozenset(turn for turn, share in SHARES.items() if rng.randrange(1000) < share)
    if course.late:
        return frozenset()
    return found & _SIMPLE if course.simplified or course.declined else found
