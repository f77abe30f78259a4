"""日清理、周小结、月汇总: the board of the day is cleared, explained and signed; briefs are read, edited, sent, signed for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangfang.interfaces.desk.forms.rhythms import BriefForm, DayForm, ExplainItemsForm
from wangfang.interfaces.desk.presenters import rhythms as shown
from wangfang.interfaces.desk.views.acting import WRONG_INPUT
from wangfang.interfaces.frame import acts
from wangfang.records.agencies.tree import tree
from wangfang.records.rhythms import boards, briefs, clearing
from wangfang.rules.briefs import require_bureau
from wangfang.rules.day_boards import Standing, require_on_duty
from wangfang.rules.rhythms import signs_from

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from wangfang.records.rhythms.boards import Board
    from wangfang.rules.facts import Act


def day(request: HttpRequest) -> HttpResponse:
    """Show the board of the own agency, of today or of a day that was kept, and take explanations.

    Raises:
        NotYours: the post works on no cases.
        NotFound: there is no board of that day.
        Refused: see `clearing.explain`.
    """
    act = acts.act_now(request)
    agency = require_on_duty(act.actor)
    board = boards.board_of(agency, _asked(request, act), act.day)
    rows = shown.item_rows(board, boards.lines(board, act.actor), act.actor, act.recorded_at)
    form = ExplainItemsForm(request.POST or None, numbers=[row.number for row in rows])
    if form.is_valid():
        count = clearing.explain(board.on, form.cleaned_data["items"], form.cleaned_data["text"], act)
        messages.success(request, _("已说明 %(n)s 件。") % {"n": count})
        return redirect(_address(board.on))
    said = {
        "rows": rows,
        "ticked": request.POST.getlist("items"),
        "form": form,
        "explains": any(row.ticks for row in rows),
        "log": shown.log_lines(boards.log_of(agency)),
        **_head(board, act),
    }
    return render(request, "desk/day_board.html", said, status=WRONG_INPUT if form.errors else 200)


@require_POST
def sign(request: HttpRequest) -> HttpResponse:
    """值班签字: the board of a day is signed.

    Raises:
        NotYours, NotFound, Refused: see `clearing.sign`.
    """
    act = acts.act_now(request)
    on = _asked(request, act)
    clearing.sign(on, act)
    messages.success(request, _("已签字，这一天的日清理固定下来。"))
    return redirect(_address(on))


def rhythms(request: HttpRequest) -> HttpResponse:
    """List the briefs of the own bureau and those that were sent there, and the quarters that were drafted.

    Raises:
        NotYours: the post neither writes nor receives any.
    """
    actor = acts.actor(request)
    require_bureau(actor)
    said = {
        "own": [shown.brief_line(one) for one in briefs.own(actor)],
        "received": [shown.received_line(one) for one in briefs.received(actor)],
        "drafted": [shown.draft_line(one) for one in briefs.drafts_made()],
    }
    return render(request, "desk/rhythms.html", said)


def brief(request: HttpRequest, key: int) -> HttpResponse:
    """Show a brief as it stands.

    Raises:
        NotFound: there is none for this person.
    """
    actor = acts.actor(request)
    found = briefs.opened(key, actor)
    receipts = briefs.receipts(found)
    said = {
        "line": shown.brief_line(found),
        "key": found.pk,
        "sections": shown.sections(found),
        "tables": found.tables,
        "receipts": [(one.agency.name, shown.read_words(one)) for one in receipts],
        "may_write": briefs.may_write(found, actor),
        "may_sign": any(briefs.may_sign_for(found, one, actor) for one in receipts),
        "crumbs": _crumbs((shown.name_of(found), "")),
    }
    return render(request, "desk/brief.html", said)


def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change the words of a brief.

    Raises:
        NotFound: there is none for this person.
        NotYours, Refused: see `briefs.edit`.
    """
    act = acts.act_now(request)
    found = briefs.to_write(key, act.actor)
    form = BriefForm(request.POST or None, sections=found.texts, figures=found.figures)
    if form.is_valid():
        briefs.edit(key, form.texts(), act)
        messages.success(request, _("已保存。"))
        return redirect("desk:rhythm-brief", key)
    back = reverse("desk:rhythm-brief", args=[key])
    said = {
        "form": form,
        "name": shown.name_of(found),
        "figures": sorted(found.figures.items()),
        "back_url": back,
        "crumbs": _crumbs((shown.name_of(found), back), (_("修改"), "")),
    }
    return render(request, "desk/brief_edit.html", said, status=WRONG_INPUT if form.errors else 200)


@require_POST
def send(request: HttpRequest, key: int) -> HttpResponse:
    """报送: a brief goes to whoever reads it.

    Raises:
        NotFound, NotYours, Refused: see `briefs.send`.
    """
    count = briefs.send(key, acts.act_now(request))
    messages.success(request, _("已报送 %(n)s 个单位。") % {"n": count})
    return redirect("desk:rhythm-brief", key)


@require_POST
def sign_for(request: HttpRequest, key: int) -> HttpResponse:
    """签收: somebody has read a brief.

    Raises:
        NotFound, NotYours: see `briefs.sign_for`.
    """
    briefs.sign_for(key, acts.act_now(request))
    messages.success(request, _("已签收。"))
    return redirect("desk:rhythm-brief", key)


def _asked(request: HttpRequest, act: Act) -> date:
    """Return the day that is asked for, today when none is."""
    form = DayForm(request.POST if "on" in request.POST else request.GET)
    form.is_valid()
    found: date | None = form.cleaned_data.get("on")
    return found or act.day


def _head(board: Board, act: Act) -> dict[str, object]:
    return {
        "on": board.on.isoformat(),
        "is_today": board.on == act.day,
        "is_workday": tree().law.calendar.is_workday(board.on),
        "counters": shown.counters(board),
        "open": board.count(Standing.OPEN),
        "more": max(0, len(board.items) - boards.SHOWN),
        "signed": shown.signed_words(board),
        "signs_from": f"{signs_from():%H:%M}",
        "agency": board.agency.name,
    }


def _address(on: date) -> str:
    return f"{reverse('desk:rhythm-day')}?on={on}"


def _crumbs(*steps: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return ((_("周小结、月汇总"), reverse("desk:rhythms")), *steps)
