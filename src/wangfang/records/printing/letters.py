"""How are the letters worded that one organ sends another?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wangfang.records.printing.phrases import day_in, in_words, law, paras, their_matter
from wangfang.records.printing.shapes import Block, form, heading, para
from wangfang.rules.papers import PaperKind

if TYPE_CHECKING:
    from collections.abc import Mapping

Rows = list[tuple[str, str]]


def _matter_rows(body: Mapping[str, str]) -> Rows:
    return [
        ("信访事项编号", body["case_number"]),
        ("信访人", body["petitioner"]),
        ("提出日期", in_words(body["submitted_on"])),
        ("信访事项", body["matter"]),
    ]


def _units(body: Mapping[str, str]) -> Rows:
    if not body.get("assisting"):
        return []
    return [("主办单位", body.get("lead", "")), ("协办单位", body["assisting"])]


def _forwarding(body: Mapping[str, str]) -> list[Block]:
    article = law(body, "第二十一条", "第二十二条")
    rows = [
        *_matter_rows(body),
        ("转送日期", in_words(body["forwarded_on"])),
        ("办理时限", "依照法定期限：自收到之日起15日内决定是否受理并书面告知信访人"),
        *_units(body),
        ("拟办意见", body.get("opinion", "")),
        ("签收人及日期", ""),
    ]
    return [para(f"根据{article}的规定，现将下列信访事项转送你单位，请依法按期办理，并将结果告知信访人。"), form(rows)]


def _assignment(body: Mapping[str, str]) -> list[Block]:
    article = law(body, "第二十一条", "第二十二条")
    rows = [
        *_matter_rows(body),
        ("交办日期", in_words(body["forwarded_on"])),
        ("办理期限", f"{in_words(body['due_on'])}前（含当日）"),
        *_units(body),
        ("拟办意见", body.get("opinion", "")),
    ]
    return [
        para(f"根据{article}的规定，现将下列信访事项交你单位办理。"),
        form(rows),
        *paras(body["feedback"]),
        para("需要延期的，应当在期限届满前报我单位同意。"),
    ]


def _objection(body: Mapping[str, str]) -> list[Block]:
    article = law(body, "第二十四条", "第二十三条")
    asked = body.get("should_go_to", "")
    return [
        para(
            f"你单位转来的{their_matter(body)}，经核对，不属于我单位职责范围，根据{article}的规定提出异议，申请退回。"
        ),
        heading("退回的理由"),
        *paras(body["reason"]),
        *paras(f"建议由{asked}办理。" if asked else ""),
        para("请你单位审核。同意退回的，有关材料一并交还。"),
    ]


def _decision(body: Mapping[str, str]) -> list[Block]:
    further = f"该信访事项改由{body['next']}办理。" if body.get("next") else ""
    stays = "" if body["decision"] == "同意退回" else "请你单位自收到本函之日起继续依法办理，不得再次退回。"
    return [
        para(f"你单位申请退回{their_matter(body)}，经审核，{body['decision']}。"),
        *paras(f"理由：{body['reason']}" if body.get("reason") else ""),
        *paras(further or stays),
    ]


def _ruling(body: Mapping[str, str]) -> list[Block]:
    return [
        para(
            f"关于{their_matter(body)}的办理归属，各方意见不一致。根据{law(body, '第二十四条', '第二十四条')}的规定，裁决如下。"
        ),
        para(f"该信访事项由{body['competent']}办理，不得再次退回。"),
        heading("裁决的理由"),
        *paras(body["reason"]),
    ]


def _handing_over(body: Mapping[str, str]) -> list[Block]:
    rows = [
        *_matter_rows(body),
        ("移交日期", in_words(body["handed_on"])),
        ("移交的原因", body.get("reason", "")),
        ("剩余办理期限", f"至{day_in(body, 'due_on')}（含当日）" if body.get("due_on") else ""),
        ("签收人及日期", ""),
    ]
    article = law(body, "第二十五条", "第二十四条")
    return [
        para(f"根据{article}的规定，现将下列信访事项连同案卷移交你单位，由你单位继续办理。办理期限不重新计算。"),
        form(rows),
    ]


def _assist(body: Mapping[str, str]) -> list[Block]:
    return [
        para(f"作为{their_matter(body)}的协办单位，现将我单位职责范围内的办理意见函告如下。"),
        *paras(body["answer"]),
        para("请主办单位在答复信访人时一并采用。"),
    ]


def _report(body: Mapping[str, str]) -> list[Block]:
    due = f"，要求于{day_in(body, 'due_on')}前办结" if body.get("due_on") else ""
    return [
        para(f"你单位以{body['assignment_number']}交办的{their_matter(body)}{due}，现已办结，报告如下。"),
        heading("一、信访人反映的问题和请求"),
        *paras(body["request"]),
        heading("二、调查核实和办理情况"),
        *paras(body["report"]),
        heading("三、附件"),
        para(
            f"信访事项处理意见书（{body['opinion_number']}）及送达回证。"
            if "opinion_number" in body
            else "处理意见书及送达回证。"
        ),
        para(f"签发人：{body['signatory']}"),
    ]


def _transfer(body: Mapping[str, str]) -> list[Block]:
    rows = [
        *_matter_rows(body),
        ("移送日期", in_words(body["diverted_on"])),
        ("适用的程序", body.get("procedure", "")),
        ("移送的理由", body["reason"]),
        ("信访人的陈述", body.get("text", "")),
    ]
    return [
        para(f"根据{law(body, '第二十一条', '第三十一条')}的规定，现将下列信访事项移送你单位，请依照法定程序办理。"),
        form(rows),
    ]


def _reopening(body: Mapping[str, str]) -> list[Block]:
    due = f"，在{day_in(body, 'due_on')}前（含当日）办结" if body.get("due_on") else ""
    return [
        para(f"你单位办结的{their_matter(body)}，经审核，现退回你单位重新办理。请重新调查核实、答复信访人{due}。"),
        heading("退回重办的理由"),
        *paras(body["reason"]),
        para("原来的办理期限是否超期，不因退回重办而改变。"),
    ]


def _mark(new: str, does: str, closing: str) -> Callable[[Mapping[str, str]], list[Block]]:
    """Return the wording of an urging, a supervision or a listing: its article of 2022, what it does, what is wanted."""

    def worded(body: Mapping[str, str]) -> list[Block]:
        due = f"请在{day_in(body, 'due_on')}前（含当日）完成。" if body.get("due_on") else ""
        return [
            para(f"根据{law(body, '第三十六条', new)}的规定，现对{their_matter(body)}予以{does}。"),
            heading(f"{does}的理由"),
            *paras(body["reason"]),
            para(closing + due),
        ]

    return worded


def _proposal(old: str, words: str, words_2005: str = "") -> Callable[[Mapping[str, str]], list[Block]]:
    """Return the wording of one of the three proposals, with the article and the words of each law."""

    def worded(body: Mapping[str, str]) -> list[Block]:
        article = law(body, old, "第四十条")
        what = words_2005 if words_2005 and article.endswith(old) else words
        return [
            para(f"在办理编号{body['case_number']}的信访事项中，根据{article}的规定，现提出{what}的建议如下。"),
            *paras(body["proposal"]),
            para("请自收到本建议书之日起30日内书面反馈采纳情况；不采纳的，请说明理由。"),
        ]

    return worded


def _answer(body: Mapping[str, str]) -> list[Block]:
    return [
        para(f"你单位就编号{body['case_number']}的信访事项提出的建议已经收到，现将采纳情况反馈如下。"),
        *paras(body["answer"]),
    ]


def _urgent(body: Mapping[str, str]) -> list[Block]:
    return [
        para(
            f"根据{law(body, '第二十六条', '第二十五条')}的规定，现将{their_matter(body)}涉及的重大、紧急信访信息报告如下。"
        ),
        *paras(body["report"]),
        para("后续情况将及时续报。"),
    ]


LETTERS: dict[PaperKind, Callable[[Mapping[str, str]], list[Block]]] = {
    PaperKind.FORWARDING_SLIP: _forwarding,
    PaperKind.ASSIGNMENT_LETTER: _assignment,
    PaperKind.RETURN_LETTER: _objection,
    PaperKind.RETURN_DECISION: _decision,
    PaperKind.ARBITRATION_RULING: _ruling,
    PaperKind.HANDING_OVER_NOTE: _handing_over,
    PaperKind.ASSIST_ANSWER: _assist,
    PaperKind.CLOSING_REPORT: _report,
    PaperKind.TRANSFER_LETTER: _transfer,
    PaperKind.REOPEN_NOTICE: _reopening,
    PaperKind.URGING_NOTE: _mark("第四十条", "催办", "请抓紧办理，并反馈办理进展。"),
    PaperKind.SUPERVISION_LETTER: _mark("第四十条", "督办", "请依法办理，并书面反馈办理结果和整改情况。"),
    PaperKind.LISTING_NOTICE: _mark("第三十九条", "挂牌督办", "请明确责任人，限期化解，办结以后申请摘牌。"),
    PaperKind.IMPROVEMENT_PROPOSAL: _proposal("第三十六条", "改进工作"),
    PaperKind.POLICY_PROPOSAL: _proposal("第三十七条", "完善政策"),
    PaperKind.ACCOUNTABILITY_PROPOSAL: _proposal("第三十八条", "追究责任", "给予行政处分"),
    PaperKind.PROPOSAL_ANSWER: _answer,
    PaperKind.URGENT_REPORT: _urgent,
}
