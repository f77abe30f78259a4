"""Which paper (文书) does a step owe, what must stand in it, and how is it named and numbered?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from wangfang.rules.facts import Kind, Step
from wangfang.rules.refusal import Refused
from wangfang.rules.workdays import national_calendar

if TYPE_CHECKING:
    from collections.abc import Mapping

NEW_LAW_FROM = date(2022, 5, 1)  # 《信访工作条例》 in force, 《信访条例》 (2005) no longer
REVIEW_DAYS = 30


class PaperKind(StrEnum):
    """The numbered papers that the petitioner is given."""

    PROCEDURAL_NOTICE = "procedural_notice"  # 程序性受理告知书
    ACCEPTANCE_NOTICE = "acceptance_notice"  # 实体性受理告知书
    DECLINE_NOTICE = "decline_notice"  # 不予受理告知书
    OPINION = "opinion"  # 处理意见书
    SERVICE_RECEIPT = "service_receipt"  # 送达回证


class Method(StrEnum):
    """How a paper reaches the petitioner (送达方式)."""

    DIRECT = "direct"  # 直接送达
    POST = "post"  # 邮寄送达
    ELECTRONIC = "electronic"  # 电子送达
    LEFT = "left"  # 留置送达


class Conclusion(StrEnum):
    """What an opinion decides (处理结论); the three outcomes are the same in both laws."""

    SUPPORT = "support"  # 予以支持
    EXPLAIN = "explain"  # 解释说明
    REJECT = "reject"  # 不予支持


METHOD_WORDS = {
    Method.DIRECT: "直接送达",
    Method.POST: "邮寄送达",
    Method.ELECTRONIC: "电子送达",
    Method.LEFT: "留置送达",
}

CONCLUSION_SENTENCES = {
    Conclusion.SUPPORT: "您提出的请求事实清楚，符合法律、法规、规章或者其他有关规定，予以支持。",
    Conclusion.EXPLAIN: "您提出的请求事由合理，但缺乏法律、政策依据，现向您解释说明。",
    Conclusion.REJECT: "您提出的请求缺乏事实根据或者不符合法律、法规、规章或者其他有关规定，不予支持。",
}

_TITLES = {
    PaperKind.PROCEDURAL_NOTICE: "信访事项程序性受理告知书",
    PaperKind.ACCEPTANCE_NOTICE: "信访事项实体性受理告知书",
    PaperKind.DECLINE_NOTICE: "信访事项不予受理告知书",
    PaperKind.OPINION: "信访事项处理意见书",
    PaperKind.SERVICE_RECEIPT: "送达回证",
}

_SERIES = {
    PaperKind.PROCEDURAL_NOTICE: "信程字",
    PaperKind.ACCEPTANCE_NOTICE: "信受字",
    PaperKind.DECLINE_NOTICE: "信不受字",
    PaperKind.OPINION: "信意字",
    PaperKind.SERVICE_RECEIPT: "信送字",
}

_DECIDING = frozenset({Kind.BUREAU, Kind.UNIT})
_OWED = {
    Step.REGISTER: (frozenset({Kind.BUREAU}), PaperKind.PROCEDURAL_NOTICE),
    Step.FORWARD: (frozenset({Kind.BUREAU}), PaperKind.PROCEDURAL_NOTICE),
    Step.ASSIGN: (frozenset({Kind.BUREAU}), PaperKind.PROCEDURAL_NOTICE),
    Step.ACCEPT: (_DECIDING, PaperKind.ACCEPTANCE_NOTICE),
    Step.DECLINE: (_DECIDING, PaperKind.DECLINE_NOTICE),
    Step.ISSUE_OPINION: (_DECIDING, PaperKind.OPINION),
    Step.SERVE: (_DECIDING, PaperKind.SERVICE_RECEIPT),
}


def owed_at(step: Step, by_kind: Kind) -> PaperKind | None:
    """Return the paper that a step by an agency of this kind owes the petitioner, or None.

    Registering and passing on owe the same paper: a bureau issues it once in a case, with whichever comes first.

    Source: 《信访条例》第二十一条、第二十二条、第三十二条; 《信访工作条例》第二十二条、第二十三条、第三十二条.
    """
    kinds, paper = _OWED.get(step, (frozenset[Kind](), None))
    return paper if by_kind in kinds else None


def title_of(kind: PaperKind) -> str:
    """Return the title printed on the paper; the two notices of acceptance are always named in full.

    Source: 国家信访局基础业务规范检查 (两种受理告知书混用 is the defect reported most).
    """
    return _TITLES[kind]


def number(kind: PaperKind, agency_short: str, year: int, serial: int) -> str:
    """Return the number of a paper (发文字号) such as 南岗信受字〔2017〕12号; `serial` counts from 1 in a year.

    Raises:
        CannotNumber: the agency has no short name, the year is not one of four digits, the serial is below 1.

    Source: GB/T 9704—2012 §7.2.5 (year in full in 〔〕, serial without leading zeros and without 第).
    """
    if not agency_short.strip() or year not in range(1949, 10_000) or serial < 1:
        raise CannotNumber(title_of(kind))
    return f"{agency_short.strip()}{_SERIES[kind]}〔{year}〕{serial}号"


class CannotNumber(Refused):
    """A paper without agency, year or serial has no number."""

    def __init__(self, title: str) -> None:
        super().__init__(f"《{title}》不能编号：要有机关代字、四位年份和从1起的顺序号", "GB/T 9704—2012 7.2.5")


def remedy(review_organ: str, served_on: date | None = None) -> str:
    """Return the sentence that tells the petitioner how to object: to whom, and within 30 calendar days.

    The day of receipt does not count; when it is known the last day is named too, rolled to the first
    working day when it is a rest day.

    Raises:
        NoReviewOrgan: nobody is named to turn to.

    Source: 《信访条例》第三十四条; 《信访工作条例》第三十五条; 《民法典》第二百零一条、第二百零三条.
    """
    if not review_organ.strip():
        raise NoReviewOrgan
    until = ""
    if served_on is not None:
        last = national_calendar().first_workday_from(served_on + timedelta(days=REVIEW_DAYS))
        until = f"（{last.year}年{last.month}月{last.day}日前，含当日）"
    return f"如不服本意见，可以自收到本意见书之日起{REVIEW_DAYS}日内{until}，向{review_organ.strip()}申请复查。"


class NoReviewOrgan(Refused):
    """An opinion must name the organ of review."""

    def __init__(self) -> None:
        super().__init__("处理意见书要写明向哪个机关申请复查", "《信访工作条例》第三十五条")


def basis_of(issued_on: date) -> str:
    """Return the article under which an opinion is given on a day.

    Source: 《信访条例》第三十二条 until 2022-04-30; 《信访工作条例》第三十二条 from 2022-05-01.
    """
    return "《信访工作条例》第三十二条" if issued_on >= NEW_LAW_FROM else "《信访条例》第三十二条"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that keeps a paper from being issued: the field, a sentence for the screen, its ground."""

    field: str
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class _Demand:
    """A field that must not be empty; its source before and from 2022-05-01."""

    field: str
    why: str
    old: str
    new: str

    def source(self, issued_on: date) -> str:
        return f"《信访工作条例》{self.new}" if issued_on >= NEW_LAW_FROM else f"《信访条例》{self.old}"


def _demands(old: str, new: str, **sentences: str) -> tuple[_Demand, ...]:
    return tuple(_Demand(field, why, old, new) for field, why in sentences.items())


_ALWAYS = {
    "issuer": "要写明出具文书的机关",
    "addressee": "要写明信访人",
    "case_number": "要写明信访事项编号",
    "issued_on": "要写明出具日期",
}
_MATTER = {"matter": "要写明信访事项", "submitted_on": "要写明信访人提出的日期"}

_DEMANDS = {
    PaperKind.PROCEDURAL_NOTICE: _demands("第二十一条", "第二十二条", **_ALWAYS, **_MATTER),
    PaperKind.ACCEPTANCE_NOTICE: (
        *_demands("第二十二条", "第二十三条", **_ALWAYS, **_MATTER, accepted_on="要写明受理日期"),
        *_demands("第三十三条", "第三十四条", due_on="要写明办结期限"),
    ),
    PaperKind.DECLINE_NOTICE: _demands(
        "第二十一条", "第二十三条", **_ALWAYS, **_MATTER, reason="要写明不予受理的理由", route="要写明应当向哪里提出"
    ),
    PaperKind.OPINION: (
        *_demands(
            "第三十二条", "第三十二条", **_ALWAYS, **_MATTER,
            request="要写明信访人的投诉请求", facts="要写明查明的事实和理由",
            opinion="要写明处理意见", basis="要写明处理意见的依据",
        ),
        *_demands(
            "第三十四条", "第三十五条",
            review_organ="要写明向哪个机关申请复查", remedy="要告知信访人可以在30日内申请复查",
        ),
    ),
    PaperKind.SERVICE_RECEIPT: _demands(
        "第三十二条", "第三十二条", **_ALWAYS,
        paper_title="要写明送达的是什么文书", paper_number="要写明所送文书的文号",
        method="要写明送达方式", served_on="要写明送达日期",
    ),
}  # fmt: skip

# What marks the other kind of notice: a bureau passes on and does not decide, a unit decides and does not pass on.
_FOREIGN = {
    PaperKind.PROCEDURAL_NOTICE: (("accepted_on", "due_on"), "程序性受理告知书不能写受理日期或办结期限"),
    PaperKind.ACCEPTANCE_NOTICE: (("forwarded_to", "forwarded_on"), "实体性受理告知书不能写转送去向"),
}


def missing_in(kind: PaperKind, body: Mapping[str, str]) -> tuple[Missing, ...]:
    """Return what keeps a paper with this body from being issued, in the order of the paper; empty when complete.

    Days in the body are written 2017-09-01. Fields that belong to the other kind of acceptance notice are
    reported like missing ones.

    Source: 《信访条例》第二十一至二十三条、第三十二至三十四条; 《信访工作条例》第二十二、二十三、三十二、三十四、三十五条.
    """
    issued_on = _day(body, "issued_on") or NEW_LAW_FROM
    empty = [
        Missing(demand.field, demand.why, demand.source(issued_on))
        for demand in _DEMANDS[kind]
        if not body.get(demand.field, "").strip()
    ]
    return (*empty, *_misshapen(kind, body, issued_on), *_mixed(kind, body))


def require_complete(kind: PaperKind, body: Mapping[str, str]) -> None:
    """Refuse a paper that lacks what the law wants in it.

    Raises:
        Incomplete: something is missing; it names the first thing and keeps them all.

    Source: as `missing_in`.
    """
    missing = missing_in(kind, body)
    if missing:
        raise Incomplete(kind, missing)


class Incomplete(Refused):
    """A paper that may not be issued yet; `missing` says why not, field by field."""

    def __init__(self, kind: PaperKind, missing: tuple[Missing, ...]) -> None:
        super().__init__(f"《{title_of(kind)}》还不能出具：{missing[0].why}", missing[0].source)
        self.missing = missing


def _misshapen(kind: PaperKind, body: Mapping[str, str], issued_on: date) -> tuple[Missing, ...]:
    """Tell what is filled in but not good enough."""
    wrong = [
        Missing(field, f"日期“{body[field][:20]}”不成立，请写成2017-09-01的样子", "GB/T 7408")
        for field in body
        if field.endswith("_on") and body[field].strip() and _day(body, field) is None
    ]
    if kind is PaperKind.OPINION and not _tells_remedy(body):
        source = _DEMANDS[kind][-1].source(issued_on)
        wrong.append(Missing("remedy", "要写明可以自收到之日起30日内向哪个机关申请复查", source))
    if kind is PaperKind.SERVICE_RECEIPT and body.get("method", "").strip() and body["method"] not in set(Method):
        wrong.append(Missing("method", "送达方式只有直接、邮寄、电子、留置四种", "《民事诉讼法》关于送达的规定"))
    return tuple(wrong)


def _tells_remedy(body: Mapping[str, str]) -> bool:
    """Tell whether a remedy that is there names the organ, the 30 days and the review; an empty one is reported already."""
    sentence, organ = "".join(body.get("remedy", "").split()), "".join(body.get("review_organ", "").split())
    return not sentence or not organ or (organ in sentence and f"{REVIEW_DAYS}日内" in sentence and "复查" in sentence)


def _mixed(kind: PaperKind, body: Mapping[str, str]) -> tuple[Missing, ...]:
    fields, why = _FOREIGN.get(kind, ((), ""))
    return tuple(Missing(field, why, "国家信访局信访基础业务规范") for field in fields if body.get(field, "").strip())


def _day(body: Mapping[str, str], field: str) -> date | None:
    try:
        return date.fromisoformat(body.get(field, "").strip())
    except ValueError:
        return None
