"""How an export is shown and written: the lines of the page, and the workbook with its number in three places."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.presenters.worklist import TABS
from wangfang.interfaces.frame import wording
from wangfang.interfaces.frame.cells import workbook_in_memory
from wangfang.interfaces.frame.language import in_chinese
from wangfang.interfaces.frame.templatetags.frame import china_moment
from wangfang.records.exporting import asking
from wangfang.rules.exporting import FETCHED_WITHIN
from wangfang.rules.facts import Role
from wangfang.rules.states import State

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from wangfang.records.exporting.models import ExportRequest
    from wangfang.records.exporting.rows import Row
    from wangfang.rules.facts import Actor


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One request: what was asked for, how it stands, and what this person may do with it."""

    number: str
    url: str
    sentence: str
    why: str
    standing: str
    approvals: list[str]
    may_approve: bool
    may_make: bool
    file_url: str


def line_of(request: ExportRequest, actor: Actor, now: datetime) -> ExportLine:
    """Return the line of a request; what was searched for is not for whoever guards the platform."""
    day, mine = now.date(), request.asked_by == actor.login
    given, ready = asking.consents_of(request), asking.is_ready(request, day)
    gone = request.made_at is not None and now >= request.made_at + FETCHED_WITHIN
    return ExportLine(
        request.number,
        reverse("desk:export", args=[request.pk]),
        _sentence(request, actor),
        request.why,
        _standing(request, ready=ready, gone=gone),
        [f"{one.login}" for one in given],
        not ready and not mine and actor.login not in {one.login for one in given},
        mine and ready and request.made_at is None,
        reverse("desk:export-file", args=[request.pk]) if mine and request.made_at and not gone else "",
    )


@in_chinese()
def workbook_of(request: ExportRequest, rows: Sequence[Row]) -> bytes:
    """Return the rows as an XLSX file: its number stands in the first row and in the properties.

    It is made once and kept, so it is in Chinese whoever makes it.
    """
    target = BytesIO()
    book = workbook_in_memory(target)
    book.set_properties({"title": request.number, "subject": request.number, "comments": _stamp(request)})
    book.set_custom_property("export", request.number)
    sheet = book.add_worksheet()
    sheet.write_string(0, 0, _stamp(request))
    for place, word in enumerate(_heads(with_people=request.with_people)):
        sheet.write_string(1, place, word)
    for nth, row in enumerate(rows, start=2):
        state = str(wording.STATES[State(row.state)].staff)
        cells = (row.number, row.title, row.who, row.category, state, row.received_on, row.due_on, *row.people)
        for place, cell in enumerate(cells):
            sheet.write_string(nth, place, cell)
    book.close()
    return target.getvalue()


def _heads(*, with_people: bool) -> list[str]:
    heads = [_("编号"), _("反映的问题"), _("信访人"), _("内容分类"), _("环节"), _("收到"), _("到期")]
    return [*heads, _("姓名"), _("证件号码"), _("手机号码"), _("住址")] if with_people else heads


def _stamp(request: ExportRequest) -> str:
    said = {
        "number": request.number,
        "who": request.asked_by,
        "at": china_moment(request.made_at),
        "n": request.made_rows,
    }
    return _("导出编号 %(number)s · %(who)s · %(at)s · %(n)s 件 · 只供申请的用途，不得转给他人") % said


def _sentence(request: ExportRequest, actor: Actor) -> str:
    words = "" if actor.role is Role.SECURITY else request.words
    parts = [
        str(TABS[request.view]) if request.view in TABS else request.view,
        *(one for one in (words, request.category, request.region) if one),
        _("%(n)s 件") % {"n": len(request.keys)},
        _("含信访人信息") if request.with_people else _("不含信访人信息"),
        _("%(who)s %(at)s 申请") % {"who": request.asked_by, "at": china_moment(request.asked_at)},
    ]
    return " · ".join(parts)


def _standing(request: ExportRequest, *, ready: bool, gone: bool) -> str:
    if request.made_at:
        return _("文件已经删除") if gone else _("已生成，24 小时内可以下载")
    if ready:
        return _("可以生成")
    return _("等待批准，要 %(n)s 人") % {"n": request.needed}
