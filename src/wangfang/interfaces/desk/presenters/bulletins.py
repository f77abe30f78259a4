"""How a bulletin is shown: its line, its sections with their versions, its way, who has signed for it, and what may be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.presenters import figures
from wangfang.interfaces.frame.templatetags.frame import china_moment
from wangfang.records.bulletins import lookups
from wangfang.records.bulletins.composing import kept_of
from wangfang.rules.bulletins import RECEIVERS, Move, Series, Stage, Way, may_move, number_text
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from wangfang.records.bulletins.models import Bulletin, Passage, Receipt, Turn
    from wangfang.rules.facts import Actor

STAGES: dict[Stage, tuple[str, StrOrPromise]] = {
    Stage.DRAFT: ("grey", gettext_lazy("草稿")),
    Stage.SUBMITTED: ("amber", gettext_lazy("待审定")),
    Stage.APPROVED: ("blue", gettext_lazy("已审定，待印发")),
    Stage.ISSUED: ("green", gettext_lazy("已印发")),
}
SERIES: dict[Series, StrOrPromise] = {
    Series.QUARTERLY: gettext_lazy("季通报"),
    Series.SPECIAL: gettext_lazy("专报"),
}
TURNS: dict[Move, StrOrPromise] = {
    Move.SUBMIT: gettext_lazy("送审"),
    Move.SEND_BACK: gettext_lazy("退回"),
    Move.APPROVE: gettext_lazy("审定编号"),
    Move.ISSUE: gettext_lazy("印发"),
    Move.REMIND: gettext_lazy("催签收"),
}
WAYS: dict[Way, StrOrPromise] = {
    Way.DOWN: gettext_lazy("主送"),
    Way.UP: gettext_lazy("抄报"),
    Way.ABOVE: gettext_lazy("抄送"),
}
PRESSED = (
    (Move.SUBMIT, "bulletin-submit", gettext_lazy("送审")),
    (Move.APPROVE, "bulletin-approve", gettext_lazy("审定并编号")),
    (Move.ISSUE, "bulletin-issue", gettext_lazy("印发")),
    (Move.REMIND, "bulletin-remind", gettext_lazy("催签收")),
)
"""What is done with one button."""


@dataclass(frozen=True, slots=True)
class BulletinLine:
    """One bulletin on a list and on top of its page."""

    key: int
    title: str
    number: str
    sentence: str
    colour: str
    stage: StrOrPromise
    series: StrOrPromise
    url: str
    docx_url: str
    pdf_url: str


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section with its newest version, and where it is edited; no address where it may not be."""

    title: str
    said: str
    edit_url: str


@dataclass(frozen=True, slots=True)
class Button:
    """One step that this person may take now."""

    word: StrOrPromise
    url: str
    main: bool


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """An agency to which the bulletin went: who signed there, and when."""

    agency: str
    way: StrOrPromise
    said: str
    is_signed: bool


@dataclass(frozen=True, slots=True)
class Received:
    """A bulletin that came to one's own agency, with its receipt."""

    line: BulletinLine
    receipt: ReceiptLine
    sign_url: str


def line_of(bulletin: Bulletin) -> BulletinLine:
    """Return the line of a bulletin."""
    colour, stage = STAGES[Stage(bulletin.stage)]
    said = {
        "period": figures.period_word(Period.parse(bulletin.period)),
        "definition": wording.DEFINITIONS[Definition(bulletin.definition)],
        "agency": bulletin.issuer.name,
        "at": china_moment(bulletin.as_of),
    }
    return BulletinLine(
        key=bulletin.pk,
        title=bulletin.body["title"],
        number=number_text(bulletin.year, bulletin.serial) if bulletin.serial else "",
        sentence=_("%(agency)s · %(period)s · 口径：%(definition)s · 数据截至 %(at)s") % said,
        colour=colour,
        stage=stage,
        series=SERIES[Series(bulletin.series)],
        url=reverse("desk:bulletin", args=[bulletin.pk]),
        docx_url=reverse("desk:bulletin-docx", args=[bulletin.pk]),
        pdf_url=reverse("desk:bulletin-pdf", args=[bulletin.pk]),
    )


def sections_of(bulletin: Bulletin, actor: Actor) -> list[SectionLine]:
    """Return the sections of a bulletin in their order."""
    edits, texts = may_move(actor, Move.EDIT, Stage(bulletin.stage), bulletin.issuer.code), lookups.texts(bulletin)
    lines = []
    for number, section in enumerate(kept_of(bulletin)["sections"], start=1):
        url = reverse("desk:bulletin-section", args=[bulletin.pk, number]) if edits else ""
        lines.append(SectionLine(section["title"], version_line(texts[number]), url))
    return lines


def version_line(one: Passage) -> str:
    """Return which version of a text this is, by whom and of when."""
    return _("第 %(n)s 版 · %(name)s · %(at)s") % {"n": one.version, "name": one.by_name, "at": china_moment(one.at)}


def buttons_of(bulletin: Bulletin, actor: Actor) -> list[Button]:
    """Return the steps that one button takes, those that this person may take now."""
    stage, issuer = Stage(bulletin.stage), bulletin.issuer.code
    return [
        Button(word, reverse(f"desk:{name}", args=[bulletin.pk]), move is not Move.REMIND)
        for move, name, word in PRESSED
        if may_move(actor, move, stage, issuer)
    ]


def turn_lines(turns: Sequence[Turn]) -> list[str]:
    """Return the way of a bulletin, a sentence to a step."""
    return [_turn(one) for one in turns]


def receipt_lines(receipts: Sequence[Receipt]) -> list[ReceiptLine]:
    """Return who has signed for a bulletin; those who have not stand first."""
    return [_receipt(one) for one in sorted(receipts, key=lambda one: one.signed_at is not None)]


def received_lines(receipts: Sequence[Receipt], actor: Actor) -> list[Received]:
    """Return what came to an agency, with the button to sign where it waits for that."""
    signs, asked = actor.role in RECEIVERS, lookups.reminded(receipts)
    return [
        Received(
            line_of(one.bulletin),
            _receipt(one, asked.get(one.bulletin_id)),
            sign_url(one) if signs and one.signed_at is None else "",
        )
        for one in receipts
    ]


def sign_url(receipt: Receipt) -> str:
    """Return where a bulletin is signed for."""
    return reverse("desk:bulletin-receive", args=[receipt.bulletin_id])


def _turn(one: Turn) -> str:
    said = {"at": china_moment(one.at), "name": one.by_name, "word": TURNS[Move(one.move)], "why": one.why}
    return (_("%(at)s %(name)s %(word)s：%(why)s") if one.why else _("%(at)s %(name)s %(word)s")) % said


def _receipt(one: Receipt, asked: datetime | None = None) -> ReceiptLine:
    said = _("还没有签收，%(at)s 催过") % {"at": china_moment(asked)} if asked else _("还没有签收")
    if one.signed_at is not None:
        said = _("%(name)s 于 %(at)s 签收") % {"name": one.signed_name, "at": china_moment(one.signed_at)}
    return ReceiptLine(one.agency.name, WAYS[Way(one.way)], said, is_signed=one.signed_at is not None)
