"""How the board of a day and the briefs are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from wangfang.interfaces.desk.presenters.cases import title_of
from wangfang.interfaces.desk.presenters.figures import period_word
from wangfang.interfaces.frame.templatetags.frame import china_day, china_moment
from wangfang.records.cases import lookups
from wangfang.records.rhythms import boards
from wangfang.rules.briefs import rendered
from wangfang.rules.day_boards import Standing, Undone
from wangfang.rules.periods import Period
from wangfang.rules.rhythms import Rhythm

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from wangfang.records.rhythms.boards import Board
    from wangfang.records.rhythms.boards import Line as Seen
    from wangfang.records.rhythms.models import Brief, DayBoard, Receipt, Run
    from wangfang.rules.facts import Actor

UNDONE: dict[Undone, tuple[str, StrOrPromise]] = {
    Undone.OVERDUE: ("red", _later("超期")),
    Undone.DUE: ("amber", _later("今日到期")),
    Undone.UNSIGNED: ("blue", _later("未签收")),
    Undone.RETURNS: ("purple", _later("退回待裁")),
    Undone.MESSAGES: ("grey", _later("短信未送达")),
    Undone.LIKELY: ("teal", _later("疑似重复待核")),
    Undone.URGENT: ("red", _later("紧急信号")),
}
"""Why a case stands on a board: the colour of its tag, and its word."""
STANDINGS: dict[Standing, tuple[str, StrOrPromise]] = {
    Standing.OPEN: ("amber", _later("待办清或者说明")),
    Standing.EXPLAINED: ("teal", _later("已说明")),
    Standing.CLEARED: ("green", _later("已办清")),
}
RHYTHMS: dict[Rhythm, StrOrPromise] = {
    Rhythm.DAY: _later("日清理"),
    Rhythm.WEEK: _later("周小结"),
    Rhythm.MONTH: _later("月汇总"),
    Rhythm.QUARTER: _later("季通报"),
}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One line of the board; `ticks` tells whether it may be explained, `before` is what was said on an earlier day."""

    number: str
    title: str
    url: str
    due: str
    kinds: list[tuple[str, str]]
    standing: tuple[str, str]
    said: str
    by: str
    before: str
    ticks: bool


@dataclass(frozen=True, slots=True)
class LogLine:
    """One closed board of the log."""

    on: str
    sentence: str
    url: str
    is_signed: bool


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One brief on a list and on top of its page."""

    name: str
    sentence: str
    url: str
    waits: bool


def item_rows(board: Board, seen: Sequence[Seen], actor: Actor, now: datetime) -> list[ItemRow]:
    """Return the lines of a board, those that are open first; two queries."""
    shows = lookups.shown_in_list([one.case for one in seen], actor, now)
    waiting = [one.case.pk for one in seen if one.explained is None and one.item.standing is Standing.OPEN]
    before = boards.said_before(actor, waiting)
    rows = []
    for one in seen:
        said = one.explained
        by = _("%(who)s，%(at)s") % {"who": said.name, "at": china_moment(said.at)} if said else ""
        rows.append(
            ItemRow(
                one.case.number,
                title_of(one.case, shows[one.case.pk]),
                reverse("desk:case", args=[one.case.number]),
                china_day(one.case.due_on) if one.case.is_open and one.case.due_from else "",
                [_tag(UNDONE[kind]) for kind in one.item.kinds],
                _tag(STANDINGS[one.item.standing]),
                said.text if said else "",
                by,
                before.get(one.case.pk, ""),
                board.signed_at is None and one.item.standing is not Standing.CLEARED,
            )
        )
    return rows


def counters(board: Board) -> list[tuple[str, int]]:
    """Return how many items stand on a board, kind by kind."""
    counts = {kind: sum(kind in one.kinds for one in board.items) for kind in Undone}
    return [(str(UNDONE[kind][1]), count) for kind, count in counts.items()]


def log_lines(log: Sequence[DayBoard]) -> list[LogLine]:
    """Return the boards of the log, the newest first."""
    return [_log_line(one) for one in log]


def signed_words(board: Board) -> str:
    """Return who signed a board and when, nothing while nobody has."""
    if board.row is None or board.row.signed_at is None:
        return ""
    said = {"who": board.row.signed_name, "at": china_moment(board.row.signed_at)}
    return _("%(who)s 于 %(at)s 值班签字") % said


def brief_line(brief: Brief) -> BriefLine:
    """Return the line of a brief of one's own bureau."""
    sent = brief.sent_at
    state = _("%(at)s 报送") % {"at": china_moment(sent)} if sent else _("待修改报送")
    return BriefLine(name_of(brief), _sentence(brief, state), _brief_url(brief.pk), sent is None)


def received_line(receipt: Receipt) -> BriefLine:
    """Return the line of a brief that was received."""
    brief = receipt.brief
    return BriefLine(
        name_of(brief), _sentence(brief, read_words(receipt)), _brief_url(brief.pk), receipt.read_at is None
    )


def read_words(receipt: Receipt) -> str:
    """Return who signed for a brief and when."""
    if receipt.read_at is None:
        return _("未签收")
    return _("%(who)s 于 %(at)s 签收") % {"who": receipt.read_name, "at": china_moment(receipt.read_at)}


def draft_line(run: Run) -> BriefLine:
    """Return the line of a quarter: its bulletin was drafted and waits for somebody, or why it was not."""
    period = period_word(Period.parse(run.period))
    name = _("%(period)s季通报") % {"period": period}
    if "bulletin" not in run.outcome:
        return BriefLine(name, str(run.outcome.get("refused", "")), "", waits=True)
    at = {"at": china_moment(run.done_at)}
    url = reverse("desk:bulletin", args=[run.outcome["bulletin"]])
    return BriefLine(name, _("%(at)s 自动起草，待核对印发") % at, url, waits=True)


def name_of(brief: Brief) -> str:
    """Return what a brief is called: the period, the rhythm, the bureau."""
    word = RHYTHMS[Rhythm(brief.run.rhythm)]
    period = period_word(Period.parse(brief.run.period))
    return _("%(bureau)s%(period)s%(rhythm)s") % {"bureau": brief.bureau.name, "period": period, "rhythm": word}


def sections(brief: Brief) -> list[tuple[str, str]]:
    """Return the sections of a brief with its figures in their places."""
    return [(one["heading"], rendered(one["text"], brief.figures)) for one in brief.texts]


def _sentence(brief: Brief, state: str) -> str:
    said = {"first": china_day(brief.start), "until": china_moment(brief.as_of), "state": state}
    return _("%(first)s 起，数据截至 %(until)s · %(state)s") % said


def _brief_url(key: int) -> str:
    return reverse("desk:rhythm-brief", args=[key])


def _log_line(one: DayBoard) -> LogLine:
    count = sum(one.counts.values())
    if one.signed_at:
        said = {"n": count, "who": one.signed_name, "at": china_moment(one.signed_at)}
        sentence = _("%(n)s 项，%(who)s 于 %(at)s 签字") % said
    else:
        sentence = _("%(n)s 项，没有签字") % {"n": count}
    return LogLine(one.on.isoformat(), sentence, f"{reverse('desk:rhythm-day')}?on={one.on}", one.signed_at is not None)


def _tag(said: tuple[str, StrOrPromise]) -> tuple[str, str]:
    return said[0], str(said[1])
