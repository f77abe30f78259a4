"""The three rates by county or by agency, and behind every number exactly its cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.forms.figures import BehindForm, ScopeForm
from wangfang.interfaces.desk.presenters import figures
from wangfang.interfaces.desk.presenters.cases import row_of
from wangfang.interfaces.desk.presenters.worklist import Tab
from wangfang.interfaces.frame import acts
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups as cases
from wangfang.records.cases.lookups import PAGE, NotFound
from wangfang.records.indicators import lookups
from wangfang.rules.indicators import VERSIONS, Definition, Indicator
from wangfang.rules.planes import THREE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.paginator import Page
    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.presenters.cases import Row
    from wangfang.interfaces.desk.presenters.figures import Scope
    from wangfang.records.cases.models import Duty

_BUCKETS = {"due": _("应办"), "met": _("按期"), "late": _("没有按期")}


def indicators(request: HttpRequest) -> HttpResponse:
    """Show the table of a period under a definition."""
    scope, now = _scope(request), acts.now()
    rows = lookups.table(scope.period, scope.definition, by=scope.by, now=now)
    totals = lookups.table(scope.period, scope.definition, by="total", now=now)
    lines = figures.lines(rows, scope)
    word = _("区县（市）三率对比") if scope.by == "county" else _("各单位三率对比")
    said = {
        "period": figures.Option(scope.period.name, scope.period.in_words()),
        "periods": figures.periods(acts.today(), scope.period),
        "definitions": figures.definitions(scope.definition),
        "definition": {
            "word": wording.DEFINITIONS[scope.definition],
            "card": wording.CARDS[scope.definition],
            "version": f"{scope.definition} v{VERSIONS[scope.definition]}",
        },
        "by": scope.by,
        "as_of": now,
        "kpis": figures.kpis(totals, rows, scope),
        "rows": lines,
        "linked": any(cell.url for line in lines for cell in line.cells),
        "columns": list(wording.INDICATORS.values()),
        "table_word": word,
    }
    return render(request, "desk/indicators.html", said)


def behind(request: HttpRequest) -> HttpResponse:
    """Show exactly the cases that a number counts."""
    scope, form = _scope(request), BehindForm(request.GET)
    if (
        scope.actor.role in THREE
        or not form.is_valid()
        or not figures.sees_all(scope.actor, form.cleaned_data["code"], scope.by)
    ):
        raise NotFound
    indicator, code = Indicator(form.cleaned_data["indicator"]), form.cleaned_data["code"]
    counted = {bucket: _cases(scope, indicator, code, bucket) for bucket in _BUCKETS}
    here = form.cleaned_data["bucket"]
    page = counted[here].get_page(request.GET.get("page", "1")[:6])
    back = f"{reverse('desk:indicators')}?period={scope.period.name}&definition={scope.definition}&by={scope.by}"
    said = {
        "heading": f"{lookups.name_of(code, scope.by, tree(), scope.period.last_day)} {wording.INDICATORS[indicator]}",
        "sentence": f"{scope.period.in_words()} · {wording.DEFINITIONS[scope.definition]} · {_BUCKETS[here]}",
        "total": page.paginator.count,
        "tabs": [
            Tab(word, scope.url(indicator, code, bucket), bucket == here, str(counted[bucket].count))
            for bucket, word in _BUCKETS.items()
        ],
        "rows": _rows(scope, list(page)),
        "back_url": back,
        **_turns(request, page),
    }
    return render(request, "desk/behind.html", said)


def _rows(scope: Scope, duties: Sequence[Duty]) -> list[tuple[Row, figures.ClockLine]]:
    shows = cases.shown_in_list([duty.case for duty in duties], scope.actor, acts.now())
    today = acts.today()
    return [(row_of(duty.case, today, shows[duty.case_id]), figures.clock_line(duty)) for duty in duties]


def _cases(scope: Scope, indicator: Indicator, code: str, bucket: str) -> Paginator:  # type: ignore[type-arg]  # the row type is the lookup's own
    found = lookups.clocks_behind(
        scope.actor, scope.period, scope.definition, indicator, by=scope.by, code=code, bucket=bucket, now=acts.now()
    )
    return Paginator(found, PAGE)


def _scope(request: HttpRequest) -> Scope:
    form = ScopeForm(request.GET)
    form.is_valid()
    said = form.cleaned_data
    return figures.Scope(
        actor=acts.actor(request),
        period=said.get("period") or figures.quarter_of(acts.today()),
        definition=Definition(said.get("definition") or Definition.LEGAL),
        by=said.get("by") or "county",
    )


def _turns(request: HttpRequest, page: Page) -> dict[str, object]:  # type: ignore[type-arg]  # as above
    def turned(number: int) -> str:
        asked = request.GET.copy()
        asked["page"] = str(number)
        return f"{request.path}?{asked.urlencode()}"

    return {
        "page_words": _("第 %(first)s–%(last)s 件") % {"first": page.start_index(), "last": page.end_index()},
        "first_url": turned(page.previous_page_number()) if page.has_previous() else "",
        "next_url": turned(page.next_page_number()) if page.has_next() else "",
    }
