"""How a circulated report is shown: its line, its sheet, who has not signed, and what this person may do about a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk import subjects
from wangfang.interfaces.frame.templatetags.frame import china_day, china_moment
from wangfang.records.agencies.tree import tree
from wangfang.records.sign_offs import lookups
from wangfang.rules.access import seat_of
from wangfang.rules.sign_offs import CIRCULATORS, is_overdue, may_enter, may_sign

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from wangfang.interfaces.desk.subjects import Subject
    from wangfang.records.sign_offs.lookups import Sheet
    from wangfang.records.sign_offs.models import Circulation, Reader, Reminder
    from wangfang.rules.facts import Actor


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One circulation in a list: how many of the lines that this person sees are signed."""

    title: str
    sentence: str
    url: str
    lines: int
    signed: int


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """One line of the sheet with where this person can do something about it."""

    agency: str
    post: str
    name: str
    signed: str
    opinion: str
    note: str
    colour: str
    word: str
    sign_url: str
    paper_url: str
    delegate_url: str


def sheet_line(sheet: Sheet) -> SheetLine:
    """Return the line of a circulation."""
    one = sheet.circulation
    said = {"who": one.issuer.name, "at": china_day(one.made_at), "due": china_day(one.due_on)}
    sentence = _("%(who)s · %(at)s 送签阅 · %(due)s 前签阅") % said
    return SheetLine(one.title, sentence, reverse("desk:sign-off", args=[one.pk]), sheet.lines, sheet.signed)


def about(found: Circulation) -> Subject:
    """Return the report that is circulated, under the title with which it was sent."""
    line = subjects.line_of(found.subject)
    return subjects.Subject(line.subject, found.title, line.url)


def reader_lines(found: Circulation, readers: Sequence[Reader], actor: Actor, today: date) -> list[ReaderLine]:
    """Return the lines of a sheet, in its order."""
    return [_reader_line(found, one, actor, today) for one in readers]


def sends(found: Circulation, actor: Actor) -> bool:
    """Tell whether the button to remind is shown; the rules decide when it is pressed."""
    issuer = tree().agency(found.issuer.code)
    own = actor.agency is not None and seat_of(actor.agency) == seat_of(issuer)
    return own and actor.role in CIRCULATORS


def told(found: Sequence[Reminder]) -> list[str]:
    """Return the reminders in words, the newest first."""
    return [_("%(at)s 催阅，%(n)s 人没有签阅") % {"at": china_moment(one.at), "n": one.count} for one in found]


def _reader_line(found: Circulation, one: Reader, actor: Actor, today: date) -> ReaderLine:
    line, known = lookups.line_of(one), tree()
    is_open = one.signed_at is None
    signs = is_open and may_sign(actor, line)
    places = [known.agency(agency.code) for agency in (found.issuer, one.agency)]
    where = [found.pk, one.place]
    overdue = is_overdue(line, found.due_on, today)
    return ReaderLine(
        agency=one.agency.name,
        post=one.post,
        name=one.name,
        signed=_signed(one),
        opinion="" if is_open else one.opinion,
        note=_note(one),
        colour="green" if not is_open else "red" if overdue else "amber",
        word=_("已签阅") if not is_open else _("超期没有签阅") if overdue else _("没有签阅"),
        sign_url=reverse("desk:sign-off-sign", args=where) if signs else "",
        paper_url=reverse("desk:sign-off-paper", args=where) if is_open and may_enter(actor, line, places) else "",
        delegate_url=reverse("desk:sign-off-delegate", args=where) if signs and actor.login == one.login else "",
    )


def _signed(one: Reader) -> str:
    if one.signed_at is None:
        return ""
    return china_day(one.signed_at) if one.on_paper else china_moment(one.signed_at)


def _note(one: Reader) -> str:
    if one.on_paper:
        return _("纸质签阅单：%(kept)s") % {"kept": one.kept}
    if one.signed_by and one.signed_by != one.login:
        return _("受委托签阅：%(who)s") % {"who": one.signed_by}
    return _("已委托：%(who)s") % {"who": one.proxy} if one.proxy and not one.signed_by else ""
