"""Where may a case stand?"""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a case stands: the fold of its steps."""

    SUBMITTED = "submitted"  # 待审核
    REGISTERED = "registered"  # 已登记
    SCREENING = "screening"  # 甄别中
    ROUTING = "routing"  # 转送交办中
    AWAITING_UNIT = "awaiting_unit"  # 待责任单位受理
    ACCEPTED = "accepted"  # 已受理
    HANDLING = "handling"  # 办理中
    OPINION_ISSUED = "opinion_issued"  # 已出具意见
    SERVED = "served"  # 已送达
    CLOSED = "closed"  # 已办结
    DECLINED = "declined"  # 不予受理
    RETURN_REQUESTED = "return_requested"  # 申请退回
    NO_LONGER_ACCEPTED = "no_longer_accepted"  # 不再受理
    FILED = "filed"  # 存查
    DIVERTED = "diverted"  # 导入其他程序
    MERGED = "merged"  # 已并案
    WITHDRAWN = "withdrawn"  # 已撤回
    REOPENED = "reopened"  # 重新办理
    UNDER_REVIEW = "under_review"  # 复查中
    UNDER_RECHECK = "under_recheck"  # 复核中
    FINALIZED = "finalized"  # 已终结
    SCREEN_FAILED = "screen_failed"  # 审核不通过
    OPINION_DRAFTING = "opinion_drafting"  # 拟稿审签
