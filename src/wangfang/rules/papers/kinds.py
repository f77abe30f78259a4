"""Which papers (文书) are there, how are they called and numbered, and whom do they address?"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from wangfang.rules.papers.laws import NEW_LAW_FROM, cited
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wangfang.rules.facts import Agency


class PaperKind(StrEnum):
    """The numbered papers of a case, in the order of a life."""

    REGISTRATION_FORM = "registration_form"  # 登记表
    PROCEDURAL_NOTICE = "procedural_notice"  # 程序性受理告知书
    ACCEPTANCE_NOTICE = "acceptance_notice"  # 实体性受理告知书
    DECLINE_NOTICE = "decline_notice"  # 不予受理告知书
    NO_LONGER_ACCEPT_NOTICE = "no_longer_accept_notice"  # 不再受理告知书
    FORWARDING_SLIP = "forwarding_slip"  # 转送单
    ASSIGNMENT_LETTER = "assignment_letter"  # 交办函
    RETURN_LETTER = "return_letter"  # 退回（异议）函
    RETURN_DECISION = "return_decision"  # 退回答复函
    ARBITRATION_RULING = "arbitration_ruling"  # 归属裁决书
    HANDING_OVER_NOTE = "handing_over_note"  # 移交单
    ASSIST_ANSWER = "assist_answer"  # 协办意见
    EXTENSION_APPROVAL = "extension_approval"  # 延期审批表
    EXTENSION_NOTICE = "extension_notice"  # 延长办理期限告知书
    PAUSE_NOTICE = "pause_notice"  # 中止计时告知书
    RECOMPUTE_NOTICE = "recompute_notice"  # 办理期限变更告知书
    HEARING_RECORD = "hearing_record"  # 听证记录
    SETTLEMENT = "settlement"  # 调解（和解）协议书
    OPINION = "opinion"  # 处理意见书
    SERVICE_RECEIPT = "service_receipt"  # 送达回证
    CLOSING_REPORT = "closing_report"  # 办结报告
    MERGE_NOTE = "merge_note"  # 并案告知书
    FILING_APPROVAL = "filing_approval"  # 存查审批表
    DIVERSION_NOTICE = "diversion_notice"  # 导入其他程序告知书
    TRANSFER_LETTER = "transfer_letter"  # 移送函
    WITHDRAWAL = "withdrawal"  # 撤回申请书
    REVIEW_APPLICATION = "review_application"  # 复查申请书
    REVIEW_ACCEPTANCE = "review_acceptance"  # 复查受理告知书
    REVIEW_OPINION = "review_opinion"  # 复查意见书
    RECHECK_APPLICATION = "recheck_application"  # 复核申请书
    RECHECK_ACCEPTANCE = "recheck_acceptance"  # 复核受理告知书
    RECHECK_OPINION = "recheck_opinion"  # 复核意见书
    REOPEN_NOTICE = "reopen_notice"  # 退回重办通知书
    URGING_NOTE = "urging_note"  # 催办单
    SUPERVISION_LETTER = "supervision_letter"  # 督办函
    LISTING_NOTICE = "listing_notice"  # 挂牌督办通知书
    IMPROVEMENT_PROPOSAL = "improvement_proposal"  # 改进工作建议书
    POLICY_PROPOSAL = "policy_proposal"  # 完善政策建议书
    ACCOUNTABILITY_PROPOSAL = "accountability_proposal"  # 追究责任建议书
    PROPOSAL_ANSWER = "proposal_answer"  # 建议采纳情况反馈函
    URGENT_REPORT = "urgent_report"  # 重大紧急信息报告
    FINALISATION_RECORD = "finalisation_record"  # 终结记录


class Addressee(StrEnum):
    """Whom a paper addresses; an internal one stays with its issuer and those above."""

    PETITIONER = "petitioner"
    ORGAN = "organ"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Demand:
    """A field that must not be empty: why, and the article before and from 2022-05-01."""

    field: str
    why: str
    old: str
    new: str

    def source(self, issued_on: date) -> str:
        """Return the article as it is cited on a day."""
        return cited(self.old, self.new, issued_on)


@dataclass(frozen=True, slots=True)
class Blank:
    """A row of the table of papers; `foreign` are fields that would make it another paper."""

    title: str
    title_2005: str
    series: str
    to: Addressee
    demands: tuple[Demand, ...]
    foreign: tuple[str, ...]
    foreign_why: str


_HEADS = {
    Addressee.PETITIONER: {"addressee": "要写明信访人"},
    Addressee.ORGAN: {"addressee": "要写明主送的机关、单位", "petitioner": "要写明信访人"},
    Addressee.INTERNAL: {"petitioner": "要写明信访人"},
}
_MATTER = {"matter": "要写明信访事项", "submitted_on": "要写明信访人提出的日期"}


@cache
def blanks() -> Mapping[PaperKind, Blank]:
    """Return the table of papers, one row for each kind.

    Source: rules/tables/papers.toml.
    """
    text = files("wangfang.rules").joinpath("tables/papers.toml").read_text(encoding="utf-8")
    return {PaperKind(row["kind"]): _blank(row) for row in tomllib.loads(text)["paper"]}


def _blank(row: Mapping[str, object]) -> Blank:
    to = Addressee(str(row["to"]))
    old, new = _texts(row["articles"])
    always = {"issuer": "要写明出具文书的机关", **_HEADS[to], "case_number": "要写明信访事项编号"}
    always |= {"issued_on": "要写明出具日期", **(_MATTER if row.get("matter") else {})}
    common = [Demand(field, why, old, new) for field, why in always.items()]
    own = [_demand(_texts(field), (old, new)) for field in _rows(row.get("fields", []))]
    return Blank(
        title=str(row["title"]),
        title_2005=str(row.get("title_2005", row["title"])),
        series=str(row["series"]),
        to=to,
        demands=(*common, *own),
        foreign=_texts(row.get("foreign", [])),
        foreign_why=str(row.get("foreign_why", "")),
    )


def _demand(said: tuple[str, ...], articles: tuple[str, str]) -> Demand:
    field, why, *own = said
    old, new = own or articles
    return Demand(field, why, old, new)


def _rows(value: object) -> list[object]:
    assert isinstance(value, list)  # noqa: S101 - the table is ours
    return value


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, _rows(value)))


def title_of(kind: PaperKind, issued_on: date | None = None) -> str:
    """Return the title printed on the paper, under the law of its day; the two notices of acceptance are named in full.

    Source: 国家信访局基础业务规范检查 (两种受理告知书混用 is the defect reported most);
    《信访条例》第三十八条 (行政处分建议), 《信访工作条例》第四十条 (追究责任建议).
    """
    blank = blanks()[kind]
    return blank.title_2005 if issued_on and issued_on < NEW_LAW_FROM else blank.title


def addressee_of(kind: PaperKind) -> Addressee:
    """Return whom a paper addresses.

    Source: 《信访条例》第二十一条、第二十二条; 《信访工作条例》第二十二条、第二十三条 (the petitioner is told, the
    receiving organ is handed the case).
    """
    return blanks()[kind].to


def is_for_petitioner(kind: PaperKind) -> bool:
    """Tell whether the petitioner may read a paper: what is addressed to organs or kept inside is never shown.

    Source: 《信访工作条例》第二十一条 (查询); docs/rules/papers.md.
    """
    return addressee_of(kind) is Addressee.PETITIONER


def may_read(kind: PaperKind, issuer: Agency, reader: Agency) -> bool:
    """Tell whether an agency that sees the case may read a paper; internal ones only their issuer and those above it.

    Source: docs/rules/papers.md (a rule of this product: a unit does not read what a bureau keeps for itself).
    """
    return addressee_of(kind) is not Addressee.INTERNAL or issuer.stands_under(reader.code)


def number(kind: PaperKind, agency_short: str, year: int, serial: int) -> str:
    """Return the number of a paper (发文字号) such as 南岗信受字〔2017〕12号; `serial` counts from 1 in a year.

    Raises:
        CannotNumber: the agency has no short name, the year is not one of four digits, the serial is below 1.

    Source: GB/T 9704—2012 §7.2.5 (year in full in 〔〕, serial without leading zeros and without 第).
    """
    if not agency_short.strip() or year not in range(1949, 10_000) or serial < 1:
        raise CannotNumber(title_of(kind))
    return f"{agency_short.strip()}{blanks()[kind].series}〔{year}〕{serial}号"


class CannotNumber(Refused):
    """A paper without agency, year or serial has no number."""

    def __init__(self, title: str) -> None:
        super().__init__(f"《{title}》不能编号：要有机关代字、四位年份和从1起的顺序号", "GB/T 9704—2012 7.2.5")
