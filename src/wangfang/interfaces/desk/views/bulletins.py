"""The bulletins: listed, drafted, read, taken away as DOCX and PDF, compared with the period before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangfang.interfaces.desk.forms.bulletins import SendBackForm, SpecialForm
from wangfang.interfaces.desk.forms.figures import ScopeForm
from wangfang.interfaces.desk.presenters import bulletins as shown
from wangfang.interfaces.desk.presenters import figures
from wangfang.interfaces.desk.views.acting import WRONG_INPUT
from wangfang.interfaces.frame import acts
from wangfang.records.bulletins import comparing, drafting, lookups, publishing, specials
from wangfang.rules.bulletins import MOVERS, RECEIVERS, Move, Stage, may_move
from wangfang.rules.indicators import Definition

if TYPE_CHECKING:
    from django.http import HttpRequest

    from wangfang.records.bulletins.models import Bulletin

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def bulletins(request: HttpRequest) -> HttpResponse:
    """List the bulletins that this person reads, newest first."""
    newest, actor = figures.quarter_of(acts.today()), acts.actor(request)
    said = {
        "bulletins": [shown.line_of(bulletin) for bulletin in lookups.newest(actor)],
        "may_draft": actor.role in MOVERS[Move.DRAFT],
        "may_receive": actor.role in RECEIVERS,
        "period": figures.Option(newest.name, figures.period_word(newest)),
        "periods": figures.periods(acts.today(), newest),
        "definitions": figures.definitions(Definition.LEGAL),
    }
    return render(request, "desk/bulletins.html", said)


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Draft the bulletin of a period.

    Raises:
        NotYours, Refused: see `drafting.draft`.
    """
    act, form = acts.act_now(request), ScopeForm(request.POST)
    form.is_valid()
    period = form.cleaned_data.get("period") or figures.quarter_of(act.day)
    definition = Definition(form.cleaned_data.get("definition") or Definition.LEGAL)
    made = drafting.draft(period, definition, act)
    messages.success(request, _("通报已起草，数字和名单都固定在这一期里。"))
    return redirect("desk:bulletin", made.pk)


def special(request: HttpRequest) -> HttpResponse:
    """Ask what a special report is about, and draft it.

    Raises:
        NotYours, NotFound, Refused: see `specials.draft`.
    """
    act, newest = acts.act_now(request), figures.quarter_of(acts.today())
    periods = [(one.name, one.word) for _year, options in figures.periods(act.day, newest) for one in options]
    form = SpecialForm(
        request.POST or None,
        subjects=[(str(one), one.name) for one in specials.subjects(act)],
        periods=periods,
        definitions=[(one.name, one.word) for one in figures.definitions(Definition.LEGAL)],
    )
    if form.is_valid():
        asked = form.cleaned_data
        made = specials.draft(asked["subject"], asked["period"], asked["definition"], act)
        messages.success(request, _("专报已起草，数字固定在这一期里。"))
        return redirect("desk:bulletin", made.pk)
    said = {"form": form, "crumbs": crumbs((_("起草专报"), ""))}
    return render(request, "desk/bulletin_special.html", said, status=WRONG_INPUT if form.errors else 200)


def bulletin(request: HttpRequest, key: int) -> HttpResponse:
    """Show one bulletin with what may be done about it.

    Raises:
        NotFound: there is none for this person.
    """
    found = lookups.bulletin(key, acts.actor(request))
    return page(request, found, SendBackForm())


def page(request: HttpRequest, found: Bulletin, form: SendBackForm) -> HttpResponse:
    """Return the page of a bulletin, with the form by which it goes back where this person may send it back."""
    actor, receipts = acts.actor(request), lookups.receipts(found)
    own = actor.agency.code if actor.agency else ""
    mine = next((one for one in receipts if one.agency.code == own and one.signed_at is None), None)
    sends_back = may_move(actor, Move.SEND_BACK, Stage(found.stage), found.issuer.code)
    said = {
        "bulletin": shown.line_of(found),
        "letter": found.body,
        "sections": shown.sections_of(found, actor),
        "buttons": shown.buttons_of(found, actor),
        "turns": shown.turn_lines(lookups.turns(found)),
        "receipts": shown.receipt_lines(receipts),
        "unsigned": sum(one.signed_at is None for one in receipts),
        "sign_url": shown.sign_url(mine) if mine and actor.role in RECEIVERS else "",
        "send_back_form": form if sends_back else None,
        "form": form,
        "crumbs": crumbs((found.body["title"], "")),
    }
    return render(request, "desk/bulletin.html", said, status=WRONG_INPUT if form.errors else 200)


def compare(request: HttpRequest, key: int) -> HttpResponse:
    """Show a bulletin beside that of the period before.

    Raises:
        NotFound: there is none for this person.
    """
    actor = acts.actor(request)
    found = lookups.bulletin(key, actor)
    earlier = lookups.before(found, actor)
    said = {
        "now": shown.line_of(found),
        "then": shown.line_of(earlier) if earlier else None,
        "sections": comparing.compared(found, earlier) if earlier else [],
        "crumbs": crumbs((found.body["title"], reverse("desk:bulletin", args=[key])), (_("和上期对照"), "")),
    }
    return render(request, "desk/bulletin_compare.html", said)


def docx(request: HttpRequest, key: int) -> HttpResponse:
    """Give the bulletin to work on.

    Raises:
        NotFound: there is none for this person.
    """
    found = lookups.bulletin(key, acts.actor(request))
    return _download(publishing.docx_of(found), _WORD, f"{_name(found)}.docx")


def pdf(request: HttpRequest, key: int) -> HttpResponse:
    """Give the bulletin as it is printed.

    Raises:
        NotFound: there is none for this person.
    """
    found = lookups.bulletin(key, acts.actor(request))
    return _download(publishing.pdf_of(found), "application/pdf", f"{_name(found)}.pdf")


def crumbs(*steps: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Return where a page of a bulletin is."""
    return ((_("通报专报"), reverse("desk:bulletins")), *steps)


def _name(found: Bulletin) -> str:
    return f"bulletin-{found.period}-{found.serial or 'draft'}"


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
