"""How are the papers worded that stay in the house: forms to fill in, approvals, records?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wangfang.records.printing.phrases import FORM_WORDS, PURPOSE_WORDS, day_in, in_words
from wangfang.records.printing.shapes import Block, form, para
from wangfang.rules.papers import PaperKind

if TYPE_CHECKING:
    from collections.abc import Mapping

Rows = list[tuple[str, str]]


def _case_rows(body: Mapping[str, str]) -> Rows:
    return [
        ("信访事项编号", body["case_number"]),
        ("信访人", body["petitioner"]),
        ("提出日期", in_words(body["submitted_on"])),
        ("信访事项", body["matter"]),
    ]


def _registration(body: Mapping[str, str]) -> list[Block]:
    optional = (
        ("联名人", "signers"),
        ("代理人", "agents"),
        ("证件号码", "id_number"),
        ("联系电话", "phone"),
        ("住址", "home"),
        ("内容分类", "category"),
        ("被反映单位或者人员", "respondent"),
        ("问题发生地点", "address"),
    )
    rows = [
        *_case_rows(body),
        ("信访形式", FORM_WORDS.get(body["form"], body["form"])),
        ("信访目的", PURPOSE_WORDS.get(body["purpose"], body["purpose"])),
        ("信访人数", body["people"]),
        ("问题属地", body["region"]),
        *((name, body[field]) for name, field in optional if body.get(field)),
        ("主要诉求、事实和理由", body["text"]),
        ("登记单位", body["issuer"]),
        ("登记人及日期", f"{body.get('registrar', '')}　{day_in(body, 'registered_on')}".strip()),
    ]
    return [form(rows)]


def _extension(body: Mapping[str, str]) -> list[Block]:
    consent = [("交办机关的意见", body["consent"])] if body.get("consent") else []
    rows = [
        *_case_rows(body),
        ("延长天数", f"{body['days']}日"),
        ("延长以后的期限", in_words(body["due_on"])),
        ("延期的理由", body["reason"]),
        *consent,
        ("批准人", body["approved_by"]),
        ("批准日期", in_words(body["issued_on"])),
    ]
    return [form(rows)]


def _filing(body: Mapping[str, str]) -> list[Block]:
    rows = [
        *_case_rows(body),
        ("存查的理由", body["reason"]),
        ("审批单位", body["issuer"]),
        ("审批人", body["approved_by"]),
        ("审批日期", in_words(body["issued_on"])),
    ]
    return [form(rows)]


def _hearing(body: Mapping[str, str]) -> list[Block]:
    rows = [
        *_case_rows(body),
        ("听证日期", in_words(body["held_on"])),
        ("主持单位", body["issuer"]),
        ("记录人", body.get("recorder", "")),
        ("听证情况", body["record"]),
        ("参加人签名", ""),
    ]
    return [form(rows)]


def _final(body: Mapping[str, str]) -> list[Block]:
    rows = [
        *_case_rows(body),
        ("终结的依据", body["ground"]),
        ("终结日期", in_words(body["finalised_on"])),
        ("备注", body.get("note", "")),
    ]
    return [form(rows), para("信访程序终结。同一事实和理由再次提出的，不再受理。")]


INTERNALS: dict[PaperKind, Callable[[Mapping[str, str]], list[Block]]] = {
    PaperKind.REGISTRATION_FORM: _registration,
    PaperKind.EXTENSION_APPROVAL: _extension,
    PaperKind.FILING_APPROVAL: _filing,
    PaperKind.HEARING_RECORD: _hearing,
    PaperKind.FINALISATION_RECORD: _final,
}
