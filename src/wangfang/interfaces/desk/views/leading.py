"""运行情况: how things stand for who leads, on the desk (L01) and on the screen of the meeting room (L02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.forms.figures import PartForm, ScopeForm
from wangfang.interfaces.desk.presenters import charts, figures, leading, sentences
from wangfang.interfaces.desk.presenters.cases import row_of
from wangfang.interfaces.desk.views.measures import turns
from wangfang.interfaces.frame import acts
from wangfang.records.cases import lookups as cases
from wangfang.records.cases.lookups import PAGE, NotFound
from wangfang.records.indicators import classes, in_hand
from wangfang.records.indicators.overview import overview
from wangfang.rules.attention import require_reader
from wangfang.rules.facts import day_of
from wangfang.rules.indicators import Definition
from wangfang.rules.seeing import SEES_NO_CASE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.presenters.cases import Row
    from wangfang.interfaces.desk.presenters.figures import Scope
    from wangfang.records.cases.models import Case


def page(request: HttpRequest) -> HttpResponse:
    """Show how things stand in a period, every number with the list behind it (L01)."""
    scope = _scope(request)
    chosen = {
        "spans": leading.spans(acts.today(), scope.period),
        "periods": figures.periods(acts.today(), scope.period),
        "definitions": figures.definitions(scope.definition),
    }
    return render(request, "desk/leading.html", _standing(scope, is_wall=False) | chosen)


def wall(request: HttpRequest) -> HttpResponse:
    """Show the same on the screen of a meeting room: nobody's name, and no number leads to a case (L02)."""
    return render(request, "desk/leading_wall.html", _standing(_scope(request), is_wall=True))


def behind(request: HttpRequest) -> HttpResponse:
    """Show exactly the cases of a bar."""
    scope, form = _scope(request), PartForm(request.GET)
    may_open = figures.sees_all(scope.actor, "", "total") and scope.actor.role not in SEES_NO_CASE
    if not may_open or not form.is_valid():
        raise NotFound
    part, name = form.cleaned_data["part"], form.cleaned_data["name"]
    found = Paginator(_cases(scope, part, name), PAGE).get_page(request.GET.get("page", "1")[:6])
    word = figures.period_word(scope.period)
    said = {
        "heading": charts.LEFT_WORDS[name] if part == "left" else name or _("未分类"),
        "sentence": _("在办的信访件") if part == "left" else _("%(period)s收到的") % {"period": word},
        "total": found.paginator.count,
        "tabs": [],
        "heads": (_("在哪个单位"), _("收到"), _("还有多久")),
        "rows": _rows(scope, list(found)),
        "back_url": f"{reverse('desk:leading')}?period={scope.period.name}&definition={scope.definition}",
        "back_word": _("返回运行情况"),
        **turns(request, found),
    }
    return render(request, "desk/behind.html", said)


def _standing(scope: Scope, *, is_wall: bool) -> dict[str, object]:
    """Return what both pages show."""
    now = acts.now()
    told, ways = overview(scope.period, scope.definition, now), leading.Ways.of(scope, is_wall=is_wall)
    weeks, kinds, left = charts.weeks(told, ways), charts.classes(told, ways), charts.left(told, ways)
    return {
        "as_of": now,
        "period": figures.Option(scope.period.name, figures.period_word(scope.period)),
        "definition": scope.definition,
        "sentences": sentences.said(told, ways),
        "kpis": leading.kpis(told, ways),
        "words": leading.words(),
        "past": leading.past(told),
        "columns": leading.columns(),
        "rows": leading.rows(told, ways),
        "weeks": weeks,
        "classes": kinds,
        "left": left,
        "drawn": {
            "weeks": charts.lines_chart(weeks),
            "classes": charts.bars_chart(kinds),
            "left": charts.bars_chart(left),
        },
    }


def _cases(scope: Scope, part: str, name: str) -> QuerySet[Case]:
    if part == "left":
        return in_hand.cases_left(scope.actor, name, acts.today())
    return classes.cases_of(scope.actor, scope.period, name)


def _rows(scope: Scope, found: Sequence[Case]) -> list[tuple[Row, figures.ClockLine]]:
    shows, today = cases.shown_in_list(found, scope.actor, acts.now()), acts.today()
    rows = [(one, row_of(one, today, shows[one.pk])) for one in found]
    return [(row, _clock(one, row)) for one, row in rows]


def _clock(one: Case, row: Row) -> figures.ClockLine:
    return figures.ClockLine(one.holder.name, day_of(one.received_at).isoformat(), row.light.standing, row.light.words)


def _scope(request: HttpRequest) -> Scope:
    """Return the period and the definition that are asked for; by default this quarter and the legal one."""
    actor, form = acts.actor(request), ScopeForm(request.GET)
    require_reader(actor)
    form.is_valid()
    said = form.cleaned_data
    period = said.get("period") or figures.quarter_of(acts.today())
    return figures.Scope(actor, period, Definition(said.get("definition") or Definition.LEGAL), "county")
