"""短信箱: the messages that would have gone out, shown where no gateway is connected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _

from wangfang.interfaces.frame import acts
from wangfang.records.cases import lookups
from wangfang.records.cases.lookups import NotFound
from wangfang.records.notices import send
from wangfang.rules.facts import Role
from wangfang.rules.labels import Part
from wangfang.rules.privacy import mask_name, mask_phone

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from wangfang.records.notices.models import Notice
    from wangfang.rules.showing import Showing

_READERS = frozenset({Role.CLERK, Role.BUREAU_LEADER})


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it is shown; whom it goes to stays half hidden, its text is for who sees that and the content."""

    phone: str
    name: str
    subject: str
    text: str
    queued_at: datetime
    colour: str
    word: str


def outbox(request: HttpRequest) -> HttpResponse:
    """Show the newest messages about cases that the reader may see; outside the demo the page does not exist."""
    actor = acts.actor(request)
    if not settings.DEMO or actor.role not in _READERS:
        raise NotFound
    newest = send.recent()
    shows = lookups.shown_among(actor, [notice.subject for notice in newest], acts.now())
    told = [_message(one, shows[one.subject]) for one in newest if one.subject in shows]
    return render(request, "desk/outbox.html", {"messages_out": told})


def _message(notice: Notice, shows: Showing) -> Message:
    knows, reads = shows.has(Part.IDENTITY), shows.has(Part.CONTENT)
    colour, word = ("red", _("没有发出")) if notice.failed else ("green", _("已发出"))
    if not notice.failed and notice.sent_at is None:
        colour, word = "amber", _("等待发出")
    return Message(
        mask_phone(notice.phone) if knows else "",
        mask_name(notice.name) if knows else "",
        notice.subject,
        notice.text if reads and knows else "",
        notice.queued_at,
        colour,
        word,
    )
