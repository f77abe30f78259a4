"""How is each paper worded: which sheet does its body become?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from wangfang.records.printing.internals import INTERNALS
from wangfang.records.printing.letters import LETTERS
from wangfang.records.printing.notices import NOTICES
from wangfang.records.printing.phrases import contact, in_words
from wangfang.records.printing.remedies import REMEDIES
from wangfang.records.printing.shapes import Block, Letter
from wangfang.rules.papers import Addressee, PaperKind, addressee_of, require_complete, title_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLOCKS = {**NOTICES, **LETTERS, **REMEDIES, **INTERNALS}
_APPLICATIONS = frozenset({PaperKind.WITHDRAWAL, PaperKind.REVIEW_APPLICATION, PaperKind.RECHECK_APPLICATION})
"""Papers in which the petitioner speaks: addressed to the organ, signed by the petitioner, no red head."""

_FORMS = frozenset({PaperKind.SERVICE_RECEIPT, PaperKind.SETTLEMENT})
"""Papers that are signed in their own rows."""


def letter(kind: PaperKind, body: Mapping[str, str]) -> Letter:
    """Return a paper as its reader is to see it.

    The body holds the fields that `papers.missing_in` asks for, days written 2017-09-01, and may hold
    `number`, `source_organ`, `forwarded_to`, `forwarded_on`, `contact`, `phone`, `copies`, `query`.

    Raises:
        Incomplete: something that the law wants in it is missing.
    """
    require_complete(kind, body)
    blocks = _BLOCKS[kind](body)
    if kind in _APPLICATIONS:
        return _application(kind, body, blocks)
    plain = kind in _FORMS or addressee_of(kind) is Addressee.INTERNAL
    day = "" if plain else in_words(body["issued_on"])
    return {
        "red_head": not plain,
        "issuer": body["issuer"],
        "number": body.get("number", ""),
        "title": _title(kind, body),
        "to": "" if plain else body["addressee"],
        "blocks": blocks,
        "signed_by": "" if plain else body["issuer"],
        "signed_on": day,
        "after": [] if plain else contact(body),
        "copies": "" if plain else body.get("copies", ""),
        "printed_on": day,
    }


def _title(kind: PaperKind, body: Mapping[str, str]) -> str:
    if kind is PaperKind.CLOSING_REPORT:  # 交办事项的办结报告以“关于……情况的报告”为题
        return f"关于{body['petitioner']}反映“{body['matter']}”信访事项办理情况的报告"
    return title_of(kind, date.fromisoformat(body["issued_on"].strip()))


def _application(kind: PaperKind, body: Mapping[str, str], blocks: list[Block]) -> Letter:
    return {
        "red_head": False,
        "issuer": body["issuer"],
        "number": body.get("number", ""),
        "title": title_of(kind),
        "to": body.get("organ", "") or body["issuer"],
        "blocks": blocks,
        "signed_by": f"申请人：{body['addressee']}",
        "signed_on": in_words(body["asked_on"]),
        "after": [],
        "copies": "",
        "printed_on": "",
    }
