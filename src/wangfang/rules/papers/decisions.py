"""What does an opinion decide, and which remedy does it name (处理、复查、复核)?"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from wangfang.rules.papers.laws import NEW_LAW_FROM
from wangfang.rules.refusal import Refused
from wangfang.rules.workdays import national_calendar

REVIEW_DAYS = 30


class Conclusion(StrEnum):
    """What an opinion decides (处理结论); the three outcomes are the same in both laws."""

    SUPPORT = "support"  # 予以支持
    EXPLAIN = "explain"  # 解释说明
    REJECT = "reject"  # 不予支持


CONCLUSION_SENTENCES = {
    Conclusion.SUPPORT: "您提出的请求事实清楚，符合法律、法规、规章或者其他有关规定，予以支持。",
    Conclusion.EXPLAIN: "您提出的请求事由合理，但缺乏法律、政策依据，现向您解释说明。",
    Conclusion.REJECT: "您提出的请求缺乏事实根据或者不符合法律、法规、规章或者其他有关规定，不予支持。",
}

OUTCOME_SENTENCES = {
    "uphold": "原意见认定事实清楚，依据正确，程序合法，予以维持。",
    "revoke": "原意见认定事实不清或者依据不足，予以撤销。",
    "change": "原意见认定事实清楚，但处理不当，予以变更。",
    "redo": "原意见予以撤销，责令原办理机关、单位重新办理，不得作出与原意见相同或者基本相同的意见。",
}
"""What each outcome of a review or a recheck means in the paper; the words are those of `details.OUTCOMES`."""


def finality(issued_on: date) -> str:
    """Return the sentence that stands in place of a remedy in a recheck opinion: it is the last word.

    Source: 《信访条例》第三十五条 until 2022-04-30; 《信访工作条例》第三十六条 from 2022-05-01.
    """
    old, new = "各级人民政府信访工作机构和其他行政机关", "各级党委和政府信访部门和其他机关、单位"
    who = new if issued_on >= NEW_LAW_FROM else old
    return f"本意见是信访程序的最终意见。您仍以同一事实和理由提出信访请求的，{who}不再受理。"


def remedy(review_organ: str, served_on: date | None = None, ask: str = "复查") -> str:
    """Return the sentence that tells the petitioner how to object: to whom, and within 30 calendar days.

    The day of receipt does not count; when it is known the last day is named too, rolled to the first
    working day when it is a rest day. `ask` is 复查 after an opinion and 复核 after a review.

    Raises:
        NoReviewOrgan: nobody is named to turn to.

    Source: 《信访条例》第三十四条、第三十五条; 《信访工作条例》第三十五条、第三十六条; 《民法典》第二百零一条、第二百零三条.
    """
    if not review_organ.strip():
        raise NoReviewOrgan
    until = ""
    if served_on is not None:
        last = national_calendar().first_workday_from(served_on + timedelta(days=REVIEW_DAYS))
        until = f"（{last.year}年{last.month}月{last.day}日前，含当日）"
    return f"如不服本意见，可以自收到本意见书之日起{REVIEW_DAYS}日内{until}，向{review_organ.strip()}申请{ask}。"


class NoReviewOrgan(Refused):
    """An opinion must name the organ of review."""

    def __init__(self) -> None:
        super().__init__("处理意见书要写明向哪个机关申请复查", "《信访工作条例》第三十五条")
