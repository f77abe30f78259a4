"""How are the notices worded that tell the petitioner what happens to the matter?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wangfang.records.printing.phrases import PAUSE_WORDS, day_in, in_words, law, paras, your_matter
from wangfang.records.printing.shapes import Block, form, heading, para
from wangfang.rules.papers import METHOD_WORDS, Method, PaperKind

if TYPE_CHECKING:
    from collections.abc import Mapping


def _procedural(body: Mapping[str, str]) -> list[Block]:
    article = law(body, "第二十一条", "第二十二条")
    passed_on = ""
    if body.get("forwarded_to", "").strip():
        on = f"已于{in_words(body['forwarded_on'])}" if body.get("forwarded_on", "").strip() else "现"
        passed_on = f"，{on}转送{body['forwarded_to']}"
    passed_on = passed_on or "，将转送有权处理的机关、单位"
    return [
        para(f"{your_matter(body)}，我单位已经收到并予以登记。根据{article}的规定{passed_on}。"),
        para("有权处理的机关、单位自收到之日起15日内决定是否受理，并书面告知您。"),
        para(
            "本告知书是程序性告知，只说明您反映的事项已经收到和转送，不是受理决定。办理期间，请不要就同一事项重复提出。"
        ),
        *paras(body.get("query", "")),
    ]


def _acceptance(body: Mapping[str, str]) -> list[Block]:
    article = law(body, "第二十二条", "第二十三条")
    sender = body.get("source_organ", "").strip()
    came = f"，由{sender}转送我单位" if sender else ""
    return [
        para(
            f"{your_matter(body)}{came}。经审查，该事项属于我单位职责范围，根据{article}的规定，"
            f"决定自{in_words(body['accepted_on'])}起予以受理。"
        ),
        para(
            f"我单位将在{in_words(body['due_on'])}前（含当日）办结，并书面答复您。情况复杂的，经本单位负责人批准，"
            "可以延长办理期限，延长不超过30日，并告知您延期理由。"
        ),
        para("办理期间，请不要就同一事项重复提出。"),
    ]


def _decline(body: Mapping[str, str]) -> list[Block]:
    article = law(body, "第二十一条、第二十二条", "第二十三条")
    return [
        para(f"{your_matter(body)}，经审查，根据{article}的规定，我单位不予受理。"),
        heading("一、不予受理的理由"),
        *paras(body["reason"]),
        heading("二、您可以怎样做"),
        *paras(body["route"]),
    ]


def _no_longer(body: Mapping[str, str]) -> list[Block]:
    article = law(body, "第三十五条", "第三十六条")
    return [
        para(f"{your_matter(body)}，经审查，根据{article}的规定，不再受理。"),
        heading("一、不再受理的理由"),
        *paras(body["reason"]),
        heading("二、您可以怎样做"),
        para("同一事实和理由的信访程序已经结束。您有新的事实、新的理由或者新的请求的，可以另行提出。"),
    ]


def _extension(body: Mapping[str, str]) -> list[Block]:
    article = law(body, "第三十三条", "第三十四条")
    return [
        para(
            f"{your_matter(body)}，因情况复杂，根据{article}的规定，经我单位负责人批准，"
            f"办理期限延长{body['days']}日，延长至{in_words(body['due_on'])}（含当日）。"
        ),
        heading("延期理由"),
        *paras(body["reason"]),
    ]


def _pause(body: Mapping[str, str]) -> list[Block]:
    why = PAUSE_WORDS.get(body["reason"], body["reason"])
    return [
        para(
            f"{your_matter(body)}，因{why}，办理期限自{in_words(body['paused_on'])}起中止计算。"
            "事由消除以后恢复计算，中止的时间不计入办理期限。"
        ),
    ]


def _recomputed(body: Mapping[str, str]) -> list[Block]:
    return [
        para(f"{your_matter(body)}，办理期限变更为{in_words(body['due_on'])}（含当日）。"),
        heading("变更的原因"),
        *paras(body["reason"]),
        para("变更以后的期限不早于已经告知您的期限。"),
    ]


def _merged(body: Mapping[str, str]) -> list[Block]:
    return [
        para(
            f"{your_matter(body)}，经核对，与编号{body['primary']}的信访事项是同一信访人反映的同一事项，现并案办理。"
            f"办理情况和结果，请按编号{body['primary']}查询。"
        ),
        heading("并案的理由"),
        *paras(body["reason"]),
        para("您认为不是同一事项的，可以向我单位说明，经核实的予以拆分、单独办理。"),
    ]


def _diverted(body: Mapping[str, str]) -> list[Block]:
    article = law(body, "第二十一条", "第三十一条")
    way = f"通过{body['procedure']}程序" if body.get("procedure") else "依照法定程序"
    way = way.replace("程序程序", "程序")
    return [
        para(
            f"{your_matter(body)}，根据{article}的规定，应当{way}处理，"
            f"已于{in_words(body['diverted_on'])}导入，由{body['organ']}依法办理。"
        ),
        heading("导入的理由"),
        *paras(body["reason"]),
        para("办理的期限和救济途径适用该程序的法律规定，请向上述机关、单位了解。"),
    ]


def _settlement(body: Mapping[str, str]) -> list[Block]:
    article = law(body, "第十三条", "第三十三条")
    return [
        para(
            f"关于“{body['matter']}”信访事项（编号{body['case_number']}），根据{article}的规定，各方自愿达成如下协议。"
        ),
        *paras(body["terms"]),
        form(
            [
                ("信访人（签字）", ""),
                ("对方当事人（签字）", body.get("parties", "")),
                ("主持调解的机关、单位", body["issuer"]),
                ("达成日期", in_words(body["issued_on"])),
            ]
        ),
    ]


def _receipt(body: Mapping[str, str]) -> list[Block]:
    return [
        form(
            [
                ("信访事项编号", body["case_number"]),
                ("送达的文书", f"《{body['paper_title']}》"),
                ("文号", body["paper_number"]),
                ("受送达人", body["addressee"]),
                ("送达地点", body.get("place", "")),
                ("送达方式", METHOD_WORDS[Method(body["method"])]),
                ("送达日期", in_words(body["served_on"])),
                ("送达凭证", body.get("proof", "")),
                ("收件人签名或者盖章", body.get("received_by", "")),
                ("代收人与受送达人的关系", body.get("relation", "")),
                ("拒收事由和见证人签名", body.get("witness", "")),
                ("送达人", body.get("served_by", "")),
                ("送达机关", body["issuer"]),
                ("备注", body.get("note", "")),
            ]
        )
    ]


def _withdrawal(body: Mapping[str, str]) -> list[Block]:
    return [
        para(
            f"我于{in_words(body['submitted_on'])}提出“{body['matter']}”信访事项（编号{body['case_number']}），"
            f"现于{day_in(body, 'asked_on')}申请撤回。"
        ),
        heading("撤回的原因"),
        *paras(body["reason"]),
        para("我已经知道：撤回以后不再办理；有新的事实和理由的，可以重新提出。"),
    ]


NOTICES: dict[PaperKind, Callable[[Mapping[str, str]], list[Block]]] = {
    PaperKind.PROCEDURAL_NOTICE: _procedural,
    PaperKind.ACCEPTANCE_NOTICE: _acceptance,
    PaperKind.DECLINE_NOTICE: _decline,
    PaperKind.NO_LONGER_ACCEPT_NOTICE: _no_longer,
    PaperKind.EXTENSION_NOTICE: _extension,
    PaperKind.PAUSE_NOTICE: _pause,
    PaperKind.RECOMPUTE_NOTICE: _recomputed,
    PaperKind.MERGE_NOTE: _merged,
    PaperKind.DIVERSION_NOTICE: _diverted,
    PaperKind.SETTLEMENT: _settlement,
    PaperKind.SERVICE_RECEIPT: _receipt,
    PaperKind.WITHDRAWAL: _withdrawal,
}
