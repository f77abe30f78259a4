"""What does a citizen keep of a submission, and how is it printed?"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.interfaces.frame.language import in_chinese
from wangfang.interfaces.frame.templatetags.frame import china_full_date
from wangfang.interfaces.portal.keepsakes import RECEIPT
from wangfang.records.agencies.tree import tree
from wangfang.records.printing import press

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Kept:
    """The receipt as the citizen's browser carries it for half a day; the server keeps no query code."""

    number: str
    code: str
    bureau: str
    matter: str
    submitted_on: str

    def words(self) -> tuple[str, ...]:
        """Return what goes into the cookie."""
        return astuple(self)


def read(request: HttpRequest) -> Kept | None:
    """Return the receipt that the browser carries, None when it carries none."""
    words = RECEIPT.read(request)
    return Kept(*words) if len(words) == len(fields(Kept)) else None


@in_chinese()
def slip_of(kept: Kept, where: str) -> bytes:
    """Return the receipt as PDF; like every paper it is in Chinese."""
    return press.pdf(
        press.SLIP,
        {
            "issuer": tree().agency(kept.bureau).name,
            "case_number": kept.number,
            "query_code": kept.code or _("提交时已经给您"),
            "matter": kept.matter,
            "submitted_on": china_full_date(date.fromisoformat(kept.submitted_on)),
            "where": where,
            "phone": "12345",
        },
    )
