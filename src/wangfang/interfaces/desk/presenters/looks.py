"""Who looked at a case, as it is read by whom the trace is open to (谁看过)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.records.agencies.tree import tree
from wangfang.records.ledger import access
from wangfang.records.ledger.access import What

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from wangfang.records.ledger.models import Access

MOST = 200
WORDS: dict[What, _StrPromise] = {
    What.VIEW: gettext_lazy("看了"),
    What.FILE: gettext_lazy("下载了附件"),
    What.PAPER: gettext_lazy("打开了文书"),
    What.REVEAL: gettext_lazy("看了完整的姓名或号码"),
    What.SEARCH: gettext_lazy("查找"),
    What.EXPORT: gettext_lazy("导出了卷宗"),
    What.FAILED: gettext_lazy("想看，没有看到"),
    What.ALARM: gettext_lazy("查看原文偏多"),
}


@dataclass(frozen=True, slots=True)
class LookLine:
    """One look: when, by whom, from where, at what."""

    at: datetime
    who: str
    where: str
    word: str
    origin: str


def looks_at(number: str) -> list[LookLine]:
    """Return who looked at a case, the newest first."""
    return [_line(one) for one in access.of_case(number, MOST)]


def _line(one: Access) -> LookLine:
    code = one.post.rpartition("/")[0]
    known = tree().by_code.get(code)
    return LookLine(
        one.recorded_at, one.who, known.name if known else _("系统"), str(WORDS[What(one.what)]), one.origin
    )
