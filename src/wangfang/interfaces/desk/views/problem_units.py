"""问题单位: found by the figures, reported up, put right, verified, one by one until each is solved."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangfang.interfaces.desk.forms.figures import ScopeForm
from wangfang.interfaces.desk.forms.problem_units import (
    VIEWS,
    MeasuresForm,
    ProofForm,
    RegisterPageForm,
    ReportUpForm,
    VerifyForm,
)
from wangfang.interfaces.desk.presenters import figures
from wangfang.interfaces.desk.presenters import problem_units as shown
from wangfang.interfaces.desk.views.acting import WRONG_INPUT
from wangfang.interfaces.frame import acts
from wangfang.records.problem_units import finding, lookups, moving
from wangfang.rules.indicators import Definition
from wangfang.rules.problem_units import WATCHERS, Move, Standing, next_standing, require_mover

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse


def problem_units(request: HttpRequest) -> HttpResponse:
    """List the entries of the register that this person sees."""
    form, actor, today = RegisterPageForm(request.GET), acts.actor(request), acts.today()
    form.is_valid()
    filters = lookups.Filters(form.cleaned_data.get("view") or "open", form.cleaned_data.get("page") or 1)
    found, newest = lookups.register(actor, filters), figures.quarter_of(today).before()
    said = {
        "lines": [shown.line_of(one, today) for one in found[: lookups.PAGE]],
        "views": [(word, _page(name, 1), name == filters.view) for name, word in VIEWS.items()],
        "page_words": _("第 %(n)s 页") % {"n": filters.page},
        "first_url": _page(filters.view, 1) if filters.page > 1 else "",
        "next_url": _page(filters.view, filters.page + 1) if len(found) > lookups.PAGE else "",
        "may_find": actor.role in WATCHERS,
        "period": figures.Option(newest.name, figures.period_word(newest)),
        "periods": figures.periods(today, newest),
        "definitions": figures.definitions(Definition.LEGAL),
    }
    return render(request, "desk/problem_units.html", said)


@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """查找问题单位: the figures of a period are gone through.

    Raises:
        NotYours, Refused: see `finding.find`.
    """
    act, form = acts.act_now(request), ScopeForm(request.POST)
    form.is_valid()
    period = form.cleaned_data.get("period") or figures.quarter_of(act.day).before()
    made = finding.find(period, Definition(form.cleaned_data.get("definition") or Definition.LEGAL), act)
    messages.success(request, _("新列入 %(n)s 项。") % {"n": len(made)})
    return redirect("desk:problem-units")


def problem_unit(request: HttpRequest, key: int) -> HttpResponse:
    """Show one entry with everything that was done about it.

    Raises:
        NotFound: there is none for this person.
    """
    actor = acts.actor(request)
    found = lookups.open_problem(key, actor)
    line = shown.line_of(found, acts.today())
    said = {
        "line": line,
        "facts": shown.facts_of(found),
        "done": shown.done_lines(lookups.entries(found)),
        "ways": shown.ways_of(found, actor),
        "crumbs": _crumbs((line.agency, "")),
    }
    return render(request, "desk/problem_unit.html", said)


def report_up(request: HttpRequest, key: int) -> HttpResponse:
    """上报: to the joint office and to the principals, with a limit.

    Raises:
        NotFound, NotYours, Refused: see `moving.report_up`.
    """
    form = ReportUpForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        moving.report_up(key, form.cleaned_data["due_on"], form.cleaned_data["text"], acts.act_now(request))
        return _done(request, key, _("已上报，并告知主要领导。"))
    return _asked(request, key, form, Move.REPORT_UP)


def answer(request: HttpRequest, key: int) -> HttpResponse:
    """报整改措施: the agency says what it does.

    Raises:
        NotFound, NotYours, Refused: see `moving.answer`.
    """
    form = MeasuresForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        moving.answer(key, form.cleaned_data["text"], acts.act_now(request))
        return _done(request, key, _("整改措施已报。"))
    return _asked(request, key, form, Move.ANSWER)


def prove(request: HttpRequest, key: int) -> HttpResponse:
    """报解决证明: the agency shows that it is solved.

    Raises:
        NotFound, NotYours, Refused: see `moving.prove`.
    """
    form = ProofForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        moving.prove(key, form.cleaned_data["text"], acts.act_now(request))
        return _done(request, key, _("解决证明已报，等待核查。"))
    return _asked(request, key, form, Move.PROVE)


def verify(request: HttpRequest, key: int) -> HttpResponse:
    """核查: solved, or to be put right anew.

    Raises:
        NotFound, NotYours, Refused: see `moving.verify`.
    """
    form = VerifyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        solved = form.cleaned_data["solved"] == "yes"
        moving.verify(key, form.cleaned_data["text"], acts.act_now(request), solved=solved)
        return _done(request, key, _("核查结果已登记。"))
    return _asked(request, key, form, Move.SOLVE)


def _asked(request: HttpRequest, key: int, form: forms.Form, move: Move) -> HttpResponse:
    """Show the form of a move that this person may take now, the second time with what is wrong with it."""
    actor = acts.actor(request)
    found = lookups.open_problem(key, actor)
    require_mover(actor, move, lookups.agency_of(found))
    next_standing(Standing(found.standing), move)
    word = next(way.word for way in shown.ways_of(found, actor))
    line = shown.line_of(found, acts.today())
    said = {
        "line": line,
        "facts": shown.facts_of(found),
        "form": form,
        "word": word,
        "act_key": secrets.token_hex(16),
        "crumbs": _crumbs((line.agency, line.url), (word, "")),
    }
    return render(request, "desk/problem_unit_act.html", said, status=WRONG_INPUT if form.errors else 200)


def _done(request: HttpRequest, key: int, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("desk:problem-unit", key)


def _page(view: str, page: int) -> str:
    return f"{reverse('desk:problem-units')}?view={view}&page={page}"


def _crumbs(*more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return ((_("问题单位"), reverse("desk:problem-units")), *more)
