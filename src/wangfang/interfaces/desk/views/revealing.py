"""查看原文: one hidden field for a minute, and the record of it for those who supervise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.forms.revealing import RevealForm
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.presenters import revealing as presenting
from wangfang.interfaces.desk.views.acting import Asking, ask
from wangfang.interfaces.frame import acts, watching
from wangfang.interfaces.frame.proving import require_fresh
from wangfang.records.cases import lookups, revealing
from wangfang.records.ledger.reveals import about_of
from wangfang.rules.revealing import (
    MOST_AN_HOUR,
    SHOWN_FOR,
    Spot,
    masked,
    require_may_reveal,
    require_supervising,
    spot_of,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.opening import Opened


def reveal(request: HttpRequest, number: str, spot: str) -> HttpResponse:
    """Ask what one field is wanted for, and show it: at once when the last proof is fresh, else after another one.

    Raises:
        NotFound: no such case or field for this person, or a secret case.
        NotYours: the post does not see it in full.
        ProveAgain: the last proof is too old; what was typed waits behind the next one.
        TooMany: the hour is full.
    """
    seen, wanted = opened(request, number), spot_of(spot)
    if wanted is None:
        raise lookups.NotFound
    revealing.require_there(seen.case, seen.life, wanted)
    form = RevealForm(request.POST or None)
    if not form.is_valid():
        require_may_reveal(seen.actor, seen.life, seen.now)
        return ask(request, seen, form, _asking(wanted))
    why = form.said()
    watching.asked(request, about_of(revealing.wanted(seen.case, wanted, why)))
    require_may_reveal(seen.actor, seen.life, seen.now)
    require_fresh(request)
    looker = watching.looker(seen.actor, request)
    value = revealing.reveal(seen.case, wanted, why, looker, acts.act_now(request))
    return _answer(request, seen, wanted, value)


def _asking(spot: Spot) -> Asking:
    heading = _("查看原文：%(field)s") % {"field": presenting.word_of(spot)}
    lead_in = _(
        "一次只看这一项，显示 %(n)s 秒后自动隐去。谁在什么时候为什么看的，都记入留痕；一小时最多看 %(most)s 项。"
    )
    said = {"n": int(SHOWN_FOR.total_seconds()), "most": MOST_AN_HOUR}
    return Asking(heading, _("查看"), lead_in % said)


def _answer(request: HttpRequest, seen: Opened, spot: Spot, value: str) -> HttpResponse:
    """Show the field; the address stays that of the form, so that a page loaded again asks again."""
    heading = _("查看原文：%(field)s") % {"field": presenting.word_of(spot)}
    said = {
        "case": seen.view,
        "heading": heading,
        "word": presenting.word_of(spot),
        "value": value,
        "masked": masked(spot.field, value),
        "seconds": int(SHOWN_FOR.total_seconds()),
        "crumbs": ((_("待办事项"), "/desk/"), (seen.case.number, seen.view.url), (heading, "")),
    }
    return render(request, "desk/revealed.html", said)


def reveals(request: HttpRequest) -> HttpResponse:
    """查看原文记录: who was shown what of which case and what for, with the alarms on top.

    Raises:
        NotYours: the post does not watch over it.
    """
    actor = acts.actor(request)
    require_supervising(actor)
    said = {"remarks": presenting.remarks(actor, acts.now()), "events": presenting.record(actor, acts.now())}
    return render(request, "desk/reveals.html", said)
