"""What must stand in a paper before it may be issued?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from wangfang.rules.papers.decisions import REVIEW_DAYS
from wangfang.rules.papers.kinds import PaperKind, blanks, title_of
from wangfang.rules.papers.laws import NEW_LAW_FROM
from wangfang.rules.papers.serving import SOURCE, Method
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

_REMEDIES = {PaperKind.OPINION: "复查", PaperKind.REVIEW_OPINION: "复核"}


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that keeps a paper from being issued: the field, a sentence for the screen, its ground."""

    field: str
    why: str
    source: str


def missing_in(kind: PaperKind, body: Mapping[str, str]) -> tuple[Missing, ...]:
    """Return what keeps a paper with this body from being issued, in the order of the paper; empty when complete.

    Days in the body are written 2017-09-01. Fields that belong to the other kind of acceptance notice are
    reported like missing ones.

    Source: rules/tables/papers.toml, which names the articles of both laws for each field.
    """
    issued_on = _day(body, "issued_on") or NEW_LAW_FROM
    empty = [
        Missing(demand.field, demand.why, demand.source(issued_on))
        for demand in blanks()[kind].demands
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
    if kind in _REMEDIES and not _tells_remedy(body, _REMEDIES[kind]):
        source = blanks()[kind].demands[-1].source(issued_on)
        why = f"要写明可以自收到之日起{REVIEW_DAYS}日内向哪个机关申请{_REMEDIES[kind]}"
        wrong.append(Missing("remedy", why, source))
    if kind is PaperKind.SERVICE_RECEIPT and body.get("method", "").strip() and body["method"] not in set(Method):
        wrong.append(Missing("method", "送达方式只有直接、邮寄、电子、留置四种", SOURCE))
    return tuple(wrong)


def _tells_remedy(body: Mapping[str, str], ask: str) -> bool:
    """Tell whether a remedy that is there names the organ, the 30 days and what to ask for; an empty one is reported already."""
    sentence, organ = "".join(body.get("remedy", "").split()), "".join(body.get("review_organ", "").split())
    return not sentence or not organ or (organ in sentence and f"{REVIEW_DAYS}日内" in sentence and ask in sentence)


def _mixed(kind: PaperKind, body: Mapping[str, str]) -> tuple[Missing, ...]:
    blank = blanks()[kind]
    filled = (field for field in blank.foreign if body.get(field, "").strip())
    return tuple(Missing(field, blank.foreign_why, "国家信访局信访基础业务规范") for field in filled)


def _day(body: Mapping[str, str], field: str) -> date | None:
    try:
        return date.fromisoformat(body.get(field, "").strip())
    except ValueError:
        return None
