"""How is each paper worded: which sentences does its body become?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from wangfang.records.printing.shapes import Block, Letter, form, heading, para
from wangfang.rules.papers import (
    METHOD_WORDS,
    NEW_LAW_FROM,
    Method,
    PaperKind,
    require_complete,
    title_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

TRANSFER_TITLE = "信访事项转送单"


def letter(kind: PaperKind, body: Mapping[str, str]) -> Letter:
    """Return a paper as the petitioner is to read it.

    The body holds the fields that `papers.missing_in` asks for, days written 2017-09-01, and may hold
    `number`, `source_organ`, `forwarded_to`, `forwarded_on`, `contact`, `phone`, `copies`, `query`.

    Raises:
        Incomplete: something that the law wants in it is missing.
    """
    require_complete(kind, body)
    blocks = _BLOCKS[kind](body)
    plain = kind is PaperKind.SERVICE_RECEIPT
    return {
        "red_head": not plain,
        "issuer": body["issuer"],
        "number": body.get("number", ""),
        "title": title_of(kind),
        "to": "" if plain else body["addressee"],
        "blocks": blocks,
        "signed_by": "" if plain else body["issuer"],
        "signed_on": "" if plain else in_words(body["issued_on"]),
        "after": [] if plain else _contact(body),
        "copies": "" if plain else body.get("copies", ""),
        "printed_on": "" if plain else in_words(body["issued_on"]),
    }


def transfer(body: Mapping[str, str]) -> Letter:
    """Return the sheet with which a bureau passes a case on (转送单), to the agency and not to the petitioner.

    The body holds issuer, number, case_number, addressee, matter, submitted_on, forwarded_to, forwarded_on,
    and may hold due_on (交办: the day by which to report) and opinion (拟办意见).
    """
    asked = form(
        [
            ("信访事项编号", body["case_number"]),
            ("信访人", body["addressee"]),
            ("提出日期", in_words(body["submitted_on"])),
            ("信访事项", body["matter"]),
            ("转送日期", in_words(body["forwarded_on"])),
            ("办结时限", in_words(body["due_on"]) if body.get("due_on") else "依照法定期限"),
            ("拟办意见", body.get("opinion", "")),
            ("签收人及日期", ""),
        ]
    )
    return {
        "red_head": True,
        "issuer": body["issuer"],
        "number": body.get("number", ""),
        "title": TRANSFER_TITLE,
        "to": body["forwarded_to"],
        "blocks": [para("现将下列信访事项转送你单位，请依法按期办理，并将结果告知信访人。"), asked],
        "signed_by": body["issuer"],
        "signed_on": in_words(body["forwarded_on"]),
        "after": _contact(body),
        "copies": "",
        "printed_on": "",
    }


def in_words(day: str) -> str:
    """Return a day written 2017-09-01 as 2017年9月1日."""
    found = date.fromisoformat(day.strip())
    return f"{found.year}年{found.month}月{found.day}日"


def _matter(body: Mapping[str, str]) -> str:
    return f"您于{in_words(body['submitted_on'])}提出的“{body['matter']}”信访事项（编号{body['case_number']}）"


def _is_new_law(body: Mapping[str, str]) -> bool:
    return date.fromisoformat(body["issued_on"].strip()) >= NEW_LAW_FROM


def _contact(body: Mapping[str, str]) -> list[str]:
    said = (("联系人", body.get("contact", "")), ("联系电话", body.get("phone", "")))
    line = "　　".join(f"{name}：{value}" for name, value in said if value.strip())
    return [line] if line else []


def _procedural(body: Mapping[str, str]) -> list[Block]:
    law = "《信访工作条例》第二十二条" if _is_new_law(body) else "《信访条例》第二十一条"
    passed_on = ""
    if body.get("forwarded_to", "").strip():
        on = f"已于{in_words(body['forwarded_on'])}" if body.get("forwarded_on", "").strip() else "现"
        passed_on = f"，{on}转送{body['forwarded_to']}"
    blocks: list[Block] = [
        para(
            f"{_matter(body)}，我单位已经收到并予以登记。根据{law}的规定{passed_on or '，将转送有权处理的机关、单位'}。"
        ),
        para("有权处理的机关、单位自收到之日起15日内决定是否受理，并书面告知您。"),
        para(
            "本告知书是程序性告知，只说明您反映的事项已经收到和转送，不是受理决定。办理期间，请不要就同一事项重复提出。"
        ),
    ]
    if body.get("query", "").strip():
        blocks.append(para(body["query"]))
    return blocks


def _acceptance(body: Mapping[str, str]) -> list[Block]:
    law = "《信访工作条例》第二十三条" if _is_new_law(body) else "《信访条例》第二十二条"
    sender = body.get("source_organ", "").strip()
    came = f"，由{sender}转送我单位" if sender else ""
    return [
        para(
            f"{_matter(body)}{came}。经审查，该事项属于我单位职责范围，根据{law}的规定，决定自{in_words(body['accepted_on'])}起予以受理。"
        ),
        para(
            f"我单位将在{in_words(body['due_on'])}前（含当日）办结，并书面答复您。情况复杂的，经本单位负责人批准，"
            "可以延长办理期限，延长不超过30日，并告知您延期理由。"
        ),
        para("办理期间，请不要就同一事项重复提出。"),
    ]


def _decline(body: Mapping[str, str]) -> list[Block]:
    law = "《信访工作条例》第二十三条" if _is_new_law(body) else "《信访条例》第二十一条、第二十二条"
    return [
        para(f"{_matter(body)}，经审查，根据{law}的规定，我单位不予受理。"),
        heading("一、不予受理的理由"),
        *_paras(body["reason"]),
        heading("二、您可以怎样做"),
        *_paras(body["route"]),
    ]


def _opinion(body: Mapping[str, str]) -> list[Block]:
    sender = body.get("source_organ", "").strip()
    came = f"由{sender}转送，" if sender else ""
    accepted = body.get("accepted_on", "").strip()
    begun = f"我单位于{in_words(accepted)}受理，" if accepted else ""
    return [
        para(f"{_matter(body)}，{came}{begun}现已办理完毕，答复如下。"),
        heading("一、您的请求"),
        *_paras(body["request"]),
        heading("二、查明的情况和理由"),
        *_paras(body["facts"]),
        heading("三、处理意见和依据"),
        *_paras(body["opinion"]),
        *_paras(f"依据：{body['basis']}"),
        heading("四、您的权利"),
        *_paras(body["remedy"]),
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
                ("收件人签名或者盖章", body.get("received_by", "")),
                ("代收人与受送达人的关系", body.get("relation", "")),
                ("拒收事由和见证人签名", body.get("witness", "")),
                ("送达人", body.get("served_by", "")),
                ("送达机关", body["issuer"]),
                ("备注", body.get("note", "")),
            ]
        )
    ]


def _paras(text: str) -> list[Block]:
    """Return one paragraph a line, without the empty ones and without the indents that were typed in."""
    return [para(line.strip()) for line in text.splitlines() if line.strip()]


_BLOCKS = {
    PaperKind.PROCEDURAL_NOTICE: _procedural,
    PaperKind.ACCEPTANCE_NOTICE: _acceptance,
    PaperKind.DECLINE_NOTICE: _decline,
    PaperKind.OPINION: _opinion,
    PaperKind.SERVICE_RECEIPT: _receipt,
}
