"""专项整改逐件补录: one case of a campaign item by item, its explanations, and the report in the end."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.forms.campaigns import AssignForm, ExplainForm, FillForm, JudgeForm
from wangfang.interfaces.desk.presenters import campaigns as shown
from wangfang.interfaces.desk.presenters.cases import title_of
from wangfang.interfaces.desk.views.acting import WRONG_INPUT
from wangfang.interfaces.desk.wording import ITEM_WORDS
from wangfang.interfaces.frame import acts, watching
from wangfang.records.campaigns import assigning, filling, lookups, progress
from wangfang.records.cases import lookups as cases
from wangfang.records.cases.lookups import NotFound
from wangfang.records.printing import press
from wangfang.rules.access import DEEDS, Deed
from wangfang.rules.facts import Kind
from wangfang.rules.journey import hands_of

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest

    from wangfang.records.campaigns.models import Campaign, Target
    from wangfang.rules.facts import Actor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def case(request: HttpRequest, key: int, place: int) -> HttpResponse:
    """Show one case of a campaign item by item, and give it to another agency that has had it.

    Raises:
        NotFound: there is no such campaign, or no case at that place, for this person.
        NotYours, Refused: see `assigning.assign_to`.
    """
    actor, found, target = _opened(request, key, place)
    lived = cases.life(target.case)
    form = AssignForm(request.POST or None, agencies=hands_of(lived).had_it)
    if form.is_valid():
        assigning.assign_to(key, place, form.cleaned_data["unit"], form.cleaned_data["due_on"], acts.act_now(request))
        messages.success(request, _("已改派。"))
        return redirect("desk:campaign-case", key, place)
    shows = cases.shown(target.case, lived, actor, acts.now())
    runs = found.ended_at is None and shown.runs(found, actor)
    works = found.ended_at is None and _works(target, actor)
    said = {
        **_about(found, target, title_of(target.case, shows)),
        "lines": shown.gap_lines(
            progress.gaps_of(found, [target]), lookups.explanations([target]), shows, runs=runs, works=works
        ),
        "form": form if runs else None,
    }
    return render(request, "desk/campaign_case.html", said, status=WRONG_INPUT if form.errors else 200)


def fill(request: HttpRequest, key: int, place: int, item: str) -> HttpResponse:
    """补录: enter one missing item.

    Raises:
        NotFound, NotYours, Refused: see `filling.fill`.
    """
    form = FillForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        filling.fill(key, (place, item), said["value"], said["evidence_on"], acts.act_now(request))
        messages.success(request, _("已补录。"))
        return redirect("desk:campaign-case", key, place)
    return _asked(request, (key, place, item), form, _("补录"))


def explain(request: HttpRequest, key: int, place: int, item: str) -> HttpResponse:
    """说明: say why one item can no longer be had.

    Raises:
        NotFound, NotYours, Refused: see `filling.explain`.
    """
    form = ExplainForm(request.POST or None)
    if form.is_valid():
        filling.explain(key, (place, item), form.cleaned_data["text"], acts.act_now(request))
        messages.success(request, _("说明已提交，等待核定。"))
        return redirect("desk:campaign-case", key, place)
    return _asked(request, (key, place, item), form, _("说明补不上的原因"))


def judge(request: HttpRequest, key: int, place: int, item: str) -> HttpResponse:
    """核定: accept an explanation, or send it back.

    Raises:
        NotFound, NotYours, Refused: see `filling.judge`.
    """
    form = JudgeForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        accept = said["accept"] == "yes"
        filling.judge(key, (place, item), acts.act_now(request), said["answer"], accept=accept)
        messages.success(request, _("已核定。"))
        return redirect("desk:campaign-case", key, place)
    return _asked(request, (key, place, item), form, _("核定说明"))


def report(request: HttpRequest, key: int) -> HttpResponse:
    """Show the report of a campaign that has ended, as it was frozen.

    Raises:
        NotFound: there is none for this person.
    """
    found = _ended(request, key)
    said = {"line": shown.line_of(found, acts.actor(request)), "letter": found.report}
    return render(request, "desk/campaign_report.html", said)


def report_xlsx(request: HttpRequest, key: int) -> HttpResponse:
    """Give the tables of the report as a workbook.

    Raises:
        NotFound: there is none for this person.
    """
    found = _ended(request, key)
    return _download(shown.workbook_of(found), XLSX, f"{found.number}.xlsx")


def report_pdf(request: HttpRequest, key: int) -> HttpResponse:
    """Give the report as it is printed.

    Raises:
        NotFound: there is none for this person.
    """
    found = _ended(request, key)
    return _download(press.pdf(press.BULLETIN, found.report or {}), "application/pdf", f"{found.number}.pdf")


def report_docx(request: HttpRequest, key: int) -> HttpResponse:
    """Give the report to work on.

    Raises:
        NotFound: there is none for this person.
    """
    found = _ended(request, key)
    return _download(press.docx(press.BULLETIN, found.report or {}), DOCX, f"{found.number}.docx")


def _opened(request: HttpRequest, key: int, place: int) -> tuple[Actor, Campaign, Target]:
    """Return a case of a campaign, and note that it is shown."""
    actor = acts.actor(request)
    found = lookups.open_campaign(key, actor)
    target = lookups.target_seen(found, place, actor)
    watching.shown(request, target.case.number)
    return actor, found, target


def _asked(request: HttpRequest, gap: tuple[int, int, str], form: forms.Form, word: str) -> HttpResponse:
    """Show the form for one item, the second time with what is wrong with it."""
    key, place, item = gap
    actor, found, target = _opened(request, key, place)
    if item not in target.missing:
        raise NotFound
    shows = cases.shown(target.case, cases.life(target.case), actor, acts.now())
    lines = shown.gap_lines(
        progress.gaps_of(found, [target]), lookups.explanations([target]), shows, runs=False, works=False
    )
    said = {
        **_about(found, target, title_of(target.case, shows)),
        "form": form,
        "heading": _("：").join((word, str(ITEM_WORDS[item]))),
        "button": word,
        "gap": lines[target.missing.index(item)],
        "seen": target.case.steps_taken,
        "act_key": secrets.token_hex(16),
    }
    return render(request, "desk/campaign_item.html", said, status=WRONG_INPUT if form.errors else 200)


def _about(found: Campaign, target: Target, title: str) -> dict[str, object]:
    back = reverse("desk:campaign-case", args=[found.pk, target.place])
    crumbs = (
        (_("专项整改"), reverse("desk:campaigns")),
        (found.name, reverse("desk:campaign", args=[found.pk])),
        (_("逐件清单"), reverse("desk:campaign-matrix", args=[found.pk])),
        (target.case.number, ""),
    )
    return {
        "number": target.case.number,
        "title": title,
        "case_url": reverse("desk:case", args=[target.case.number]),
        "unit": target.unit.name if target.unit else "",
        "due_on": target.due_on,
        "back_url": back,
        "crumbs": crumbs,
    }


def _works(target: Target, actor: Actor) -> bool:
    """Tell whether the ways to enter and to explain are shown; the rules decide when they are taken."""
    if actor.agency is None or actor.role not in DEEDS[Deed.FILL]:
        return False
    return actor.agency.kind is Kind.BUREAU or (target.unit is not None and target.unit.code == actor.agency.code)


def _ended(request: HttpRequest, key: int) -> Campaign:
    found = lookups.open_campaign(key, acts.actor(request))
    if found.ended_at is None:
        raise NotFound
    return found


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
